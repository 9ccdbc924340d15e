/** Sends a confirmed mail to one member, after one last look: the register must still say that this member may be told, at this address, with this key. */
import { createHash } from 'node:crypto';
import type { EffectOf } from '../../core/effects.ts';
import { distributorsOf } from '../../core/distributors/distributor-policy.ts';
import { whyOutdated } from '../../core/distributors/early-outdated.ts';
import { whyLeftOut } from '../../core/distributors/member-standing.ts';
import { patchName } from '../../core/distributors/early-texts.ts';
import { findMember, registerOf, type Member, type MemberKey } from '../../core/distributors/register.ts';
import { isCaseId } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';
import { ChannelFailure } from '../ports/failures.ts';
import type { Git } from '../ports/git.ts';
import type { MailSender } from '../ports/mail.ts';
import type { PerformContext, Performer } from '../ports/github.ts';
import { memberLink, type MemberLinkTools } from './member-link.ts';
import type { Store } from '../ports/store.ts';

type Mail = EffectOf<'MailDistributor'>;
export type MailTools = {
  readonly store: Pick<Store, 'readCase' | 'readProject'> & MemberLinkTools['store'];
  readonly links: MemberLinkTools['links'];
  readonly git: Pick<Git, 'makePatch'>;
  /** Undefined where e-mail is not set up. */
  readonly send: MailSender | undefined;
  readonly now: () => Instant;
};

/** SMTP cannot be asked what was sent: a crash between sending and saving repeats one mail, with the same Message-ID. */
export function mailDistributor(tools: MailTools): Performer<'MailDistributor'> {
  return {
    look: () => Promise.resolve(undefined),
    perform: async (context, mail) => {
      if (tools.send === undefined) throw refused('e-mail is not set up here: docs/operating.md names the variables');
      const member = await memberToTell(tools, context, mail);
      const attachments = await patchesFor(tools, context, mail);
      const id = createHash('sha256').update(mail.key).digest('hex').slice(0, 32);
      const { address: to, subject, body } = mail;
      await tools.send({
        to,
        subject,
        text: `${body}\n${await linkBelow(tools, context, mail, member)}`,
        attachments,
        ...(member.key !== undefined && { encryptTo: [member.key.armoured] }),
        id,
      });
      const { stage, edition, member: name } = mail;
      return { result: `mail to ${name}`, event: { kind: 'DistributorMailed', stage, edition, member: name, at: tools.now() } };
    },
  };
}

/** At the end also one that is no member any more. */
type ToldMember = Pick<Member, 'key'> & Partial<Pick<Member, 'accepted'>>;

/** An effect that came from the store is data; between the decision and this moment somebody may have left, or leaked. */
async function memberToTell({ store, now }: MailTools, { about, repository }: PerformContext, mail: Mail): Promise<ToldMember> {
  const stored = isCaseId(about) ? await store.readCase(about) : undefined;
  const register = registerOf((await store.readProject(repository))?.project ?? {});
  const member = findMember(register, mail.member);
  if (stored === undefined || mail.audience !== 'distributors') throw refused('it belongs to no case');
  const { phase } = stored.case;
  if (mail.stage === 'lifted') {
    if (phase !== 'published') throw refused('the advisory is not public, so the embargo is not over');
    // What is public by now needs no key, and a member whose key expired meanwhile hears of it all the same.
    const key = member?.key;
    return key?.fingerprint === mail.fingerprint && isUsable(key, now()) ? { key } : {};
  }
  if (stored.policy.distributors?.enabled !== true) throw refused('the policy has nobody told early');
  const isOpen = phase === 'accepted' || phase === 'publishing';
  if (mail.stage === 'closed' ? phase !== 'rejected' : !isOpen) throw refused(`the case is ${phase}`);
  const outdated = whyOutdated(stored.case, mail);
  if (outdated !== undefined) throw refused(outdated);
  if (member === undefined) throw refused('it is no member any more');
  // Whoever has agreed to a newer text meanwhile is not left out for it.
  const version = Math.max(mail.agreement.version, member.consent?.version ?? 0);
  const agreement = { ...mail.agreement, version, text: register.texts[String(version)] ?? '' };
  const why = whyLeftOut(member, agreement, register, now());
  if (why !== undefined) throw refused(`it ${why.says}`);
  if (member.address !== mail.address || member.key?.fingerprint !== mail.fingerprint)
    throw refused('its address or its key is another one since this was confirmed; show and confirm it anew');
  return member;
}

/** Where the case's policy has pages, and there is still something to answer. */
async function linkBelow(tools: MailTools, { about, repository }: PerformContext, mail: Mail, { accepted }: ToldMember): Promise<string> {
  const stored = isCaseId(about) ? await tools.store.readCase(about) : undefined;
  if (stored === undefined || accepted === undefined || mail.stage === 'closed' || mail.stage === 'lifted') return '';
  const { linkDays: days } = distributorsOf(stored.policy);
  const { key, retries, member, address } = mail;
  return memberLink(tools, `${key}/${retries}`, { repository, member, address, since: accepted.at, days });
}

function isUsable(key: MemberKey | undefined, now: Instant): key is MemberKey {
  return key !== undefined && (key.expiresAt === undefined || key.expiresAt > now);
}

/** Byte for byte what was shown: the digest that the person confirmed is the digest that is sent. */
async function patchesFor({ git }: MailTools, { installationId }: PerformContext, { patches }: Mail) {
  return Promise.all(
    patches.map(async (patch) => {
      const content = await git.makePatch({ installationId, repository: patch.repository }, patch);
      if (createHash('sha256').update(content).digest('hex') !== patch.digest)
        throw refused(`the patch of ${patch.line} is not what was confirmed`);
      return { filename: patchName(patch), content };
    }),
  );
}

function refused(why: string): ChannelFailure {
  return new ChannelFailure(`not sent: ${why}`, { permanent: true });
}
