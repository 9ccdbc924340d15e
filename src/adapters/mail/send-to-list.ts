/** Notices to mailing lists. SMTP cannot be asked what was sent: a crash between sending and saving may repeat one, with the same Message-ID. */
import { createHash } from 'node:crypto';
import type { NoticeSender } from '../../engine/ports/github.ts';
import type { SendMail } from './send-mail.ts';

export function sendToList(send: SendMail): NoticeSender {
  return {
    send: async (_context, notice, address) => {
      const id = createHash('sha256').update(notice.key).digest('hex').slice(0, 32);
      await send({ to: address, subject: notice.subject, text: `${notice.body}\n`, id });
      return { result: `mail:${address}` };
    },
  };
}
