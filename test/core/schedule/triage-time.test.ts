// Whether a report is accepted, what it affects and how grave it is, where the policy says by when (S22, S71).
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import { standing } from '../../../src/core/schedule/obligation.ts';
import { obligations } from '../../../src/core/schedule/obligations.ts';
import { wakeUps } from '../../../src/core/schedule/wake-ups.ts';
import { formatInstant } from '../../../src/core/time/time.ts';
import { aCase, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { dayMs, max, nextOf, theCaseIssue, typed, wordsOf } from '../../fixtures/happenings.ts';

const policy = aPolicy({ triageBusinessDays: 4 });
const now = reportedAt + dayMs;
const reported = aCase({ caseIssue: theCaseIssue });
const accepted = nextOf(decide(reported, typed({ kind: 'ReportAccepted' }), policy, now));
const scored = nextOf(
  decide(accepted, typed({ kind: 'VectorGiven', vector: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N' }), policy, now),
);
const assessed = nextOf(decide(scored, typed({ kind: 'AffectedLinesNamed', lines: ['main'] }), policy, now));

function triage(given = reported, rules = policy) {
  return obligations(given, rules).find(({ name }) => name === 'triage');
}

describe('the time for triage', () => {
  it('is owed from the report on, in business days, where the policy names it', () => {
    const due = triage();
    expect(formatInstant(due?.dueAt ?? 0)).toBe('2026-03-06T23:59:59.999Z');
    expect(due).toMatchObject({ rules: ['S22', 'S71'], counted: expect.stringContaining('4 business days after') });
    expect(triage(reported, aPolicy())).toBeUndefined();
  });

  it.each([
    { name: 'reported', given: reported, says: 'overdue' },
    { name: 'accepted, and no more', given: accepted, says: 'overdue' },
    { name: 'accepted and scored', given: scored, says: 'overdue' },
    { name: 'accepted, scored, and its lines named', given: assessed, says: 'met' },
  ])('of a case that is $name is $says after ten days', ({ given, says }) => {
    const due = triage(given);
    if (due === undefined) throw new Error('triage is owed');
    expect(standing(due, reportedAt + 10 * dayMs)).toBe(says);
  });

  it('stands still while the reporter owes an answer', () => {
    expect(triage(aCase({ waits: [{ from: reportedAt, until: undefined, by: max.login }] }))).toMatchObject({
      dueAt: undefined,
      counted: expect.stringContaining('the clock stands still'),
    });
  });

  it('rings when it runs out, and says what to type', () => {
    const ring = wakeUps(accepted, policy).find(({ name }) => name === 'triage-due');
    if (ring === undefined) throw new Error('it should ring');
    const [words] = wordsOf(decide(accepted, { kind: 'WakeUpRang', ...ring, at: ring.dueAt }, policy, ring.dueAt));
    expect(words).toContain('the decision on the report, the affected lines and the score');
    expect(words).toContain('`/affects LINE…` and `/cvss VECTOR`');
    expect(wakeUps(assessed, policy).map(({ name }) => name)).not.toContain('triage-due');
  });
});

describe('accepting', () => {
  it('asks for what is not known yet, and waits for none of it (S22)', () => {
    const [words] = wordsOf(decide(reported, typed({ kind: 'ReportAccepted' }), policy, now));
    expect(words).toContain('next: a Fix Lead (`/fix-lead`), which lines are affected (`/affects LINE…`) and a score (`/cvss VECTOR`).');
  });
});
