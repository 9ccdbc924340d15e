/** The inbox: what came in, each thing once, and who works on it. */
import type { RawBuilder, Selectable, Transaction, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Arrival, ClaimedArrival, Store } from '../../engine/ports/store.ts';
import { compiledOnce } from './compiled-once.ts';
import type { Context } from './dialect.ts';
import { change } from './dialect.ts';
import { dueAt } from './in-order.ts';
import type { ArrivalRow, Schema } from './schema.ts';
import { receiveTogether } from './receive-together.ts';
import { arrivalOf, noteOf } from './rows.ts';

type Inbox = Pick<
  Store,
  'newestDeliveryAt' | 'receive' | 'claimArrivals' | 'keepArrival' | 'finishArrival' | 'retryArrival' | 'parkArrival'
>;

export function inbox(context: Context): Inbox {
  const save = (arrivals: readonly Arrival[]) => change(context, 'arrivals', (trx) => insertArrivals(trx, arrivals));
  const receive = receiveTogether(save, rowsPerInsert);
  return {
    receive: (arrivals) => context.hold(() => receive(arrivals)),
    newestDeliveryAt: async () => {
      const newest = await context.access.look((db) =>
        db
          .selectFrom('arrivals')
          .select(({ fn }) => fn.max('received_at').as('at'))
          .where('source', '=', 'webhook')
          .executeTakeFirst(),
      );
      return newest?.at ?? undefined;
    },
    claimArrivals: (claim) => claimArrivals(context, claim),
    keepArrival: (key, until) => context.access.transact((trx) => keep(trx, key, until)),
    finishArrival: (key, outcome) =>
      change(context, 'arrivals', async (trx) => {
        if (await endArrival(trx, key, outcome.now, outcome.note)) await insertArrivals(trx, outcome.arrivals);
      }),
    retryArrival: (key, { dueAt, error }) => settle(context, key, { due_at: dueAt, leased: 0, note: noteOf(error) }),
    parkArrival: (key, { error, now }) => settle(context, key, { state: 'parked', leased: 0, note: noteOf(error), ended_at: now }),
  };
}

/** Unit: rows in one statement; thirteen values each stay far below what either database takes. */
const rowsPerInsert = 100;

/** Drops arrivals whose key was seen before. Answers, in order, whether each was new. */
export async function insertArrivals(trx: Transaction<Schema>, arrivals: readonly Arrival[]): Promise<readonly boolean[]> {
  const fresh = new Set<string>();
  for (let from = 0; from < arrivals.length; from += rowsPerInsert) {
    const inserted = await insertNew(trx, { rows: arrivals.slice(from, from + rowsPerInsert).map(newRow) });
    for (const { key } of inserted) fresh.add(key);
  }
  // A key that stands twice among these arrivals is new the first time only.
  return arrivals.map(({ key }) => fresh.delete(key));
}

const insertNew = compiledOnce((db, { rows }: { readonly rows: readonly NewRow[] }) =>
  db
    .insertInto('arrivals')
    .values(rows)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key'),
);

/** Marks an arrival done; false when it was done already. Errors: throws when there is no such arrival. */
export async function endArrival(trx: Transaction<Schema>, key: string, now: number, note: string | null): Promise<boolean> {
  const ended = await end(trx, { key, now, note: noteOf(note) });
  if (ended.length > 0) return true;
  const known = await trx.selectFrom('arrivals').select('key').where('key', '=', key).executeTakeFirst();
  if (known === undefined) throw new Error(`There is no arrival "${key}" to finish.`);
  return false;
}

type Ending = { readonly key: string; readonly now: number; readonly note: string | null };

const end = compiledOnce((db, { key, now, note }: Ending) =>
  db
    .updateTable('arrivals')
    .set({ state: 'done', leased: 0, body: '', note, ended_at: now })
    .where('key', '=', key)
    .where('state', '<>', 'done')
    .returning('key'),
);

