/** The time, and what is written down of what happens. */
import type { Instant } from '../../core/time/time.ts';

export type Clock = {
  now(): Instant;
  /**
   * Resolves when the clock shows `at`, when as much time has passed as `at` was away, or when `signal` is aborted, whichever is first;
   * never rejects. The second happens earlier than `at` where the clock was set back meanwhile: whoever waits looks at it again.
   */
  sleepUntil(at: Instant, signal?: AbortSignal): Promise<void>;
};

export type Log = Record<'debug' | 'info' | 'warn' | 'error', (facts: Record<string, unknown>, message: string) => void>;
