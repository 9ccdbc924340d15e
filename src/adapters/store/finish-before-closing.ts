import type { Access } from './dialect.ts';

/** Lets a store close cleanly: what has begun is finished, what comes later is refused. */
export function finishBeforeClosing({ look, transact }: Access): { readonly access: Access; finish(): Promise<void> } {
  const begun = new Set<Promise<unknown>>();
  let closed = false;

  async function begin<Result>(act: () => Promise<Result>): Promise<Result> {
    if (closed) throw new Error('The store is closed.');
    const result = act();
    begun.add(result);
    try {
      return await result;
    } finally {
      begun.delete(result);
    }
  }

  return {
    access: { look: (read) => begin(() => look(read)), transact: (work) => begin(() => transact(work)) },
    async finish() {
      closed = true;
      await Promise.allSettled(begun);
    },
  };
}
