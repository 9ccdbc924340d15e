/** Lets a store close cleanly: what has begun is finished, what comes later is refused. */
export type InFlight = {
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Refuses everything from now on; resolves when nothing is left. */
  drain(): Promise<void>;
};

export function inFlight(): InFlight {
  const begun = new Set<Promise<unknown>>();
  let closed = false;
  return {
    async run(work) {
      if (closed) throw new Error('The store is closed.');
      const result = work();
      begun.add(result);
      try {
        return await result;
      } finally {
        begun.delete(result);
      }
    },
    async drain() {
      closed = true;
      await Promise.allSettled(begun);
    },
  };
}
