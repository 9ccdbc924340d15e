/** One scenario played while its seed decides what goes wrong; then everything is looked at. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { play } from '../../src/drill/player.ts';
import type { Scenario } from '../../src/drill/scenario.ts';
import { createChance } from '../../src/drill/simulated-github/chance.ts';
import { setStage, type Stage } from '../../src/drill/stage.ts';
import { openStore } from '../../src/adapters/store/open-store.ts';
import type { Broken } from './broken.ts';
import { secretsFound, withCanaries } from './canaries.ts';
import { cameLate } from './came-late.ts';
import { conversation } from './conversation.ts';
import { endsOtherwise, endStateOf, type EndState } from './end-state.ts';
import { notAsExpected, relaxed, type Played } from './expected.ts';
import type { Home } from './homes.ts';
import type { Pace } from './life.ts';
import { acknowledged, brokenHistories, lostDeliveries, madeTwice, unfinishedWork } from './invariants.ts';
import { otherTzdata } from './other-tzdata.ts';
import { peopleOf, type People } from './people.ts';
import type { Plan } from './plan.ts';
import { isPublication, lateOf, publicTooEarly, publishedByApp, publishedWrongly } from './published.ts';
import { replicasOn, type Replicas } from './replicas.ts';
import { said, saidTwice } from './said.ts';
import { looksIn } from './scenarios.ts';
import { troubleOf, type Trouble } from './trouble.ts';
import type { Violation } from './violation.ts';

export type Wanted = {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly replicas: number;
  readonly plan: Plan;
  /** How it ends when nothing goes wrong. */
  readonly calm: EndState | undefined;
  /** What is wrong with the app, on purpose; only of lives in this process. */
  readonly broken?: Broken | undefined;
};

export type Outcome = {
  readonly seed: number;
  readonly scenario: string;
  readonly deaths: number;
  /** What was done to it, and how often. */
  readonly troubles: Readonly<Record<string, number>>;
  readonly requests: number;
  /** Webhooks that the app answered for. */
  readonly acknowledged: number;
  /** Effects that the app says it has carried out. */
  readonly performed: number;
  readonly violations: readonly Violation[];
  readonly end: EndState;
  readonly seconds: number;
  /** What the app logged, all its lives one after the other. */
  readonly log: string;
  /** What was said on GitHub. */
  readonly said: string;
};

const hourMs = 3_600_000;
/**
 * People wait so long for the app before they go on; and in the end all is well for so long, so that what was lost last can still be asked
 * for, which is done after each failure in twice the time. Unit: ms of drill time.
 */
const patience: { readonly [Looks in Pace['looks']]: { readonly waitMs: number; readonly calmMs: number } } = {
  ordinary: { waitMs: 3 * hourMs, calmMs: 2.5 * hourMs },
  slow: { waitMs: 6 * hourMs, calmMs: 10 * hourMs },
};
/** How long the app waits for a GitHub that hangs: long enough for one that does not, on a busy machine. Unit: real ms. */
const hangingMs = 1_500;
/** A run that takes longer hangs. Unit: real ms. */
const longestRunMs = 900_000;

type Scene = {
  readonly stage: Stage;
  readonly trouble: Trouble;
  readonly circle: Replicas;
  readonly people: People;
  readonly timeline: Played[];
  /** What went wrong on the way. */
  readonly violations: Violation[];
  readonly log: readonly string[];
  publications: number;
};

/** Errors: none of the app's; whatever goes wrong is a violation. */
export async function chaosRun(wanted: Wanted, home: Home): Promise<Outcome> {
  const startedAt = performance.now();
  const scene = await setScene(wanted, home);
  const { stage, trouble, circle, log } = scene;
  try {
    const broken = await endOf(playUnder(scene));
    const looked = broken === undefined ? await lookAtAll(scene, wanted, home) : { violations: broken, end: nothing };
    const violations = [...scene.violations, ...looked.violations];
    const text = log.join('');
    const troubles = { ...trouble.done(), ...(wanted.plan.changesTzdata && { tzdata: 1 }) };
    return {
      ...{ seed: wanted.seed, scenario: wanted.scenario.name, deaths: circle.deaths(), troubles },
      ...{ requests: stage.github.world.requests.length, acknowledged: acknowledged(stage).size },
      ...{ performed: text.split('"msg":"performed"').length - 1, violations, end: looked.end, log: text, said: conversation(stage) },
      seconds: (performance.now() - startedAt) / 1_000,
    };
  } finally {
    trouble.rest();
    await stage.close();
  }
}

