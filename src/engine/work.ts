/** The three loops that keep the app going: deciding on arrivals, performing effects, looking for what no webhook told. */
import { deciding } from './deciding.ts';
import type { Engine } from './engine.ts';
import { givingWay } from './give-way.ts';
import { startLoop, type Loop } from './loop.ts';
import { performing } from './performing.ts';
import { startReconciling } from './looks/reconcile.ts';

export type Work = {
  /** Looks for work now rather than at the next poll. */
  wake(): void;
  /** Looks on GitHub now: something there has changed. */
  lookNow(): void;
  /** How much is being worked on: arrivals, effects, looks. */
  inHand(): number;
  /** Resolves when nothing is in hand; what was claimed is finished first. */
  stop(): Promise<void>;
};

/** Errors: throws when the store cannot tell us of work; then nothing has been started. */
export async function startWork(engine: Engine): Promise<Work> {
  const loops: Loop[] = [];
  const wake = (): void => loops.forEach((loop) => loop.wake());
  // What was only taken in is decided on before there is anything to perform.
  await engine.store.onWork((due) => (due === 'any' ? wake() : loops[0]?.wake()));
  const reconciler = startReconciling(engine);
  const decide = deciding(engine, (repository) => reconciler.lookNow(repository));
  loops.push(
    startLoop(engine, (hand) => givingWay(engine, () => decide(hand))),
    startLoop(engine, (hand) => performing(engine, hand)),
  );
  return {
    wake,
    lookNow: () => reconciler.lookNow(),
    inHand: () => [...loops, reconciler].reduce((sum, running) => sum + running.inHand(), 0),
    stop: async () => {
      await Promise.all([...loops, reconciler].map((running) => running.stop()));
    },
  };
}
