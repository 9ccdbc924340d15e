import type { RunTransaction } from './dialect.ts';

/** Lets a store close cleanly: transactions that have begun are finished, later ones are refused. */
export function finishBeforeClosing(transact: RunTransaction): { readonly transact: RunTransaction; finish(): Promise<void> } {
  const begun = new Set<Promise<unknown>>();
  let closed = false;
  return {
    async transact(work) {
      if (closed) throw new Error('The store is closed.');
      const result = transact(work);
      begun.add(result);
      try {
        return await result;
      } finally {
        begun.delete(result);
      }
    },
    async finish() {
      closed = true;
      await Promise.allSettled(begun);
    },
  };
}
