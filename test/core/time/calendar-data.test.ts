import { describe, expect, it } from '@jest/globals';
import { weekdaysOnly } from '../../../src/core/time/calendar.ts';
import { calendarDataEnds, calendarWarningAt } from '../../../src/core/time/calendar-data.ts';
import { formatInstant, type CivilDate } from '../../../src/core/time/time.ts';

const calendar = { ...weekdaysOnly('Asia/Shanghai'), knownFrom: '2025-01-01' as CivilDate, knownUntil: '2030-12-31' as CivilDate };
const day = (text: string) => text as CivilDate;

describe('the end of the holiday data', () => {
  it.each([
    // 60 days after 2030-10-29 is Saturday 2030-12-28, and the third business day after that is in January.
    { from: '2030-10-29', count: 3, ends: true },
    { from: '2030-10-24', count: 3, ends: false },
    { from: '2030-12-30', count: 0, ends: true },
    { from: '2030-06-01', count: 14, ends: false },
    { from: '2031-05-01', count: 3, ends: true },
    // Too early is no end.
    { from: '2019-01-01', count: 3, ends: false },
  ])('is in reach of $count business days from $from, or soon after: $ends', ({ from, count, ends }) => {
    expect(calendarDataEnds(calendar, count, day(from))).toBe(ends);
  });

  it('is warned of at the end of the day 60 days before it, where the calendar is', () => {
    expect(formatInstant(calendarWarningAt(calendar))).toBe('2030-11-01T15:59:59.999Z');
  });
});
