/** When people are at work: hours of the business days of a calendar, in its time zone. */
import { longestClosure } from './business-days.ts';
import { isBusinessDay, type Calendar } from './calendar.ts';
import { civilDateOf, dayNumberOf, type CivilDate, type Instant } from './time.ts';
import { instantOf, localDateOf, type WallClock } from './wall-clock.ts';

type ClockTime = Pick<WallClock, 'hour' | 'minute'>;

/** Both on the same day, `from` before `until`. */
export type WorkingHours = { readonly from: ClockTime; readonly until: ClockTime };

/**
 * The first moment from `at` on that lies in working hours; `at` itself, if it does.
 * Edge: where the calendar opens on no day within `longestClosure`, which is refused when a policy is read, it is `at`.
 */
export function intoWorkingHours(at: Instant, hours: WorkingHours, calendar: Calendar): Instant {
  const today = dayNumberOf(localDateOf(at, calendar.timeZone));
  for (let day = today; day <= today + longestClosure; day += 1) {
    const span = hoursOn(civilDateOf(day), hours, calendar);
    if (span !== undefined && at < span.until) return Math.max(at, span.from);
  }
  return at;
}

/** When work last began before `at`, or undefined when it did not within `longestClosure` days. */
export function lastStartOfWork(at: Instant, hours: WorkingHours, calendar: Calendar): Instant | undefined {
  const today = dayNumberOf(localDateOf(at, calendar.timeZone));
  for (let day = today; day >= today - longestClosure; day -= 1) {
    const span = hoursOn(civilDateOf(day), hours, calendar);
    if (span !== undefined && span.from < at) return span.from;
  }
  return undefined;
}

/** `09:00-17:00`. Errors: undefined when it is not written so, or when it ends before it begins. */
export function parseWorkingHours(text: string): WorkingHours | undefined {
  const [from, until, ...more] = text.split('-').map(parseClockTime);
  if (from === undefined || until === undefined || more.length > 0) return undefined;
  return minutesOf(from) < minutesOf(until) ? { from, until } : undefined;
}

function parseClockTime(text: string): ClockTime | undefined {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hour === undefined ? undefined : { hour: Number(hour), minute: Number(minute) };
}

function minutesOf({ hour, minute }: ClockTime): number {
  return hour * 60 + minute;
}

function hoursOn(on: CivilDate, hours: WorkingHours, calendar: Calendar): { readonly from: Instant; readonly until: Instant } | undefined {
  if (!isBusinessDay(on, calendar)) return undefined;
  const from = instantOf({ on, ...hours.from }, calendar.timeZone);
  // A day that a zone left out when it crossed the date line has no hours: they would be those of the next.
  if (localDateOf(from, calendar.timeZone) !== on) return undefined;
  return { from, until: instantOf({ on, ...hours.until }, calendar.timeZone) };
}
