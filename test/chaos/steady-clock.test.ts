// A clock that is set back wakes whoever sleeps when they have slept enough, and not when it shows again what they waited for.
import { describe, expect, it } from '@jest/globals';
import { createSteadyClock } from './steady-clock.ts';

const minuteMs = 60_000;
const at = (minutes: number): number => minutes * minuteMs;

describe('whoever sleeps for ten minutes', () => {
  const sleeper = (shown: number) => {
    const drill = createSteadyClock(at(shown), at(0));
    let isAwake = false;
    void drill.clock.sleepUntil(at(shown + 10)).then(() => (isAwake = true));
    return { drill, awakeAfter: async (set: () => void) => (set(), await Promise.resolve(), isAwake) };
  };

  it('wakes when that is shown', async () => {
    const { drill, awakeAfter } = sleeper(0);
    expect(await awakeAfter(() => drill.setNow(at(9)))).toBe(false);
    expect(await awakeAfter(() => drill.setNow(at(10)))).toBe(true);
  });

  it('wakes after ten minutes by a clock that was two hours ahead and is set back', async () => {
    const { drill, awakeAfter } = sleeper(120);
    expect(drill.sleepers()).toEqual({ count: 1, nextAt: at(130) });
    expect(drill.enoughAt()).toBe(at(10));
    expect(await awakeAfter(() => drill.setNow(at(9), at(9)))).toBe(false);
    expect(await awakeAfter(() => drill.setNow(at(10), at(10)))).toBe(true);
  });

  it('wakes at once by a clock that is set forward', async () => {
    const { drill, awakeAfter } = sleeper(0);
    expect(await awakeAfter(() => drill.setNow(at(60), at(1)))).toBe(true);
  });
});
