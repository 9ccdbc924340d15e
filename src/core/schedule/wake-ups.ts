/** When a case wants to be woken. The whole set is computed afresh after each step; each wake-up rings once for its instant. */
import { afterwardsWakeUps } from '../after-publication/afterwards.ts';
import { isOpen, type Case } from '../case.ts';
import { calendarWakeUps } from './calendar-warning.ts';
import type { WakeUp } from '../effects.ts';
import { doubtWakeUps } from '../fix/doubted-givers.ts';
import { sentinelWakeUps } from '../release-day/sentinel.ts';
import { whoOwes, type Obligation } from './obligation.ts';
import { obligations } from './obligations.ts';
import { escalationWakeUps } from './escalation.ts';
import { isOpenDuty, reminderWakeUps, repeatedWakeUps, whenAtWork } from './reminders.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';

const hourMs = 3_600_000;

/** How long before the Release Date people are shown the gates. Unit: ms. */
const releaseWarningsMs = { 'release-in-24-hours': 24 * hourMs, 'release-in-1-hour': hourMs, 'release-in-5-minutes': hourMs / 12 } as const;

/** The name and the instant, so that a moved date rings anew. */
export function ringKey(wakeUp: WakeUp): string {
  return `${wakeUp.name}@${wakeUp.dueAt}`;
}

export function wakeUps(thisCase: Case, policy: Policy): readonly WakeUp[] {
  const hasRung = (wakeUp: WakeUp): boolean => thisCase.rung.includes(ringKey(wakeUp));
  if (!isOpen(thisCase)) return afterwardsWakeUps(thisCase, policy).filter((wakeUp) => !hasRung(wakeUp));
  const duties = obligations(thisCase, policy);
  const wanted = [
    ...dueWakeUps(thisCase, policy, duties),
    ...reminderWakeUps(thisCase, policy, duties),
    ...repeatedWakeUps(thisCase, policy, duties, hasRung),
    ...escalationWakeUps(thisCase, policy, duties),
    ...calendarWakeUps(thisCase, policy),
    ...releaseWakeUps(thisCase),
    ...doubtWakeUps(thisCase),
    ...sentinelWakeUps(thisCase, policy),
  ];
  return wanted.filter((wakeUp) => !hasRung(wakeUp));
}

function dueWakeUps(thisCase: Case, policy: Policy, duties: readonly Obligation[]): readonly WakeUp[] {
  return duties
    .filter(isOpenDuty)
    .filter(({ name }) => !ringsOtherwise.includes(name))
    .map((duty) => ({ name: `${duty.name}-due`, dueAt: whenAtWork(duty.dueAt, thisCase, policy, whoOwes(duty, thisCase)) }));
}

/** The release has wake-ups of its own, and the first contact is due with the first answer, which rings for both. */
const ringsOtherwise: readonly Obligation['name'][] = ['release', 'first-contact'];

function releaseWakeUps(thisCase: Case): readonly WakeUp[] {
  if (thisCase.release === undefined || thisCase.phase !== 'accepted') return [];
  const { at: setAt, releaseAt } = thisCase.release;
  const warnings = Object.entries(releaseWarningsMs).map(([name, aheadMs]) => ({ name, dueAt: releaseAt - aheadMs }));
  return [...warnings.filter((warning) => warning.dueAt > setAt), { name: 'release', dueAt: releaseAt }];
}

export function withRung(thisCase: Case, wakeUp: WakeUp): Case {
  const key = ringKey(wakeUp);
  return thisCase.rung.includes(key) ? thisCase : { ...thisCase, rung: [...thisCase.rung, key] };
}

/** A wake-up that rang for a date that has been moved since, or that has rung before, means nothing. */
export function isStale(thisCase: Case, policy: Policy, wakeUp: { name: string; dueAt: Instant }): boolean {
  return !wakeUps(thisCase, policy).some((wanted) => ringKey(wanted) === ringKey(wakeUp));
}
