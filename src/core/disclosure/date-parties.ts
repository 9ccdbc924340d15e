/** Who negotiates the Release Date, and what they said about it (S37): agreements and objections to the dates on the table. */
import type { Act } from '../act.ts';
import type { Case } from '../case.ts';
import type { DateAgreement, DatedAct, DateObjection, DateParty } from './dated-act.ts';
import type { Actor } from '../events.ts';
import type { Instant } from '../time/time.ts';

/** Whose agreement settles a proposed date. Distributors will join when they are told early; nobody else does. */
export function partiesOf(thisCase: Case): readonly DateParty[] {
  return thisCase.report.reporter === undefined ? ['maintainers'] : ['maintainers', 'reporter'];
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

/** The parties whose binding word is missing. */
export function missingParties(thisCase: Case, releaseAt: Instant): readonly DateParty[] {
  const agreed = agreementsTo(thisCase, releaseAt).flatMap(({ party, binds }) => (binds ? [party] : []));
  return partiesOf(thisCase).filter((party) => !agreed.includes(party));
}

export function withAgreement(thisCase: Case, agreement: DateAgreement): Case {
  const others = (thisCase.dateAgreements ?? []).filter((one) => one.by !== agreement.by || one.releaseAt !== agreement.releaseAt);
  return { ...thisCase, dateAgreements: [...others, agreement] };
}

/** Whoever objects agrees no longer; an older objection of theirs to the same date gives way to the new one. */
export function withObjection(thisCase: Case, objection: DateObjection): Case {
  const { by, at, releaseAt } = objection;
  const without = endObjections(thisCase, { by, at }, 'withdrawn', (one) => one.by === by && one.releaseAt === releaseAt);
  const agreements = (thisCase.dateAgreements ?? []).filter((one) => one.by !== by || one.releaseAt !== releaseAt);
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
