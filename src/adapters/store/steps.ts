/** The one transaction of a step: the case or project, its history, the effects, the wake-ups and the arrivals, together or not at all. */
import type { Selectable, Transaction } from 'kysely';
import type { Case } from '../../core/case.ts';
import { isOpen } from '../../core/case.ts';
import type { CaseId, RepositoryName, SubjectId } from '../../core/ids.ts';
import type { HistoryLine, ProjectStep, Step, Store, StoredCase, StoredProject } from '../../engine/ports/store.ts';
import { compiledOnce } from './compiled-once.ts';
import type { Context } from './dialect.ts';
import { change } from './dialect.ts';
import type { ChainEnd, DigestedEvent } from './history-chain.ts';
import { chain, genesisHash } from './history-chain.ts';
import { endArrival, insertArrivals } from './inbox.ts';
import { reopenEffect, withdrawEffects } from './outbox.ts';
import { savePlaces } from './places.ts';
import type { PolicyShelf } from './policy-shelf.ts';
import { caseOf, historyRowOf, noteOf, projectOf } from './rows.ts';
import type { CaseRow, HistoryRow, ProjectRow, Schema } from './schema.ts';
import { together } from './together.ts';
import { heldWakeUps, saveWakeUps } from './wake-ups.ts';
import { moveEffects, wantEffects } from './wanted-effects.ts';

/** Unit: bytes of JSON. A case this large is our bug, and one transaction must stay bounded. */
export const largestSnapshotBytes = 8 * 1024 * 1024;

export function steps(context: Context, policies: PolicyShelf): Pick<Store, 'saveStep' | 'saveProjectStep'> {
  const [ofCases, ofProjects] = [caseRows(context, policies), projectRows(context)];
  return {
    saveStep: (arrivalKey, caseId, now, decide) => {
      const decideOn = (current: Current<StoredCase> | undefined) => decide(current?.stored);
      return saveSubjectStep(context, policies, ofCases, { arrivalKey, id: caseId, now, decideOn });
    },
    saveProjectStep: (arrivalKey, projectId, now, decide) => {
      const decideOn = (current: Current<StoredProject> | undefined) => decide(current?.stored);
      return saveSubjectStep(context, policies, ofProjects, { arrivalKey, id: projectId, now, decideOn });
    },
  };
}

type Current<Stored> = { readonly stored: Stored; readonly end: ChainEnd };

/** How one kind of subject is kept. */
type Rows<Id extends SubjectId, Stored, Wanted extends Step | ProjectStep> = {
  load(trx: Transaction<Schema>, id: Id): Promise<Current<Stored> | undefined>;
  before(stored: Stored): Wanted['next'];
  save(trx: Transaction<Schema>, saved: { next: Wanted['next']; isNew: boolean; end: ChainEnd; digest: string }): Promise<unknown>;
};

type Deciding<Id, Stored, Wanted> = {
  readonly arrivalKey: string;
  readonly id: Id;
  readonly now: number;
  readonly decideOn: (current: Current<Stored> | undefined) => Wanted | { readonly ignored: string };
};

function saveSubjectStep<Id extends SubjectId, Stored extends { readonly policyDigest: string }, Wanted extends Step | ProjectStep>(
  context: Context,
  policies: PolicyShelf,
  rows: Rows<Id, Stored, Wanted>,
  { arrivalKey, id, now, decideOn }: Deciding<Id, Stored, Wanted>,
): Promise<'saved' | 'ignored' | 'already-done'> {
  return change(context, 'any', async (trx) => {
    // In this order: the case is locked before its wake-ups are read.
    const [isFirst, current, held] = await together([
      endArrival(trx, arrivalKey, now, null),
      rows.load(trx, id),
      heldWakeUps(trx, { about: id }),
    ]);
    if (!isFirst) return 'already-done';
    const step = decideOn(current);
    if ('ignored' in step) {
      await trx
        .updateTable('arrivals')
        .set({ note: noteOf(step.ignored) })
        .where('key', '=', arrivalKey)
        .execute();
      return 'ignored';
    }
    const before = current && rows.before(current.stored);
    if (step.next.id !== id) throw new Error(`A step of ${id} would save ${step.next.id}.`);
    const digest = await policies.keep(trx, step.policy, current?.stored.policyDigest);
    const decided = await digested(trx, policies, step, { digest, known: current?.stored.policyDigest });
    const lines = chain(id, current?.end, decided);
    const end = lines.at(-1) ?? current?.end ?? { version: 0, hash: genesisHash };
    await together([
      saveHistory(trx, id, lines),
      rows.save(trx, { next: step.next, isNew: current === undefined, end, digest }),
      saveWakeUps(trx, id, { held, wakeUps: step.wakeUps }),
      savePlaces(trx, before, step.next),
      saveEffects(context, trx, { before, step, now }),
    ]);
    for (const key of step.retries ?? []) await reopenEffect(trx, key, now);
    if (step.withdraws !== undefined && step.withdraws.length > 0) await withdrawEffects(trx, step.withdraws, now);
    if (step.arrivals.length > 0) await insertArrivals(trx, step.arrivals);
    return 'saved';
  });
}

