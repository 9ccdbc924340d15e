/** Plays a scenario: each step at its minute, then waits until what is expected has come true, or says what is instead. */
import type { Instant } from '../core/time/time.ts';
import { perform, tell } from './acts.ts';
import { tellExpectation, whyNotYet } from './expectations.ts';
import { NotThereYet } from './fixes.ts';
import type { Expectation, ScenarioStep } from './scenario.ts';
import type { Stage } from './stage.ts';

export type Told = {
  readonly at: Instant;
  readonly words: string;
  readonly because: string | undefined;
  readonly checks: readonly { readonly words: string; readonly holdsAt: Instant | undefined; readonly instead: string | undefined }[];
};

/** How long what is expected may take to come true, in drill time: a quiet advisory is looked at once an hour. Unit: ms. */
const patienceMs = 90 * 60_000;

/** What people take for the few minutes after which they are to try again. Unit: ms. */
const fewMinutesMs = 10 * 60_000;

export type Manner = {
  /** Unless given, nobody waits for the app: each acts at their minute. Given, they wait so long for what they expect, and for what they act on. Unit: ms of drill time. */
  readonly waitMs?: number;
  /** What people do once more, a few minutes later, when the app has asked for it; asked while they wait. Nobody does anything unless given. */
  readonly asked?: (step: ScenarioStep) => (() => Promise<void>) | undefined;
  /** Told before each step. */
  readonly onStep?: (step: ScenarioStep) => void;
};

export async function play(stage: Stage, onTold: (told: Told) => void, manner: Manner = {}): Promise<readonly Told[]> {
  const timeline: Told[] = [];
  for (const [index, step] of stage.scenario.steps.entries()) {
    await stage.advance(step.at);
    const next = stage.scenario.steps[index + 1]?.at ?? stage.scenario.ends;
    manner.onStep?.(step);
    const told = await playStep(stage, step, { ...manner, next });
    timeline.push(told);
    onTold(told);
  }
  await stage.advance(stage.scenario.ends);
  return timeline;
}

type Patience = Manner & { /** When the next step comes. */ readonly next: Instant };

async function playStep(stage: Stage, step: ScenarioStep, { waitMs, asked = () => undefined, next }: Patience): Promise<Told> {
  const since = { lastCommentId: stage.github.world.nextId() };
  await performInTime(stage, step, stage.now() + (waitMs ?? 0));
  const patientUntil = waitMs === undefined ? Math.min(next, step.at + patienceMs) : stage.now() + waitMs;
  let again: (() => Promise<void>) | undefined;
  const open = new Set(step.then);
  const held = new Map<Expectation, Instant>();
  const check = (): boolean => {
    for (const expected of open) {
      if (whyNotYet(stage, expected, since) !== undefined) continue;
      held.set(expected, stage.now());
      open.delete(expected);
    }
    again = asked(step);
    return open.size === 0 || again !== undefined;
  };
  while (open.size > 0) {
    await stage.advance(patientUntil, check);
    if (again === undefined) break;
    await stage.advance(stage.now() + fewMinutesMs);
    await again();
  }
  const checks = step.then.map((expected) => ({
    words: tellExpectation(expected),
    holdsAt: held.get(expected),
    instead: open.has(expected) ? whyNotYet(stage, expected, since) : undefined,
  }));
  return { at: step.at, words: tell(step), because: step.because, checks };
}

/** Whoever wants to act on what the app has not made yet waits for it. Errors: NotThereYet when it does not come. */
async function performInTime(stage: Stage, step: ScenarioStep, until: Instant): Promise<void> {
  for (;;) {
    try {
      return await perform(stage, step);
    } catch (error) {
      if (!(error instanceof NotThereYet) || stage.now() >= until) throw error;
      await stage.advance(Math.min(until, stage.now() + fewMinutesMs));
    }
  }
}
