/**
 * Looks for what no webhook tells: drafts, edits, comments, forks, missed deliveries. What it finds enters the inbox like anything else.
 * Each look has a rhythm of its own: fast after something was found, slowing down while it stays quiet.
 */
import type { Case } from '../core/case.ts';
import type { RepositoryName } from '../core/ids.ts';
import type { Instant } from '../core/time/time.ts';
import type { Engine } from './engine.ts';
import { lookElsewhere } from './look-elsewhere.ts';
import { lookInPublic } from './look-in-public.ts';
import { lookAtAccess } from './look-at-access.ts';
import { lookAtPolicy } from './look-at-policy.ts';
import { lookAtLines } from './look-at-lines.ts';
import { lookAtRules } from './look-at-rules.ts';
import { lookAtAdvisories, lookAtComments, sweepDeliveries, type AskedAgain } from './looks.ts';
import type { StoredCase } from './ports/store.ts';

export type Reconciler = {
  /**
   * Looks everywhere at once, after something changed about what we watch, but at lines, which costs git and which their pushes bring
   * forward; or for what one repository shows of fixes and lines.
   */
  lookNow(repository?: string): void;
  stop(): Promise<void>;
};

/** One thing to look at, again and again. `run` answers whether it found something new. */
type Look = {
  readonly name: string;
  nextAt: Instant;
  intervalMs: number;
  readonly slowestMs: number;
  readonly run: () => Promise<boolean>;
};

export function startReconciling(engine: Engine): Reconciler {
  const looks = new Map<string, Look>();
  const askedAgain: AskedAgain = new Map();
  let stopped = false;
  let pressed = false;
  const pressedFor = new Set<string>();
  let sleep = new AbortController();
  const lookNow = (repository?: string): void => {
    if (repository === undefined) pressed = true;
    else pressedFor.add(repository);
    sleep.abort();
  };
  const run = async (): Promise<void> => {
    while (!stopped) {
      hurry(looks, engine.clock.now(), (name) => (pressed && !name.startsWith('lines ')) || isAbout(name, pressedFor));
      pressed = false;
      pressedFor.clear();
      await refresh(engine, looks, askedAgain);
      await runDue(engine, looks, () => stopped);
      if (stopped || pressed || pressedFor.size > 0) continue;
      sleep = new AbortController();
      await engine.clock.sleepUntil(nextLookAt(engine, looks), sleep.signal);
    }
  };
  const ended = run();
  return {
    lookNow,
    stop: () => {
      stopped = true;
      sleep.abort();
      return ended;
    },
  };
}

/** Looks for fixes and lines carry the repositories that they look at in their names. */
function isAbout(name: string, repositories: ReadonlySet<string>): boolean {
  const [kind, ...about] = name.split(' ');
  return (kind === 'public' || kind === 'lines' || kind === 'rules') && about.some((one) => repositories.has(one));
}

function hurry(looks: Map<string, Look>, now: Instant, isPressed: (name: string) => boolean): void {
  for (const look of looks.values()) if (isPressed(look.name)) look.nextAt = now;
}

function nextLookAt(engine: Engine, looks: Map<string, Look>): Instant {
  const soonest = Math.min(...[...looks.values()].map((look) => look.nextAt));
  return Math.max(engine.clock.now() + 1, Number.isFinite(soonest) ? soonest : engine.clock.now() + engine.bounds.idleMs);
}

/** What there is to look at: the installed repositories, the open cases, the delivery log. */
async function refresh(engine: Engine, looks: Map<string, Look>, askedAgain: AskedAgain): Promise<void> {
  const { bounds } = engine;
  add(engine, looks, 'installations', bounds.slowestRepositoryLookMs, () => refreshRepositories(engine, looks));
  add(engine, looks, 'deliveries', bounds.sweepMs, () => sweepDeliveries(engine, askedAgain));
  const open = await engine.store.listCases({ open: true }).catch((error: unknown) => logFailure(engine, 'cases', error));
  if (open === undefined) return;
  for (const one of open) {
    add(engine, looks, `comments ${one.id}`, bounds.slowestCaseLookMs, () =>
      lookAtCase(engine, one, (stored) => lookAtComments(engine, stored.case)),
    );
    add(engine, looks, publicLook(one), bounds.slowestPublicLookMs, () =>
      lookAtCase(engine, one, (stored) => lookInPublic(engine, stored)),
    );
    add(engine, looks, linesLook(one), bounds.slowestLinesLookMs, () => lookAtCase(engine, one, (stored) => lookAtLines(engine, stored)));
    add(engine, looks, accessLook(one), bounds.slowestAccessLookMs, () =>
      lookAtCase(engine, one, (stored) => lookAtAccess(engine, stored)),
    );
    add(engine, looks, rulesLook(one), bounds.slowestRulesLookMs, () => lookAtCase(engine, one, (stored) => lookAtRules(engine, stored)));
    if (engine.publicSources !== undefined) {
      add(engine, looks, elsewhereLook(one), bounds.slowestElsewhereLookMs, () =>
        lookAtCase(engine, one, (stored) => lookElsewhere(engine, stored)),
      );
    }
  }
  const wanted = new Set(
    open.flatMap((one) => [`comments ${one.id}`, publicLook(one), linesLook(one), accessLook(one), rulesLook(one), elsewhereLook(one)]),
  );
  for (const name of looks.keys())
    if (/^(?:comments|public|lines|access|rules|elsewhere) /.test(name) && !wanted.has(name)) looks.delete(name);
}

