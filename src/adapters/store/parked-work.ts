/** Work that was given up: a person looks at it, and may give it another set of tries. */
import type { Kysely } from 'kysely';
import type { ParkedWork, Store } from '../../engine/ports/store.ts';
import type { Context } from './dialect.ts';
import { change } from './dialect.ts';
import { reopenArrival } from './inbox.ts';
import { reopenEffect } from './outbox.ts';
import type { Schema } from './schema.ts';

export function parkedWork(context: Context): Pick<Store, 'listParked' | 'retryParked'> {
  return {
    async listParked() {
      const parked = await context.access.look(async (db) => [...(await parkedArrivals(db)), ...(await parkedEffects(db))]);
      return parked.sort((left, right) => left.parkedAt - right.parkedAt);
    },
    retryParked: (key, now) =>
      change(context, 'any', async (trx) => (await reopenArrival(trx, key, now)) || (await reopenEffect(trx, key, now))),
  };
}

async function parkedArrivals(db: Kysely<Schema>): Promise<readonly ParkedWork[]> {
  const rows = await db
    .selectFrom('arrivals')
    .select(['key', 'source', 'name', 'note', 'attempt', 'ended_at'])
    .where('state', '=', 'parked')
    .execute();
  return rows.map((row) => parked(row, `${row.source} ${row.name}`));
}

async function parkedEffects(db: Kysely<Schema>): Promise<readonly ParkedWork[]> {
  const rows = await db.selectFrom('outbox').select(['key', 'kind', 'note', 'attempt', 'ended_at']).where('state', '=', 'parked').execute();
  return rows.map((row) => parked(row, row.kind));
}

type ParkedRow = { readonly key: string; readonly note: string | null; readonly attempt: number; readonly ended_at: number | null };

function parked({ key, note, attempt, ended_at }: ParkedRow, what: string): ParkedWork {
  return { key, what, error: note ?? '', attempts: attempt, parkedAt: ended_at ?? 0 };
}
