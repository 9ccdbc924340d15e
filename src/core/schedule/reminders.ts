/** Reminders on the way to a due instant, and again and again while nobody leads the fix. Computed from policy and history, never counted down. */
import type { Case } from '../case.ts';
import type { WakeUp } from '../effects.ts';
import type { Login } from '../ids.ts';
import type { Policy } from '../policy.ts';
import { businessDaysAfter } from '../time/business-days.ts';
import { businessDaysAfterWaits } from '../time/paused-counting.ts';
import type { Instant } from '../time/time.ts';
import type { Calendar } from '../time/calendar.ts';
import { intoWorkingHours, lastStartOfWork, type WorkingHours } from '../time/working-hours.ts';
import { whoOwes, type Obligation } from './obligation.ts';
import { isUrgent } from './pace.ts';

/** An obligation that is open, and has an instant. */
type OpenDuty = Obligation & { readonly dueAt: Instant };

export function isOpenDuty(obligation: Obligation): obligation is OpenDuty {
  return obligation.metAt === undefined && obligation.dueAt !== undefined;
}

/** The instant itself when it is urgent or the policy names no hours; else the first moment of work from then on, of this person if it is one's own. */
export function whenAtWork(at: Instant, thisCase: Case, policy: Policy, who?: Login): Instant {
  const work = workOf(policy, who);
  return work === undefined || isUrgent(thisCase, policy) ? at : intoWorkingHours(at, work.hours, work.calendar);
}

type Work = { readonly hours: WorkingHours; readonly calendar: Calendar };

function workOf({ people, reminders, calendar }: Policy, who: Login | undefined): Work | undefined {
  const own = who === undefined ? undefined : people?.[who];
  const hours = own?.hours ?? reminders?.hours;
  if (hours === undefined) return undefined;
  return { hours, calendar: own === undefined ? calendar : { ...calendar, timeZone: own.timeZone } };
}

/** `fix-reminder-80`: when that part of the time is over. Of several that fall into the same moment of work the last one rings. */
export function reminderWakeUps(thisCase: Case, policy: Policy, duties: readonly Obligation[]): readonly WakeUp[] {
  const parts = policy.reminders?.at ?? [];
  if (parts.length === 0) return oneReminder(thisCase, policy);
  return duties.filter(isOpenDuty).flatMap((duty) => {
    const rings = new Map(parts.toSorted((a, b) => a - b).flatMap((part) => reminderAt(part, duty, thisCase, policy)));
    return [...rings].map(([dueAt, name]) => ({ name, dueAt }));
  });
}

function reminderAt(part: number, duty: OpenDuty, thisCase: Case, policy: Policy): readonly (readonly [Instant, string])[] {
  const { name, from, dueAt } = duty;
  if (from === undefined || ringsElsewhere.includes(name)) return [];
  const at = beforeItIsDue(Math.round(from + part * (dueAt - from)), duty, thisCase, policy);
  return at !== undefined && from < at && at < dueAt ? [[at, `${name}-reminder-${Math.round(part * 100)}`]] : [];
}

/** The release has warnings of its own, and whoever is reminded of the first answer is reminded of the first word. */
const ringsElsewhere: readonly Obligation['name'][] = ['release', 'first-contact'];

/** Where work begins again only when it is due, the reminder comes at the start of the last day of work before. */
function beforeItIsDue(at: Instant, duty: OpenDuty, thisCase: Case, policy: Policy): Instant | undefined {
  const who = whoOwes(duty, thisCase);
  const later = whenAtWork(at, thisCase, policy, who);
  const work = workOf(policy, who);
  return later < duty.dueAt || work === undefined ? later : lastStartOfWork(at, work.hours, work.calendar);
}

/** What every policy has: one, a business day before the first answer is due, or at the end of the day of the report. */
function oneReminder(thisCase: Case, policy: Policy): readonly WakeUp[] {
  if (thisCase.acknowledged !== undefined || policy.acknowledgeBusinessDays < 1 || thisCase.movedDues?.['first-answer'] !== undefined)
    return [];
  const soon = businessDaysAfterWaits(thisCase.report.reportedAt, policy.acknowledgeBusinessDays - 1, policy.calendar, thisCase.waits);
  return 'paused' in soon || !soon.ok ? [] : [{ name: 'first-answer-soon', dueAt: whenAtWork(soon.dueAt, thisCase, policy) }];
}

/** After so many the team knows. */
const mostRepeats = 25;

/** While nobody leads the fix: the next of the reminders that come as often as the policy gives time to volunteer. */
export function repeatedWakeUps(
  thisCase: Case,
  policy: Policy,
  duties: readonly Obligation[],
  hasRung: (one: WakeUp) => boolean,
): readonly WakeUp[] {
  const duty = duties.filter(isOpenDuty).find((one) => one.name === 'fix-lead');
  if (duty === undefined) return [];
  const next = repeats(duty, thisCase, policy).find((one) => !hasRung(one));
  return next === undefined ? [] : [next];
}

function repeats(duty: OpenDuty, thisCase: Case, policy: Policy): readonly WakeUp[] {
  return Array.from({ length: mostRepeats }, (_, index) => (index + 1) * policy.fixLeadBusinessDays).flatMap((count) => {
    const due = businessDaysAfter(duty.dueAt, count, policy.calendar);
    return due.ok ? [{ name: `${duty.name}-still-open`, dueAt: whenAtWork(due.dueAt, thisCase, policy) }] : [];
  });
}
