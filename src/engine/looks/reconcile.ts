/** Looks for what no webhook tells: drafts, edits, comments, forks, missed deliveries. What it finds enters the inbox like anything else. */
import type { CaseId, RepositoryName } from '../../core/ids.ts';
import { caseLooks, type CaseLook } from './case-looks.ts';
import type { Engine } from '../engine.ts';
import { lookAtPolicy } from './look-at-policy.ts';
import { createLookPlan, type LookPlan, type WantedLook } from './look-plan.ts';
import { lookAtAdvisories, sweepDeliveries, type AskedAgain } from './looks.ts';
import { tellOfNewInstallations } from './new-installations.ts';
import type { OpenCase, StoredCase } from '../ports/store.ts';
import { everybody, takeLooks } from './take-looks.ts';

export type Reconciler = {
  /**
   * Looks everywhere at once, after something changed about what we watch, but at lines, which costs git and which their pushes bring
   * forward; or for what one repository shows of fixes and lines.
   */
  lookNow(repository?: string): void;
  /** For how many accounts looks are being taken. */
  inHand(): number;
  stop(): Promise<void>;
};

export function startReconciling(engine: Engine): Reconciler {
  const { clock, bounds } = engine;
  const plan = createLookPlan(bounds.fastestLookMs);
  plan.want('the app', ofTheApp(engine, plan), clock.now());
  let stopped = false;
  let sleep = new AbortController();
  const looking = takeLooks(engine, { isStopped: () => stopped, onLate: () => sleep.abort() });
  const run = async (): Promise<void> => {
    while (!stopped) {
      sleep = new AbortController();
      await planCases(engine, plan);
      const before = clock.now();
      await looking.take(plan.due(before, looking.isFree));
      // Those for whom there was no room have waited long enough.
      if (stopped || plan.due(before, looking.isFree).length > 0) continue;
      const nextAt = Math.min(plan.nextAt(looking.isFree), clock.now() + bounds.idleMs);
      await clock.sleepUntil(Math.max(clock.now() + 1, nextAt), sleep.signal);
    }
    await looking.emptied();
  };
  const ended = run();
  return {
    lookNow(repository) {
      plan.hurry(clock.now(), (look) => (repository === undefined ? !look.isDear : look.in.some((one) => one === repository)));
      sleep.abort();
    },
    inHand: () => looking.inHand(),
    stop: () => {
      stopped = true;
      sleep.abort();
      return ended;
    },
  };
}

/** Each process has to know the repositories; that deliveries are asked for again by one of them is enough. */
function ofTheApp(engine: Engine, plan: LookPlan): readonly WantedLook[] {
  const { slowestRepositoryLookMs, slowestPruningMs, sweepMs } = engine.bounds;
  const askedAgain: AskedAgain = new Map();
  const own = { owner: everybody, in: [], isDear: false };
  return [
    { ...own, name: 'installations', isShared: false, slowestMs: slowestRepositoryLookMs, run: () => planRepositories(engine, plan) },
    { ...own, name: 'deliveries', isShared: true, slowestMs: sweepMs, run: () => sweepDeliveries(engine, askedAgain) },
    { ...own, name: 'what waits too long', isShared: false, slowestMs: sweepMs, run: () => mendWaits(engine) },
    { ...own, name: 'what can be forgotten', isShared: true, isDear: true, slowestMs: slowestPruningMs, run: () => forget(engine) },
  ];
}

async function mendWaits({ store, clock, bounds, log }: Engine): Promise<boolean> {
  const found = await store.endWrongWaits({ now: clock.now(), longestMs: bounds.longestWaitMs });
  if (found > 0) log.warn({ found }, 'a clock that was ahead had put off work: it is due now');
  return false;
}

/** Answers whether there may be more of it. */
async function forget({ store, clock, bounds }: Engine): Promise<boolean> {
  return (await store.prune(clock.now() - bounds.keptWebhooksMs, bounds.prunedAtOnce)) === bounds.prunedAtOnce;
}

async function planRepositories(engine: Engine, plan: LookPlan): Promise<boolean> {
  const installations = await engine.github.watch.installations();
  const wanted = installations.flatMap(({ installationId, repositories }) =>
    repositories.flatMap((repository) => ofRepository(engine, installationId, repository)),
  );
  plan.want('repositories', wanted, engine.clock.now());
  return tellOfNewInstallations(engine, installations);
}

function ofRepository(engine: Engine, installationId: number, repository: RepositoryName): readonly WantedLook[] {
  const { slowestRepositoryLookMs, slowestPolicyLookMs } = engine.bounds;
  // Under its installation: one that is uninstalled and installed again has another number, and needs another look.
  const of = `${installationId} ${repository}`;
  const own = { owner: ownerOf(repository), in: [], isDear: false, isShared: true };
  const advisories = () => lookAtAdvisories(engine, installationId, repository);
  const policy = () => lookAtPolicy(engine, installationId, repository);
  return [
    { ...own, name: `advisories ${of}`, slowestMs: slowestRepositoryLookMs, run: advisories },
    { ...own, name: `policy ${of}`, slowestMs: slowestPolicyLookMs, run: policy },
  ];
}

async function planCases(engine: Engine, plan: LookPlan): Promise<void> {
  try {
    const open = await engine.store.listOpen();
    const possible = caseLooks.filter(({ isPossible }) => isPossible?.(engine) !== false);
    const wanted = open.flatMap((one) => possible.map((look) => ofCase(engine, one, look)));
    plan.want('cases', wanted, engine.clock.now());
  } catch (error) {
    engine.log.warn({ look: 'cases', error: error instanceof Error ? error.message : String(error) }, 'a look failed');
  }
}

function ofCase(engine: Engine, one: OpenCase, { kind, look, isDear = false, ...rest }: CaseLook): WantedLook {
  const places = rest.in(one);
  return {
    // With the places: it is taken anew as soon as there is another place to look at.
    name: [kind, ...places, one.id].join(' '),
    owner: ownerOf(one.repository),
    slowestMs: rest.slowestMs(engine.bounds),
    in: places,
    isDear,
    isShared: true,
    run: () => lookAtCase(engine, one.id, look),
  };
}

async function lookAtCase(engine: Engine, id: CaseId, look: (engine: Engine, stored: StoredCase) => Promise<boolean>): Promise<boolean> {
  const stored = await engine.store.readCase(id);
  return stored === undefined ? false : look(engine, stored);
}

function ownerOf(repository: RepositoryName): string {
  return repository.split('/')[0] ?? repository;
}
