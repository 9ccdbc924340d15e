// Plays the inputs of one timeline through the rules, a step at a time, as the engine would.
import type { Case } from '../../src/core/case.ts';

import type { Effect, WakeUp } from '../../src/core/effects.ts';
import type { CaseEvent, Command } from '../../src/core/events.ts';
import type { Reason } from '../../src/core/rules.ts';
import type { CaseId } from '../../src/core/ids.ts';
import type { Policy } from '../../src/core/policy.ts';
import type { PolicyFound } from '../../src/core/policy-version/policy-version.ts';
import type { Instant } from '../../src/core/time/time.ts';
import type { Step } from '../../src/engine/ports/store.ts';
import { decideAll } from '../../src/engine/step.ts';
import { eventsOf } from './read-input.ts';

/** What one input led to. */
export type Played = {
  readonly before: Case | undefined;
  readonly after: Case | undefined;
  readonly wakeUpsBefore: readonly WakeUp[];
  readonly wakeUps: readonly WakeUp[];
  /** Only the ends that are new or read differently: what has not changed is not carried out again. */
  readonly effects: readonly Effect[];
  readonly because: readonly Reason[];
  readonly refusals: readonly string[];
  readonly ignored: readonly string[];
};

export type Stage = {
  policy: Policy;
  /** What GitHub shows of the policy file now. */
  policyFile: PolicyFound;
  current: Case | undefined;
  wakeUps: readonly WakeUp[];
  readonly wanted: Map<string, string>;
  comments: number;
  /** What is known of other reports. */
  readonly others: Map<CaseId, NonNullable<Command<'DuplicateNamed'>['other']>>;
};

export function newStage(policy: Policy): Stage {
  return { policy, policyFile: { kind: 'none' }, current: undefined, wakeUps: [], wanted: new Map(), comments: 0, others: new Map() };
}

/** Errors: throws on an input that is not understood. */
export function play(stage: Stage, at: Instant, input: string): Played {
  const before = stage.current;
  const wakeUpsBefore = stage.wakeUps;
  const steps = input === 'tick' ? tick(stage, at) : [take(stage, at, eventsOf(stage, at, input))];
  return {
    before,
    after: stage.current,
    wakeUpsBefore,
    wakeUps: stage.wakeUps,
    effects: steps.flatMap((step) => ('ignored' in step ? [] : step.effects.filter((effect) => isNew(stage, effect)))),
    because: steps.flatMap((step) => ('ignored' in step ? [] : step.history.flatMap((line) => line.because))),
    refusals: steps.flatMap((step) => ('ignored' in step ? [] : step.history.flatMap((line) => line.refusalCode ?? []))),
    ignored: steps.flatMap((step) => ('ignored' in step ? [step.ignored] : [])),
  };
}

/** A story in which more rings in one minute has a wake-up that never falls silent. */
const mostRings = 20;

type Taken = Step | { readonly ignored: string };

/** Rings, in order, whatever is due up to the end of this minute. */
function tick(stage: Stage, at: Instant): readonly Taken[] {
  const steps: Taken[] = [];
  const due = () => stage.wakeUps.filter((wakeUp) => wakeUp.dueAt < at + 60_000).toSorted((a, b) => a.dueAt - b.dueAt);
  for (let [next] = due(); next !== undefined; [next] = due()) {
    if (steps.length === mostRings) throw new Error(`More than ${mostRings} wake-ups rang at once, the last of them ${next.name}`);
    const now = Math.max(at, next.dueAt);
    steps.push(take(stage, now, [{ kind: 'WakeUpRang', ...next, at: now }]));
  }
  return steps;
}

function take(stage: Stage, now: Instant, events: readonly CaseEvent[]): Taken {
  const { current, policy } = stage;
  const stored = current === undefined ? undefined : { case: current, policy, version: 1, policyDigest: '' };
  const step = decideAll(stored, events, { freshPolicy: policy, now, key: 'arrival' });
  if ('ignored' in step) return step;
  stage.current = step.next;
  stage.policy = step.policy;
  stage.wakeUps = step.wakeUps;
  return step;
}

function isNew(stage: Stage, effect: Effect): boolean {
  const wanted = JSON.stringify(effect);
  if (stage.wanted.get(effect.key) === wanted) return false;
  stage.wanted.set(effect.key, wanted);
  return true;
}
