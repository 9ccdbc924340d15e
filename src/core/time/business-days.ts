// Deadlines in business days and in calendar days. docs/deadlines.md says in words what this file says in code.
import type { Calendar, CalendarWarning } from './calendar.ts';
import { businessDayCounter } from './calendar.ts';
import type { CivilDate, Instant } from './time.ts';
import { civilDateOf, dayNumberOf } from './time.ts';
import { endOfDay, localDateOf } from './wall-clock.ts';

/** The day something is due, and the last moment of that day. */
export type Due = { readonly dueOn: CivilDate; readonly dueAt: Instant };

export type CountingProblemCode = 'count-out-of-range' | 'before-calendar-data' | 'past-calendar-data' | 'no-business-day';
export type CountingProblem = { readonly code: CountingProblemCode; readonly message: string };

export type BusinessDaysResult =
  ({ readonly ok: true; readonly warnings: readonly CalendarWarning[] } & Due) | { readonly ok: false; readonly problem: CountingProblem };

/** Unit: days. More than 27 years of calendar days, or 38 of business days. */
export const maximumDayCount = 10_000;

/** Unit: days. A calendar that is closed for longer is a mistake, not a calendar. */
export const longestClosure = 400;

/**
 * The last moment of the `count`-th business day after `from`, in the calendar's time zone.
 * The day of `from`, which for an instant is its local date, is never counted; the next business day is the first.
 * Unit: business days, whole, from 0 to `maximumDayCount`; 0 is the end of the start's own day, open or closed.
 * Errors: a count outside these bounds; a start before, or an end after, the calendar's data; no open day in `longestClosure` days.
 * Source: docs/deadlines.md, "How we count".
 */
export function businessDaysAfter(from: Instant | CivilDate, count: number, calendar: Calendar): BusinessDaysResult {
  if (!isDayCount(count)) return refused('count-out-of-range', `${count} business days cannot be counted; ${allowedCounts}.`);
  const startOn = typeof from === 'string' ? from : localDateOf(from, calendar.timeZone);
  if (startOn < calendar.knownFrom) return refused('before-calendar-data', `${known(calendar)}; ${startOn} is before that.`);
  const day = findDay(dayNumberOf(startOn), count, calendar);
  if (typeof day !== 'number') return { ok: false, problem: day };
  return { ok: true, ...endOf(civilDateOf(day), calendar.timeZone), warnings: calendar.warnings };
}

/**
 * The last moment of the `count`-th day after `from`, weekends and holidays included.
 * Unit: calendar days, whole, from 0 to `maximumDayCount`; 0 is the end of the day of `from`.
 * Errors: throws on a count outside these bounds: counts are checked when the policy is read.
 * Source: docs/deadlines.md, "How we count".
 */
export function calendarDaysAfter(from: Instant | CivilDate, count: number, timeZone: string): Due {
  if (!isDayCount(count)) throw new RangeError(`${count} calendar days were to be counted; ${allowedCounts}.`);
  const startOn = typeof from === 'string' ? from : localDateOf(from, timeZone);
  return endOf(civilDateOf(dayNumberOf(startOn) + count), timeZone);
}

const allowedCounts = `allowed are whole numbers from 0 to ${maximumDayCount}`;

function isDayCount(count: number): boolean {
  return Number.isInteger(count) && count >= 0 && count <= maximumDayCount;
}

function endOf(dueOn: CivilDate, timeZone: string): Due {
  return { dueOn, dueAt: endOfDay(dueOn, timeZone) };
}

/** The first day by which as many business days have been open as the count wants. */
function findDay(start: number, count: number, calendar: Calendar): number | CountingProblem {
  const last = dayNumberOf(calendar.knownUntil);
  if (count === 0) return start <= last ? start : pastData(start, count, calendar);
  const openUpTo = businessDayCounter(calendar);
  const openBefore = openUpTo(start);
  if (start + longestClosure <= last && openUpTo(start + longestClosure) === openBefore) return closedTooLong(start, calendar);
  const found = firstDay((day) => openUpTo(day) >= openBefore + count, start, last);
  if (found !== undefined) return found;
  const lastOpen = firstDay((day) => openUpTo(day) === openUpTo(last), start, last) ?? last;
  return last - lastOpen >= longestClosure ? closedTooLong(lastOpen, calendar) : pastData(start, count, calendar);
}

/** The first day from `low` to `high` that has a property which, once gained, is never lost. */
function firstDay(isReached: (day: number) => boolean, low: number, high: number): number | undefined {
  if (low > high || !isReached(high)) return undefined;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isReached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function closedTooLong(day: number, calendar: Calendar): CountingProblem {
  const message = `The calendar ${calendar.name} has no business day within ${longestClosure} days of ${civilDateOf(day)}; open a weekday or remove holidays.`;
  return { code: 'no-business-day', message };
}

/** What helps at the end of a calendar's data, as the end of a message. */
export const whatHelpsPastData =
  'A newer Fixlead may know more years; else choose a calendar that reaches further, such as none, and name the days off yourself.';

function pastData(start: number, count: number, calendar: Calendar): CountingProblem {
  const message = `${known(calendar)}; business day ${count} after ${civilDateOf(start)} would be later. ${whatHelpsPastData}`;
  return { code: 'past-calendar-data', message };
}

function known(calendar: Calendar): string {
  return `The holidays of the calendar ${calendar.name} are known from ${calendar.knownFrom} to ${calendar.knownUntil}`;
}

function refused(code: CountingProblemCode, message: string): BusinessDaysResult {
  return { ok: false, problem: { code, message } };
}
