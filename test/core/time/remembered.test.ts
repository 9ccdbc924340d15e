import { describe, expect, it } from '@jest/globals';
import { remembered } from '../../../src/core/time/remembered.ts';
import { localDateOf, startOfDay } from '../../../src/core/time/wall-clock.ts';
import type { CivilDate } from '../../../src/core/time/time.ts';

describe('what is remembered', () => {
  it('is found once for each question', () => {
    const asked: number[] = [];
    const find = remembered((question: number) => (asked.push(question), question + 1));
    expect([find(1), find(2), find(1)]).toEqual([2, 3, 2]);
    expect(asked).toEqual([1, 2]);
  });

  it.each([undefined, 3])('has a bound, past which it is found anew: %p', (most) => {
    let found = 0;
    const bound = most ?? 5_000;
    const find = remembered((question: number) => ((found += 1), question), most);
    for (let question = 0; question <= bound; question += 1) find(question);
    expect([find(bound), found]).toEqual([bound, bound + 1]);
    expect([find(0), found]).toEqual([0, bound + 2]);
  });

  it('is not what could not be found', () => {
    let tries = 0;
    const find = remembered((question: number): number => {
      tries += 1;
      throw new RangeError(`no such day ${question}`);
    });
    expect(() => find(1)).toThrow(RangeError);
    expect(() => find(1)).toThrow(RangeError);
    expect(tries).toBe(2);
  });

  it('is the day in one zone, not that in another', () => {
    const at = Date.parse('2026-03-02T23:30:00Z');
    const zones = ['UTC', 'Europe/Berlin', 'UTC', 'Europe/Berlin'];
    expect(zones.map((zone) => localDateOf(at, zone))).toEqual(['2026-03-02', '2026-03-03', '2026-03-02', '2026-03-03']);
    const starts = zones.map((zone) => new Date(startOfDay('2026-03-03' as CivilDate, zone)).toISOString().slice(11, 16));
    expect(starts).toEqual(['00:00', '23:00', '00:00', '23:00']);
  });
});
