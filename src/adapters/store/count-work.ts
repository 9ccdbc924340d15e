/** How much waits and since when, in numbers that tell nothing of any case. */
import type { Kysely } from 'kysely';
import type { QueueCount, Store } from '../../engine/ports/store.ts';
import type { Context } from './dialect.ts';
import type { Schema } from './schema.ts';

export function countWork({ access }: Context): Pick<Store, 'countWork'> {
  return {
    countWork: () =>
      access.look(async (db) => ({
        arrivals: await countQueue(db, 'arrivals', 'open'),
        effects: await countQueue(db, 'outbox', 'pending'),
        wakeUps: { ...(await countWakeUps(db)), parked: 0 },
      })),
  };
}

async function countQueue(db: Kysely<Schema>, table: 'arrivals' | 'outbox', waitingState: 'open' | 'pending'): Promise<QueueCount> {
  const rows = await db
    .selectFrom(table)
    .select(({ fn }) => ['state', fn.countAll<number | string>().as('count'), fn.min('due_at').as('first')])
    .where('state', 'in', [waitingState, 'parked'])
    .groupBy('state')
    .execute();
  const waiting = rows.find(({ state }) => state === waitingState);
  const parked = rows.find(({ state }) => state === 'parked');
  return { waiting: Number(waiting?.count ?? 0), firstDueAt: waiting?.first ?? undefined, parked: Number(parked?.count ?? 0) };
}

async function countWakeUps(db: Kysely<Schema>): Promise<Omit<QueueCount, 'parked'>> {
  const row = await db
    .selectFrom('wake_ups')
    .select(({ fn }) => [fn.countAll<number | string>().as('count'), fn.min('due_at').as('first')])
    .executeTakeFirst();
  return { waiting: Number(row?.count ?? 0), firstDueAt: row?.first ?? undefined };
}
