import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import { formatInstant } from '../../../src/core/time/time.ts';
import { ringKey, wakeUps, withRung } from '../../../src/core/schedule/wake-ups.ts';
import { aCase, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, dayMs, hourMs, max, nextOf, releaseAt, seen, theCaseIssue, typed, wordsOf } from '../../fixtures/happenings.ts';
import { aPublishedCase } from '../records/a-record.ts';

const policy = aPolicy();

function planned(thisCase: Case, rules = policy): readonly string[] {
  return wakeUps(thisCase, rules).map((one) => `${one.name} ${formatInstant(one.dueAt)}`);
}

describe('the wake-ups of a case', () => {
  const release = { by: max.login, at: releaseAt - 2 * hourMs, releaseAt };
  const reviewed = aReadyCase();
  const rows: readonly { name: string; given: Case; policy?: typeof policy; expect: readonly string[] }[] = [
    {
      name: 'a new report: both clocks, and a reminder a business day before the answer is due',
      given: aCase(),
      expect: [
        'first-answer-due 2026-03-05T23:59:59.999Z',
        'fix-due 2026-03-09T23:59:59.999Z',
        'first-answer-soon 2026-03-04T23:59:59.999Z',
      ],
    },
    {
      name: 'an answered report: the fix alone',
      given: aCase({ acknowledged: { by: max.login, at: reportedAt } }),
      expect: ['fix-due 2026-03-09T23:59:59.999Z'],
    },
    {
      name: 'one business day: the reminder comes on the day of the report',
      given: aCase(),
      policy: aPolicy({ acknowledgeBusinessDays: 1 }),
      expect: [
        'first-answer-due 2026-03-03T23:59:59.999Z',
        'fix-due 2026-03-09T23:59:59.999Z',
        'first-answer-soon 2026-03-02T23:59:59.999Z',
      ],
    },
    {
      // Not in the minute of the reproach on Monday, when it would help nobody.
      name: 'one business day from a Saturday: the reminder comes on the day of the report all the same',
      given: aCase({ report: { ...aCase().report, reportedAt: reportedAt + 5 * dayMs } }),
      policy: aPolicy({ acknowledgeBusinessDays: 1 }),
      expect: [
        'first-answer-due 2026-03-09T23:59:59.999Z',
        'fix-due 2026-03-14T23:59:59.999Z',
        'first-answer-soon 2026-03-07T23:59:59.999Z',
      ],
    },
    {
      name: 'an answer due on the day itself: no reminder',
      given: aCase(),
      policy: aPolicy({ acknowledgeBusinessDays: 0 }),
      expect: ['first-answer-due 2026-03-02T23:59:59.999Z', 'fix-due 2026-03-09T23:59:59.999Z'],
    },
    {
      name: 'a Release Date: a day, an hour and five minutes ahead, and itself',
      given: reviewed,
      expect: [
        'release-in-24-hours 2026-03-06T09:00:00.000Z',
        'release-in-1-hour 2026-03-07T08:00:00.000Z',
        'release-in-5-minutes 2026-03-07T08:55:00.000Z',
        'release 2026-03-07T09:00:00.000Z',
      ],
    },
    {
      name: 'a Release Date set two hours ahead: no warning that would be late already',
      given: { ...reviewed, release },
      expect: [
        'release-in-1-hour 2026-03-07T08:00:00.000Z',
        'release-in-5-minutes 2026-03-07T08:55:00.000Z',
        'release 2026-03-07T09:00:00.000Z',
      ],
    },
    {
      name: 'a Release Date with a fix that is not reviewed: the fix is still owed',
      given: aReadyCase({ pullRequests: [], release }),
      expect: [
        'fix-due 2026-03-09T23:59:59.999Z',
        'release-in-1-hour 2026-03-07T08:00:00.000Z',
        'release-in-5-minutes 2026-03-07T08:55:00.000Z',
        'release 2026-03-07T09:00:00.000Z',
      ],
    },
    { name: 'a publication under way: none about the date', given: { ...reviewed, phase: 'publishing' }, expect: [] },
    { name: 'a published case that was told of: none', given: aPublishedCase(), expect: [] },
    { name: 'a closed case: none', given: aCase({ phase: 'rejected' }), expect: [] },
    {
      name: 'a calendar that ends too soon: no wake-up for what cannot be counted, but a warning',
      given: aCase(),
      policy: aPolicy({ calendar: { ...policy.calendar, knownUntil: '2026-03-03' as typeof policy.calendar.knownUntil } }),
      expect: ['fix-due 2026-03-09T23:59:59.999Z', 'calendar-data-ends 2026-03-02T09:00:00.000Z'],
    },
  ];
  it.each(rows)('$name', ({ given, policy: rules = policy, expect: expected }) => {
    expect(planned(given, rules)).toEqual(expected);
  });
});

