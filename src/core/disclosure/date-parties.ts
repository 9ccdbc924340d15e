/** Who negotiates the Release Date, and what they said about it (S37): agreements and objections to the dates on the table. */
import type { Act } from '../act.ts';
import type { Case } from '../case.ts';
import type { DateAgreement, DatedAct, DateObjection, DateParty } from './dated-act.ts';
import { earlyOf, toldMembers } from '../distributors/early.ts';
import type { MemberName } from '../distributors/register.ts';
import type { Actor } from '../command-events.ts';
import type { Login } from '../ids.ts';
import type { Instant } from '../time/time.ts';

/** Whose agreement settles a proposed date. Distributors join when they are told early; nobody else does. */
export function partiesOf(thisCase: Case): readonly DateParty[] {
  const { reporter } = thisCase.report;
  const hasDistributors = toldMembers(earlyOf(thisCase)).length > 0;
  return ['maintainers', ...(reporter === undefined ? [] : ['reporter' as const]), ...(hasDistributors ? ['distributors' as const] : [])];
}

type Spoken = { readonly by: Login; readonly member?: MemberName };

/** Whose word it is, for where only maintainers read: a member's is written down by a maintainer, and is not that maintainer's own. */
export function speakerOf({ by, member }: Spoken): string {
  return member === undefined ? `@${by}` : `\`${member}\``;
}

/** The same for where the reporter reads as well, who need not know who is told early. */
export function speakerInPublic({ by, member }: Spoken): string {
  return member === undefined ? `@${by}` : 'a distributor';
}

export function partyOf(by: Actor): DateParty {
  return by.role === 'reporter' ? 'reporter' : 'maintainers';
}

/** What people agree or object to: the proposal, or else the Release Date. */
export function dateOnTheTable(thisCase: Case): DatedAct | undefined {
  return thisCase.proposedRelease ?? thisCase.release;
}

export function agreementsTo(thisCase: Case, releaseAt: Instant): readonly DateAgreement[] {
  return (thisCase.dateAgreements ?? []).filter((one) => one.releaseAt === releaseAt);
}

export function standingObjectionsTo(thisCase: Case, releaseAt: Instant): readonly DateObjection[] {
  return (thisCase.dateObjections ?? []).filter((one) => one.releaseAt === releaseAt && one.ended === undefined);
}

/** Every party agreed to the proposal, and no objection to it stands. */
export function isAgreed(thisCase: Case): boolean {
  const proposed = thisCase.proposedRelease;
  if (proposed === undefined || standingObjectionsTo(thisCase, proposed.releaseAt).length > 0) return false;
  return missingParties(thisCase, proposed.releaseAt).length === 0;
}

/** The parties whose binding word is missing; that of the distributors while any member that was told has not given its own. */
export function missingParties(thisCase: Case, releaseAt: Instant): readonly DateParty[] {
  const agreed = agreementsTo(thisCase, releaseAt).flatMap(({ party, binds }) => (binds ? [party] : []));
  return partiesOf(thisCase).filter((party) =>
    party === 'distributors' ? missingMembers(thisCase, releaseAt).length > 0 : !agreed.includes(party),
  );
}

export function missingMembers(thisCase: Case, releaseAt: Instant): readonly MemberName[] {
  const agreed = agreementsTo(thisCase, releaseAt).map(({ member }) => member);
  return toldMembers(earlyOf(thisCase)).filter((name) => !agreed.includes(name));
}

export function withAgreement(thisCase: Case, agreement: DateAgreement): Case {
  const isSame = (one: DateAgreement) => speakerOf(one) === speakerOf(agreement) && one.releaseAt === agreement.releaseAt;
  const others = (thisCase.dateAgreements ?? []).filter((one) => !isSame(one));
  return { ...thisCase, dateAgreements: [...others, agreement] };
}

/** Whoever objects agrees no longer; an older objection of theirs to the same date gives way to the new one. */
export function withObjection(thisCase: Case, objection: DateObjection): Case {
  const { by, at, releaseAt } = objection;
  const isTheirs = (one: DateAgreement | DateObjection) => speakerOf(one) === speakerOf(objection) && one.releaseAt === releaseAt;
  const without = endObjections(thisCase, { by, at }, 'withdrawn', isTheirs);
  const agreements = (thisCase.dateAgreements ?? []).filter((one) => !isTheirs(one));
  return { ...without, dateAgreements: agreements, dateObjections: [...(without.dateObjections ?? []), objection] };
}

/** The standing objections that `which` names end so; the others, and those that ended before, stay as they are. */
export function endObjections(
  thisCase: Case,
  act: Act,
  how: NonNullable<DateObjection['ended']>['how'],
  which: (objection: DateObjection) => boolean,
): Case {
  const objections = thisCase.dateObjections ?? [];
  if (!objections.some((one) => one.ended === undefined && which(one))) return thisCase;
  const ended = objections.map((one) => (one.ended === undefined && which(one) ? { ...one, ended: { ...act, how } } : one));
  return { ...thisCase, dateObjections: ended };
}

/** What was said of dates that are neither proposed nor set any more lapses. */
export function withTableCleared(thisCase: Case, act: Act): Case {
  const onTable = [thisCase.proposedRelease?.releaseAt, thisCase.release?.releaseAt];
  const cleared = endObjections(thisCase, act, 'lapsed', (one) => !onTable.includes(one.releaseAt));
  const agreements = (thisCase.dateAgreements ?? []).filter((one) => onTable.includes(one.releaseAt));
  return { ...cleared, dateAgreements: agreements };
}

/** Whether a member's objection to the Release Date that is set was overruled after `since`. */
export function isOverruledSince({ release, dateObjections = [] }: Case, since: Instant): boolean {
  return dateObjections.some(
    ({ member, releaseAt, ended }) =>
      member !== undefined && releaseAt === release?.releaseAt && ended?.how === 'overruled' && ended.at > since,
  );
}
