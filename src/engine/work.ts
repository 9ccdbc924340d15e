/** The three loops that keep the app going: deciding on arrivals, performing effects, looking for what no webhook told. */
import type { Engine } from './engine.ts';
import { failedWith } from './give-up.ts';
import { givingWay } from './give-way.ts';
import { handleArrival } from './handle-arrival.ts';
import { perform } from './perform.ts';
import type { ClaimedArrival } from './ports/store.ts';
import { startReconciling } from './reconcile.ts';

export type Work = {
  /** Looks for work now rather than at the next poll. */
  wake(): void;
  /** Looks on GitHub now: something there has changed. */
  lookNow(): void;
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
  loops.push(
    startLoop(engine, () => givingWay(engine, () => decideOnce(engine, (repository) => reconciler.lookNow(repository)))),
    startLoop(engine, () => performOnce(engine)),
  );
  return {
    wake,
    lookNow: () => reconciler.lookNow(),
    stop: async () => {
      await Promise.all([...loops, reconciler].map((running) => running.stop()));
    },
  };
}

/** Rings what is due, then works on a batch of arrivals; answers whether there was any. */
async function decideOnce(engine: Engine, lookNow: (repository?: string) => void): Promise<boolean> {
  const { bounds, store, clock } = engine;
  const rung = await store.ringWakeUps(clock.now(), bounds.arrivalsAtOnce);
  const claimed = await store.claimArrivals({ now: clock.now(), leaseMs: bounds.leaseMs, limit: bounds.arrivalsAtOnce });
  await allOf(lanes(claimed).map((lane) => inOrder(lane, (arrival) => decideOn(engine, arrival))));
  if (claimed.some(({ name }) => name.startsWith('installation') || hintsOfChange.includes(name))) lookNow();
  for (const { name, body } of claimed)
    if (hintsOfMoves.includes(name) || hintsOfRules.includes(name)) lookNow(repositoryIn(body).toLowerCase());
  return rung > 0 || claimed.length > 0;
}

/** Deliveries after which there is more to see than they tell: what an advisory says now stands only in GitHub's own answers. */
const hintsOfChange: readonly string[] = ['repository', 'repository_advisory'];

/** An App that was given `administration` may hear of rules too. */
const hintsOfRules: readonly string[] = ['repository_ruleset', 'branch_protection_rule'];

/** Deliveries after which a line may have moved, a fix or its release be in public, or there be a new case to look for. They are hints: GitHub is looked at. */
const hintsOfMoves: readonly string[] = ['repository_advisory', 'push', 'create', 'release', 'pull_request'];

/** What may concern one case is decided in the order in which it came; the rest side by side. */
function lanes(arrivals: readonly ClaimedArrival[]): readonly (readonly ClaimedArrival[])[] {
  return [...Map.groupBy(arrivals, (arrival) => arrival.about ?? repositoryIn(arrival.body)).values()];
}

/** The events that bring a look forward, whatever they say. */
export const eventsThatHint: readonly string[] = [...hintsOfChange, ...hintsOfMoves, ...hintsOfRules];

/** The repository that a delivery names; deliveries that name none share a lane. */
function repositoryIn(body: string): string {
  return /"full_name"\s*:\s*"([^"]{1,140})"/.exec(body)?.[1] ?? '';
}

async function inOrder<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (const item of items) await work(item);
}

async function decideOn(engine: Engine, arrival: ClaimedArrival): Promise<void> {
  const stop = engine.stopwatch?.start('step');
  try {
    await handleArrival(engine, arrival);
  } catch (cause) {
    const { error, giveUp, waitMs } = failedWith(cause, arrival.attempt, engine.bounds);
    const now = engine.clock.now();
    if (giveUp) {
      engine.log.error({ arrival: arrival.key, attempt: arrival.attempt, error }, 'parked an arrival');
      return engine.store.parkArrival(arrival.key, { error, now });
    }
    engine.log.warn({ arrival: arrival.key, attempt: arrival.attempt, error }, 'will look at an arrival again');
    await engine.store.retryArrival(arrival.key, { dueAt: now + waitMs, error });
  } finally {
    stop?.();
  }
}

async function performOnce(engine: Engine): Promise<boolean> {
  const { bounds, store, clock } = engine;
  const claimed = await store.claimEffects({
    now: clock.now(),
    leaseMs: bounds.leaseMs,
    paceMs: bounds.paceMs,
    limit: bounds.effectsAtOnce,
  });
  await allOf(claimed.map((effect) => perform(engine, effect)));
  return claimed.length > 0;
}

/** Waits for all of them, whichever fails, so that nothing is in hand when a round ends. Errors: the first one's. */
async function allOf(work: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason;
}

type Loop = { wake(): void; stop(): Promise<void> };

/** Works while there is work, then sleeps until something is due, somebody calls, or the idle bound passes. */
function startLoop(engine: Engine, once: () => Promise<boolean>): Loop {
  let stopped = false;
  let called = false;
  let sleep = new AbortController();
  const wake = (): void => {
    called = true;
    sleep.abort();
  };
  const run = async (): Promise<void> => {
    while (!stopped) {
      called = false;
      const worked = await once().catch((error: unknown) => logFailure(engine, error));
      if (worked || called || stopped) continue;
      sleep = new AbortController();
      await sleepUntilDue(engine, sleep.signal, () => called);
    }
  };
  const ended = run();
  return {
    wake,
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
