import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import Holidays from 'date-holidays';
import { businessDaysAfter } from '../../src/core/time/business-days.ts';
import { isBusinessDay } from '../../src/core/time/calendar.ts';
import type { Calendar } from '../../src/core/time/calendar.ts';
import { civilDateOf, dayNumberOf, parseCivilDate, weekdayOf } from '../../src/core/time/time.ts';
import type { CivilDate } from '../../src/core/time/time.ts';
import { weekendOf } from '../../src/policy/calendar-corrections.ts';
import { firstHolidayYear, lastHolidayYear, resolveCalendar } from '../../src/policy/calendars.ts';
import type { CalendarRequest } from '../../src/policy/calendars.ts';

const samples = new URL('../../../shared/data/samples/business-days.tsv', import.meta.url);
const withSamples = existsSync(samples) ? it : it.skip;

function date(text: string): CivilDate {
  const parsed = parseCivilDate(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

function calendarOf(name: string, changes: Partial<CalendarRequest> = {}): Calendar {
  const resolved = resolveCalendar({ name, timeZone: 'UTC', ...changes });
  if (!resolved.ok) throw new Error(resolved.problem.message);
  return resolved.value;
}

function isOpen(on: string, name: string, changes: Partial<CalendarRequest> = {}): boolean {
  return isBusinessDay(date(on), calendarOf(name, changes));
}

describe('a named calendar', () => {
  it.each([
    { name: 'none', on: '2026-12-25', open: true, why: 'weekends only' },
    { name: 'none', on: '2026-12-26', open: false, why: 'a Saturday' },
    { name: 'DE', on: '2026-12-25', open: false, why: 'Christmas Day' },
    { name: 'DE', on: '2026-12-24', open: true, why: 'half a day is a business day' },
    { name: 'DE', on: '2026-01-06', open: true, why: 'Epiphany is not kept everywhere' },
    { name: 'DE-BY', on: '2026-01-06', open: false, why: 'Epiphany in Bavaria' },
    { name: 'GB-SCT', on: '2026-06-15', open: false, why: 'the bank holiday for the World Cup' },
    { name: 'GB-ENG', on: '2026-06-15', open: true, why: 'not in England' },
    { name: 'US', on: '2028-11-10', open: false, why: 'Veterans Day falls on a Saturday' },
    { name: 'US', on: '2029-11-12', open: false, why: 'Veterans Day falls on a Sunday' },
    { name: 'US-CA', on: '2028-11-10', open: false, why: 'Veterans Day in a state' },
    { name: 'US-CA', on: '2027-10-29', open: false, why: 'Diwali in California' },
    { name: 'US', on: '2027-10-29', open: true, why: 'not elsewhere' },
    { name: 'BR', on: '2026-11-20', open: false, why: 'Consciência Negra' },
    { name: 'BR-SP', on: '2026-11-20', open: false, why: 'nor in São Paulo' },
    { name: 'BR', on: '2023-11-20', open: true, why: 'not yet national' },
    { name: 'IL', on: '2026-03-06', open: false, why: 'a Friday' },
    { name: 'IL', on: '2026-03-08', open: true, why: 'a Sunday' },
    { name: 'TR', on: '2026-03-22', open: false, why: 'the third day of the feast, a Sunday' },
    { name: 'TR', on: '2026-03-23', open: true, why: 'the feast ends with half a day before it, not after' },
    { name: 'IN', on: '2025-10-20', open: false, why: 'Diwali' },
    { name: 'CN', on: '2025-10-08', open: false, why: 'the eighth day of a long holiday' },
    { name: 'CN', on: '2025-10-11', open: true, why: 'a working Saturday' },
    { name: 'CN', on: '2025-10-12', open: false, why: 'an ordinary Sunday' },
    { name: 'CN', on: '2026-06-01', open: true, why: 'Children’s Day is for children' },
    { name: 'CN', on: '2026-05-04', open: false, why: 'a bridge day' },
  ])('$name on $on: open is $open ($why)', ({ name, on, open }) => {
    expect(isOpen(on, name)).toBe(open);
  });

  withSamples('agrees with two independent calendars on when n business days end', () => {
    const rows = readFileSync(samples, 'utf8').trim().split('\n').slice(1);
    const wrong = rows.filter((row) => {
      const [name = '', start = '', count = '', expected] = row.split('\t');
      const due = businessDaysAfter(date(start), Number(count), calendarOf(name));
      return !due.ok || due.dueOn !== expected;
    });
    expect(rows.length).toBeGreaterThanOrEqual(400);
    expect(wrong).toEqual([]);
  });

  it('knows its holidays for a number of years, and refuses to count past them', () => {
    const calendar = calendarOf('DE');
    expect([calendar.knownFrom, calendar.knownUntil]).toEqual([`${firstHolidayYear}-01-01`, `${lastHolidayYear}-12-31`]);
    const due = businessDaysAfter(date(`${lastHolidayYear}-12-20`), 10, calendar);
    expect(due).toMatchObject({ ok: false, problem: { code: 'past-calendar-data' } });
  });

  it.each(['CN', 'IN', 'DE+IN', 'CN+CN'])('%s warns once that it is incomplete', (name) => {
    expect(calendarOf(name).warnings.map(({ code }) => code)).toEqual(['known-incomplete']);
  });

  it.each(['none', 'DE', 'US+DE+JP'])('%s warns of nothing', (name) => {
    expect(calendarOf(name).warnings).toEqual([]);
  });

  it('takes the weekends of countries from the Unicode data, but for India and Uganda', () => {
    const different = Object.keys(new Holidays().getCountries()).filter((country) => weekendOf(country).join() !== unicodeWeekend(country));
    expect(different).toEqual(['IN', 'UG']);
  });

  it.each([2027, 2028, 2029, 2030])('has the days that the law names as China’s holidays of %i', (year) => {
    const calendar = calendarOf('CN');
    expect(calendar.holidays.filter((on) => on.startsWith(String(year)))).toEqual(lawfulHolidaysOfChina(year));
  });

  it('gives the same days whatever the time zone of the process', () => {
    const script = `
      import { resolveCalendar } from './src/policy/calendars.ts';
      import { businessDaysAfter } from './src/core/time/business-days.ts';
      const names = ['DE', 'US-CA', 'IL', 'SA', 'CN'];
      const zones = ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Africa/Cairo'];
      const dues = names.flatMap((name) => zones.map((timeZone) => {
        const { value } = resolveCalendar({ name, timeZone });
        return [value.holidays.length, businessDaysAfter(Date.parse('2026-03-28T23:30:00Z'), 30, value), businessDaysAfter('2026-10-24', 30, value)];
      }));
      process.stdout.write(JSON.stringify(dues));`;
    const answers = ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kolkata'].map((TZ) =>
      execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
        env: { ...process.env, NODE_OPTIONS: '', TZ },
        encoding: 'utf8',
      }),
    );
    expect(answers[0]).toContain('"dueOn":"2026-05-');
    expect(new Set(answers).size).toBe(1);
  }, 60_000);
});

