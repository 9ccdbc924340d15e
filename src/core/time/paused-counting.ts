/** Counting days while leaving out the times in which the reporter owed an answer. */
import { businessDaysAfter, calendarDaysAfter, type BusinessDaysResult, type Due } from './business-days.ts';
import { businessDayCounter, type Calendar } from './calendar.ts';
import type { Wait } from '../intake/report.ts';
import { dayNumberOf, type Instant } from './time.ts';
import { localDateOf } from './wall-clock.ts';

/** Standing still: there is no due instant until the reporter answers. */
export type Paused = { readonly paused: true; readonly since: Instant };

/**
 * As `businessDaysAfter`, but the days after the one in which a wait began do not count, nor does that of the answer: the next one is
 * the first again. A wait within one day changes nothing, and one that began on the last day leaves another. What was due before a
 * wait began stays due.
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
  const dueAt = (start: Instant, left: number) => dueAtOf(businessDaysAfter(start, left, calendar));
  const rest = restAfterWaits({ from, count, waits, elapsed, dueAt, timeZone: calendar.timeZone });
  return 'paused' in rest ? rest : businessDaysAfter(rest.from, rest.count, calendar);
}

/** As `calendarDaysAfter`, likewise. */
export function calendarDaysAfterWaits(from: Instant, count: number, timeZone: string, waits: readonly Wait[]): Due | Paused {
  const elapsed = (start: Instant, end: Instant): number => dayOf(end, timeZone) - dayOf(start, timeZone);
  const dueAt = (start: Instant, left: number) => calendarDaysAfter(start, left, timeZone).dueAt;
  const rest = restAfterWaits({ from, count, waits, elapsed, dueAt, timeZone });
  return 'paused' in rest ? rest : calendarDaysAfter(rest.from, rest.count, timeZone);
}

type Count = { readonly from: Instant; readonly count: number };
type Counting = Count & {
  readonly waits: readonly Wait[];
  readonly elapsed: (start: Instant, end: Instant) => number;
  readonly dueAt: (start: Instant, left: number) => Instant | undefined;
  readonly timeZone: string;
};

/** How many days are left to count, and from when, after every wait that began before the due instant. */
function restAfterWaits({ from, count, waits, elapsed, dueAt, timeZone }: Counting): Count | Paused {
  const isWithinOneDay = (one: Instant, other: Instant): boolean => dayOf(one, timeZone) >= dayOf(other, timeZone);
  let rest: Count = { from, count };
  for (const wait of waits) {
    const due = dueAt(rest.from, rest.count);
    if (due !== undefined && due <= wait.from) return rest;
    if (wait.until === undefined) return { paused: true, since: wait.from };
    if (!isWithinOneDay(wait.from, wait.until)) {
      const used = Math.max(0, elapsed(rest.from, wait.from));
      rest = { from: Math.max(rest.from, wait.until), count: Math.max(1, rest.count - used) };
    }
  }
  return rest;
}

function dayOf(at: Instant, timeZone: string): number {
  return dayNumberOf(localDateOf(at, timeZone));
}

function dueAtOf(result: BusinessDaysResult): Instant | undefined {
  return result.ok ? result.dueAt : undefined;
}