function accessLook({ id }: Pick<Case, 'id'>): string {
  return `access ${id}`;
}

async function refreshRepositories(engine: Engine, looks: Map<string, Look>): Promise<boolean> {
  const installations = await engine.github.watch.installations();
  const wanted = new Map<string, { installationId: number; repository: RepositoryName }>();
  for (const { installationId, repositories } of installations) {
    // Under its installation: one that is uninstalled and installed again has another number, and needs another look.
    for (const repository of repositories) wanted.set(`${installationId} ${repository}`, { installationId, repository });
  }
  for (const name of looks.keys()) {
    const [, of] = /^(?:advisories|policy) (.*)$/.exec(name) ?? [];
    if (of !== undefined && !wanted.has(of)) looks.delete(name);
  }
  for (const [of, { installationId, repository }] of wanted) {
    const { slowestRepositoryLookMs, slowestPolicyLookMs } = engine.bounds;
    add(engine, looks, `advisories ${of}`, slowestRepositoryLookMs, () => lookAtAdvisories(engine, installationId, repository));
    add(engine, looks, `policy ${of}`, slowestPolicyLookMs, () => lookAtPolicy(engine, installationId, repository));
  }
  return false;
}

async function lookAtCase(engine: Engine, known: Case, look: (stored: StoredCase) => Promise<boolean>): Promise<boolean> {
  const stored = await engine.store.readCase(known.id);
  return stored === undefined ? false : look(stored);
}

function publicLook(one: Pick<Case, 'id' | 'repository'>): string {
  return `public ${one.repository} ${one.id}`;
}

/** The fix repository is where the case issue stands; before there is one, its own webhooks hurry nothing. */
function elsewhereLook({ id }: Pick<Case, 'id'>): string {
  return `elsewhere ${id}`;
}

function linesLook({ id, repository, caseIssue }: Pick<Case, 'id' | 'repository' | 'caseIssue'>): string {
  return ['lines', repository, ...(caseIssue === undefined ? [] : [caseIssue.repository]), id].join(' ');
}

function rulesLook({ id, caseIssue }: Pick<Case, 'id' | 'caseIssue'>): string {
  return ['rules', ...(caseIssue === undefined ? [] : [caseIssue.repository]), id].join(' ');
}

function add(engine: Engine, looks: Map<string, Look>, name: string, slowestMs: number, run: () => Promise<boolean>): void {
  if (looks.has(name)) return;
  looks.set(name, { name, nextAt: engine.clock.now(), intervalMs: Math.min(engine.bounds.fastestLookMs, slowestMs), slowestMs, run });
}

/** A look that fails waits as long as a quiet one, so that a failing GitHub is not asked more often. */
async function runDue(engine: Engine, looks: Map<string, Look>, isStopped: () => boolean): Promise<void> {
  const now = engine.clock.now();
  for (const look of [...looks.values()].filter((one) => one.nextAt <= now)) {
    if (isStopped()) return;
    const found = (await look.run().catch((error: unknown) => logFailure(engine, look.name, error))) ?? false;
    look.intervalMs = found ? Math.min(engine.bounds.fastestLookMs, look.slowestMs) : Math.min(look.intervalMs * 2, look.slowestMs);
    look.nextAt = engine.clock.now() + look.intervalMs;
  }
}

function logFailure(engine: Engine, look: string, error: unknown): undefined {
  engine.log.warn({ look, error: error instanceof Error ? error.message : String(error) }, 'a look failed');
  return undefined;
}
