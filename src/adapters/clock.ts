import type { Clock } from '../engine/ports/clock.ts';

/** Timers further away than 2^31 - 1 ms fire at once, so long waits are taken in pieces. Source: Node.js, "Timers". Unit: ms. */
const longestTimerMs = 60_000;

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleepUntil(at, signal) {
    // Where the clock is set back meanwhile, the sleep is as long as it was meant to be, and not as long as it would take to be that late again.
    const enough = performance.now() + at - Date.now();
    for (;;) {
      const leftMs = Math.min(at - Date.now(), enough - performance.now());
      if (signal?.aborted === true || leftMs <= 0) return;
      await pause(Math.min(leftMs, longestTimerMs), signal);
    }
  },
};

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}
