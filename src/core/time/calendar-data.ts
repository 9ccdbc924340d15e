/** Holidays are known only so far ahead, and nothing is counted past them; whoever has to see to it must hear in time. */
import { businessDaysAfter } from './business-days.ts';
import type { Calendar } from './calendar.ts';
import { civilDateOf, dayNumberOf, type CivilDate, type Instant } from './time.ts';
import { endOfDay, localDateOf } from './wall-clock.ts';

/** How long before the end of the data people are warned. Unit: days. */
export const warnedAheadDays = 60;

/**
 * Whether a count of so many business days that begins on `from`, or up to `warnedAheadDays` after it, would come to the end of the data.
 * Unit of `longestCount`: business days.
 */
export function calendarDataEnds(calendar: Calendar, longestCount: number, from: Instant | CivilDate): boolean {
  const startOn = typeof from === 'string' ? from : localDateOf(from, calendar.timeZone);
  const ahead = civilDateOf(dayNumberOf(startOn) + warnedAheadDays);
  const due = businessDaysAfter(ahead, longestCount, calendar);
  return !due.ok && due.problem.code === 'past-calendar-data';
}

/** The end of the day on which people are warned of the end of the data. */
export function calendarWarningAt({ knownUntil, timeZone }: Calendar): Instant {
  return endOfDay(civilDateOf(dayNumberOf(knownUntil) - warnedAheadDays), timeZone);
}