describe('joined calendars', () => {
  it.each([
    { on: '2026-11-26', open: false, why: 'Thanksgiving in the United States' },
    { on: '2026-10-03', open: false, why: 'a Saturday' },
    { on: '2026-05-05', open: false, why: 'Children’s Day in Japan' },
    { on: '2026-06-02', open: true, why: 'no holiday anywhere' },
  ])('US+DE+JP on $on: open is $open ($why)', ({ on, open }) => {
    expect(isOpen(on, 'US+DE+JP')).toBe(open);
  });

  it('are closed on a working Saturday of one when it is a weekend of another', () => {
    expect([isOpen('2025-10-11', 'CN'), isOpen('2025-10-11', 'CN+DE')]).toEqual([true, false]);
  });

  it('are closed on the weekends of both', () => {
    expect(['2026-03-06', '2026-03-07', '2026-03-08'].map((on) => isOpen(on, 'IL+DE'))).toEqual([false, false, false]);
  });

  it('know only what all of them know', () => {
    expect(calendarOf('DE+CN')).toMatchObject({ knownFrom: '2025-01-01', knownUntil: '2030-12-31' });
  });
});

describe('a project’s own days', () => {
  it.each([
    { name: 'a holiday of its own', changes: { holidays: ['2026-03-05'] }, on: '2026-03-05', open: false },
    { name: 'a holiday it works through', changes: { workdays: ['2026-12-25'] }, on: '2026-12-25', open: true },
    { name: 'a Saturday on which it works', changes: { workdays: ['2026-03-07'] }, on: '2026-03-07', open: true },
    { name: 'a weekend of its own', changes: { weekend: [5, 6] }, on: '2026-03-06', open: false },
    { name: 'a Sunday that is then open', changes: { weekend: [5, 6] }, on: '2026-03-08', open: true },
    { name: 'no weekend', changes: { weekend: [] }, on: '2026-03-08', open: true },
  ])('may be $name', ({ changes, on, open }) => {
    expect(isOpen(on, 'DE', changes as Partial<CalendarRequest>)).toBe(open);
  });

  it('close even a working Saturday of the calendar', () => {
    expect(isOpen('2025-10-11', 'CN', { holidays: [date('2025-10-11')] })).toBe(false);
  });

  it('do not change the calendar of others', () => {
    calendarOf('DE', { holidays: [date('2026-03-05')], weekend: [1] });
    expect(isOpen('2026-03-05', 'DE')).toBe(true);
  });
});

