// Moments of work, over nights, weekends, holidays, and the days on which clocks change or a whole day is missing.
import { describe, expect, it } from '@jest/globals';
import { weekdaysOnly, type Calendar } from '../../../src/core/time/calendar.ts';
import { formatInstant, parseInstant, type CivilDate } from '../../../src/core/time/time.ts';
import { intoWorkingHours, lastStartOfWork, parseWorkingHours } from '../../../src/core/time/working-hours.ts';

const berlin: Calendar = { ...weekdaysOnly('Europe/Berlin'), holidays: ['2026-04-03', '2026-04-06'] as CivilDate[] };
const nineToFive = { from: { hour: 9, minute: 0 }, until: { hour: 17, minute: 0 } };

function instant(text: string): number {
  const parsed = parseInstant(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

describe('the next moment of work', () => {
  it.each([
    { name: 'is the moment itself at work', at: '2026-03-03T12:34Z', calendar: berlin, next: '2026-03-03T12:34:00.000Z' },
    { name: 'is the moment itself as work begins', at: '2026-03-03T08:00Z', calendar: berlin, next: '2026-03-03T08:00:00.000Z' },
    { name: 'is later that day before work', at: '2026-03-03T01:00Z', calendar: berlin, next: '2026-03-03T08:00:00.000Z' },
    { name: 'is the next morning as work ends', at: '2026-03-03T16:00Z', calendar: berlin, next: '2026-03-04T08:00:00.000Z' },
    { name: 'is Monday after a Friday evening', at: '2026-03-06T20:00Z', calendar: berlin, next: '2026-03-09T08:00:00.000Z' },
    { name: 'is Tuesday after Easter', at: '2026-04-02T20:00Z', calendar: berlin, next: '2026-04-07T07:00:00.000Z' },
    // Clocks go forward on Sunday the 29th: nine in the morning comes an hour earlier.
    { name: 'follows the clocks forward', at: '2026-03-27T20:00Z', calendar: berlin, next: '2026-03-30T07:00:00.000Z' },
    { name: 'follows the clocks back', at: '2026-10-23T20:00Z', calendar: berlin, next: '2026-10-26T08:00:00.000Z' },
    // Samoa had no 30 December 2011, a Friday: after Thursday evening comes Saturday.
    {
      name: 'is beyond a day that never was',
      at: '2011-12-30T06:00Z',
      calendar: weekdaysOnly('Pacific/Apia'),
      next: '2012-01-01T19:00:00.000Z',
    },
  ])('$name', ({ at, calendar, next }) => {
    expect(formatInstant(intoWorkingHours(instant(at), nineToFive, calendar))).toBe(next);
  });

  it('is the moment itself where no day is open, which no policy may say', () => {
    const closed = { ...berlin, weekend: [1, 2, 3, 4, 5, 6, 7] as const };
    expect(intoWorkingHours(instant('2026-03-03T01:00Z'), nineToFive, closed)).toBe(instant('2026-03-03T01:00Z'));
    expect(lastStartOfWork(instant('2026-03-03T01:00Z'), nineToFive, closed)).toBeUndefined();
  });
});

describe('the last start of work', () => {
  it.each([
    { name: 'is this morning in the evening', at: '2026-03-03T20:00Z', last: '2026-03-03T08:00:00.000Z' },
    { name: 'is yesterday at the very minute', at: '2026-03-03T08:00Z', last: '2026-03-02T08:00:00.000Z' },
    { name: 'is Friday on a Sunday', at: '2026-03-08T12:00Z', last: '2026-03-06T08:00:00.000Z' },
    { name: 'is Thursday on Easter Monday', at: '2026-04-06T12:00Z', last: '2026-04-02T07:00:00.000Z' },
  ])('$name', ({ at, last }) => {
    expect(formatInstant(lastStartOfWork(instant(at), nineToFive, berlin) ?? 0)).toBe(last);
  });
});

describe('working hours', () => {
  it('are two times of one day, the earlier one first', () => {
    expect(parseWorkingHours('09:00-17:00')).toEqual(nineToFive);
    expect(parseWorkingHours('09:00-09:30')).toEqual({ from: { hour: 9, minute: 0 }, until: { hour: 9, minute: 30 } });
    expect(parseWorkingHours('09:45-10:15')).toEqual({ from: { hour: 9, minute: 45 }, until: { hour: 10, minute: 15 } });
    expect(['x09:00-17:00', '09:00-17:00x', '09:00x-17:00', '09:30-09:15'].map(parseWorkingHours)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(['17:00-09:00', '09:00-09:00', '9:00-17:00', '09:00', '09:00-24:00', '09:00-17:00-18:00', ''].map(parseWorkingHours)).toEqual(
      Array.from({ length: 7 }, () => undefined),
    );
  });
});
