/**
 * Node waits for the disk, reads files and looks up names in a few threads. On glibc before 2.41 a thread that sleeps can miss the signal that
 * there is work (glibc bug 25847, "pthread_cond_signal failed to wake up pthread_cond_wait"), which then lies there until more comes: a
 * webhook would not be answered. So there is always more within a second.
 */
import { stat } from 'node:fs';

const everyMs = 1_000;

/** Answers how to end it; it keeps no process alive. */
export function keepThreadsAwake(work: () => void = () => stat('/', () => undefined)): () => void {
  const timer = setInterval(work, everyMs).unref();
  return () => clearInterval(timer);
}
