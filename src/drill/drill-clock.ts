/** A clock that stands still until it is told the time. Whoever sleeps by it can be asked for, which is how the drill knows that all is quiet. */
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
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

/** Quiet means quiet for a few turns of the event loop, since whoever is woken sleeps no more but has not yet begun. */
const quietTurns = 4;

/** Resolves when it has been quiet for a little. Errors: those of `isQuiet`. */
export async function untilQuiet(isQuiet: () => boolean): Promise<void> {
  for (let quiet = 0; quiet < quietTurns;) {
    await nextTurn();
    quiet = isQuiet() ? quiet + 1 : 0;
    if (quiet === 0) await pause(1);
  }
}

/** Deciding, performing, looking. */
const loops = 3;

/** Whether the app can do nothing more until the time is another. */
export function isAtRest(drill: DrillClock, work: { inHand(): number }): boolean {
  return drill.sleepers().count >= loops && work.inHand() === 0;
}
