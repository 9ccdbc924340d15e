/** The one transaction of a step: the case, its history, the effects, the wake-ups and the arrival, together or not at all. */
import type { Selectable, Transaction } from 'kysely';
import type { Case } from '../../core/case.ts';
import { isOpen } from '../../core/case.ts';
import type { CaseId } from '../../core/ids.ts';
import type { Step, Store, StoredCase } from '../../engine/ports.ts';
import type { Context } from './dialect.ts';
import { change } from './dialect.ts';
import type { ChainEnd } from './history-chain.ts';
import { chain, genesisHash } from './history-chain.ts';
import { endArrival } from './inbox.ts';
import { savePlaces } from './places.ts';
import type { PolicyShelf } from './policy-shelf.ts';
import { caseOf, historyRowOf, noteOf } from './rows.ts';
import type { CaseRow, Schema } from './schema.ts';
import { saveWakeUps } from './wake-ups.ts';
import { wantEffects } from './wanted-effects.ts';

/** Unit: bytes of JSON. A case this large is our bug, and one transaction must stay bounded. */
export const largestSnapshotBytes = 8 * 1024 * 1024;

export function steps(context: Context, policies: PolicyShelf): Pick<Store, 'saveStep'> {
  return {
    saveStep: (arrivalKey, caseId, now, decide) =>
      change(context, async (trx) => {
        if (!(await endArrival(trx, arrivalKey, now, null))) return 'already-done';
        const current = await loadForStep(context, policies, trx, caseId);
        const step = decide(current?.stored);
        if ('ignored' in step) {
          await trx
            .updateTable('arrivals')
            .set({ note: noteOf(step.ignored) })
            .where('key', '=', arrivalKey)
            .execute();
          return 'ignored';
        }
        if (step.next.id !== caseId) throw new Error(`A step of ${caseId} would save ${step.next.id}.`);
        const digest = await policies.keep(trx, step.policy, current?.stored.policyDigest);
        await saveCase(trx, { current, step, digest });
        await savePlaces(trx, current?.stored.case, step.next);
        await saveWakeUps(trx, caseId, step.wakeUps);
        await wantEffects(context, trx, step, now);
        return 'saved';
      }),
  };
}

type Current = { readonly stored: StoredCase; readonly end: ChainEnd };

async function loadForStep(
  { dialect }: Context,
  policies: PolicyShelf,
  trx: Transaction<Schema>,
  caseId: CaseId,
): Promise<Current | undefined> {
  const row = await trx
    .selectFrom('cases')
    .selectAll()
    .where('case_id', '=', caseId)
    .$if(dialect.locksRows, (query) => query.forUpdate())
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const policy = await policies.read(trx, row.policy_digest);
  return {
    stored: { case: caseOf(row), version: row.version, policy, policyDigest: row.policy_digest },
    end: { version: row.version, hash: row.last_hash },
  };
}

type CaseToSave = { readonly current: Current | undefined; readonly step: Step; readonly digest: string };

async function saveCase(trx: Transaction<Schema>, { current, step, digest }: CaseToSave): Promise<void> {
  const lines = chain(step.next.id, current?.end, digest, step.history);
  const last = lines.at(-1) ?? current?.end ?? { version: 0, hash: genesisHash };
  const row = caseRow(step.next, last, digest);
  // Not an upsert: of two steps that both create the case, the second must fail, so that it runs again and sees the first.
  if (current === undefined) await trx.insertInto('cases').values(row).execute();
  else await trx.updateTable('cases').set(row).where('case_id', '=', row.case_id).execute();
  if (lines.length === 0) return;
  await trx
    .insertInto('history')
    .values(lines.map((line) => historyRowOf(step.next.id, line)))
    .execute();
}

function caseRow(next: Case, last: ChainEnd, digest: string): Selectable<CaseRow> {
  const snapshot = JSON.stringify(next);
  const bytes = Buffer.byteLength(snapshot);
  if (bytes > largestSnapshotBytes) {
    throw new Error(`The snapshot of ${next.id} has ${bytes} bytes; at most ${largestSnapshotBytes} may be saved.`);
  }
  return {
    case_id: next.id,
    version: last.version,
    last_hash: last.hash,
    policy_digest: digest,
    repository: next.repository,
    is_open: isOpen(next) ? 1 : 0,
    reported_at: next.report.reportedAt,
    snapshot,
  };
}
