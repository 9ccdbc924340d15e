import { describe, expect, it } from '@jest/globals';
import { addBusinessDays } from 'date-fns/addBusinessDays';
import fc from 'fast-check';
import { businessDaysAfter, calendarDaysAfter, longestClosure, maximumDayCount } from '../../../src/core/time/business-days.ts';
import { isBusinessDay, weekdaysOnly } from '../../../src/core/time/calendar.ts';
import type { Calendar } from '../../../src/core/time/calendar.ts';
import { civilDateOf, dayNumberOf, formatInstant, parseCivilDate } from '../../../src/core/time/time.ts';
import type { CivilDate, Instant, IsoWeekday } from '../../../src/core/time/time.ts';

function date(text: string): CivilDate {
  const parsed = parseCivilDate(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

function calendar(changes: Partial<Calendar> = {}): Calendar {
  return { ...weekdaysOnly('UTC'), name: 'test', ...changes };
}

function dueOn(from: Instant | CivilDate, count: number, given: Calendar): string {
  const due = businessDaysAfter(from, count, given);
  return due.ok ? due.dueOn : due.problem.code;
}

describe('business days', () => {
  // 2026-03-04 is a Wednesday.
  it.each([
    { from: '2026-03-04', count: 1, expected: '2026-03-05', why: 'the start is not counted' },
    { from: '2026-03-04', count: 3, expected: '2026-03-09', why: 'over a weekend' },
    { from: '2026-03-06', count: 1, expected: '2026-03-09', why: 'from a Friday' },
    { from: '2026-03-07', count: 1, expected: '2026-03-09', why: 'from a Saturday' },
    { from: '2026-03-08', count: 1, expected: '2026-03-09', why: 'from a Sunday' },
    { from: '2026-03-04', count: 0, expected: '2026-03-04', why: 'none, from an open day' },
    { from: '2026-03-07', count: 0, expected: '2026-03-07', why: 'none, from a closed day: nothing is counted' },
    { from: '2026-03-04', count: 10_000, expected: '2064-07-02', why: 'the most that is counted' },
  ])('$count after $from end on $expected ($why)', ({ from, count, expected }) => {
    expect(dueOn(date(from), count, calendar())).toBe(expected);
  });

  it.each([
    { name: 'a holiday', changes: { holidays: ['2026-03-05'] }, expected: '2026-03-06' },
    { name: 'a holiday on a weekend', changes: { holidays: ['2026-03-07'] }, expected: '2026-03-05' },
    { name: 'the same holiday twice', changes: { holidays: ['2026-03-05', '2026-03-05'] }, expected: '2026-03-06' },
    { name: 'a holiday that is worked through', changes: { holidays: ['2026-03-05'], workdays: ['2026-03-05'] }, expected: '2026-03-05' },
    {
      name: 'holidays up to a working Saturday',
      changes: { holidays: ['2026-03-05', '2026-03-06'], workdays: ['2026-03-07'] },
      expected: '2026-03-07',
    },
    { name: 'a weekend on Thursday and Friday', changes: { weekend: [4, 5] }, expected: '2026-03-07' },
    { name: 'no weekend', changes: { weekend: [] }, expected: '2026-03-05' },
  ])('go past $name', ({ changes, expected }) => {
    expect(dueOn(date('2026-03-04'), 1, calendar(changes as Partial<Calendar>))).toBe(expected);
  });

  it.each([
    { zone: 'UTC', from: '2026-03-04T23:30:00Z', dueAt: '2026-03-05T23:59:59.999Z' },
    // In Berlin it is already the 5th.
    { zone: 'Europe/Berlin', from: '2026-03-04T23:30:00Z', dueAt: '2026-03-06T22:59:59.999Z' },
    // In New York, still the 4th.
    { zone: 'America/New_York', from: '2026-03-05T04:30:00Z', dueAt: '2026-03-06T04:59:59.999Z' },
    // The last moment is before clocks go forward at midnight.
    { zone: 'Africa/Cairo', from: '2026-04-22T12:00:00Z', dueAt: '2026-04-23T21:59:59.999Z' },
  ])('from $from in $zone end at $dueAt', ({ zone, from, dueAt }) => {
    const due = businessDaysAfter(Date.parse(from), 1, calendar({ timeZone: zone }));
    expect(due.ok && formatInstant(due.dueAt)).toBe(dueAt);
  });

  it.each([
    { name: 'a part of a day', from: '2026-03-04', count: 1.5, changes: {}, code: 'count-out-of-range' },
    { name: 'days back', from: '2026-03-04', count: -1, changes: {}, code: 'count-out-of-range' },
    { name: 'too many days', from: '2026-03-04', count: maximumDayCount + 1, changes: {}, code: 'count-out-of-range' },
    { name: 'no number', from: '2026-03-04', count: NaN, changes: {}, code: 'count-out-of-range' },
    { name: 'from before the data', from: '2026-03-04', count: 1, changes: { knownFrom: '2026-03-05' }, code: 'before-calendar-data' },
    { name: 'past the data', from: '2026-03-04', count: 3, changes: { knownUntil: '2026-03-08' }, code: 'past-calendar-data' },
    { name: 'from past the data', from: '2026-03-09', count: 0, changes: { knownUntil: '2026-03-08' }, code: 'past-calendar-data' },
    {
      name: 'in a calendar that never opens',
      from: '2026-03-04',
      count: 1,
      changes: { weekend: [1, 2, 3, 4, 5, 6, 7] },
      code: 'no-business-day',
    },
    {
      name: 'in a calendar that opens but once',
      from: '2026-03-04',
      count: 2,
      changes: { weekend: [1, 2, 3, 4, 5, 6, 7], workdays: ['2026-03-05'] },
      code: 'no-business-day',
    },
  ])('refuse to be counted: $name', ({ from, count, changes, code }) => {
    const due = businessDaysAfter(date(from), count, calendar(changes as Partial<Calendar>));
    expect(due).toMatchObject({ ok: false, problem: { code } });
  });

  it('end on the last day that the data reaches', () => {
    expect(dueOn(date('2026-03-04'), 3, calendar({ knownUntil: date('2026-03-09') }))).toBe('2026-03-09');
  });

  it('wait for 400 days at most', () => {
    const closed = (days: number) => Array.from({ length: days }, (_, index) => civilDateOf(dayNumberOf(date('2026-03-05')) + index));
    expect(dueOn(date('2026-03-04'), 1, calendar({ weekend: [], holidays: closed(longestClosure - 1) }))).toBe('2027-04-08');
    expect(dueOn(date('2026-03-04'), 1, calendar({ weekend: [], holidays: closed(longestClosure) }))).toBe('no-business-day');
  });

  it('carry the warnings of the calendar', () => {
    const warnings = [{ code: 'known-incomplete', message: 'Incomplete.' }] as const;
    expect(businessDaysAfter(date('2026-03-04'), 1, calendar({ warnings }))).toMatchObject({ ok: true, warnings });
  });
});

describe('calendar days', () => {
  it.each([
    { from: '2026-03-04T23:30:00Z', count: 0, zone: 'UTC', dueOn: '2026-03-04', dueAt: '2026-03-04T23:59:59.999Z' },
    { from: '2026-03-04T23:30:00Z', count: 90, zone: 'UTC', dueOn: '2026-06-02', dueAt: '2026-06-02T23:59:59.999Z' },
    { from: '2026-03-04T23:30:00Z', count: 90, zone: 'Europe/Berlin', dueOn: '2026-06-03', dueAt: '2026-06-03T21:59:59.999Z' },
    { from: '2024-02-28T00:00:00Z', count: 1, zone: 'UTC', dueOn: '2024-02-29', dueAt: '2024-02-29T23:59:59.999Z' },
  ])('$count after $from in $zone end on $dueOn', ({ from, count, zone, dueOn: on, dueAt }) => {
    const due = calendarDaysAfter(Date.parse(from), count, zone);
    expect({ ...due, dueAt: formatInstant(due.dueAt) }).toEqual({ dueOn: on, dueAt });
  });

  it('may start on a date', () => {
    expect(calendarDaysAfter(date('2026-03-04'), 7, 'UTC').dueOn).toBe('2026-03-11');
  });

  it.each([-1, 0.5, maximumDayCount + 1, NaN])('are never %s', (count) => {
    expect(() => calendarDaysAfter(date('2026-03-04'), count, 'UTC')).toThrow(RangeError);
  });
});

const days = fc.integer({ min: dayNumberOf(date('2025-01-01')), max: dayNumberOf(date('2027-12-31')) }).map(civilDateOf);
const weekends = fc.subarray<IsoWeekday>([1, 2, 3, 4, 5, 6, 7], { maxLength: 6 });
const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Africa/Cairo', 'America/Sao_Paulo', 'Pacific/Kiritimati');
const counts = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 200 }));
const calendars = fc
  .record({ weekend: weekends, holidays: fc.array(days, { maxLength: 60 }), workdays: fc.array(days, { maxLength: 20 }), timeZone: zones })
  .map((changes) => calendar({ ...changes, knownFrom: date('2025-01-01'), knownUntil: date('2028-12-31') }));

