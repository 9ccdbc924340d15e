/** What becomes of a case when a member agrees to the date on the table, objects to it, or takes its objection back: whoever wrote it down (S37). */
import type { Act } from '../act.ts';
import type { Case } from '../case.ts';
import { earlyOf } from '../distributors/early.ts';
import type { MemberName } from '../distributors/register.ts';
import { withNote } from '../outcome.ts';
import { sayDate } from '../time/say-date.ts';
import type { Instant } from '../time/time.ts';
import { agreementsTo, endObjections, speakerOf, withAgreement, withObjection } from './date-parties.ts';
import type { DateAgreement, DateObjection } from './dated-act.ts';

/** `by` wrote it down. */
type OfMember = Act & { readonly member: MemberName };

/** Also what makes a later end of the embargo hold for this member (S63). Undefined when it agreed to that date already. */
export function memberAgrees(thisCase: Case, { member, ...act }: OfMember, releaseAt: Instant): Case | undefined {
  const agreement: DateAgreement = { ...act, party: 'distributors', member, releaseAt, binds: true };
  if (agreementsTo(thisCase, releaseAt).some((one) => speakerOf(one) === speakerOf(agreement))) return undefined;
  const isTheirs = (one: DateObjection): boolean => speakerOf(one) === speakerOf(agreement) && one.releaseAt === releaseAt;
  const without = endObjections(thisCase, act, 'withdrawn', isTheirs);
  const early = earlyOf(without);
  const answered = { ...without, early: { ...early, answers: [...early.answers, { ...act, member, what: 'agreed' as const, releaseAt }] } };
  return withNote(withAgreement(answered, agreement), act.at, `A distributor agreed to the Release Date ${sayDate(releaseAt)}`);
}

export function memberObjects(thisCase: Case, of: OfMember, { releaseAt, concern }: Pick<DateObjection, 'releaseAt' | 'concern'>): Case {
  const objection: DateObjection = { ...of, party: 'distributors', releaseAt, concern, ended: undefined };
  return withNote(withObjection(thisCase, objection), of.at, `A distributor objected to the Release Date ${sayDate(releaseAt)}`);
}

/** Undefined when none of its objections stands. */
export function memberWithdraws(thisCase: Case, { member, ...act }: OfMember): Case | undefined {
  const next = endObjections(thisCase, act, 'withdrawn', (one) => one.member === member);
  return next === thisCase ? undefined : withNote(next, act.at, 'A distributor took an objection to the date back');
}

export function objectsInWords(member: MemberName, releaseAt: Instant): string {
  return `\`${member}\` objects to ${sayDate(releaseAt)}, and that date is not agreed while the objection stands. \`/date object cancel for=${member}\` takes it back when they do; another date ends it, and so does \`/date final\`, which keeps it on record.`;
}
