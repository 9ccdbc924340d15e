/** One round of deciding: rings what is due, then works on what has arrived. */
import type { Instant } from '../core/time/time.ts';
import type { Engine } from './engine.ts';
import { failedWith } from './give-up.ts';
import { handleArrival } from './handle-arrival.ts';
import type { InHand } from './in-hand.ts';
import { keepingLease } from './keep-lease.ts';
import { createLanes } from './lanes.ts';
import type { ClaimedArrival } from './ports/store.ts';

type LookNow = (repository?: string) => void;

/** Each round answers whether there was anything. `lookNow` is told after deliveries that bring a look forward. */
export function deciding(engine: Engine, lookNow: LookNow): (hand: InHand) => Promise<boolean> {
  const { bounds, store, clock } = engine;
  const lanes = createLanes();
  const { take, cleared } = survivors((arrival) => lanes.take(laneOf(arrival), () => decideAlone(engine, arrival)));
  return async (hand) => {
    const rung = await store.ringWakeUps(clock.now(), bounds.arrivalsAtOnce);
    const limit = bounds.arrivalsAtOnce - hand.count();
    const found = limit <= 0 ? [] : await store.claimArrivals({ now: clock.now(), leaseMs: bounds.leaseMs, limit });
    const claimed = found.map(cleared);
    // What nobody spoke of again may end us: the rest is brought to its end before.
    try {
      await hand.waitFor(claimed.filter(({ abandoned }) => abandoned === 0).map(take));
    } finally {
      await hand.waitFor(claimed.filter(({ abandoned }) => abandoned > 0).map(take));
    }
    followHints(claimed, lookNow);
    return rung > 0 || claimed.length > 0;
  };
}

type Survivors = {
  readonly take: (arrival: ClaimedArrival) => Promise<void>;
  readonly cleared: (arrival: ClaimedArrival) => ClaimedArrival;
};

/** What failed here in a way that the store could not be told, or stood behind that and was not begun: nobody has died over it, whatever the store counts. */
function survivors(decide: (arrival: ClaimedArrival) => Promise<void>): Survivors {
  const untold = new Set<string>();
  return {
    take: (arrival) =>
      decide(arrival).then(
        () => void untold.delete(arrival.key),
        (error: unknown) => {
          untold.add(arrival.key);
          throw error;
        },
      ),
    cleared: (arrival) => (untold.has(arrival.key) ? { ...arrival, abandoned: 0 } : arrival),
  };
}

/** What may concern one case is decided in the order in which it came; the rest side by side. Deliveries that name no repository share a lane. */
function laneOf(arrival: ClaimedArrival): string {
  return arrival.about ?? repositoryIn(arrival.body);
}

function repositoryIn(body: string): string {
  return /"full_name"\s*:\s*"([^"]{1,140})"/.exec(body)?.[1] ?? '';
}

/** What takes longer than a lease is not taken up a second time beside us. */
function decideAlone(engine: Engine, arrival: ClaimedArrival): Promise<void> {
  const keep = (until: Instant): Promise<void> => engine.store.keepArrival(arrival.key, until);
  return keepingLease(engine, arrival.key, keep, () => decideOn(engine, arrival));
}

async function decideOn(engine: Engine, arrival: ClaimedArrival): Promise<void> {
  if (arrival.abandoned >= engine.bounds.mostDeaths) return parkDeadly(engine, arrival);
  const stop = engine.stopwatch?.start('step');
  try {
    await handleArrival(engine, arrival);
  } catch (cause) {
    const { error, giveUp, waitMs } = failedWith(cause, arrival, engine.bounds);
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

/** It was held alone lately: what came beside it was decided on before, and is not in doubt. */
async function parkDeadly({ store, clock, log }: Engine, { key, abandoned }: ClaimedArrival): Promise<void> {
  const error = `${abandoned} times in a row whoever took this never came to say how it ended; the app may have ended over it`;
  log.error({ arrival: key, error }, 'parked an arrival');
  return store.parkArrival(key, { error, now: clock.now() });
}

/** Deliveries after which there is more to see than they tell: what an advisory says now stands only in GitHub's own answers. */
const hintsOfChange: readonly string[] = ['repository', 'repository_advisory'];

/** An App that was given `administration` may hear of rules too. */
const hintsOfRules: readonly string[] = ['repository_ruleset', 'branch_protection_rule'];

/** Deliveries after which a line may have moved, a fix or its release be in public, or there be a new case to look for. They are hints: GitHub is looked at. */
const hintsOfMoves: readonly string[] = ['repository_advisory', 'push', 'create', 'release', 'pull_request'];

/** The events that bring a look forward, whatever they say. */
export const eventsThatHint: readonly string[] = [...hintsOfChange, ...hintsOfMoves, ...hintsOfRules];

function followHints(arrivals: readonly ClaimedArrival[], lookNow: LookNow): void {
  if (arrivals.some(({ name }) => name.startsWith('installation') || hintsOfChange.includes(name))) lookNow();
  for (const { name, body } of arrivals)
    if (hintsOfMoves.includes(name) || hintsOfRules.includes(name)) lookNow(repositoryIn(body).toLowerCase());
}
