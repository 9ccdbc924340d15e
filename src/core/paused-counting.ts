/** Counting days while leaving out the times in which the reporter owed an answer. */
import { businessDaysAfter, calendarDaysAfter, type BusinessDaysResult, type Due } from './business-days.ts';
import { businessDayCounter, type Calendar } from './calendar.ts';
import type { Wait } from './case.ts';
import { dayNumberOf, type Instant } from './time.ts';
import { localDateOf } from './wall-clock.ts';

/** Standing still: there is no due instant until the reporter answers. */
export type Paused = { readonly paused: true; readonly since: Instant };

/**
 * As `businessDaysAfter`, but a day that ends in a wait does not count after the one in which the wait began, and the count goes on
 * strictly after the day of the answer. What was due before the wait began stays due.
 */
export function businessDaysAfterWaits(
  from: Instant,
  count: number,
  calendar: Calendar,
  waits: readonly Wait[],
): BusinessDaysResult | Paused {
  const dayIndex = businessDayCounter(calendar);
  const elapsed = (start: Instant, end: Instant): number =>
    dayIndex(dayOf(end, calendar.timeZone)) - dayIndex(dayOf(start, calendar.timeZone));
  const rest = restAfterWaits({ from, count, waits, elapsed, dueAt: (start, left) => dueAtOf(businessDaysAfter(start, left, calendar)) });
  return 'paused' in rest ? rest : businessDaysAfter(rest.from, rest.count, calendar);
}

/** As `calendarDaysAfter`, likewise. */
export function calendarDaysAfterWaits(from: Instant, count: number, timeZone: string, waits: readonly Wait[]): Due | Paused {
  const elapsed = (start: Instant, end: Instant): number => dayOf(end, timeZone) - dayOf(start, timeZone);
  const rest = restAfterWaits({ from, count, waits, elapsed, dueAt: (start, left) => calendarDaysAfter(start, left, timeZone).dueAt });
  return 'paused' in rest ? rest : calendarDaysAfter(rest.from, rest.count, timeZone);
}

type Count = { readonly from: Instant; readonly count: number };
type Counting = Count & {
  readonly waits: readonly Wait[];
  readonly elapsed: (start: Instant, end: Instant) => number;
  readonly dueAt: (start: Instant, left: number) => Instant | undefined;
};

/** How many days are left to count, and from when, after every wait that began before the due instant. */
function restAfterWaits({ from, count, waits, elapsed, dueAt }: Counting): Count | Paused {
  let rest: Count = { from, count };
  for (const wait of waits) {
    const due = dueAt(rest.from, rest.count);
    if (due !== undefined && due <= wait.from) return rest;
    if (wait.until === undefined) return { paused: true, since: wait.from };
    rest = { from: wait.until, count: Math.max(0, rest.count - elapsed(rest.from, wait.from)) };
  }
  return rest;
}

function dayOf(at: Instant, timeZone: string): number {
  return dayNumberOf(localDateOf(at, timeZone));
}

function dueAtOf(result: BusinessDaysResult): Instant | undefined {
  return result.ok ? result.dueAt : undefined;
}
