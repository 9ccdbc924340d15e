// How long things took, from the case alone (S74). Unit: ms.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { measure, type Measures, type Promised } from '../../../src/core/schedule/measures.ts';
import { byMonth, mediansOf } from '../../../src/core/schedule/months.ts';
import { aCase, aCaseId, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aFixedNotice, aReadyCase, dayMs, hourMs, max, releaseAt } from '../../fixtures/happenings.ts';

const known = (at: number) => ({ by: max.login, at, where: 'a forum' });
const published = { at: releaseAt, by: 'fixlead' } as const;

describe('how long it took', () => {
  const rows: readonly { name: string; given: Case; expect: Partial<Measures> }[] = [
    {
      name: 'a report of this moment: nothing yet, and nothing is made up',
      given: aCase(),
      expect: {
        toFirstAnswerMs: undefined,
        toAcceptedMs: undefined,
        toFixReadyMs: undefined,
        toPublishedMs: undefined,
        exposedMs: undefined,
      },
    },
    {
      name: 'a case that went its way',
      given: aReadyCase({ phase: 'published', published }),
      expect: { toFirstAnswerMs: hourMs, toAcceptedMs: hourMs, toFixReadyMs: 3 * hourMs, toPublishedMs: 5 * dayMs, exposedMs: undefined },
    },
    {
      name: 'publicly known two days after the report: exposed until the publication',
      given: aReadyCase({ phase: 'published', published, knownPublicly: known(reportedAt + 2 * dayMs) }),
      expect: { exposedMs: 3 * dayMs, toPublishedMs: 5 * dayMs },
    },
    {
      name: 'a fix that was public ninety seconds before its advisory, and a channel that was told in twelve more',
      given: aReadyCase({
        phase: 'published',
        published,
        releaseDay: { fixes: [{ line: 'main', sha: 'a'.repeat(40), at: releaseAt - 90_000 }], releases: [] },
        notices: [aFixedNotice({ state: 'sent', at: releaseAt + 12_000 })],
      }),
      expect: { fixExposedMs: 90_000, toLastToldMs: 12_000 },
    },
    {
      name: 'several channels: the last that was told counts, not one that nobody has posted on, and no notice that went out before',
      given: aReadyCase({
        phase: 'published',
        published,
        notices: [
          {
            ...aFixedNotice(),
            sends: [
              ...aFixedNotice({ state: 'sent', at: releaseAt + 7_000 }).sends,
              ...aFixedNotice({ channel: 'slack:announce', state: 'sent', at: releaseAt + 5_000 }).sends,
              ...aFixedNotice({ channel: 'slack:later', state: 'by-hand', at: releaseAt + 90_000 }).sends,
            ],
          },
          { ...aFixedNotice({ state: 'sent', at: releaseAt + 80_000 }), kind: 'forthcoming' },
        ],
      }),
      expect: { toLastToldMs: 7_000 },
    },
    // Told to us only afterwards, it was no exposure that the process could have shortened.
    {
      name: 'publicly known after the publication',
      given: aReadyCase({ phase: 'published', published, knownPublicly: known(releaseAt + 1) }),
      expect: { exposedMs: 0 },
    },
    {
      name: 'publicly known and not published yet: no number that would look like an end',
      given: aReadyCase({ knownPublicly: known(reportedAt) }),
      expect: { exposedMs: undefined, toPublishedMs: undefined },
    },
    {
      name: 'a draft that maintainers began: an answer at once, because nobody waited for one',
      given: aReadyCase({ acknowledged: { by: max.login, at: reportedAt } }),
      expect: { toFirstAnswerMs: 0 },
    },
    {
      name: 'published by hand without a reviewed fix',
      given: aReadyCase({ phase: 'published', published, pullRequests: [] }),
      expect: { toFixReadyMs: undefined, toPublishedMs: 5 * dayMs },
    },
  ];
  it.each(rows)('$name', ({ given, expect: expected }) => {
    expect(measure(given, aPolicy(), releaseAt)).toMatchObject({ id: aCaseId, reportedAt, ...expected });
  });

  it('counts a fix as ready by the lines of its route', () => {
    const given = aReadyCase({ affected: { by: max.login, at: reportedAt, lines: ['release-2.0'] } });
    expect(measure(given, aPolicy({ lines: ['release-1.0', 'release-2.0'] }), releaseAt).toFixReadyMs).toBeUndefined();
  });
});

describe('whether what the policy promises was kept', () => {
  const policy = aPolicy({ fixLeadBusinessDays: 2 });
  const open = aReadyCase({ acknowledged: undefined, pullRequests: [], release: undefined });
  it.each([
    {
      name: 'is open as long as it still may be',
      given: open,
      now: reportedAt + hourMs,
      expect: { 'first-answer': 'open', 'fix-lead': 'open', fix: 'open' },
    },
    {
      name: 'is broken by what is overdue, and by what came too late',
      given: { ...open, acknowledged: { by: max.login, at: reportedAt + 4 * dayMs } },
      now: reportedAt + 4 * dayMs,
      expect: { 'first-answer': 'broken', 'fix-lead': 'broken', fix: 'open' },
    },
    {
      name: 'is kept by what came in time, and broken by a date that was moved away and never asked the policy',
      given: {
        ...aReadyCase({ pullRequests: [] }),
        movedDues: { fix: { by: max.login, at: reportedAt, dueAt: reportedAt + 30 * dayMs, reason: 'x' } },
      },
      now: reportedAt + 10 * dayMs,
      expect: { 'first-answer': 'kept', 'fix-lead': 'broken', fix: 'broken', release: 'broken' },
    },
  ])('$name', ({ given, now, expect: expected }) => {
    expect(measure(given, policy, now).promises).toEqual(expected);
  });
});

describe('many cases together', () => {
  const of = (reportedAt: number, toFirstAnswerMs: number | undefined, kept: Promised): Measures => ({
    ...measure(aCase(), aPolicy(), 0),
    reportedAt,
    toFirstAnswerMs,
    promises: { 'first-answer': kept },
  });
  const march = Date.UTC(2026, 2, 31, 23, 59);

  it('are put by the month of their reports, with the middle of each and what was kept', () => {
    const months = byMonth([of(march + 60_000, undefined, 'open'), of(march, 3, 'broken'), of(march, 1, 'kept'), of(march, 2, 'kept')]);
    expect(months).toEqual([
      { month: '2026-03', cases: 3, medians: { toFirstAnswerMs: 2 }, promises: { 'first-answer': { kept: 2, broken: 1, open: 0 } } },
      { month: '2026-04', cases: 1, medians: {}, promises: { 'first-answer': { kept: 0, broken: 0, open: 1 } } },
    ]);
  });

  it('of an even number have the smaller of the two in the middle, and none have none', () => {
    expect(mediansOf([of(march, 5, 'kept'), of(march, 1, 'kept')])).toEqual({ toFirstAnswerMs: 1 });
    expect([mediansOf([]), byMonth([])]).toEqual([{}, []]);
  });
});