async function setScene({ seed, scenario, replicas, plan, broken }: Wanted, home: Home): Promise<Scene> {
  const chance = createChance(seed ^ 0x5eed);
  const hangs = plan.spells.some(({ fault }) => fault === 'github-hangs');
  const pace: Pace = { looks: looksIn(scenario.name), gitHubTimeoutMs: hangs ? hangingMs : undefined };
  const log: string[] = [];
  const violations: Violation[] = [];
  const circle: Replicas = replicasOn({
    ...{ replicas, home, chance, broken, inProcesses: plan.inProcesses, pace, tears: () => plan.tearsTails },
    onCall: (call, when) => trouble.onCall(call, when),
    fails: () => trouble.fails(),
    everySecond: tzdataFor(plan),
    nextTurnAt: () => trouble.nextTurnAt(),
    onStillborn: () => trouble.mend(),
    onCrash: () => void violations.push({ kind: 'broken', what: 'the app died, and nobody had killed it' }),
  });
  // What happens while the world is built is not part of the play.
  let isSet = false;
  const trouble: Trouble = troubleOf(plan, { stage: () => scene.stage, home, replicas: () => circle, chance });
  const stage = await setStage(relaxed(scenario, plan, home.url.startsWith('postgres')), {
    ...{ storeUrl: home.url, seed, onLog: (line: string) => void log.push(line) },
    startApp: (env, at, onLog) => circle.startApp(withCanaries(env), at, onLog),
    onMoment: (moment) => {
      if (!isSet) return;
      if (isPublication(moment)) scene.publications += 1;
      trouble.onMoment(moment);
    },
  });
  const scene: Scene = { stage, trouble, circle, people: peopleOf(stage), timeline: [], violations, log, publications: 0 };
  isSet = true;
  return scene;
}

/** Nothing where there is no other. */
function tzdataFor({ changesTzdata }: Pick<Plan, 'changesTzdata'>): Readonly<Record<string, string>> {
  const other = changesTzdata ? otherTzdata(join(tmpdir(), 'fixlead-tzdata')) : undefined;
  return other !== undefined && 'env' in other ? other.env : {};
}

async function playUnder({ stage, trouble, circle, people, timeline }: Scene): Promise<void> {
  const { waitMs, calmMs } = patience[looksIn(stage.scenario.name)];
  let begunAt = 0;
  const onStep = (): void => {
    begunAt = stage.now();
    trouble.onAct();
  };
  await play(stage, (told) => timeline.push({ ...told, begunAt }), { waitMs, onStep, asked: people.asked });
  trouble.rest();
  await stage.advance(Math.max(stage.now(), stage.scenario.ends) + calmMs);
  await stage.stopApp();
  await circle.bury();
}

type Looked = { readonly violations: readonly Violation[]; readonly end: EndState };

/** Of a run that was not played to its end. */
const nothing: EndState = { facts: [], texts: [], told: [], lateMs: undefined };

async function lookAtAll(scene: Scene, { plan, calm }: Wanted, home: Home): Promise<Looked> {
  const { stage, circle, people, timeline, log, publications } = scene;
  const stored = await home.bytes();
  const stuck = await unfinishedWork(home, stage.now());
  const store = await openStore(home.url);
  try {
    const cases = await store.listCases();
    const publishedAt = (ghsa: string): number | undefined => stage.github.world.advisory(ghsa).publishedAt;
    const excuses = { spells: plan.spells, looks: looksIn(stage.scenario.name), deaths: circle.deaths(), timesAgain: people.times() };
    const clocksAhead = plan.spells.filter(({ fault }) => fault === 'clock-ahead').length;
    const end = endStateOf(stage, lateOf(cases, publishedAt));
    const violations = [
      ...stuck,
      ...(await lostDeliveries(stage, store)),
      ...(await brokenHistories(store)),
      ...saidTwice(said(stage), calm?.texts, { again: people.times(), lateMs: end.lateMs ?? 0, clocksAhead }),
      ...madeTwice(stage),
      ...publishedWrongly({
        cases,
        publishedAt,
        byApp: publishedByApp(stage),
        publications,
        calmLateMs: calm?.lateMs,
        begun: timeline.map(({ begunAt }) => begunAt),
        excuses,
      }),
      ...cameLate(timeline, excuses),
      ...publicTooEarly(stage, cases),
      ...notAsExpected(stage, timeline),
      ...(calm === undefined ? [] : endsOtherwise(end, calm)),
      ...secretsFound({
        ...{ env: circle.env(), scenario: stage.scenario, log: log.join(''), store: stored },
        dataFolder: join(stage.folder, 'data'),
      }),
    ];
    return { violations, end };
  } finally {
    await store.close();
  }
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
