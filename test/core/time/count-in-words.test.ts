import { describe, expect, it } from '@jest/globals';
import { businessDaysAfter } from '../../../src/core/time/business-days.ts';
import { weekdaysOnly, type Calendar } from '../../../src/core/time/calendar.ts';
import { businessDaysInWords, dayInWords } from '../../../src/core/time/count-in-words.ts';
import { parseCivilDate, parseInstant, type CivilDate } from '../../../src/core/time/time.ts';
import { resolveCalendar } from '../../../src/policy/calendars.ts';

function on(text: string): CivilDate {
  const parsed = parseCivilDate(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

function named(name: string, timeZone = 'UTC'): Calendar {
  const resolved = resolveCalendar({ name, timeZone });
  if (!resolved.ok) throw new Error(resolved.problem.message);
  return resolved.value;
}

function words(from: string, count: number, calendar: Calendar): string {
  const parsed = parseInstant(from);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const due = businessDaysAfter(parsed.value, count, calendar);
  return due.ok ? businessDaysInWords(parsed.value, count, due.dueOn, calendar) : due.problem.message;
}

describe('a count of business days in words', () => {
  it.each([
    // Thanksgiving and a weekend: the day people ask about first.
    {
      from: '2026-11-20T10:00Z',
      count: 4,
      calendar: named('US'),
      says: '4 business days after Fri 20 Nov 2026, skipping Sat 21 Nov, Sun 22 Nov and Thu 26 Nov (Thanksgiving Day) (calendar US, UTC)',
    },
    {
      from: '2026-03-02T10:00Z',
      count: 1,
      calendar: weekdaysOnly('UTC'),
      says: '1 business day after Mon 2 Mar 2026 (calendar none, UTC)',
    },
    {
      from: '2026-03-02T10:00Z',
      count: 0,
      calendar: weekdaysOnly('UTC'),
      says: '0 business days after Mon 2 Mar 2026 (calendar none, UTC)',
    },
    // 23:30 UTC is already the next day in Berlin.
    {
      from: '2026-03-05T23:30Z',
      count: 1,
      calendar: weekdaysOnly('Europe/Berlin'),
      says: '1 business day after Fri 6 Mar 2026, skipping Sat 7 Mar and Sun 8 Mar (calendar none, Europe/Berlin)',
    },
  ])('says: $says', ({ from, count, calendar, says }) => {
    expect(words(from, count, calendar)).toBe(says);
  });

  it('names eight closed days, and no more', () => {
    expect(words('2026-03-02T10:00Z', 20, weekdaysOnly('UTC'))).toContain('skipping Sat 7 Mar, Sun 8 Mar, ');
    expect(words('2026-03-02T10:00Z', 20, weekdaysOnly('UTC'))).toContain(' and Sun 29 Mar');
    expect(words('2026-03-07T10:00Z', 20, weekdaysOnly('UTC'))).not.toContain('closed days');
    const withOneMore = { ...weekdaysOnly('UTC'), holidays: [on('2026-03-04')] };
    expect(words('2026-03-02T10:00Z', 20, withOneMore)).toContain('skipping 9 closed days');
  });

  it('counts many closed days instead of naming them', () => {
    expect(words('2026-03-02T10:00Z', 30, weekdaysOnly('UTC'))).toBe(
      '30 business days after Mon 2 Mar 2026, skipping 12 closed days (calendar none, UTC)',
    );
  });

  it('names a day with its weekday and year', () => {
    expect(dayInWords(on('2028-02-29'))).toBe('Tue 29 Feb 2028');
  });
});