describe('any calendar', () => {
  it('gives the day that walking from day to day gives', () => {
    fc.assert(
      fc.property(days, counts, calendars, (from, count, given) => {
        expect(dueOn(from, count, given)).toBe(walk(from, count, given));
      }),
      { numRuns: 1000 },
    );
  });

  it('never gives an earlier due date to a later start', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 30 * 86_400_000 }), counts, calendars, (from, laterMs, count, given) => {
        const startedAt = dayNumberOf(from) * 86_400_000;
        const [early, late] = [businessDaysAfter(startedAt, count, given), businessDaysAfter(startedAt + laterMs, count, given)];
        if (early.ok && late.ok) expect(late.dueAt).toBeGreaterThanOrEqual(early.dueAt);
        else expect(early.ok || !late.ok || early.problem.code === 'before-calendar-data').toBe(true);
      }),
    );
  });

  it('never gives an earlier due date for more holidays', () => {
    fc.assert(
      fc.property(days, counts, calendars, fc.array(days, { maxLength: 60 }), (from, count, given, more) => {
        const [fewer, all] = [
          businessDaysAfter(from, count, given),
          businessDaysAfter(from, count, { ...given, holidays: [...given.holidays, ...more] }),
        ];
        if (fewer.ok && all.ok) expect(all.dueAt).toBeGreaterThanOrEqual(fewer.dueAt);
        else expect(all.ok).toBe(false);
      }),
    );
  });

  it('gives one more business day a later end, on a business day', () => {
    fc.assert(
      fc.property(days, counts, calendars, (from, count, given) => {
        const [due, next] = [businessDaysAfter(from, count, given), businessDaysAfter(from, count + 1, given)];
        if (due.ok && count > 0) expect(isBusinessDay(due.dueOn, given)).toBe(true);
        if (due.ok && next.ok) expect(next.dueAt).toBeGreaterThan(due.dueAt);
      }),
    );
  });

  it('agrees with date-fns where only weekends count', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 2000 }), (from, count) => {
        const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
        const end = addBusinessDays(new Date(year, month - 1, day, 12), count);
        const expected = civilDateOf(Date.UTC(end.getFullYear(), end.getMonth(), end.getDate()) / 86_400_000);
        expect(dueOn(from, count, weekdaysOnly('UTC'))).toBe(expected);
      }),
    );
  });
});

function walk(from: CivilDate, count: number, given: Calendar): string {
  const last = dayNumberOf(given.knownUntil);
  if (dayNumberOf(from) > last) return 'past-calendar-data';
  let left = count;
  if (left === 0) return from;
  for (let day = dayNumberOf(from) + 1; day <= last; day += 1) {
    if (isBusinessDay(civilDateOf(day), given)) left -= 1;
    if (left === 0) return civilDateOf(day);
  }
  return 'past-calendar-data';
}
