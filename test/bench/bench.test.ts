// The figures themselves are measured by `npm run bench` on a quiet machine; here it is held that they can be believed.
import { describe, expect, it } from '@jest/globals';
import { tellNumber, tellWanted, verdict, type Wanted } from './figure.ts';
import { measureParsing } from './parsing.ts';
import { measureSteps } from './step.ts';
import { tiny } from './size.ts';
import { inTurns, median, ratioOf } from './pairs.ts';
import { tellTable } from './table.ts';

describe('the verdict', () => {
  it.each<[number, Wanted, string]>([
    [Number.NaN, { atLeast: 0 }, 'NOT REACHED'],
    [Number.NaN, { atMost: 9 }, 'NOT REACHED'],
    [1.99, { atLeast: 2 }, 'NOT REACHED'],
    [2, { atLeast: 2 }, 'reached'],
    [50, { atMost: 50 }, 'reached'],
    [50.1, { atMost: 50 }, 'NOT REACHED'],
    [0, 'told', 'told'],
  ])('on %d where %j is wanted is %s', (measured, wanted, expected) => {
    expect(verdict({ measured, wanted })).toBe(expected);
  });
});

describe('the table', () => {
  const figure = {
    name: 'intake',
    says: 'beside a bare app',
    measured: 1.2345,
    unit: '×',
    wanted: { atLeast: 2 },
    from: { 'ours /s': 1234.5 },
  };

  it('shows each figure with what it was made from, and why it is not reached', () => {
    expect(tellTable([{ ...figure, because: 'the disk is slow' }])).toBe(
      [
        'figure  measured  wanted  verdict',
        'intake  1.23 ×    ≥ 2     NOT REACHED',
        '    beside a bare app',
        '    ours /s 1,235',
        '    the disk is slow',
      ].join('\n'),
    );
  });

  it.each([
    [1_234_567, '1,234,567'],
    [0.012345, '0.0123'],
    [99.95, '100'],
    [Number.NaN, 'NaN'],
  ])('tells %d as %s', (value, told) => expect(tellNumber(value)).toBe(told));

  it('wants nothing of what is only told', () => expect(tellWanted('told')).toBe(''));
});

describe('a pair', () => {
  it('takes turns, turns the order round each time, and does not count the first', async () => {
    const order: string[] = [];
    const contestants = ['a', 'b'].map((name) => ({ name, run: async () => order.push(name) }));
    const results = await inTurns(contestants, 2);
    expect(order).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
    expect(results).toEqual({ a: [4, 5], b: [3, 6] });
  });

  it('is compared round by round, and one disturbed round does not decide', () => {
    expect(ratioOf([2, 2, 100], [1, 1, 1])).toBe(2);
    expect(ratioOf([2], [])).toBeNaN();
    expect(median([])).toBeNaN();
    expect(median([1, 2])).toBe(1.5);
  });
});

describe('the measures', () => {
  it.each([
    ['parsing', measureParsing],
    ['step', measureSteps],
  ])('of %s come to a number on a tiny size', async (_, measure) => {
    for (const { measured } of await measure(tiny)) expect(measured).toBeGreaterThanOrEqual(0);
  });
});
