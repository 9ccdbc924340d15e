/** Sends a member the link that somebody asked for, after one last look: the register must still say that it may be told, at this address, with this key. */
import { createHash } from 'node:crypto';
import { whyLeftOut } from '../../core/distributors/member-standing.ts';
import { findMember, isMember, registerOf } from '../../core/distributors/register.ts';
import { memberLink, type MemberLinkTools } from './member-link.ts';
import { ChannelFailure } from '../ports/failures.ts';
import type { Performer } from '../ports/github.ts';
import type { MailSender } from '../ports/mail.ts';
import type { Store } from '../ports/store.ts';

type Tools = Omit<MemberLinkTools, 'store'> & {
  readonly store: MemberLinkTools['store'] & Pick<Store, 'readProject'>;
  /** Undefined where e-mail is not set up. */
  readonly send: MailSender | undefined;
};

/** As with every mail, a crash between sending and saving repeats it, with the same Message-ID and the same link. */
export function mailMemberLink(tools: Tools): Performer<'MailMemberLink'> {
  return {
    look: () => Promise.resolve(undefined),
    perform: async ({ repository }, { key, askedAt, member: name, address, fingerprint, agreement, linkDays: days, subject, body }) => {
      if (tools.send === undefined) throw refused('e-mail is not set up here');
      const register = registerOf((await tools.store.readProject(repository))?.project ?? {});
      const member = findMember(register, name);
      if (!isMember(member) || whyLeftOut(member, agreement, register, tools.now()) !== undefined) throw refused('it may not be told now');
      if (member.key === undefined || member.address !== address || member.key.fingerprint !== fingerprint)
        throw refused('its address or its key is another one since it was asked for');
      const link = await memberLink(tools, `${key}/${askedAt}`, { repository, member: name, address, since: member.accepted.at, days });
      if (link === '') throw refused('there is no dashboard to lead to');
      const id = createHash('sha256').update(`${key}/${askedAt}`).digest('hex').slice(0, 32);
      await tools.send({ to: address, subject, text: `${body}\n${link}`, attachments: [], encryptTo: [member.key.armoured], id });
      return { result: `mail to ${name}` };
    },
  };
}

function refused(why: string): ChannelFailure {
  return new ChannelFailure(`not sent: ${why}`, { permanent: true });
}
