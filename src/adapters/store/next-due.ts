import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Instant } from '../../core/time/time.ts';
import type { Store } from '../../engine/ports/store.ts';
import type { Context } from './dialect.ts';
import { isBlocked } from './inbox.ts';
import type { Schema } from './schema.ts';

/** Until when one may sleep: of everything that waits, the instant at which the first may be claimed. */
export function nextDue({ access }: Context): Pick<Store, 'nextDueAt'> {
  return {
    async nextDueAt(now) {
      const all = await access.look(async (db) => [await nextArrivalAt(db, now), await nextWakeUpAt(db), await nextEffectAt(db)]);
      const due = all.filter((at) => at !== undefined);
      return due.length === 0 ? undefined : Math.min(...due);
    },
  };
}

/** An arrival behind another of its case is not waited for; the one before it is. */
async function nextArrivalAt(db: Kysely<Schema>, now: Instant): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('arrivals')
    .select('due_at as at')
    .where('state', '=', 'open')
    .where((where) => where.or([where.and([where('leased', '>', 0), where('due_at', '>', now)]), where.not(isBlocked(now))]))
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  return row?.at;
}

async function nextWakeUpAt(db: Kysely<Schema>): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('wake_ups')
    .select(({ fn }) => fn.min('due_at').as('at'))
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** An installation that is paused, or busy with one effect, or whose pace is not up, makes all its effects wait. */
async function nextEffectAt(db: Kysely<Schema>): Promise<Instant | undefined> {
  const rows = await db
    .selectFrom('installations')
    .select(['next_claim_at', 'paused_until', firstDue.as('due'), lastLease.as('leased')])
    .execute();
  const due = rows.flatMap((row) => (row.due === null ? [] : [Math.max(row.due, row.next_claim_at, row.paused_until, row.leased ?? 0)]));
  return due.length === 0 ? undefined : Math.min(...due);
}

const firstDue = sql<number | null>`(
  select min(due_at) from outbox where outbox.installation_id = installations.installation_id and state = 'pending')`;
const lastLease = sql<number | null>`(
  select max(lease_until) from outbox where outbox.installation_id = installations.installation_id)`;