/** Gives a parked arrival another set of tries; false when there is none with that key. */
export async function reopenArrival(trx: Transaction<Schema>, key: string, now: number): Promise<boolean> {
  const reopened = await trx
    .updateTable('arrivals')
    .set({ state: 'open', due_at: now, attempt: 0, ended_at: null })
    .where('key', '=', key)
    .where('state', '=', 'parked')
    .returning('key')
    .execute();
  return reopened.length > 0;
}

/**
 * Of a row of `arrivals`: whether another open arrival of the same case stands before it, or is being worked on.
 * The arrival that was leased may be the later one, when an earlier one reached us late.
 */
export function isBlocked(now: number): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select 1 from arrivals as other
    where other.case_id = arrivals.case_id and other.state = 'open' and other.seq <> arrivals.seq
      and (other.received_at < arrivals.received_at
        or (other.received_at = arrivals.received_at and other.seq < arrivals.seq)
        or (other.leased > 0 and other.due_at > ${now})))`;
}

type Claim = Parameters<Store['claimArrivals']>[0];

function claimArrivals(context: Context, { now, leaseMs, limit }: Claim): Promise<readonly ClaimedArrival[]> {
  return context.access.transact(async (trx) => {
    await context.dialect.lockClaims(trx);
    const due = await trx
      .selectFrom('arrivals')
      .selectAll()
      .where('state', '=', 'open')
      .where(dueAt, '<=', now)
      .where((where) => where.not(isBlocked(now)))
      .where((where) => where.or([where('leased', '<', suspectAfter), where.not(isSuspectInHand(now))]))
      .orderBy('received_at')
      .orderBy('seq')
      .limit(limit)
      .$if(context.dialect.locksRows, (query) => query.forUpdate().skipLocked())
      .execute();
    const [suspect] = due.filter(isSuspect);
    const rows = due.filter((row) => row === suspect || !isSuspect(row));
    if (rows.length === 0) return [];
    await trx
      .updateTable('arrivals')
      .set(({ eb }) => ({ leased: eb('leased', '+', 1), due_at: now + leaseMs, attempt: eb('attempt', '+', 1) }))
      .where(
        'seq',
        'in',
        rows.map(({ seq }) => seq),
      )
      .execute();
    return rows.map(claimed);
  });
}

function claimed(row: Selectable<ArrivalRow>): ClaimedArrival {
  const lastError = row.attempt === 0 ? null : row.note;
  return { ...arrivalOf(row), attempt: row.attempt + 1, abandoned: row.leased, ...(lastError !== null && { lastError }) };
}

/** What so many in a row took and never spoke of again may have killed them. It is held alone, so that it is known the next time, and the rest cleared. */
const suspectAfter = 2;

function isSuspect({ leased }: Pick<Selectable<ArrivalRow>, 'leased'>): boolean {
  return leased >= suspectAfter;
}

function isSuspectInHand(now: number): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select 1 from arrivals as other where other.state = 'open' and other.due_at > ${now} and other.leased > ${suspectAfter})`;
}

/** Only what is leased still. */
async function keep(trx: Transaction<Schema>, key: string, until: number): Promise<void> {
  await trx
    .updateTable('arrivals')
    .set({ due_at: until })
    .where('key', '=', key)
    .where('state', '=', 'open')
    .where('leased', '>', 0)
    .execute();
}

/** Changes an arrival that is not done yet; what is done stays done. */
async function settle(context: Context, key: string, settled: Updateable<ArrivalRow>): Promise<void> {
  await change(context, 'arrivals', (trx) =>
    trx.updateTable('arrivals').set(settled).where('key', '=', key).where('state', '=', 'open').execute(),
  );
}

type NewRow = Omit<Selectable<ArrivalRow>, 'seq'>;

function newRow(arrival: Arrival): NewRow {
  return {
    key: arrival.key,
    source: arrival.source,
    name: arrival.name,
    body: arrival.body,
    case_id: arrival.about ?? null,
    received_at: arrival.receivedAt,
    state: 'open',
    due_at: arrival.receivedAt,
    leased: 0,
    attempt: 0,
    note: null,
    ended_at: null,
  };
}
