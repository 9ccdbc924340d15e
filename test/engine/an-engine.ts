// An engine with everything around it: a real store in memory, a clock that stands still, a GitHub made by hand, and a log that can be read.
import { createGitPerformers } from '../../src/adapters/git/performers.ts';
import { readKey } from '../../src/adapters/mail/read-key.ts';
import { openStore } from '../../src/adapters/store/open-store.ts';
import type { Case } from '../../src/core/case.ts';
import type { Effect, WakeUp } from '../../src/core/effects.ts';
import type { CaseId } from '../../src/core/ids.ts';
import type { Policy } from '../../src/core/policy.ts';
import type { Instant } from '../../src/core/time/time.ts';
import { createDrillClock, isAtRest, untilQuiet, type DrillClock } from '../../src/drill/drill-clock.ts';
import { sightingArrival } from '../../src/engine/arrivals.ts';
import { defaultBounds, type Bounds, type Engine } from '../../src/engine/engine.ts';
import { handleArrival } from '../../src/engine/handle-arrival.ts';
import type { Arrival, ClaimedArrival, HistoryLine, Step, Store } from '../../src/engine/ports/store.ts';
import type { Log } from '../../src/engine/ports/clock.ts';
import type { Sighting } from '../../src/engine/sighting.ts';
import { startWork, type Work } from '../../src/engine/work.ts';
import { aCase, aCaseId, aDecidedEvent, anArrival, aPolicy, reportedAt } from '../fixtures/a-case.ts';
import { dayMs, hourMs } from '../fixtures/happenings.ts';
import { aGit, type AGit } from './a-git.ts';
import { aGitHub, type AGitHub } from './a-github.ts';

export type Logged = { readonly level: string; readonly message: string } & Readonly<Record<string, unknown>>;

export type AnEngine = {
  readonly engine: Engine;
  readonly store: Store;
  readonly github: AGitHub;
  readonly git: AGit;
  readonly drill: DrillClock;
  readonly logged: readonly Logged[];
  now(): Instant;
  /** Puts a case into the store, as a step of some earlier time would have. */
  known(thisCase?: Partial<Case>, policy?: Partial<Policy>): Promise<Case>;
  /** As a step of that case would: these ends are wanted now, and these wake-ups are all it has. */
  want(effects: readonly Effect[], about?: { readonly of?: Case; readonly wakeUps?: readonly WakeUp[] }): Promise<void>;
  /** Takes an arrival in and gives it to the only worker there is; the attempt is the first unless said otherwise. */
  claim(arrival?: Partial<Arrival>, attempt?: number): Promise<ClaimedArrival>;
  /** What was seen goes its whole road. */
  sight(sighting: Sighting, attempt?: number): Promise<void>;
  /** The case as it is stored; fails when there is none. */
  caseNow(caseId?: CaseId): Promise<Case>;
  /** What was decided after `known`, as `event kind: outcome`, refusals with their code. */
  decided(caseId?: CaseId): Promise<readonly string[]>;
  history(caseId?: CaseId): Promise<readonly HistoryLine[]>;
  /** Starts the loops. */
  work(): Promise<Work>;
  /** Resolves when every loop sleeps and nothing is in hand, or as many as are said to. */
  settle(asleep?: number): Promise<void>;
  /** Lets time pass in the steps in which the loops want to be woken. Unit: ms. */
  pass(ms: number, asleep?: number): Promise<void>;
  close(): Promise<void>;
};

const noWork = { inHand: () => 0 };

export async function anEngine(bounds: Partial<Bounds> = {}, wrap: (store: Store) => Store = (store) => store): Promise<AnEngine> {
  const drill = createDrillClock(reportedAt + hourMs);
  const { clock } = drill;
  const github = aGitHub(clock);
  const git = aGit();
  const ofGit = createGitPerformers({ git, now: () => clock.now(), refuseUnlessPrivate: () => Promise.resolve() });
  const logged: Logged[] = [];
  const opened = await openStore('sqlite::memory:');
  const store = wrap(opened);
  const engine: Engine = {
    store,
    github,
    git,
    performers: { ...github.performers, ...ofGit },
    readKey,
    canMail: true,
    clock,
    log: recording(logged),
    bounds: { ...defaultBounds, ...bounds },
  };
  let arrived = 0;
  let working: Work | undefined;
  const claim: AnEngine['claim'] = async (overrides = {}, attempt = 1) => {
    arrived += 1;
    const arrival = anArrival({ key: `test:${arrived}`, receivedAt: clock.now(), about: undefined, ...overrides });
    await opened.receive([arrival]);
    const [claimed] = await opened.claimArrivals({ now: clock.now(), leaseMs: 1, limit: 1 });
    if (claimed?.key !== arrival.key) throw new Error(`${arrival.key} could not be claimed`);
    return { ...claimed, attempt };
  };
  const save = async (step: Step): Promise<void> => {
    arrived += 1;
    // Of a time to come, so that no loop takes it away.
    const arrival = anArrival({ key: `saved:${arrived}`, receivedAt: clock.now() + 365 * dayMs });
    await opened.receive([arrival]);
    await opened.saveStep(arrival.key, step.next.id, clock.now(), () => step);
  };
  const readCase = async (caseId: CaseId): Promise<Case> => {
    const stored = await opened.readCase(caseId);
    if (stored === undefined) throw new Error(`there is no case ${caseId}`);
    return stored.case;
  };
  const history = async (caseId: CaseId = aCaseId) => opened.readHistory(caseId);
  const settle = (asleep?: number): Promise<void> =>
    untilQuiet(() => (asleep === undefined ? isAtRest(drill, working ?? noWork) : drill.sleepers().count >= asleep));
  return {
    ...{ engine, store, github, git, drill, logged, claim, history, settle },
    now: () => clock.now(),
    async known(overrides = {}, policy = {}) {
      const next = aCase(overrides);
      await save({ next, policy: aPolicy(policy), history: [aDecidedEvent()], effects: [], wakeUps: [], arrivals: [] });
      return next;
    },
    async want(effects, { of = aCase(), wakeUps = [] } = {}) {
      const stored = await opened.readCase(of.id);
      await save({ next: stored?.case ?? of, policy: stored?.policy ?? aPolicy(), history: [], effects, wakeUps, arrivals: [] });
    },
    async sight(sighting, attempt = 1) {
      arrived += 1;
      const { key, source, name, body, about } = sightingArrival(`sighting:${arrived}`, sighting, clock.now());
      // What is said in a case issue is put in line by its case first.
      const inLine =
        sighting.kind === 'IssueCommentSighted' && !sighting.onPullRequest ? await opened.findSubjectAt(sighting.place) : undefined;
      await handleArrival(engine, await claim({ key, source, name, body, about: about ?? inLine }, attempt));
    },
    caseNow: async (caseId = aCaseId) => readCase(caseId),
    decided: async (caseId) => {
      const lines = await history(caseId);
      return lines.slice(1).map((line) => `${line.event.kind}: ${line.refusalCode ?? line.outcome}`);
    },
    async work() {
      working = await startWork(engine);
      return working;
    },
    async pass(ms, asleep) {
      const until = clock.now() + ms;
      for (;;) {
        await settle(asleep);
        if (clock.now() >= until) return;
        drill.setNow(Math.min(drill.sleepers().nextAt, until));
      }
    },
    async close() {
      await working?.stop();
      await opened.close();
    },
  };
}

function recording(logged: Logged[]): Log {
  const at = (level: string) => (facts: Record<string, unknown>, message: string) => void logged.push({ ...facts, level, message });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
