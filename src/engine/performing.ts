/** One round of performing: carries out the effects whose turn it is, each under a lease that is kept for as long as that takes. */
import type { Instant } from '../core/time/time.ts';
import type { Engine } from './engine.ts';
import type { InHand } from './in-hand.ts';
import { keepingLease } from './keep-lease.ts';
import { perform } from './perform.ts';
import type { ClaimedEffect } from './ports/store.ts';

/** Answers whether there was anything. */
export async function performing(engine: Engine, hand: InHand): Promise<boolean> {
  const { bounds, store, clock } = engine;
  const limit = bounds.effectsAtOnce - hand.count();
  if (limit <= 0) return false;
  const { leaseMs, paceMs } = bounds;
  const claimed = await store.claimEffects({ now: clock.now(), leaseMs, paceMs, limit });
  await hand.waitFor(claimed.map((effect) => performAlone(engine, effect)));
  return claimed.length > 0;
}

/** What takes longer than a lease is not taken up a second time beside us. */
function performAlone(engine: Engine, claimed: ClaimedEffect): Promise<void> {
  const { effect, generation } = claimed;
  const keep = (until: Instant): Promise<void> => engine.store.keepEffect(effect.key, generation, until);
  return keepingLease(engine, effect.key, keep, () => perform(engine, claimed));
}
