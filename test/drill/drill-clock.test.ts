// As in production: a clock that is set back wakes whoever sleeps when they have slept enough, and not when it shows again what they waited for.
import { describe, expect, it } from '@jest/globals';
import { createDrillClock } from '../../src/drill/drill-clock.ts';

const minuteMs = 60_000;
const at = (minutes: number): number => minutes * minuteMs;

describe('whoever sleeps for ten minutes', () => {
  const sleeper = (shown: number, signal?: AbortSignal) => {
    const drill = createDrillClock(at(shown), at(0));
    let isAwake = false;
    void drill.clock.sleepUntil(at(shown + 10), signal).then(() => (isAwake = true));
    return { drill, awakeAfter: async (act: () => void) => (act(), await Promise.resolve(), isAwake) };
  };

  it('wakes when that is shown', async () => {
    const { drill, awakeAfter } = sleeper(0);
    expect(await awakeAfter(() => drill.setNow(at(9)))).toBe(false);
    expect(await awakeAfter(() => drill.setNow(at(10)))).toBe(true);
  });

  it('wakes when that is shown by a clock that goes wrong all the time', async () => {
    const { drill, awakeAfter } = sleeper(120);
    expect(await awakeAfter(() => drill.setNow(at(129)))).toBe(false);
    expect(drill.sleepers()).toEqual({ count: 1, nextAt: at(130) });
    expect(await awakeAfter(() => drill.setNow(at(130)))).toBe(true);
  });

  it('wakes after ten minutes by a clock that was two hours ahead and is set back', async () => {
    const { drill, awakeAfter } = sleeper(120);
    expect(await awakeAfter(() => drill.setNow(at(3), at(3)))).toBe(false);
    expect(drill.sleepers()).toEqual({ count: 1, nextAt: at(10) });
    expect(await awakeAfter(() => drill.setNow(at(9)))).toBe(false);
    expect(await awakeAfter(() => drill.setNow(at(10)))).toBe(true);
    expect(drill.sleepers().count).toBe(0);
  });

  it('wakes at once by a clock that is set forward', async () => {
    const { drill, awakeAfter } = sleeper(0);
    expect(await awakeAfter(() => drill.setNow(at(60), at(1)))).toBe(true);
  });

  it('wakes at once when called', async () => {
    const stop = new AbortController();
    const { drill, awakeAfter } = sleeper(0, stop.signal);
    expect(await awakeAfter(() => stop.abort())).toBe(true);
    expect(drill.sleepers()).toEqual({ count: 0, nextAt: Infinity });
  });
});
