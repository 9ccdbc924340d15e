// From the name of a calendar, as people write it in a rules file, to the days it closes.
import type { Calendar, CalendarWarning } from '../core/time/calendar.ts';
import { weekdaysOnly } from '../core/time/calendar.ts';
import type { CivilDate, IsoWeekday } from '../core/time/time.ts';
import { dayNumberOf, parseCivilDate, weekdayOf } from '../core/time/time.ts';
import { isTimeZone } from '../core/time/wall-clock.ts';
import { correctionsFor, incompletenessOf, ownYearsOf, weekendOf } from './calendar-corrections.ts';
import { findPlace, publicHolidays } from './public-holidays.ts';

export type CalendarRequest = {
  /** "none" for weekends only, "DE", "US-CA", "GB-SCT", or several joined by "+": a day is open only where all are. */
  readonly name: string;
  readonly timeZone: string;
  /** Instead of the country's own. Undefined: the country's; Saturday and Sunday for "none". */
  readonly weekend?: readonly number[] | undefined;
  /** Closed as well. */
  readonly holidays?: readonly CivilDate[] | undefined;
  /** Open although they are weekend or holiday. */
  readonly workdays?: readonly CivilDate[] | undefined;
};

export type CalendarProblemCode = 'unknown-calendar' | 'unknown-time-zone' | 'impossible-weekend' | 'contradicting-days';
export type CalendarProblem = { readonly code: CalendarProblemCode; readonly message: string };
export type CalendarResult = { readonly ok: true; readonly value: Calendar } | { readonly ok: false; readonly problem: CalendarProblem };

/** The years for which holidays are looked up. They are rules, so they reach further than any government has promised. */
export const firstHolidayYear = 2015;
export const lastHolidayYear = 2035;

/** Resolves a name to its holidays and corrections, and adds what the project itself adds or takes away. */
export function resolveCalendar(request: CalendarRequest): CalendarResult {
  const weekend = request.weekend === undefined ? undefined : readWeekend(request.weekend);
  if (weekend === 'impossible') return refused('impossible-weekend', weekendAdvice);
  if (!isTimeZone(request.timeZone)) {
    return refused(
      'unknown-time-zone',
      `${quote(request.timeZone)} is not a time zone; write a name such as "UTC", "Europe/Berlin" or "America/New_York".`,
    );
  }
  const contradiction = request.holidays?.find((on) => request.workdays?.includes(on));
  if (contradiction !== undefined) {
    return refused('contradicting-days', `${contradiction} is both in the holidays and in the workdays; keep it in one of them.`);
  }
  const parts = readParts(request.name);
  if (typeof parts === 'string') return refused('unknown-calendar', parts);
  const { name, timeZone } = request;
  return { ok: true, value: withOwnDays({ name, timeZone, ...joinedOnce(name, parts, weekend) }, request) };
}

/** What a name closes and opens, before a project changes it. */
type Part = Omit<Calendar, 'name' | 'timeZone'>;

const maximumParts = 8;
const maximumJoined = 1000;
const partsByName = new Map<string, Part>();
const joinedByName = new Map<string, Part>();

/** The calendars a name joins, or what is wrong with it. */
function readParts(name: string): readonly Part[] | string {
  if (name === 'none') return [weekdaysOnly('UTC')];
  const names = [...new Set(name.split('+'))];
  if (names.length > maximumParts) return `${quote(name)} joins ${names.length} calendars; allowed are ${maximumParts}.`;
  const parts: Part[] = [];
  for (const one of names) {
    const part = partsByName.get(one) ?? readPart(one);
    if (part === undefined) return unknownCalendar(one);
    partsByName.set(one, part);
    parts.push(part);
  }
  return parts;
}

