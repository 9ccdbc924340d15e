/** Arrivals of many callers in one statement and one commit: who comes while others are being saved waits for the next. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Arrival, Store } from '../../engine/ports/store.ts';

type Save = (arrivals: readonly Arrival[]) => Promise<readonly boolean[]>;

type Caller = {
  readonly arrivals: readonly Arrival[];
  readonly answer: (fresh: readonly boolean[]) => void;
  readonly fail: (error: unknown) => void;
};

/**
 * Nobody is answered before `save` has made their own arrivals durable. Unit of `mostTogether`: arrivals; one caller's are never split.
 * Errors: what cannot be saved together is saved caller by caller, so that each hears only of their own trouble.
 */
export function receiveTogether(save: Save, mostTogether: number): Store['receive'] {
  const waiting: Caller[] = [];
  let saving = false;

  async function saveAll(): Promise<void> {
    saving = true;
    while (waiting.length > 0) {
      // Lets everybody in whose request was read in the same turn of the event loop.
      await nextTurn();
      await saveGroup(save, nextGroup(waiting, mostTogether));
    }
    saving = false;
  }

  return (arrivals) =>
    new Promise((answer, fail) => {
      waiting.push({ arrivals, answer, fail });
      if (!saving) void saveAll();
    });
}

/** Takes them out of those who wait, in their order. */
function nextGroup(waiting: Caller[], mostTogether: number): readonly Caller[] {
  let [callers, size] = [0, 0];
  for (const { arrivals } of waiting) {
    if (callers > 0 && size + arrivals.length > mostTogether) break;
    callers += 1;
    size += arrivals.length;
  }
  return waiting.splice(0, callers);
}

async function saveGroup(save: Save, group: readonly Caller[]): Promise<void> {
  try {
    const fresh = await save(group.flatMap(({ arrivals }) => arrivals));
    let from = 0;
    for (const { arrivals, answer } of group) answer(fresh.slice(from, (from += arrivals.length)));
  } catch (error) {
    if (group.length === 1) group[0]?.fail(error);
    else await Promise.all(group.map((caller) => saveGroup(save, [caller])));
  }
}