describe('a calendar is refused', () => {
  it.each([
    { name: 'XX', code: 'unknown-calendar', says: '"XX" is not a calendar' },
    { name: 'de', code: 'unknown-calendar', says: 'Did you mean "DE"?' },
    { name: 'us-ca', code: 'unknown-calendar', says: 'Did you mean "US-CA"?' },
    { name: 'None', code: 'unknown-calendar', says: 'Did you mean "none"?' },
    { name: 'US-XX', code: 'unknown-calendar', says: '"US-XX"' },
    { name: 'US-LA-XX', code: 'unknown-calendar', says: '"US-LA-XX"' },
    { name: 'US-LA-NO-XX', code: 'unknown-calendar', says: '"US-LA-NO-XX"' },
    { name: 'SA-', code: 'unknown-calendar', says: '"SA-"' },
    { name: '', code: 'unknown-calendar', says: '""' },
    { name: 'DE+', code: 'unknown-calendar', says: '"" is not' },
    { name: 'DE+none', code: 'unknown-calendar', says: '"none" is not' },
    { name: 'constructor', code: 'unknown-calendar', says: '"constructor"' },
    { name: '__proto__', code: 'unknown-calendar', says: '"__proto__"' },
    { name: 'DE-constructor', code: 'unknown-calendar', says: '"DE-constructor"' },
    { name: 'DE+FR+GB+US+JP+BR+IT+ES+PT', code: 'unknown-calendar', says: 'joins 9 calendars' },
    { name: 'x'.repeat(500), code: 'unknown-calendar', says: `"${'x'.repeat(40)}…"` },
  ])('when it is named "$name"', ({ name, code, says }) => {
    const resolved = resolveCalendar({ name, timeZone: 'UTC' });
    expect(resolved).toMatchObject({ ok: false, problem: { code } });
    expect(!resolved.ok && resolved.problem.message).toContain(says);
  });

  it.each([
    { why: 'its time zone is unknown', changes: { timeZone: 'Mars' }, code: 'unknown-time-zone' },
    { why: 'its weekend has a weekday 0', changes: { weekend: [0, 6] }, code: 'impossible-weekend' },
    { why: 'its weekend has a weekday 8', changes: { weekend: [8] }, code: 'impossible-weekend' },
    { why: 'its weekend has a part of a day', changes: { weekend: [1.5] }, code: 'impossible-weekend' },
    { why: 'its weekend never ends', changes: { weekend: [1, 2, 3, 4, 5, 6, 7] }, code: 'impossible-weekend' },
    { why: 'a day is both open and closed', changes: { holidays: ['2026-03-05'], workdays: ['2026-03-05'] }, code: 'contradicting-days' },
  ])('when $why', ({ changes, code }) => {
    const resolved = resolveCalendar({ name: 'DE', timeZone: 'UTC', ...(changes as Partial<CalendarRequest>) });
    expect(resolved).toMatchObject({ ok: false, problem: { code } });
  });
});

function unicodeWeekend(country: string): string {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getWeekInfo(): { weekend: number[] } };
  return locale.getWeekInfo().weekend.join();
}

/** The 13 days, their moving ones taken from the lunar calendar; what falls on a weekend is made up for on the next weekday. */
function lawfulHolidaysOfChina(year: number): string[] {
  const rules = new Map(new Holidays('CN').getHolidays(year).map((holiday) => [holiday.rule, date(holiday.date.slice(0, 10))]));
  const moving = (rule: string) => rules.get(rule) ?? date('1900-01-01');
  const newYear = dayNumberOf(moving('chinese 01-0-01'));
  const days = [
    ...['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map((day) => date(`${year}-${day}`)),
    ...[newYear - 1, newYear, newYear + 1, newYear + 2].map(civilDateOf),
    ...['chinese 5-01 solarterm', 'chinese 05-0-05', 'chinese 08-0-15'].map(moving),
  ];
  const closed = new Set<string>();
  const isWeekend = (on: CivilDate) => weekdayOf(dayNumberOf(on)) > 5;
  for (const on of days.filter((one) => !isWeekend(one))) closed.add(on);
  for (const on of new Set(days.filter(isWeekend).sort())) {
    let next = dayNumberOf(on);
    while (isWeekend(civilDateOf(next)) || closed.has(civilDateOf(next))) next += 1;
    closed.add(civilDateOf(next));
  }
  return [...closed].sort();
}