function readPart(name: string): Part | undefined {
  const place = findPlace(name);
  if (place === undefined) return undefined;
  const ownYears = ownYearsOf(place.country);
  const { from, until } = ownYears ?? { from: firstHolidayYear, until: lastHolidayYear };
  const years = ownYears === undefined ? Array.from({ length: until - from + 1 }, (_, index) => from + index) : [];
  const corrections = correctionsFor(name);
  const message = incompletenessOf(place.country);
  const named = years.flatMap((year) => publicHolidays(place, year));
  return {
    weekend: weekendOf(place.country),
    holidays: [...named.map(({ on }) => on), ...corrections.flatMap(({ closed }) => closed)],
    names: Object.fromEntries(named.map(({ on, name }) => [on, name])),
    workdays: corrections.flatMap(({ open }) => open),
    knownFrom: day(`${from}-01-01`),
    knownUntil: day(`${until}-12-31`),
    warnings: message === undefined ? [] : [{ code: 'known-incomplete', message }],
  };
}

function joinedOnce(name: string, parts: readonly Part[], weekend: readonly IsoWeekday[] | undefined): Part {
  const key = JSON.stringify([name, weekend]);
  const known = joinedByName.get(key);
  if (known !== undefined) return known;
  const found = joined(parts, weekend);
  if (joinedByName.size >= maximumJoined) joinedByName.clear();
  joinedByName.set(key, found);
  return found;
}

/** A day is open in the whole when it is open in each part; known is what all of them know. */
function joined(parts: readonly Part[], weekend: readonly IsoWeekday[] | undefined): Part {
  const dated = parts.map((part) => ({
    ...part,
    weekend: weekend ?? part.weekend,
    closed: new Set(part.holidays),
    open: new Set(part.workdays),
  }));
  const isOpen = (on: CivilDate) =>
    dated.every((part) => part.open.has(on) || (!part.closed.has(on) && !part.weekend.includes(weekdayOf(dayNumberOf(on)))));
  const named = [...new Set(parts.flatMap((part) => [...part.holidays, ...part.workdays]))].sort();
  const warnings = new Map(parts.flatMap((part) => part.warnings).map((warning): [string, CalendarWarning] => [warning.message, warning]));
  return {
    weekend: [...new Set(dated.flatMap((part) => part.weekend))].sort(),
    holidays: named.filter((on) => !isOpen(on)),
    names: Object.assign({}, ...parts.map((part) => part.names ?? {})) as Readonly<Record<string, string>>,
    workdays: named.filter(isOpen),
    knownFrom: parts.map((part) => part.knownFrom).reduce((one, other) => (one > other ? one : other)),
    knownUntil: parts.map((part) => part.knownUntil).reduce((one, other) => (one < other ? one : other)),
    warnings: [...warnings.values()],
  };
}

function withOwnDays(calendar: Calendar, { holidays = [], workdays = [] }: CalendarRequest): Calendar {
  if (holidays.length === 0 && workdays.length === 0) return calendar;
  const closed = new Set(holidays);
  return {
    ...calendar,
    holidays: [...calendar.holidays, ...holidays],
    workdays: [...calendar.workdays.filter((on) => !closed.has(on)), ...workdays],
  };
}

const weekendAdvice =
  'The weekend is a list of weekdays from 1 (Monday) to 7 (Sunday), such as [6, 7]; it may be empty, but one day must stay open.';

function readWeekend(weekdays: readonly number[]): readonly IsoWeekday[] | 'impossible' {
  const all: readonly IsoWeekday[] = [1, 2, 3, 4, 5, 6, 7];
  const chosen = all.filter((weekday) => weekdays.includes(weekday));
  return weekdays.every((weekday) => all.some((one) => one === weekday)) && chosen.length < 7 ? chosen : 'impossible';
}

function unknownCalendar(name: string): string {
  const upper = name.toUpperCase();
  const suggestion =
    upper === 'NONE' ? ' Did you mean "none"?' : findPlace(upper) !== undefined && upper !== name ? ` Did you mean "${upper}"?` : '';
  return `${quote(name)} is not a calendar; write "none", a country such as "DE", or a part of one such as "US-CA", and join several with "+".${suggestion}`;
}

function day(text: string): CivilDate {
  const parsed = parseCivilDate(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

function refused(code: CalendarProblemCode, message: string): CalendarResult {
  return { ok: false, problem: { code, message } };
}
