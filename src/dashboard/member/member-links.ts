/** Links in mails to distributors: made from our key and the mail they stand in, so that a mail sent again has the same one and no store has it. */
import type { MemberLinks } from '../../engine/performers/member-link.ts';
import { digestOf, type Sealing } from '../sealing.ts';

export function memberLinks({ url, sealing }: { readonly url: string; readonly sealing: Sealing }): MemberLinks {
  return {
    make(end) {
      const secret = sealing.sign('member-link', end);
      return { url: `${url}/member/link/${secret}`, id: digestOf(secret) };
    },
  };
}
