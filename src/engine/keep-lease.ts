/** A lease is kept for as long as the work takes: a push to four lines against a slow GitHub may take longer than any lease. */
import type { Instant } from '../core/time/time.ts';
import type { Engine } from './engine.ts';

/** `keep` says to the store until when nobody else shall take up `key`, again and again until the work has ended. */
export async function keepingLease(
  { bounds, clock, log }: Engine,
  key: string,
  keep: (until: Instant) => Promise<void>,
  work: () => Promise<void>,
): Promise<void> {
  const failed = (error: unknown): void =>
    log.warn({ key, error: error instanceof Error ? error.message : String(error) }, 'could not keep a lease');
  // By the time of the machine, of which the work takes some, however the clock is set.
  const keeping = setInterval(() => void keep(clock.now() + bounds.leaseMs).catch(failed), bounds.leaseMs / 3).unref();
  try {
    await work();
  } finally {
    clearInterval(keeping);
  }
}
