import { describe, expect, it } from '@jest/globals';
import { remembered, rememberedAnywhere } from '../../../src/core/time/remembered.ts';

describe('what is remembered', () => {
  it('is found once for each question and zone', () => {
    const asked: string[] = [];
    const find = remembered((question: number, timeZone) => (asked.push(`${question} ${timeZone}`), question + timeZone.length));
    expect([find(1, 'UTC'), find(1, 'Europe/Berlin'), find(1, 'UTC'), find(2, 'UTC')]).toEqual([4, 14, 4, 5]);
    expect(asked).toEqual(['1 UTC', '1 Europe/Berlin', '2 UTC']);
  });

  it('has a bound, past which it is found anew', () => {
    let found = 0;
    const find = remembered((question: number) => ((found += 1), question));
    for (let question = 0; question <= 5_000; question += 1) find(question, 'UTC');
    expect(find(5_000, 'UTC')).toBe(5_000);
    expect(found).toBe(5_001);
    expect(find(0, 'UTC')).toBe(0);
    expect(found).toBe(5_002);
  });

  it('is not what could not be found', () => {
    let tries = 0;
    const find = remembered((question: number): number => {
      tries += 1;
      throw new RangeError(`no such day ${question}`);
    });
    expect(() => find(1, 'UTC')).toThrow(RangeError);
    expect(() => find(1, 'UTC')).toThrow(RangeError);
    expect(tries).toBe(2);
  });
});

describe('what is remembered without a zone', () => {
  it('is found once for each question', () => {
    const asked: number[] = [];
    const find = rememberedAnywhere((question: number) => (asked.push(question), question + 1));
    expect([find(1), find(2), find(1)]).toEqual([2, 3, 2]);
    expect(asked).toEqual([1, 2]);
  });

  it('has a bound, past which it is found anew', () => {
    let found = 0;
    const find = rememberedAnywhere((question: number) => ((found += 1), question));
    for (let question = 0; question <= 5_000; question += 1) find(question);
    expect([find(5_000), found]).toEqual([5_000, 5_001]);
    expect([find(0), found]).toEqual([0, 5_002]);
  });
});
