// A case near the end of the holiday data: people hear of it in time, and a count past it says what to do.
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import { obligations } from '../../../src/core/schedule/obligations.ts';
import { wakeUps } from '../../../src/core/schedule/wake-ups.ts';
import type { Policy } from '../../../src/core/policy.ts';
import { resolveCalendar } from '../../../src/policy/calendars.ts';
import { aCase, aPolicy } from '../../fixtures/a-case.ts';
import { nextOf, theCaseIssue, wordsOf } from '../../fixtures/happenings.ts';

function chinese(): Policy {
  const resolved = resolveCalendar({ name: 'CN', timeZone: 'Asia/Shanghai' });
  if (!resolved.ok) throw new Error(resolved.problem.message);
  return aPolicy({ calendar: resolved.value });
}

const policy = chinese();
const reported = (text: string) => {
  const reportedAt = Date.parse(`${text}T09:00:00Z`);
  return aCase({ report: { ...aCase().report, reportedAt }, caseIssue: theCaseIssue });
};
const warnings = (text: string) => wakeUps(reported(text), policy).filter(({ name }) => name === 'calendar-data-ends');

describe('the end of the holiday data', () => {
  it.each([
    { reportedOn: '2026-03-02', rings: [] },
    { reportedOn: '2030-10-28', rings: ['2030-11-01T15:59:59.999Z'] },
    { reportedOn: '2030-12-27', rings: ['2030-12-27T09:00:00.000Z'] },
  ])('is warned of in a case reported on $reportedOn: $rings', ({ reportedOn, rings }) => {
    expect(warnings(reportedOn).map(({ dueAt }) => new Date(dueAt).toISOString())).toEqual(rings);
  });

  it('is told once, with what helps', () => {
    const thisCase = reported('2030-12-27');
    const [ring] = warnings('2030-12-27');
    if (ring === undefined) throw new Error('nothing rings');
    const decision = decide(thisCase, { kind: 'WakeUpRang', ...ring, at: ring.dueAt }, policy, ring.dueAt);
    expect(wordsOf(decision).join()).toMatch(/known until 2030-12-31 only.*A newer Fixlead/);
    expect(wakeUps(nextOf(decision), policy).map(({ name }) => name)).not.toContain('calendar-data-ends');
  });

  it('leaves a deadline without a date, and says what helps', () => {
    const due = obligations(reported('2030-12-30'), policy).find(({ name }) => name === 'first-answer');
    expect(due?.dueAt).toBeUndefined();
    expect(due?.counted).toMatch(/known from 2025-01-01 to 2030-12-31; business day 3 after 2030-12-30 would be later\. A newer Fixlead/);
  });
});
