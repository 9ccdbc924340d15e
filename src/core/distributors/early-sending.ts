/** From a confirmed mail to one effect for each member, all wanted in the same step, so that nobody is told before the others (S51). */
import type { Case } from '../case.ts';
import { effectKey, type EffectOf } from '../effects.ts';
import { forMember } from './early-texts.ts';
import { earlyOf, lastRound, type EarlyMail, type EarlyRound, type EarlySend, type Recipient } from './early.ts';

export type Sent = { readonly next: Case; readonly effects: readonly EffectOf<'MailDistributor'>[] };

type Confirmed = Pick<EarlyRound, 'by' | 'at' | 'agreement' | 'proposes'>;

export function sendRound(thisCase: Case, mail: Omit<EarlyMail, 'leftOut'>, { by, at, agreement, proposes }: Confirmed): Sent {
  const { shown, ...early } = earlyOf(thisCase);
  const { stage, subject, body, to, patches, exception } = mail;
  const edition = (lastRound(early, stage)?.edition ?? 0) + 1;
  const round: EarlyRound = {
    stage,
    subject,
    body,
    to,
    patches,
    edition,
    at,
    by,
    agreement,
    ...(exception !== undefined && { exception }),
    ...(proposes !== undefined && { proposes }),
  };
  const sends = to.map(({ name }): EarlySend => {
    return { stage, edition, member: name, state: 'sending', at, releaseAt: thisCase.release?.releaseAt, retries: 0 };
  });
  // What was shown and is not what goes out now still waits to be confirmed.
  const kept = shown !== undefined && shown.stage !== stage ? { shown } : {};
  const next = { ...thisCase, early: { ...early, ...kept, rounds: [...early.rounds, round], sends: [...early.sends, ...sends] } };
  return { next, effects: to.map((recipient) => mailTo(thisCase, round, recipient, 0)) };
}

export function mailTo(thisCase: Pick<Case, 'id'>, round: EarlyRound, to: Recipient, retries: number): EffectOf<'MailDistributor'> {
  const { stage, edition, subject, patches, agreement } = round;
  const body = stage === 'lifted' ? round.body : forMember(round.body, to, agreement);
  const { name: member, address, fingerprint } = to;
  const about = { stage, edition, member, address, fingerprint, agreement, retries };
  return {
    key: mailKey(thisCase, { stage, edition, member }),
    kind: 'MailDistributor',
    audience: 'distributors',
    ...about,
    subject,
    body,
    patches,
  };
}

/** The end: this member has this mail. */
export function mailKey({ id }: Pick<Case, 'id'>, { stage, edition, member }: Pick<EarlySend, 'stage' | 'edition' | 'member'>): string {
  return effectKey(id, `early/${stage}/${edition}/${member}`);
}
