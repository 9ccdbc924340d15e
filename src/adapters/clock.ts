import type { Clock } from '../engine/ports/clock.ts';

/** Timers further away than 2^31 - 1 ms fire at once, so long waits are taken in pieces. Source: Node.js, "Timers". Unit: ms. */
const longestTimerMs = 60_000;

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleepUntil(at, signal) {
    while (signal?.aborted !== true && Date.now() < at) {
      await pause(Math.min(at - Date.now(), longestTimerMs), signal);
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
