/** The time, and what is written down of what happens. */
import type { Instant } from '../../core/time/time.ts';

export type Clock = {
  now(): Instant;
  /** Resolves when the clock shows `at`, or when `signal` is aborted, whichever is first; never rejects. */
  sleepUntil(at: Instant, signal?: AbortSignal): Promise<void>;
};

export type Log = Record<'debug' | 'info' | 'warn' | 'error', (facts: Record<string, unknown>, message: string) => void>;
