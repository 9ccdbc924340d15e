import { describe, expect, it } from '@jest/globals';
import { sayScore, scoreOf } from '../../scripts/mutation-score.ts';

const mutants = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).flatMap(([status, count]) => Array.from({ length: count }, (_, id) => ({ id: String(id), status })));

describe('a mutation score', () => {
  it.each([
    {
      name: 'counts what never ended as noticed, and what no test reaches as not',
      counts: { Killed: 7, Timeout: 1, Survived: 1, NoCoverage: 1 },
      says: '80.0 % (49–94)',
    },
    {
      name: 'does not count what could not be run or is changed while modules are loaded',
      counts: { Killed: 1, RuntimeError: 50, Ignored: 9 },
      says: '100.0 % (21–100)',
    },
    { name: 'is surer of many', counts: { Killed: 900, Survived: 100 }, says: '90.0 % (88–92)' },
    { name: 'is none of nothing', counts: { Ignored: 3 }, says: 'none' },
  ])('$name', ({ counts, says }) => {
    expect(sayScore(scoreOf(mutants(counts)))).toBe(says);
  });
});
