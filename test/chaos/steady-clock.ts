/**
 * A clock that the run sets, by which nobody sleeps for longer than they meant to: where it is set back, whoever sleeps wakes when as much true
 * time has passed, as in production.
 */
import type { Instant } from '../../src/core/time/time.ts';
import type { DrillClock } from '../../src/drill/drill-clock.ts';

export type SteadyClock = Pick<DrillClock, 'clock' | 'sleepers'> & {
  /** When the first of those who sleep has slept for as long as they meant to, by the true time. */
  enoughAt(): Instant;
  /** What it shows, and what time it truly is: the same unless given. */
  setNow(shown: Instant, truly?: Instant): void;
};

type Sleep = { readonly at: Instant; /** By the true time. */ readonly enoughAt: Instant };

export function createSteadyClock(shownAtFirst: Instant, trulyAtFirst: Instant): SteadyClock {
  let [shown, truly] = [shownAtFirst, trulyAtFirst];
  const sleeping = new Map<() => void, Sleep>();
  return {
    clock: {
      now: () => shown,
      sleepUntil: (at, signal) =>
        new Promise((resolve) => {
          const wake = (): void => {
            sleeping.delete(wake);
            signal?.removeEventListener('abort', wake);
            resolve();
          };
          if (at <= shown || signal?.aborted === true) return resolve();
          sleeping.set(wake, { at, enoughAt: truly + at - shown });
          signal?.addEventListener('abort', wake, { once: true });
        }),
    },
    setNow: (nowShown, nowTruly = nowShown) => {
      [shown, truly] = [nowShown, nowTruly];
      for (const [wake, sleep] of [...sleeping]) if (sleep.at <= shown || sleep.enoughAt <= truly) wake();
    },
    sleepers: () => ({ count: sleeping.size, nextAt: Math.min(...[...sleeping.values()].map(({ at }) => at)) }),
    enoughAt: () => Math.min(...[...sleeping.values()].map(({ enoughAt }) => enoughAt)),
  };
}
