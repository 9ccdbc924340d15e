/** Carries out one effect: looks first where an earlier try may have reached GitHub, then acts, then says how it ended. */
import type { Effect, EffectKind } from '../core/effects.ts';
import { outcomeArrival } from './arrivals.ts';
import type { Engine } from './engine.ts';
import { endsTheApp, failedWith } from './give-up.ts';
import type { ClaimedEffect } from './ports/store.ts';
import type { Found, PerformContext, Performer } from './ports/github.ts';

export async function perform(engine: Engine, claimed: ClaimedEffect): Promise<void> {
  const { effect, generation, about } = claimed;
  if (endsTheApp(claimed.attempt, engine.bounds, effect.kind))
    return fail(engine, claimed, new Error('the app ended again and again while it was carrying this out, and may have ended over it'));
  const stop = engine.stopwatch?.start('effect');
  let found: Found;
  try {
    found = await lookThenAct(engine, claimed);
  } catch (cause) {
    return fail(engine, claimed, cause);
  } finally {
    stop?.();
  }
  const now = engine.clock.now();
  const outcome = found.event === undefined ? undefined : outcomeArrival(`${effect.key}:${generation}`, about, found.event, now);
  await engine.store.finishEffect(effect.key, generation, { now, result: found.result, outcome });
  engine.log.info({ effect: effect.key, kind: effect.kind, generation, attempt: claimed.attempt, result: found.result }, 'performed');
}

/** There is one of each, whatever its words: a wish in newer words may find what an older one has made and nobody wrote down. */
const madeOnce: readonly EffectKind[] = ['OpenCaseIssue', 'OpenProjectIssue'];

async function lookThenAct(engine: Engine, claimed: ClaimedEffect): Promise<Found> {
  const { effect, attempt, generation } = claimed;
  const performer = performerOf(engine, effect);
  const context: PerformContext = { about: claimed.about, repository: claimed.repository, installationId: claimed.installationId };
  const mayStand = attempt > 1 || (generation > 1 && madeOnce.includes(effect.kind));
  const before = mayStand ? await performer.look(context, effect) : undefined;
  return before ?? performer.perform(context, effect);
}

/** The record of performers is typed by kind; this is the one place where a kind is looked up at run time. */
function performerOf(engine: Engine, effect: Effect): Performer<Effect['kind']> {
  return engine.performers[effect.kind] as Performer<Effect['kind']>;
}

async function fail(engine: Engine, claimed: ClaimedEffect, cause: unknown): Promise<void> {
  const { effect, generation, attempt, about } = claimed;
  const { error, giveUp, waitMs, askedToWait, wasNone } = failedWith(cause, { attempt, kind: effect.kind }, engine.bounds);
  const now = engine.clock.now();
  if (giveUp) {
    const event = { kind: 'EffectGivenUp', key: effect.key, what: effect.kind, error, at: now } as const;
    engine.log.error({ effect: effect.key, kind: effect.kind, attempt, error }, 'gave up');
    return engine.store.parkEffect(effect.key, generation, {
      now,
      error,
      outcome: outcomeArrival(`${effect.key}:${generation}:given-up:${now}`, about, event, now),
    });
  }
  engine.log.warn({ effect: effect.key, kind: effect.kind, attempt, waitMs, error }, 'will try again');
  const pauseInstallationUntil = askedToWait ? now + waitMs : undefined;
  const again = { dueAt: now + waitMs, error, pauseInstallationUntil };
  await engine.store.retryEffect(effect.key, generation, wasNone ? { ...again, tries: attempt - 1 } : again);
}
