/** One drill under fire: the app killed at chosen moments while GitHub misbehaves, then everything looked at. */
import { createChance } from '../../src/drill/simulated-github/chance.ts';
import { play, type Told } from '../../src/drill/player.ts';
import { setStage, type Moment, type Stage } from '../../src/drill/stage.ts';
import { acknowledged, sayings, violationsOf, type Violation } from './invariants.ts';
import { createKiller, planKills, type Kill, type Killer } from './kills.ts';
import { misbehave } from './misbehaviour.ts';
import type { FreshStore } from './stores.ts';
import { scenarioUnderFire } from './under-fire.ts';

export type Trouble = {
  readonly seed: number;
  /** How often the app is to be killed; 0 for a calm run, in which GitHub does only what the scenario says. */
  readonly strokes: number;
  /** What was said in a calm run. */
  readonly calm?: readonly string[] | undefined;
};

export type CrashRun = {
  readonly seed: number;
  readonly kills: readonly Kill[];
  readonly restarts: number;
  /** Webhooks that the app answered for. */
  readonly acknowledged: number;
  /** Effects that the app says it has carried out. */
  readonly performed: number;
  /** Requests that GitHub failed, and webhooks that did not get through at once. */
  readonly troubles: number;
  readonly violations: readonly Violation[];
  readonly sayings: readonly string[];
  readonly realMs: number;
  /** What the app logged, all its lives one after the other. */
  readonly log: string;
};

const hourMs = 3_600_000;
/** People wait for the app before they go on: a webhook that is lost is asked for again within two hours. Unit: ms of drill time. */
const waitMs = 6 * hourMs;
/** After the scenario GitHub is well again and nothing is killed, so that what was lost last can still be asked for. Unit: ms of drill time. */
const calmMs = 8 * hourMs;
/** A run that takes longer hangs. Unit: real ms. */
const longestRunMs = 600_000;

/** Errors: none of the app's; whatever goes wrong is a violation. */
export async function crashRun({ seed, strokes, calm }: Trouble, store: FreshStore): Promise<CrashRun> {
  const startedAt = performance.now();
  const log: string[] = [];
  const violations: Violation[] = [];
  const timeline: Told[] = [];
  let publications = 0;
  const killer = createKiller(planKills(createChance(seed), strokes), { kill: () => stage.kill(), now: () => stage.now() });
  const stage = await setStage(scenarioUnderFire(), {
    storeUrl: store.url,
    seed,
    onLog: (text) => log.push(text),
    onDeath: () => violations.push({ kind: 'broken', what: 'the app died, and nobody had killed it' }),
    onMoment: (moment) => {
      if (tellsOfPublication(moment)) publications += 1;
      killer.onMoment(moment);
    },
  });
  try {
    const broken = await endOf(strokes === 0 ? inPeace(stage, timeline) : underFire(stage, killer, timeline));
    const run = { stage, store, timeline, kills: killer.kills(), publications, calm };
    violations.push(...(broken === undefined ? await violationsOf(run) : [broken]));
    return {
      ...{ seed, kills: killer.kills(), restarts: killer.restarts() },
      ...{ acknowledged: acknowledged(stage).size, performed: performedIn(log), troubles: troublesOf(stage) },
      ...{ violations, sayings: sayings(stage), realMs: performance.now() - startedAt, log: log.join('') },
    };
  } finally {
    killer.rest();
    await stage.close();
  }
}

async function underFire(stage: Stage, killer: Killer, timeline: Told[]): Promise<void> {
  const stop = misbehave(stage.github);
  await play(stage, (told) => timeline.push(told), { waitMs, onStep: () => killer.onAct() });
  stop();
  killer.rest();
  await comeToRest(stage);
}

async function inPeace(stage: Stage, timeline: Told[]): Promise<void> {
  await play(stage, (told) => timeline.push(told), { waitMs });
  await comeToRest(stage);
}

async function comeToRest(stage: Stage): Promise<void> {
  await stage.advance(Math.max(stage.now(), stage.scenario.ends) + calmMs);
  await stage.stopApp();
}

async function endOf(run: Promise<void>): Promise<Violation | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<Violation>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'broken', what: `the run hung for ${longestRunMs / 1_000} s` }), longestRunMs);
  });
  const ended = run.then(
    () => undefined,
    (error: unknown): Violation => ({ kind: 'broken', what: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
  return Promise.race([ended, hung]).finally(() => clearTimeout(timer));
}

function tellsOfPublication(moment: Moment): boolean {
  return moment.kind === 'delivery' && moment.event === 'repository_advisory' && moment.action === 'published';
}

function troublesOf({ github }: Stage): number {
  const failed = github.world.requests.filter(({ status }) => status === 0 || status === 403 || status >= 500);
  return failed.length + github.world.deliveries.filter(({ statusCode }) => statusCode !== 202).length;
}

function performedIn(log: readonly string[]): number {
  return log.join('').split('"msg":"performed"').length - 1;
}
