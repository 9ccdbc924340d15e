/** What a member may see of a case on its own page: the mails that it was sent, the date as it was told it, and its own answers. Nothing of others. */
import type { Case } from '../case.ts';
import { agreementsTo, dateOnTheTable, standingObjectionsTo } from '../disclosure/date-parties.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';
import { distributorsOf } from './distributor-policy.ts';
import { forMember } from './early-texts.ts';
import { earlyOf, type EarlyAnswer, type EarlyRound, type EarlySend, type PatchToSend } from './early.ts';
import type { MemberName } from './register.ts';

/** Why a member's answer is not taken. */
export type MayNot = 'no-member' | 'no-pages' | 'not-told' | 'too-late' | 'another-date' | 'said-already' | 'no-objection';

/** Undefined while this member has a page on this case: it was told, the embargo stands, and the policy has pages. */
export function mayAnswer(thisCase: Case, policy: Policy, member: MemberName): MayNot | undefined {
  const { enabled, linkDays } = distributorsOf(policy);
  if (!enabled || linkDays === 0) return 'no-pages';
  if (!wasTold(thisCase, member)) return 'not-told';
  return isFixed(thisCase) ? undefined : 'too-late';
}

/** Whether it was told of it, and the embargo stands. */
export function isTold(thisCase: Case, member: MemberName): boolean {
  return wasTold(thisCase, member) && isFixed(thisCase);
}

function wasTold(thisCase: Case, member: MemberName): boolean {
  return sendsTo(thisCase, member).some(({ stage }) => stage === 'plan' || stage === 'patches');
}

function isFixed({ phase }: Case): boolean {
  return phase === 'accepted' || phase === 'publishing';
}

export type ToldMail = {
  readonly at: Instant;
  readonly subject: string;
  readonly body: string;
  readonly patches: readonly PatchToSend[];
};

export type MemberView = {
  /** Oldest first. */
  readonly mails: readonly ToldMail[];
  readonly date: MemberDate | undefined;
  readonly answers: readonly EarlyAnswer[];
};

/** The date on the table, once this member was told of it. `says` is its own word on it. */
export type MemberDate = {
  readonly releaseAt: Instant;
  readonly isProposed: boolean;
  readonly says: 'agrees' | 'objects' | undefined;
};

export function memberView(thisCase: Case, member: MemberName): MemberView {
  const { rounds, answers } = earlyOf(thisCase);
  const sends = sendsTo(thisCase, member);
  const mails = sends.flatMap((send) => rounds.filter((round) => isOf(round, send)).flatMap((round) => toldMail(round, send)));
  return { mails, date: dateOf(thisCase, member), answers: answers.filter((one) => one.member === member) };
}

/** What arrived; a mail that is under way or failed has told nothing. */
function sendsTo(thisCase: Case, member: MemberName): readonly EarlySend[] {
  return earlyOf(thisCase).sends.filter((send) => send.member === member && send.state === 'sent');
}

function isOf(round: EarlyRound, send: EarlySend): boolean {
  return round.stage === send.stage && round.edition === send.edition;
}

function toldMail({ subject, body, to, patches, agreement }: EarlyRound, { member, at }: EarlySend): readonly ToldMail[] {
  const recipient = to.find(({ name }) => name === member);
  return recipient === undefined ? [] : [{ at, subject, body: forMember(body, recipient, agreement), patches }];
}

function dateOf(thisCase: Case, member: MemberName): MemberDate | undefined {
  const date = dateOnTheTable(thisCase);
  if (date === undefined) return undefined;
  const { releaseAt } = date;
  const { rounds } = earlyOf(thisCase);
  const knowsIt = sendsTo(thisCase, member).some((send) => {
    const asked = rounds.find((round) => isOf(round, send))?.proposes;
    return asked === releaseAt || (asked === undefined && send.releaseAt === releaseAt);
  });
  if (!knowsIt) return undefined;
  const objects = standingObjectionsTo(thisCase, releaseAt).some((one) => one.member === member);
  const agrees = agreementsTo(thisCase, releaseAt).some((one) => one.member === member);
  return { releaseAt, isProposed: thisCase.proposedRelease !== undefined, says: objects ? 'objects' : agrees ? 'agrees' : undefined };
}
