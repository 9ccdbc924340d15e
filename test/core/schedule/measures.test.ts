// How long things took, from the case alone (S74). Unit: ms.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { measure, type Measures } from '../../../src/core/schedule/measures.ts';
import { aCase, aCaseId, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, dayMs, hourMs, max, releaseAt } from '../../fixtures/happenings.ts';

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
    expect(measure(given, aPolicy())).toMatchObject({ id: aCaseId, reportedAt, ...expected });
  });

  it('counts a fix as ready by the lines of its route', () => {
    const given = aReadyCase({ affected: { by: max.login, at: reportedAt, lines: ['release-2.0'] } });
    expect(measure(given, aPolicy({ lines: ['release-1.0', 'release-2.0'] })).toFixReadyMs).toBeUndefined();
  });
});
