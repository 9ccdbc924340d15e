/** Takes looks that are due: one after the other for each account, side by side for several, and what is slow goes on by itself. */
import type { Engine } from '../engine.ts';
import { inHand } from '../in-hand.ts';
import { taken, type PlannedLook, type WantedLook } from './look-plan.ts';

export type Looking = {
  /** Whether nobody is looking for its owner, and there is room for one more to look for. */
  readonly isFree: (look: WantedLook) => boolean;
  /** Resolves when all are taken, but for what is slow or has no room yet. */
  take(due: readonly PlannedLook[]): Promise<void>;
  inHand(): number;
  emptied(): Promise<void>;
};

/** Owner of looks that ask everybody's GitHub. They go last: what stands on advisories is in the inbox before missed deliveries are asked for again. */
export const everybody = '';

type Ways = { readonly isStopped: () => boolean; readonly onLate: () => void };

export function takeLooks(engine: Engine, { isStopped, onLate }: Ways): Looking {
  const { patienceMs, looksAtOnce } = engine.bounds;
  const hand = inHand({ patienceMs, onLate });
  const busy = new Set<string>();
  const isFree = ({ owner }: WantedLook): boolean => !busy.has(owner) && hand.count() < looksAtOnce;
  const takeAll = async (owner: string, looks: readonly PlannedLook[]): Promise<void> => {
    busy.add(owner);
    for (const look of looks) if (!isStopped()) await takeOne(engine, look);
    busy.delete(owner);
  };
  return {
    isFree,
    inHand: () => hand.count(),
    emptied: () => hand.emptied(),
    async take(due) {
      const { [everybody]: last = [], ...others } = Object.groupBy(due, ({ owner }) => owner);
      const room = Math.max(0, looksAtOnce - hand.count());
      const lanes = Object.entries(others).slice(0, room);
      await hand.waitFor(lanes.map(([owner, looks = []]) => takeAll(owner, looks)));
      if (last.length > 0) await hand.waitFor([takeAll(everybody, last)]);
    },
  };
}

async function takeOne(engine: Engine, look: PlannedLook): Promise<void> {
  const { store, clock, bounds, log } = engine;
  const [now, wasUrgent] = [clock.now(), look.isUrgent];
  look.isUrgent = false;
  // Somebody else's look of a moment ago serves us as well, unless there is something new to see.
  const since = wasUrgent ? now + 1 : now - look.intervalMs / 2;
  let isNewsLikely = false;
  try {
    isNewsLikely = (!look.isShared || (await store.claimLook(look.name, { now, since }))) && (await look.run());
  } catch (error) {
    // Somebody waits for what it would have shown: it is not quiet there, only not seen.
    isNewsLikely = wasUrgent;
    log.warn({ look: look.name, error: error instanceof Error ? error.message : String(error) }, 'a look failed');
  }
  taken(look, { found: isNewsLikely, fastestMs: bounds.fastestLookMs, now: clock.now() });
}
