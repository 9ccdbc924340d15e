/** A clock that stands still until it is told the time. Whoever sleeps by it can be asked for, which is how the drill knows that all is quiet. */
import type { Instant } from '../core/time/time.ts';
import type { Clock } from '../engine/ports/clock.ts';

export type DrillClock = {
  readonly clock: Clock;
  /** Also back, as clocks are set when they were wrong; whoever sleeps sleeps on. */
  setNow(at: Instant): void;
  /** How many sleep, and when the first of them wants to be woken. */
  sleepers(): { readonly count: number; readonly nextAt: Instant };
};

export function createDrillClock(startsAt: Instant): DrillClock {
  let now = startsAt;
  const sleeping = new Map<() => void, Instant>();
  const clock: Clock = {
    now: () => now,
    sleepUntil: (at, signal) =>
      new Promise((resolve) => {
        const wake = (): void => {
          sleeping.delete(wake);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        if (at <= now || signal?.aborted === true) return resolve();
        sleeping.set(wake, at);
        signal?.addEventListener('abort', wake, { once: true });
      }),
  };
  return {
    clock,
    setNow: (at) => {
      now = at;
      for (const [wake, due] of [...sleeping]) if (due <= now) wake();
    },
    sleepers: () => ({ count: sleeping.size, nextAt: Math.min(...sleeping.values()) }),
  };
}