describe('a wake-up', () => {
  const soon = { name: 'first-answer-soon', dueAt: Date.UTC(2026, 2, 4, 23, 59, 59, 999) };
  const ring = seen({ kind: 'WakeUpRang', ...soon }, soon.dueAt);
  const unanswered = aCase({ caseIssue: theCaseIssue });

  it('rings once: afterwards it is wanted no more, and a second ring is passed over', () => {
    const once = nextOf(decide(unanswered, ring, policy, soon.dueAt));
    expect(once.rung).toEqual([ringKey(soon)]);
    expect(planned(once)).toEqual(['first-answer-due 2026-03-05T23:59:59.999Z', 'fix-due 2026-03-09T23:59:59.999Z']);
    expect(decide(once, ring, policy, soon.dueAt).outcome).toBe('ignored');
    expect(withRung(once, soon)).toBe(once);
  });

  it.each([
    { name: 'what it was set for is done', given: aCase({ acknowledged: { by: max.login, at: reportedAt } }) },
    { name: 'the case is closed', given: aCase({ phase: 'rejected' }) },
  ])('is passed over when $name', ({ given }) => {
    expect(decide(given, ring, policy, soon.dueAt)).toEqual({
      outcome: 'ignored',
      because: 'what it was set for has been done or moved since',
    });
  });

  it('is set anew when what it was set for is counted otherwise now, as by a newer tzdata', () => {
    const decision = decide(aCase({ report: { ...aCase().report, reportedAt: reportedAt + dayMs } }), ring, policy, soon.dueAt);
    expect(decision).toMatchObject({ because: [{ fact: 'first-answer-soon was counted otherwise before, and is set anew' }] });
    expect(wordsOf(decision)).toEqual([]);
    expect(planned(nextOf(decision))).toContain('first-answer-soon 2026-03-05T23:59:59.999Z');
  });

  it('of a name that nobody set is passed over', () => {
    expect(decide(unanswered, seen({ kind: 'WakeUpRang', name: 'first', dueAt: soon.dueAt }), policy, soon.dueAt).outcome).toBe('ignored');
  });

  it('rings anew for a date that was moved', () => {
    const ringAt = (thisCase: Case, dueAt: number) =>
      decide(thisCase, seen({ kind: 'WakeUpRang', name: 'release-in-1-hour', dueAt }, dueAt), policy, dueAt);
    const warned = nextOf(ringAt(aReadyCase(), releaseAt - hourMs));
    const moved = nextOf(decide(warned, typed({ kind: 'ReleaseDateGiven', releaseAt: releaseAt + dayMs }), policy, releaseAt - hourMs));
    expect(planned(moved)).toContain('release-in-1-hour 2026-03-08T08:00:00.000Z');
    expect(wordsOf(ringAt(moved, releaseAt - hourMs + dayMs))).toHaveLength(1);
  });

  it('reminds of the first answer in time, with the sentences of the policy', () => {
    const [words] = wordsOf(decide(unanswered, ring, policy, soon.dueAt));
    expect(words).toBe(
      [
        'The reporter has had no answer yet; one is due by 2026-03-05 23:59 UTC (Thursday). Say `/ack` on the advisory when you have written to them.',
        '',
        '- S9 (G:20): “Emails will be addressed within 3 business days”',
        '- S24 (G:47): “The maintainers will initiate a conversation with the reporter within 3 business days”',
      ].join('\n'),
    );
  });

  it.each([
    {
      name: 'first-answer-due',
      day: 5,
      says: 'the first answer to the reporter was due 2026-03-05 23:59 UTC (Thursday)',
      next: 'say `/ack` there.',
    },
    {
      name: 'fix-due',
      day: 9,
      says: 'the reviewed fix for every line was due 2026-03-09 23:59 UTC (Monday)',
      next: 'This blocks nothing. If it will take longer, please tell the reporter.',
    },
  ])('$name says what is overdue and what to do', ({ name, day, says, next }) => {
    const dueAt = Date.UTC(2026, 2, day, 23, 59, 59, 999);
    const [words] = wordsOf(decide(unanswered, seen({ kind: 'WakeUpRang', name, dueAt }, dueAt), policy, dueAt));
    expect(words).toContain(`**Overdue**: ${says}`);
    expect(words?.endsWith(next)).toBe(true);
  });

  it.each([
    { name: 'first-answer-soon', given: unanswered, dueAt: soon.dueAt, now: soon.dueAt + 2 * dayMs },
    { name: 'release-in-24-hours', given: aReadyCase(), dueAt: releaseAt - dayMs, now: releaseAt },
    // The next warning is due as well, and one is enough.
    { name: 'release-in-24-hours', given: aReadyCase(), dueAt: releaseAt - dayMs, now: releaseAt - hourMs },
  ])('$name says nothing when, after an outage, what it warned of has come already', ({ name, given, dueAt, now }) => {
    const decision = decide(given, seen({ kind: 'WakeUpRang', name, dueAt }, now), policy, now);
    expect(nextOf(decision).rung).toEqual([`${name}@${dueAt}`]);
    expect(wordsOf(decision)).toEqual([]);
  });

  it('for a fix whose LGTMs a push has voided after the due day rings at once, as it is wanted again', () => {
    expect(planned(aReadyCase())).not.toContain('fix-due 2026-03-09T23:59:59.999Z');
    expect(planned(aReadyCase({ pullRequests: [] }))).toContain('fix-due 2026-03-09T23:59:59.999Z');
  });
});
