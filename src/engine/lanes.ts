/** Work side by side, but in order within a lane. */
export type Lanes = {
  /** Begins when all that was taken into the lane before has ended. Errors: those of the work; what stands behind a failure is not begun. */
  take(lane: string, work: () => Promise<void>): Promise<void>;
};

export function createLanes(): Lanes {
  const tails = new Map<string, Promise<void>>();
  return {
    async take(lane, work) {
      const tail = tails.get(lane)?.then(work) ?? work();
      tails.set(lane, tail);
      try {
        await tail;
      } finally {
        if (tails.get(lane) === tail) tails.delete(lane);
      }
    },
  };
}
