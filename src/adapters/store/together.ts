/**
 * Waits for statements of one transaction that do not need each other's answers: on PostgreSQL they are one message and one wait.
 * All have ended when this does, also when one failed: what went on after its transaction was undone would stand by itself.
 * Errors: that of the first, in their order, that failed.
 */
export async function together<const Acts extends readonly unknown[]>(acts: Acts) {
  await Promise.allSettled(acts);
  return Promise.all(acts);
}
