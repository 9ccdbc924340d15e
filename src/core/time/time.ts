// Two kinds of time that do not mix: instants, which are the same everywhere, and civil dates, which are days on somebody's calendar.

import { remembered } from './remembered.ts';

/** A point in time. Unit: milliseconds since 1970-01-01T00:00Z. Names of instants end in `At`. */
export type Instant = number;

/** A day on a calendar, `YYYY-MM-DD`, made by `parseCivilDate` or from another one. Names of civil dates end in `On`. */
export type CivilDate = string & { readonly [civilDate]: true };
declare const civilDate: unique symbol;

/** Dates outside these are refused; calendars without data of their own reach from one to the other. */
export const earliestCivilDate = '1900-01-01' as CivilDate;
export const latestCivilDate = '2999-12-31' as CivilDate;

export type TimeProblemCode = 'malformed' | 'impossible-date' | 'impossible-time';
export type TimeProblem = { readonly code: TimeProblemCode; readonly message: string };
export type ParsedTime<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: TimeProblem };

/** `YYYY-MM-DD`, a day that exists in the Gregorian calendar, from 1900 to 2999. */
export function parseCivilDate(text: string): ParsedTime<CivilDate> {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return refused('malformed', `${quote(text)} is not a date; write it as YYYY-MM-DD, such as 2026-03-09.`);
  if (Number(year) < 1900 || Number(year) > 2999)
    return refused('impossible-date', `${quote(text)} is too far away; allowed are the years 1900 to 2999.`);
  const daysInMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(month) < 1 || Number(month) > 12)
    return refused('impossible-date', `${quote(text)} does not exist; months run from 01 to 12.`);
  if (Number(day) < 1 || Number(day) > daysInMonth) {
    return refused('impossible-date', `${quote(text)} does not exist; the days of ${year}-${month} run from 01 to ${daysInMonth}.`);
  }
  return { ok: true, value: text as CivilDate };
}

/** `YYYY-MM-DD HH:MM UTC`, as people write instants to each other here. Edges: there is no 24:00 and no leap second. */
export function parseUtcMinute(text: string): ParsedTime<Instant> {
  const [, date, hour, minute] = /^(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2}) UTC$/.exec(text) ?? [];
  if (date === undefined)
    return refused('malformed', `${quote(text)} is not a time; write it as YYYY-MM-DD HH:MM UTC, such as 2026-12-01 16:00 UTC.`);
  return instantFrom(text, { date, time: { hour, minute } });
}

/** `2026-12-01 16:00 UTC`; what is left of the minute is cut off, not rounded. */
export function formatUtcMinute(at: Instant): string {
  const day = Math.floor(at / dayMs);
  const minute = Math.floor((at - day * dayMs) / 60_000);
  return `${civilDateOf(day)} ${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)} UTC`;
}

/**
 * An instant as machines write it: RFC 3339 with "Z" or an offset; seconds and their fraction may be left out.
 * Unit: what is finer than a millisecond is cut off. Edges: there is no 24:00 and no leap second.
 * Source: RFC 3339, §5.6, and ISO 8601 for the form without seconds.
 */
export function parseInstant(text: string): ParsedTime<Instant> {
  const form = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):(\d{2}))$/;
  const [, date, hour, minute, second, fraction, sign, offsetHour, offsetMinute] = form.exec(text) ?? [];
  if (date === undefined)
    return refused('malformed', `${quote(text)} is not an instant; write it as 2026-12-01T16:00:00Z or 2026-12-01T17:00:00+01:00.`);
  const offset = sign === undefined ? undefined : { sign: sign === '-' ? -1 : 1, hour: offsetHour, minute: offsetMinute };
  return instantFrom(text, { date, time: { hour, minute, second, fraction }, offset });
}

/** `2026-12-01T16:00:00.000Z`. */
export function formatInstant(at: Instant): string {
  return new Date(at).toISOString();
}

/** Days since 1970-01-01, so that days can be counted without clocks. */
export const dayNumberOf = remembered((on: CivilDate): number => {
  return Date.UTC(Number(on.slice(0, 4)), Number(on.slice(5, 7)) - 1, Number(on.slice(8, 10))) / dayMs;
});

export const civilDateOf = remembered((dayNumber: number): CivilDate => {
  return new Date(dayNumber * dayMs).toISOString().slice(0, 10) as CivilDate;
});

/** 1 is Monday, 7 is Sunday. Source: ISO 8601. */
export type IsoWeekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export function weekdayOf(dayNumber: number): IsoWeekday {
  // 1970-01-01 was a Thursday; the double remainder keeps days before it right.
  return (((((dayNumber + 3) % 7) + 7) % 7) + 1) as IsoWeekday;
}

const dayMs = 86_400_000;

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

type ClockTime = { hour: string | undefined; minute: string | undefined; second?: string | undefined; fraction?: string | undefined };
type Offset = { sign: number; hour: string | undefined; minute: string | undefined };

function instantFrom(text: string, parts: { date: string; time: ClockTime; offset?: Offset | undefined }): ParsedTime<Instant> {
  const day = parseCivilDate(parts.date);
  if (!day.ok) return day;
  const { hour, minute, second = '0', fraction = '' } = parts.time;
  const { offset = { sign: 1, hour: '0', minute: '0' } } = parts;
  const fits =
    [hour, offset.hour].every((number) => Number(number) < 24) && [minute, second, offset.minute].every((number) => Number(number) < 60);
  if (!fits)
    return refused('impossible-time', `${quote(text)} does not exist; hours run from 00 to 23, minutes and seconds from 00 to 59.`);
  const clockMs = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
  const offsetMs = offset.sign * (Number(offset.hour) * 60 + Number(offset.minute)) * 60_000;
  return { ok: true, value: dayNumberOf(day.value) * dayMs + clockMs - offsetMs };
}

function refused(code: TimeProblemCode, message: string): { readonly ok: false; readonly problem: TimeProblem } {
  return { ok: false, problem: { code, message } };
}

// What people typed comes back to them bounded, and without characters that do not show.
function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
