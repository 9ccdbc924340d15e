import { readThrown } from './thrown.ts';

/**
 * Waits for statements of one transaction that do not need each other's answers: on PostgreSQL they are one message and one wait.
 * All have ended when this does, also when one failed: what went on after its transaction was undone would stand by itself. For the same
 * reason each must begin with a statement that is compiled once: SQLite may undo a transaction at a failure, and those are refused after it.
 * Errors: that of the first, in their order, that failed by itself.
 */
export async function together<const Acts extends readonly unknown[]>(acts: Acts) {
  const ended = await Promise.allSettled(acts);
  const failed = ended.find((one) => one.status === 'rejected' && !failedWithAnother(one.reason));
  if (failed?.status === 'rejected') throw failed.reason;
  return Promise.all(acts);
}

/** PostgreSQL refuses what comes after a statement that failed. Source: PostgreSQL, "Error Codes", class 25. */
function failedWithAnother(error: unknown): boolean {
  return readThrown(error).code === '25P02';
}
