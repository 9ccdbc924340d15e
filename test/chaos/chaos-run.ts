/** One scenario played in one process while its seed decides what goes wrong; then everything is looked at. */
import { join } from 'node:path';
import { play } from '../../src/drill/player.ts';
import { readScenario, type Scenario } from '../../src/drill/scenario.ts';
import { createChance } from '../../src/drill/simulated-github/chance.ts';
import { setStage, type Moment, type Stage } from '../../src/drill/stage.ts';
import { openStore } from '../../src/adapters/store/open-store.ts';
import { brokenHistories, checksMadeTwice, lostDeliveries, unfinishedWork, type Violation } from '../crash/invariants.ts';
import { secretsFound } from './canaries.ts';
import type { Home } from './homes.ts';
import type { Plan } from './plan.ts';
import { replicasOn, type Replicas } from './replicas.ts';
import { troubleOf, type Trouble } from './trouble.ts';
import { endsOtherwise, endStateOf, publicTooEarly, publishedWrongly, saidTwice, type EndState } from './world.ts';

export type Wanted = {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly replicas: number;
  readonly plan: Plan;
  /** How it ends when nothing goes wrong. */
  readonly calm: EndState | undefined;
};

export type Outcome = {
  readonly seed: number;
  readonly scenario: string;
  readonly deaths: number;
  /** What was done to it, and how often. */
  readonly troubles: Readonly<Record<string, number>>;
  readonly requests: number;
  readonly deliveries: number;
  readonly violations: readonly Violation[];
  readonly end: EndState;
  readonly seconds: number;
  readonly log: string;
};

const hourMs = 3_600_000;
/** People wait for the app before they go on: a webhook that is lost is asked for again within two hours. Unit: ms of drill time. */
const waitMs = 6 * hourMs;
/** Time in which all is well, so that what was lost last can still be asked for; parked is what was tried for five hours. Unit: ms of drill time. */
const calmMs = 10 * hourMs;
/** A run that takes longer hangs; several at once take turns on one processor. Unit: real ms. */
const longestRunMs = 1_800_000;

export const scenarioNamed = (name: string): Scenario =>
  readScenario(join(import.meta.dirname, '../../src/drill/scenarios', `${name}.yaml`));

/** Errors: none of the app's; whatever goes wrong is a violation. */
export async function chaosRun({ seed, scenario, replicas, plan, calm }: Wanted, home: Home): Promise<Outcome> {
  const startedAt = performance.now();
  const chance = createChance(seed ^ 0x5eed);
  const log: string[] = [];
  const violations: Violation[] = [];
  let publications = 0;
  const circle: Replicas = replicasOn({
    ...{ replicas, home, chance, tears: () => plan.tearsTails },
    onCall: (call, when) => trouble.onCall(call, when),
    fails: () => trouble.fails(),
  });
  const trouble: Trouble = troubleOf(plan, { stage: () => stage, home, replicas: () => circle, chance });
  const stage: Stage = await setStage(scenario, {
    ...{ storeUrl: home.url, seed, startApp: circle.startApp, onLog: (line: string) => void log.push(line) },
    onMoment: (moment) => {
      if (isPublication(moment)) publications += 1;
      trouble.onMoment(moment);
    },
  });
  try {
    const broken = await endOf(playUnder(stage, trouble, circle));
    violations.push(...(broken ?? (await violationsOf({ stage, home, publications, calm, env: circle.env(), log: log.join('') }))));
    return {
      ...{ seed, scenario: scenario.name, deaths: circle.deaths(), troubles: trouble.done() },
      ...{ requests: stage.github.world.requests.length, deliveries: stage.github.world.deliveries.length, violations },
      ...{ end: endStateOf(stage), seconds: (performance.now() - startedAt) / 1_000, log: log.join('') },
    };
  } finally {
    trouble.rest();
    await stage.close();
  }
}

async function playUnder(stage: Stage, trouble: Trouble, circle: Replicas): Promise<void> {
  await play(stage, () => undefined, { waitMs });
  trouble.rest();
  await stage.advance(Math.max(stage.now(), stage.scenario.ends) + calmMs);
  await stage.stopApp();
  await circle.bury();
}

type Looked = {
  readonly stage: Stage;
  readonly home: Home;
  readonly publications: number;
  readonly calm: EndState | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly log: string;
};

async function violationsOf({ stage, home, publications, calm, env, log }: Looked): Promise<readonly Violation[]> {
  const stored = await home.bytes();
  const stuck = await unfinishedWork({ stage, store: home });
  const store = await openStore(home.url);
  try {
    return [
      ...stuck,
      ...(await lostDeliveries(stage, store)),
      ...(await brokenHistories(store)),
      ...saidTwice(stage, calm),
      ...checksMadeTwice(stage),
      ...(await publishedWrongly(stage, store, publications)),
      ...(await publicTooEarly(stage, store)),
      ...(calm === undefined ? [] : endsOtherwise(stage, calm)),
      ...secretsFound({ env, scenario: stage.scenario, log, store: stored, dataFolder: join(stage.folder, 'data') }),
    ];
  } finally {
    await store.close();
  }
}

function isPublication(moment: Moment): boolean {
  return moment.kind === 'delivery' && moment.event === 'repository_advisory' && moment.action === 'published';
}

async function endOf(run: Promise<void>): Promise<readonly Violation[] | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<readonly Violation[]>((resolve) => {
    timer = setTimeout(() => resolve([{ kind: 'broken', what: `the run hung for ${longestRunMs / 1_000} s` }]), longestRunMs);
  });
  const ended = run.then(
    () => undefined,
    (error: unknown): readonly Violation[] => [
      { kind: 'broken', what: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    ],
  );
  return Promise.race([ended, hung]).finally(() => clearTimeout(timer));
}