type EffectsToSave = {
  readonly before: { readonly installationId: number } | undefined;
  readonly step: Step | ProjectStep;
  readonly now: number;
};

async function saveEffects(context: Context, trx: Transaction<Schema>, { before, step, now }: EffectsToSave): Promise<void> {
  if (before !== undefined && before.installationId !== step.next.installationId) await moveEffects(trx, step.next);
  await wantEffects(context, trx, step, now);
}

/** Each line under the policy that decided it: within a step the policy may change. */
async function digested(
  trx: Transaction<Schema>,
  policies: PolicyShelf,
  step: Step | ProjectStep,
  { digest, known }: { digest: string; known: string | undefined },
): Promise<readonly DigestedEvent[]> {
  const lines: DigestedEvent[] = [];
  for (const { policy = step.policy, ...line } of step.history)
    lines.push({ ...line, policyDigest: policy === step.policy ? digest : await policies.keep(trx, policy, known) });
  return lines;
}

async function saveHistory(trx: Transaction<Schema>, id: SubjectId, lines: readonly HistoryLine[]): Promise<void> {
  if (lines.length > 0) await insertLines(trx, { rows: lines.map((line) => historyRowOf(id, line)) });
}

const insertLines = compiledOnce((db, { rows }: { readonly rows: readonly Selectable<HistoryRow>[] }) =>
  db.insertInto('history').values(rows),
);

function caseRows({ dialect }: Context, policies: PolicyShelf): Rows<CaseId, StoredCase, Step> {
  const loadCase = compiledOnce((db, { caseId }: { readonly caseId: CaseId }) =>
    db
      .selectFrom('cases')
      .selectAll()
      .where('case_id', '=', caseId)
      .$if(dialect.locksRows, (query) => query.forUpdate()),
  );
  return {
    async load(trx, caseId) {
      const [row] = await loadCase(trx, { caseId });
      if (row === undefined) return undefined;
      const policy = await policies.read(trx, row.policy_digest);
      return {
        stored: { case: caseOf(row), version: row.version, policy, policyDigest: row.policy_digest },
        end: { version: row.version, hash: row.last_hash },
      };
    },
    before: (stored) => stored.case,
    async save(trx, { next, isNew, end, digest }) {
      const row = {
        ...{ case_id: next.id, version: end.version, last_hash: end.hash, policy_digest: digest, repository: next.repository },
        ...{
          is_open: isOpen(next) ? 1 : 0,
          installation_id: next.installationId,
          reported_at: next.report.reportedAt,
          snapshot: snapshotOf(next),
        },
      };
      // Not an upsert: of two steps that both create the case, the second must fail, so that it runs again and sees the first.
      return isNew ? insertCase(trx, row) : updateCase(trx, row);
    },
  };
}

const insertCase = compiledOnce((db, row: Selectable<CaseRow>) => db.insertInto('cases').values(row));

const updateCase = compiledOnce((db, { case_id, ...set }: Selectable<CaseRow>) =>
  db.updateTable('cases').set(set).where('case_id', '=', case_id),
);

function projectRows({ dialect }: Context): Rows<RepositoryName, StoredProject, ProjectStep> {
  const loadProject = compiledOnce((db, { projectId }: { readonly projectId: RepositoryName }) =>
    db
      .selectFrom('projects')
      .selectAll()
      .where('project_id', '=', projectId)
      .$if(dialect.locksRows, (query) => query.forUpdate()),
  );
  return {
    async load(trx, projectId) {
      const [row] = await loadProject(trx, { projectId });
      if (row === undefined) return undefined;
      return {
        stored: { project: projectOf(row), version: row.version, policyDigest: row.policy_digest },
        end: { version: row.version, hash: row.last_hash },
      };
    },
    before: (stored) => stored.project,
    async save(trx, { next, isNew, end, digest }) {
      const row = { project_id: next.id, version: end.version, last_hash: end.hash, policy_digest: digest, snapshot: snapshotOf(next) };
      return isNew ? insertProject(trx, row) : updateProject(trx, row);
    },
  };
}

const insertProject = compiledOnce((db, row: Selectable<ProjectRow>) => db.insertInto('projects').values(row));

const updateProject = compiledOnce((db, { project_id, ...set }: Selectable<ProjectRow>) =>
  db.updateTable('projects').set(set).where('project_id', '=', project_id),
);

function snapshotOf(next: Case | ProjectStep['next']): string {
  const snapshot = JSON.stringify(next);
  const bytes = Buffer.byteLength(snapshot);
  if (bytes > largestSnapshotBytes) {
    throw new Error(`The snapshot of ${next.id} has ${bytes} bytes; at most ${largestSnapshotBytes} may be saved.`);
  }
  return snapshot;
}
