/** Wishes to be woken, as rows; each becomes an arrival when its time has come. */
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { WakeUp } from '../../core/effects.ts';
import type { CaseEvent } from '../../core/events.ts';
import type { SubjectId } from '../../core/ids.ts';
import type { Arrival, Store } from '../../engine/ports/store.ts';
import { compiledOnce } from './compiled-once.ts';
import type { Context } from './dialect.ts';
import { change } from './dialect.ts';
import { insertArrivals } from './inbox.ts';
import type { Schema, WakeUpRow } from './schema.ts';

/** Makes these the only wake-ups of the case or project, which `held` tells those of before. */
export async function saveWakeUps(trx: Transaction<Schema>, about: SubjectId, { held, wakeUps }: WakeUpsToSave): Promise<void> {
  const wanted = new Map(wakeUps.map((wakeUp) => rowOf(about, wakeUp)).map((row) => [row.key, row]));
  const dropped = held.map(({ key }) => key).filter((key) => !wanted.has(key));
  for (const { key } of held) wanted.delete(key);
  if (dropped.length > 0) await drop(trx, { keys: dropped });
  if (wanted.size > 0) await insert(trx, { rows: [...wanted.values()] });
}

type WakeUpsToSave = { readonly held: readonly Pick<WakeUpRow, 'key'>[]; readonly wakeUps: readonly WakeUp[] };

export const heldWakeUps = compiledOnce((db, { about }: { readonly about: SubjectId }) =>
  db.selectFrom('wake_ups').select('key').where('case_id', '=', about),
);
const drop = compiledOnce((db, { keys }: { readonly keys: readonly string[] }) => db.deleteFrom('wake_ups').where('key', 'in', keys));
const insert = compiledOnce((db, { rows }: { readonly rows: readonly WakeUpRow[] }) =>
  db
    .insertInto('wake_ups')
    .values(rows)
    .onConflict((conflict) => conflict.column('key').doNothing()),
);

export function wakeUps(context: Context): Pick<Store, 'ringWakeUps'> {
  return {
    async ringWakeUps(now, limit) {
      // Looked for outside of a transaction first: mostly nothing is due, and then nobody needs to be told.
      const first = await context.access.look((db) => dueRows(context, db, now, 1));
      if (first.length === 0) return 0;
      return change(context, 'arrivals', async (trx) => {
        const due = await dueRows(context, trx, now, limit);
        if (due.length === 0) return 0;
        await drop(trx, { keys: due.map(({ key }) => key) });
        // A step that did not know yet that its wake-up rang may have asked for it again; the inbox knows the key and drops it.
        await insertArrivals(
          trx,
          due.map((row) => arrivalOfRing(row, now)),
        );
        return due.length;
      });
    },
  };
}

async function dueRows({ dialect }: Context, db: Kysely<Schema>, now: number, limit: number): Promise<readonly Selectable<WakeUpRow>[]> {
  return db
    .selectFrom('wake_ups')
    .selectAll()
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('key')
    .limit(limit)
    .$if(dialect.locksRows && db.isTransaction, (query) => query.forUpdate().skipLocked())
    .execute();
}

function rowOf(about: SubjectId, { name, dueAt }: WakeUp): Selectable<WakeUpRow> {
  return { key: `wake-up:${about}:${name}@${dueAt}`, case_id: about, name, due_at: dueAt };
}

function arrivalOfRing(row: Selectable<WakeUpRow>, now: number): Arrival {
  const event: CaseEvent = { kind: 'WakeUpRang', at: now, name: row.name, dueAt: row.due_at };
  return { key: row.key, source: 'wake-up', name: 'event', body: JSON.stringify(event), about: row.case_id as SubjectId, receivedAt: now };
}
