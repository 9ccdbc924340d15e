/** Notices to whoever takes them as signed JSON. The same notice has the same id, so that a repeated one can be dropped. */
import { createHash, createHmac } from 'node:crypto';
import { ChannelFailure } from '../../engine/ports/failures.ts';
import type { NoticeSender } from '../../engine/ports/github.ts';
import { post, refusedWith } from '../post.ts';
import type { Secret } from '../secret.ts';

export type WebHookSettings = {
  readonly hooks: ReadonlyMap<string, { readonly url: Secret; readonly secret: Secret }>;
  readonly allowPrivate: boolean;
  /** Unit: ms. */
  readonly now: () => number;
};

/**
 * `X-Fixlead-Signature: v1=…` is the HMAC-SHA256, in hexadecimal, of the timestamp, a full stop and the body. A receiver refuses timestamps
 * that are minutes old, so that nothing can be sent again by others.
 */
export function sendToWebHook({ hooks, allowPrivate, now }: WebHookSettings): NoticeSender {
  return {
    send: async (_context, notice, name) => {
      const hook = hooks.get(name);
      if (hook === undefined) throw new ChannelFailure(`web-hook:${name} is not set up: its variables are missing`, { permanent: true });
      const id = createHash('sha256').update(notice.key).digest('hex').slice(0, 32);
      const body = JSON.stringify({ id, notice: notice.notice, subject: notice.subject, body: notice.body });
      const timestamp = String(Math.floor(now() / 1_000));
      const signature = createHmac('sha256', hook.secret.reveal()).update(`${timestamp}.${body}`).digest('hex');
      const headers = { 'x-fixlead-id': id, 'x-fixlead-timestamp': timestamp, 'x-fixlead-signature': `v1=${signature}` };
      const posted = await post({ url: hook.url.reveal(), body, headers, allowPrivate });
      if (posted.status < 200 || posted.status > 299) throw refusedWith(posted);
      return { result: `web-hook:${name}` };
    },
  };
}
