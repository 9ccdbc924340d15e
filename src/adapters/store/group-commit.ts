/** Several callers, one commit: what arrives while the disk is busy with the last commit shares the next one. */
import type { Arrival, Store } from '../../engine/ports.ts';

type Waiting = {
  readonly arrivals: readonly Arrival[];
  readonly resolve: (fresh: readonly boolean[]) => void;
  readonly reject: (error: unknown) => void;
};

/** Unit: callers in one commit. */
const mostTogether = 500;

/** Each caller is answered only after the commit that holds what they brought; when it fails, all who shared it are told. */
export function together(receive: Store['receive']): { readonly receive: Store['receive']; settled(): Promise<void> } {
  const waiting: Waiting[] = [];
  let draining: Promise<void> | undefined;

  async function drain(): Promise<void> {
    // Lets everybody in whose request was read in the same turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await commit(receive, waiting.splice(0, mostTogether));
    draining = undefined;
  }

  return {
    receive: (arrivals) =>
      new Promise((resolve, reject) => {
        waiting.push({ arrivals, resolve, reject });
        draining ??= drain();
      }),
    settled: async () => draining,
  };
}

async function commit(receive: Store['receive'], group: readonly Waiting[]): Promise<void> {
  try {
    const fresh = await receive(group.flatMap(({ arrivals }) => arrivals));
    let from = 0;
    for (const { arrivals, resolve } of group) resolve(fresh.slice(from, (from += arrivals.length)));
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
