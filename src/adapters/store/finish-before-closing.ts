import type { Access } from './dialect.ts';

export type OpenDoor = {
  readonly access: Access;
  /** Of what is made up of several looks or transactions: once it has begun, none of them is refused. */
  readonly hold: <Result>(act: () => Promise<Result>) => Promise<Result>;
  finish(): Promise<void>;
};

/** Lets a store close cleanly: what has begun is finished, what comes later is refused. */
export function finishBeforeClosing({ look, transact }: Access): OpenDoor {
  const begun = new Set<Promise<unknown>>();
  const held = new Set<Promise<unknown>>();
  let closed = false;

  async function begin<Result>(act: () => Promise<Result>, within: Set<Promise<unknown>>): Promise<Result> {
    if (closed && (within === held || held.size === 0)) throw new Error('The store is closed.');
    const result = act();
    within.add(result);
    try {
      return await result;
    } finally {
      within.delete(result);
    }
  }

  return {
    access: { look: (read) => begin(() => look(read), begun), transact: (work) => begin(() => transact(work), begun) },
    hold: (act) => begin(act, held),
    async finish() {
      closed = true;
      await Promise.allSettled(held);
      await Promise.allSettled(begun);
    },
  };
}
