import { describe, expect, it } from '@jest/globals';
import { verdict } from '../figure.ts';
import { tiny } from '../size.ts';
import { mixedRequests } from './mixed-requests.ts';
import { measureMixed } from './mixed.ts';

describe('a load of many kinds', () => {
  const numbered = mixedRequests('secret', 1);
  const many = Array.from({ length: 3_000 }, (_, index) => numbered(index + 1));

  it('sends every event in every size, in every manner and on both kinds of connection', () => {
    const kinds = many.map(({ headers, body, manner, isOnNewConnection }) => {
      const size = body.length < 4_000 ? 1 : body.length < 100_000 ? 8 : 200;
      return { event: headers['x-github-event'] ?? 'none', size, manner, isOnNewConnection };
    });
    const seen = new Set(kinds.filter(({ event }) => event !== 'none').map(({ event, size }) => `${event} ${size}`));
    expect(seen.size).toBe(30);
    expect(new Set(kinds.map(({ manner, isOnNewConnection }) => `${manner} ${isOnNewConnection}`)).size).toBe(12);
  });

  it('names each request but once', () => {
    expect(new Set([...many, mixedRequests('secret', 2)(1)].map(({ guid }) => guid)).size).toBe(3_001);
  });

  it('loses nothing that was acknowledged and keeps nothing that was refused, on a tiny size', async () => {
    const figures = await measureMixed(tiny);
    expect(figures.map((figure) => [figure.name, verdict(figure)])).toEqual([
      ['mixed-lost', 'reached'],
      ['mixed-wrong', 'reached'],
      ['mixed-memory', 'reached'],
    ]);
  });
});
