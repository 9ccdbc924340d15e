/**
 * A clock that stands still until it is told the time. Whoever sleeps by it can be asked for, which is how the drill knows that all is quiet.
 * As in production nobody sleeps for longer than they meant to because it was set back.
 */
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../core/time/time.ts';
import type { Clock } from '../engine/ports/clock.ts';

export type DrillClock = {
  readonly clock: Clock;
  /** What it shows, and what time it truly is. Unless given, as much time has passed as it shows; where the two differ, it was set. */
  setNow(shown: Instant, truly?: Instant): void;
  /** How many sleep, and what it shows when the first of them wakes, if nobody sets it meanwhile. */
  sleepers(): { readonly count: number; readonly nextAt: Instant };
};

type Sleep = { /** By what it shows. */ readonly until: Instant; /** By the true time. */ readonly enoughAt: Instant };

export function createDrillClock(shownAtFirst: Instant, trulyAtFirst = shownAtFirst): DrillClock {
  let [shown, truly] = [shownAtFirst, trulyAtFirst];
  const sleeping = new Map<() => void, Sleep>();
  const leftMs = ({ until, enoughAt }: Sleep): number => Math.min(until - shown, enoughAt - truly);
  const clock: Clock = {
    now: () => shown,
    sleepUntil: (at, signal) =>
      new Promise((resolve) => {
        const wake = (): void => {
          sleeping.delete(wake);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        if (at <= shown || signal?.aborted === true) return resolve();
        sleeping.set(wake, { until: at, enoughAt: truly + at - shown });
        signal?.addEventListener('abort', wake, { once: true });
      }),
  };
  return {
    clock,
    setNow: (nowShown, nowTruly = truly + nowShown - shown) => {
      [shown, truly] = [nowShown, nowTruly];
      for (const [wake, sleep] of [...sleeping]) if (leftMs(sleep) <= 0) wake();
    },
    sleepers: () => ({ count: sleeping.size, nextAt: shown + Math.min(...[...sleeping.values()].map(leftMs)) }),
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
