/** Notices to Slack by incoming webhooks. Slack cannot be asked what stands there: a crash between sending and saving may repeat one. */
import { ChannelFailure, type NoticeSender } from '../../engine/ports.ts';
import { post, refusedWith } from '../post.ts';
import type { Secret } from '../secret.ts';

export type SlackSettings = {
  /** The address of each incoming webhook, by the name behind `slack:`. */
  readonly hooks: ReadonlyMap<string, Secret>;
  readonly allowPrivate: boolean;
};

export function sendToSlack({ hooks, allowPrivate }: SlackSettings): NoticeSender {
  return {
    send: async (_context, notice, name) => {
      const hook = hooks.get(name);
      if (hook === undefined)
        throw new ChannelFailure(`slack:${name} is not set up: no variable FIXLEAD_SLACK_${variableOf(name)}`, { permanent: true });
      const text = `*${escape(notice.subject)}*\n\n${escape(notice.body)}`;
      const posted = await post({ url: hook.reveal(), body: JSON.stringify({ text, unfurl_links: false }), allowPrivate }).catch(named);
      if (posted.status !== 200) throw refusedWith({ ...posted }, reasonIn(posted.text));
      return { result: `slack:${name}` };
    },
  };
}

function named(cause: unknown): never {
  if (!(cause instanceof ChannelFailure)) throw cause;
  throw new ChannelFailure(`Slack: ${cause.message}`, { permanent: cause.permanent, retryAfterMs: cause.retryAfterMs });
}

function variableOf(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

/** Source: Slack's documentation, "Formatting text for app surfaces": these three, and nothing else, so that nobody is called. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Slack's own words are short, such as `invalid_token`; anything else is not repeated. */
function reasonIn(text: string): string {
  return /^[a-z_]{1,60}$/.exec(text.trim())?.[0] ?? '';
}
