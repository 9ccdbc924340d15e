import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { systemClock } from '../../src/adapters/clock.ts';

const startsAt = Date.UTC(2026, 2, 2, 9);
const day = 24 * 3_600_000;

beforeEach(() => void jest.useFakeTimers({ now: startsAt }));
afterEach(() => void jest.useRealTimers());

/** Whether it has resolved, looked at from outside. */
function watch(sleep: Promise<void>): { readonly over: () => boolean } {
  let over = false;
  void sleep.then(() => (over = true));
  return { over: () => over };
}

describe('the clock', () => {
  it('shows the time of the machine', () => {
    expect(systemClock.now()).toBe(startsAt);
    jest.setSystemTime(startsAt + 5);
    expect(systemClock.now()).toBe(startsAt + 5);
  });

  it('sleeps until the instant and not a millisecond less', async () => {
    const sleep = watch(systemClock.sleepUntil(startsAt + 1_500));
    await jest.advanceTimersByTimeAsync(1_499);
    expect(sleep.over()).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(sleep.over()).toBe(true);
  });

  it.each([startsAt, startsAt - 1, 0])('does not sleep until %d, which is not to come', async (at) => {
    await systemClock.sleepUntil(at);
    expect(jest.getTimerCount()).toBe(0);
  });

  // Node's timers fire at once beyond 2^31 - 1 ms, which are 24.8 days.
  it('sleeps for months', async () => {
    const sleep = watch(systemClock.sleepUntil(startsAt + 60 * day));
    await jest.advanceTimersByTimeAsync(59 * day);
    expect(sleep.over()).toBe(false);
    await jest.advanceTimersByTimeAsync(day);
    expect(sleep.over()).toBe(true);
  });

  it('never asks for a timer that is longer than Node can keep, nor for a long one', async () => {
    const asked = jest.spyOn(globalThis, 'setTimeout');
    const stop = new AbortController();
    const sleep = systemClock.sleepUntil(startsAt + 365 * day, stop.signal);
    await jest.advanceTimersByTimeAsync(3 * 60_000);
    stop.abort();
    await sleep;
    expect(asked.mock.calls.length).toBeGreaterThan(2);
    expect(Math.max(...asked.mock.calls.map(([, ms]) => ms ?? 0))).toBeLessThanOrEqual(60_000);
  });

  it('sleeps as long as it was meant to when the time of the machine is set back, and wakes soon when it is set forward', async () => {
    const back = watch(systemClock.sleepUntil(startsAt + 100_000));
    jest.setSystemTime(startsAt - 3_600_000);
    await jest.advanceTimersByTimeAsync(99_000);
    expect(back.over()).toBe(false);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(back.over()).toBe(true);
    const forward = watch(systemClock.sleepUntil(Date.now() + day));
    jest.setSystemTime(Date.now() + day);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(forward.over()).toBe(true);
  });

  it('wakes at once when it is called off, and leaves no timer behind', async () => {
    const stop = new AbortController();
    const sleep = watch(systemClock.sleepUntil(startsAt + 60 * day, stop.signal));
    await jest.advanceTimersByTimeAsync(1_000);
    stop.abort();
    await jest.advanceTimersByTimeAsync(0);
    expect(sleep.over()).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not sleep at all when it is called off before', async () => {
    await systemClock.sleepUntil(startsAt + day, AbortSignal.abort());
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not gather listeners on a signal that outlives many sleeps', async () => {
    const { signal } = new AbortController();
    const [added, removed] = [jest.spyOn(signal, 'addEventListener'), jest.spyOn(signal, 'removeEventListener')];
    const sleep = systemClock.sleepUntil(startsAt + day, signal);
    await jest.advanceTimersByTimeAsync(day);
    await sleep;
    expect(added.mock.calls.length).toBeGreaterThan(1_000);
    expect(removed.mock.calls.length).toBe(added.mock.calls.length);
  });
});
