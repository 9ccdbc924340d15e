/** One round of performing: carries out the effects whose turn it is, each under a lease that is kept for as long as that takes. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from './engine.ts';
import type { InHand } from './in-hand.ts';
import { perform } from './perform.ts';
import type { ClaimedEffect } from './ports/store.ts';

/** Answers whether there was anything. */
export async function performing(engine: Engine, hand: InHand): Promise<boolean> {
  const { bounds, store, clock } = engine;
  const limit = bounds.effectsAtOnce - hand.count();
  if (limit <= 0) return false;
  const { leaseMs, paceMs } = bounds;
  const claimed = await store.claimEffects({ now: clock.now(), leaseMs, paceMs, limit });
  await hand.waitFor(claimed.map((effect) => keepingLease(engine, effect, () => perform(engine, effect))));
  return claimed.length > 0;
}

/** What takes longer than a lease is not taken up a second time beside us: a push to four lines against a slow GitHub may. */
async function keepingLease(engine: Engine, claimed: ClaimedEffect, work: () => Promise<void>): Promise<void> {
  const ended = new AbortController();
  void keepLease(engine, claimed, ended.signal);
  try {
    await work();
  } finally {
    ended.abort();
  }
}

async function keepLease({ store, clock, bounds, log }: Engine, { effect, generation }: ClaimedEffect, signal: AbortSignal): Promise<void> {
  const { leaseMs } = bounds;
  // By the time of the machine, of which the work takes some, however the clock is set.
  while (await passes(leaseMs / 3, signal)) {
    try {
      await store.keepEffect(effect.key, generation, clock.now() + leaseMs);
    } catch (error) {
      log.warn({ effect: effect.key, error: error instanceof Error ? error.message : String(error) }, 'could not keep a lease');
    }
  }
}

/** False when it was cut short. */
async function passes(ms: number, signal: AbortSignal): Promise<boolean> {
  return pause(ms, true, { signal, ref: false }).catch(() => false);
}
