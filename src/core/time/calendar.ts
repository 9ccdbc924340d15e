// Which days are business days. A calendar is plain data, so that it can be stored with a case and counted again years later.
import type { CivilDate, IsoWeekday } from './time.ts';
import { dayNumberOf, earliestCivilDate, latestCivilDate, weekdayOf } from './time.ts';

export type Calendar = {
  /** What people call it: "DE", "US-CA", "US+DE+JP", or "none" for weekends only. */
  readonly name: string;
  /** Where its days begin and end: "Europe/Berlin". */
  readonly timeZone: string;
  /** Closed weekdays; may be empty. */
  readonly weekend: readonly IsoWeekday[];
  /** Closed days. */
  readonly holidays: readonly CivilDate[];
  /** What closed days are called, where that is known. */
  readonly names?: Readonly<Record<string, string>>;
  /** Open days in spite of `weekend` and `holidays`: working weekends, and holidays that a project works through. */
  readonly workdays: readonly CivilDate[];
  /** The first and the last day for which the holidays are known. Nothing is counted outside. */
  readonly knownFrom: CivilDate;
  readonly knownUntil: CivilDate;
  /** What whoever relies on a deadline counted with this calendar should know. */
  readonly warnings: readonly CalendarWarning[];
};

export type CalendarWarning = { readonly code: 'known-incomplete'; readonly message: string };

/** Every weekday is a business day: the calendar that needs no data. */
export function weekdaysOnly(timeZone: string): Calendar {
  const known = { knownFrom: earliestCivilDate, knownUntil: latestCivilDate };
  return { name: 'none', timeZone, weekend: [6, 7], holidays: [], names: {}, workdays: [], ...known, warnings: [] };
}

export function isBusinessDay(on: CivilDate, calendar: Calendar): boolean {
  if (calendar.workdays.includes(on)) return true;
  return !calendar.holidays.includes(on) && !calendar.weekend.includes(weekdayOf(dayNumberOf(on)));
}

/**
 * How many business days there are up to a day, that day included, counted from a fixed one. It never falls from one day to the next,
 * so that "the n-th business day after" is a search and not a walk. Unit of the argument: days since 1970-01-01.
 */
export function businessDayCounter(calendar: Calendar): (dayNumber: number) => number {
  const known = counters.get(calendar);
  if (known !== undefined) return known;
  const counter = makeCounter(calendar);
  counters.set(calendar, counter);
  return counter;
}

const counters = new WeakMap<Calendar, (dayNumber: number) => number>();

function makeCounter(calendar: Calendar): (dayNumber: number) => number {
  const isWeekend = (day: number) => calendar.weekend.includes(weekdayOf(day));
  const workdays = new Set(calendar.workdays);
  const closed = sortedDays(calendar.holidays.filter((on) => !workdays.has(on))).filter((day) => !isWeekend(day));
  const opened = sortedDays(calendar.workdays).filter(isWeekend);
  // Of the days 0 to 6, a Thursday to a Wednesday, those before each that are not weekend.
  const weekdaysBefore = [0, 1, 2, 3, 4, 5, 6].map(
    (day) => Array.from({ length: day }, (_, earlier) => earlier).filter((one) => !isWeekend(one)).length,
  );
  const daysPerWeek = 7 - new Set(calendar.weekend).size;
  return (dayNumber) => {
    const weeks = Math.floor((dayNumber + 1) / 7);
    const weekdays = weeks * daysPerWeek + (weekdaysBefore[dayNumber + 1 - weeks * 7] ?? 0);
    return weekdays - countUpTo(closed, dayNumber) + countUpTo(opened, dayNumber);
  };
}

function sortedDays(dates: Iterable<CivilDate>): number[] {
  return [...new Set(dates)].map(dayNumberOf).sort((one, other) => one - other);
}

/** How many of the sorted numbers are at most `limit`. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
