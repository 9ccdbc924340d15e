// Due instants counted by hand, on paper, for two calendars.
import { describe, expect, it } from '@jest/globals';
import { weekdaysOnly, type Calendar } from '../../../src/core/time/calendar.ts';
import { standing, type Obligation } from '../../../src/core/schedule/obligation.ts';
import { obligations } from '../../../src/core/schedule/obligations.ts';
import type { Policy } from '../../../src/core/policy.ts';
import { parseInstant, type CivilDate } from '../../../src/core/time/time.ts';
import { aCase, aPolicy } from '../../fixtures/a-case.ts';
import { aReadyCase, max, reviewedPulls } from '../../fixtures/happenings.ts';

/** Berlin at Easter 2026: Good Friday is April 3rd, Easter Monday April 6th; summer time began on March 29th. */
const berlin: Calendar = {
  ...weekdaysOnly('Europe/Berlin'),
  name: 'DE',
  holidays: ['2026-04-03', '2026-04-06', '2026-05-01'] as CivilDate[],
};

function instant(text: string): number {
  const parsed = parseInstant(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

function obligationOf(name: Obligation['name'], reportedAt: string, policy: Policy): Obligation {
  const given = aCase({ report: { ...aCase().report, reportedAt: instant(reportedAt) } });
  const found = obligations(given, policy).find((one) => one.name === name);
  if (found === undefined) throw new Error(`nothing called ${name} is due`);
  return found;
}

describe('the first answer', () => {
  const utc = weekdaysOnly('UTC');
  const rows = [
    { name: 'from a Monday morning, three days on', reportedAt: '2026-03-02T09:00Z', calendar: utc, dueAt: '2026-03-05T23:59:59.999Z' },
    { name: 'from a Thursday, over the weekend', reportedAt: '2026-03-05T09:00Z', calendar: utc, dueAt: '2026-03-10T23:59:59.999Z' },
    {
      name: 'from a Saturday, whose weekend does not count',
      reportedAt: '2026-03-07T09:00Z',
      calendar: utc,
      dueAt: '2026-03-11T23:59:59.999Z',
    },
    // Thursday evening before Good Friday: Tuesday, Wednesday, Thursday.
    { name: 'over Easter in Berlin', reportedAt: '2026-04-02T17:00Z', calendar: berlin, dueAt: '2026-04-09T21:59:59.999Z' },
    // 23:30 UTC on Thursday is Friday in Berlin, and that Friday is a holiday: the same three days.
    {
      name: 'from a minute that is tomorrow in Berlin',
      reportedAt: '2026-04-02T23:30Z',
      calendar: berlin,
      dueAt: '2026-04-09T21:59:59.999Z',
    },
    // Friday evening, clocks go forward on Sunday: the day ends at 22:00 UTC before and 21:59 UTC after the change.
    { name: 'over the change to summer time', reportedAt: '2026-03-27T20:00Z', calendar: berlin, dueAt: '2026-04-01T21:59:59.999Z' },
    // Thursday; May 1st, a Friday, is a holiday: Monday, Tuesday, Wednesday.
    { name: 'over the first of May', reportedAt: '2026-04-30T06:00Z', calendar: berlin, dueAt: '2026-05-06T21:59:59.999Z' },
  ];
  it.each(rows)('is due $name', ({ reportedAt, calendar, dueAt }) => {
    expect(obligationOf('first-answer', reportedAt, aPolicy({ calendar })).dueAt).toBe(instant(dueAt));
  });

  it('says how it was counted', () => {
    expect(obligationOf('first-answer', '2026-04-02T17:00Z', aPolicy({ calendar: berlin })).counted).toBe(
      '3 business days after Thu 2 Apr 2026, skipping Fri 3 Apr, Sat 4 Apr, Sun 5 Apr and Mon 6 Apr (calendar DE, Europe/Berlin)',
    );
  });

  it('says so when the calendar ends before the day', () => {
    const short = { ...utc, name: 'DE', knownUntil: '2026-03-04' as CivilDate };
    const due = obligationOf('first-answer', '2026-03-02T09:00Z', aPolicy({ calendar: short }));
    expect([due.dueAt, due.counted]).toEqual([undefined, expect.stringContaining('known from 1900-01-01 to 2026-03-04')]);
    expect(standing(due, instant('2030-01-01T00:00Z'))).toBe('open');
  });
});

describe('the fix', () => {
  it.each([
    {
      name: 'seven calendar days on, weekend and all',
      reportedAt: '2026-03-02T09:00Z',
      timeZone: 'UTC',
      days: 7,
      dueAt: '2026-03-09T23:59:59.999Z',
    },
    {
      name: 'on the day itself when the policy says 0',
      reportedAt: '2026-03-02T09:00Z',
      timeZone: 'UTC',
      days: 0,
      dueAt: '2026-03-02T23:59:59.999Z',
    },
    {
      name: 'by the calendar of Berlin, over the change of the clocks',
      reportedAt: '2026-03-27T23:30Z',
      timeZone: 'Europe/Berlin',
      days: 7,
      dueAt: '2026-04-04T21:59:59.999Z',
    },
  ])('is due $name', ({ reportedAt, timeZone, days, dueAt }) => {
    const policy = aPolicy({ calendar: weekdaysOnly(timeZone), fixCalendarDays: days });
    expect(obligationOf('fix', reportedAt, policy).dueAt).toBe(instant(dueAt));
  });

  it('is owed by the Fix Lead, also while there is none', () => {
    expect(obligationOf('fix', '2026-03-02T09:00Z', aPolicy()).owner).toBe('the Fix Lead (nobody yet)');
    const led = aReadyCase({ fixLead: { login: max.login, by: max.login, at: 0 } });
    expect(obligations(led, aPolicy()).find((one) => one.name === 'fix')?.owner).toBe('Fix Lead @max');
  });

  it('is met by the last LGTM, or else by the publication itself', () => {
    const published = { at: 4_000, by: 'somebody-else' } as const;
    const metAt = (pullRequests: ReturnType<typeof reviewedPulls>) =>
      obligations(aReadyCase({ phase: 'published', published, pullRequests }), aPolicy()).find((one) => one.name === 'fix')?.metAt;
    expect(metAt(reviewedPulls())).toBe(reviewedPulls()[0]?.lgtms[0]?.at);
    expect(metAt([])).toBe(4_000);
  });
});

describe('the release', () => {
  it('is owed from the moment a date is set, by whoever publishes under this policy', () => {
    const owners = (['auto', 'confirm'] as const).map((publish) => obligations(aReadyCase(), aPolicy({ publish })).at(-1));
    expect(owners.map((one) => [one?.name, one?.owner])).toEqual([
      ['release', 'Fixlead, when the gates are green'],
      ['release', 'a maintainer, with /publish'],
    ]);
    expect(obligations(aCase(), aPolicy()).map((one) => one.name)).toEqual(['first-answer', 'fix']);
  });

  it('is owed no more, nor is a fix, once the report is rejected', () => {
    expect(obligations(aReadyCase({ phase: 'rejected' }), aPolicy()).map((one) => one.name)).toEqual(['first-answer']);
  });
});
