/** A loop of work: works while there is any, then sleeps until something is due, somebody calls, or the idle bound passes. */
import type { Engine } from './engine.ts';
import { inHand, type InHand } from './in-hand.ts';

export type Loop = {
  wake(): void;
  /** How many pieces of work are in hand. */
  inHand(): number;
  /** Resolves when nothing is in hand; what was claimed is finished first. */
  stop(): Promise<void>;
};

/** `once` begins a round of work, waits for it by `hand`, and answers whether there was any. */
export function startLoop(engine: Engine, once: (hand: InHand) => Promise<boolean>): Loop {
  let stopped = false;
  let called = false;
  let sleep = new AbortController();
  const wake = (): void => {
    called = true;
    // To call whoever is awake would make an exception each time, for nobody.
    if (!sleep.signal.aborted) sleep.abort();
  };
  const onLate = (failed?: { readonly error: unknown }): void => {
    if (failed !== undefined) logFailure(engine, failed.error);
    wake();
  };
  const hand = inHand({ patienceMs: engine.bounds.patienceMs, onLate });
  const run = async (): Promise<void> => {
    while (!stopped) {
      called = false;
      const worked = await once(hand).catch((error: unknown) => logFailure(engine, error));
      if (worked || called || stopped) continue;
      sleep = new AbortController();
      await sleepUntilDue(engine, sleep.signal, () => called);
    }
    await hand.emptied();
  };
  const ended = run();
  return {
    wake,
    inHand: () => hand.count(),
    stop: () => {
      stopped = true;
      wake();
      return ended;
    },
  };
}

/** A store that cannot be reached is the world's failure: it is logged, and tried again after a rest. */
function logFailure(engine: Engine, error: unknown): false {
  engine.log.error({ error: error instanceof Error ? error.message : String(error) }, 'a round of work failed');
  return false;
}

async function sleepUntilDue(engine: Engine, signal: AbortSignal, called: () => boolean): Promise<void> {
  const now = engine.clock.now();
  const dueAt = await engine.store.nextDueAt(now).catch(() => now);
  if (called()) return;
  const nextAt = dueAt === undefined ? Infinity : dueAt > now ? dueAt : now + engine.bounds.restMs;
  await engine.clock.sleepUntil(Math.min(now + engine.bounds.idleMs, nextAt), signal);
}
