import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  civilDateOf,
  dayNumberOf,
  formatInstant,
  formatUtcMinute,
  parseCivilDate,
  parseInstant,
  parseUtcMinute,
  weekdayOf,
} from '../../../src/core/time/time.ts';
import type { CivilDate } from '../../../src/core/time/time.ts';

function value<Value>(parsed: { ok: true; value: Value } | { ok: false; problem: { message: string } }): Value {
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

const civilDates = fc
  .integer({ min: dayNumberOf('1900-01-01' as CivilDate), max: dayNumberOf('2999-12-31' as CivilDate) })
  .map(civilDateOf);

describe('reading a date', () => {
  it.each(['2026-03-09', '2024-02-29', '2000-02-29', '1900-01-01', '2999-12-31'])('accepts %s', (text) => {
    expect(parseCivilDate(text)).toEqual({ ok: true, value: text });
  });

  it.each([
    { text: '2026-02-30', code: 'impossible-date', says: '01 to 28' },
    { text: '2026-02-29', code: 'impossible-date', says: '01 to 28' },
    { text: '2100-02-29', code: 'impossible-date', says: '01 to 28' },
    { text: '2026-04-31', code: 'impossible-date', says: '01 to 30' },
    { text: '2026-04-00', code: 'impossible-date', says: '01 to 30' },
    { text: '2026-13-01', code: 'impossible-date', says: 'months run' },
    { text: '2026-00-01', code: 'impossible-date', says: 'months run' },
    { text: '1899-12-31', code: 'impossible-date', says: '1900 to 2999' },
    { text: '3000-01-01', code: 'impossible-date', says: '1900 to 2999' },
    { text: '2026-3-9', code: 'malformed', says: 'YYYY-MM-DD' },
    { text: '09.03.2026', code: 'malformed', says: 'YYYY-MM-DD' },
    { text: '2026-03-09 ', code: 'malformed', says: 'YYYY-MM-DD' },
    { text: 'on 2026-03-09', code: 'malformed', says: 'YYYY-MM-DD' },
    { text: '2026-03-09\n', code: 'malformed', says: '\\n' },
    { text: '２026-03-09', code: 'malformed', says: 'YYYY-MM-DD' },
    { text: '', code: 'malformed', says: '""' },
    { text: 'x'.repeat(1000), code: 'malformed', says: `"${'x'.repeat(40)}…"` },
    { text: 'x'.repeat(40), code: 'malformed', says: `"${'x'.repeat(40)}"` },
  ])('refuses $text', ({ text, code, says }) => {
    const parsed = parseCivilDate(text);
    expect(parsed).toMatchObject({ ok: false, problem: { code } });
    expect(!parsed.ok && parsed.problem.message).toContain(says);
  });

  it('counts days so that every date comes back, a day apart from the next, on the next weekday', () => {
    fc.assert(
      fc.property(civilDates, (on) => {
        expect(parseCivilDate(civilDateOf(dayNumberOf(on)))).toEqual({ ok: true, value: on });
        expect(weekdayOf(dayNumberOf(on) + 1)).toBe((weekdayOf(dayNumberOf(on)) % 7) + 1);
      }),
    );
    expect(dayNumberOf('1970-01-01' as CivilDate)).toBe(0);
  });

  it.each([
    { on: '1900-01-01', weekday: 1 },
    { on: '1969-12-31', weekday: 3 },
    { on: '1970-01-01', weekday: 4 },
    { on: '2026-03-09', weekday: 1 },
    { on: '2026-03-15', weekday: 7 },
  ])('knows the weekday of $on', ({ on, weekday }) => {
    expect(weekdayOf(dayNumberOf(on as CivilDate))).toBe(weekday);
  });
});

describe('reading a minute in UTC', () => {
  it.each([
    { text: '2026-12-01 16:00 UTC', iso: '2026-12-01T16:00:00.000Z' },
    { text: '2026-12-01 00:00 UTC', iso: '2026-12-01T00:00:00.000Z' },
    { text: '2026-12-31 23:59 UTC', iso: '2026-12-31T23:59:00.000Z' },
    { text: '1969-12-31 23:59 UTC', iso: '1969-12-31T23:59:00.000Z' },
  ])('reads $text', ({ text, iso }) => {
    expect(formatInstant(value(parseUtcMinute(text)))).toBe(iso);
  });

  it.each([
    { text: '2026-02-30 16:00 UTC', code: 'impossible-date' },
    { text: '2026-12-01 24:00 UTC', code: 'impossible-time' },
    { text: '2026-12-01 16:60 UTC', code: 'impossible-time' },
    { text: '2026-12-01 16:00', code: 'malformed' },
    { text: '2026-12-01 16:00 utc', code: 'malformed' },
    { text: '2026-12-01 16:00 CET', code: 'malformed' },
    { text: '2026-12-01T16:00Z', code: 'malformed' },
    { text: '2026-12-01 4:00 UTC', code: 'malformed' },
    { text: '2026-12-01 16:00:00 UTC', code: 'malformed' },
    { text: '2026-12-01  16:00 UTC', code: 'malformed' },
    { text: 'tomorrow', code: 'malformed' },
    { text: 'not 2026-12-01 16:00 UTC', code: 'malformed' },
    { text: '2026-12-01 16:00 UTC+3', code: 'malformed' },
  ])('refuses $text', ({ text, code }) => {
    expect(parseUtcMinute(text)).toMatchObject({ ok: false, problem: { code } });
  });

  it('reads what it prints, and prints what is left of a minute cut off', () => {
    const instants = fc.tuple(civilDates, fc.integer({ min: 0, max: 86_399_999 })).map(([on, ms]) => dayNumberOf(on) * 86_400_000 + ms);
    fc.assert(
      fc.property(instants, (at) => {
        expect(value(parseUtcMinute(formatUtcMinute(at)))).toBe(Math.floor(at / 60_000) * 60_000);
      }),
    );
    expect(formatUtcMinute(Date.parse('2026-03-09T23:59:59.999Z'))).toBe('2026-03-09 23:59 UTC');
  });
});

describe('reading an instant', () => {
  it.each([
    { text: '2026-03-04T23:30:00Z', iso: '2026-03-04T23:30:00.000Z' },
    { text: '2026-03-04T23:30Z', iso: '2026-03-04T23:30:00.000Z' },
    { text: '2026-03-04T23:30:05.1234567Z', iso: '2026-03-04T23:30:05.123Z' },
    { text: '2026-03-04T23:30:00.5+01:00', iso: '2026-03-04T22:30:00.500Z' },
    { text: '2026-03-04T23:30:00-09:30', iso: '2026-03-05T09:00:00.000Z' },
    { text: '2026-03-04T23:30:00-00:00', iso: '2026-03-04T23:30:00.000Z' },
  ])('reads $text', ({ text, iso }) => {
    expect(formatInstant(value(parseInstant(text)))).toBe(iso);
  });

  it.each([
    { text: '2026-03-04T23:30:00', code: 'malformed' },
    { text: '2026-03-04 23:30:00Z', code: 'malformed' },
    { text: '2026-03-04T23:30:00+0100', code: 'malformed' },
    { text: '2026-03-04T23:30:00.Z', code: 'malformed' },
    { text: '20260304T233000Z', code: 'malformed' },
    { text: 'before 2026-03-04T23:30:00Z', code: 'malformed' },
    { text: '2026-03-04T23:30:00Z or later', code: 'malformed' },
    { text: '2026-03-04T24:00:00Z', code: 'impossible-time' },
    { text: '2026-12-31T23:59:60Z', code: 'impossible-time' },
    { text: '2026-03-04T23:30:00+24:00', code: 'impossible-time' },
    { text: '2026-03-04T23:30:00+01:60', code: 'impossible-time' },
    { text: '2026-02-29T23:30:00Z', code: 'impossible-date' },
  ])('refuses $text', ({ text, code }) => {
    expect(parseInstant(text)).toMatchObject({ ok: false, problem: { code } });
  });
});
