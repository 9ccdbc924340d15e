/** The outbox: who carries out which wanted end, at the pace each installation allows. */
import type { Selectable, Transaction, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Arrival, ClaimedEffect, Store } from '../../engine/ports/store.ts';
import type { Context } from './dialect.ts';
import { change } from './dialect.ts';
import { dueAt } from './in-order.ts';
import { insertArrivals } from './inbox.ts';
import { claimedEffectOf, effectOf, noteOf } from './rows.ts';
import { holdThoseAfter, placeInOrder } from './said-in-order.ts';
import type { EffectRow, Schema } from './schema.ts';

type Outbox = Pick<Store, 'claimEffects' | 'pendingEffect' | 'keepEffect' | 'finishEffect' | 'retryEffect' | 'parkEffect'>;

export function outbox(context: Context): Outbox {
  return {
    claimEffects: (claim) => claimEffects(context, claim),
    pendingEffect: (key) =>
      context.access.look(async (db) => {
        const row = await db.selectFrom('outbox').selectAll().where('key', '=', key).where('state', '=', 'pending').executeTakeFirst();
        return row && effectOf(row);
      }),
    keepEffect: (key, generation, until) => context.access.transact((trx) => keep(trx, { key, generation }, until)),
    finishEffect: (key, generation, { now, result, outcome }) =>
      change(context, 'any', async (trx) => {
        await settle(trx, { key, generation }, { state: 'done', note: noteOf(result), ended_at: now });
        // Even when a newer end is wanted by now: what reached GitHub is a fact the case must know.
        await takeIn(trx, outcome);
      }),
    retryEffect: (key, generation, { dueAt, error, pauseInstallationUntil, tries }) =>
      change(context, 'any', async (trx) => {
        const again = { due_at: dueAt, note: noteOf(error), ...(tries !== undefined && { attempt: tries }) };
        const row = await settle(trx, { key, generation }, again);
        if (row?.generation === generation) await holdThoseAfter(trx, row, dueAt);
        if (pauseInstallationUntil !== undefined && row !== undefined) await pause(trx, row.installation_id, pauseInstallationUntil);
      }),
    parkEffect: (key, generation, { now, error, outcome }) =>
      change(context, 'any', async (trx) => {
        const row = await settle(trx, { key, generation }, { state: 'parked', note: noteOf(error), ended_at: now });
        // That an end was given up which is not wanted any more is no news.
        if (row?.generation === generation) await takeIn(trx, outcome);
      }),
  };
}

/**
 * Gives a parked effect another set of tries; false when there is none with that key.
 * It counts as wanted anew, so that its outcome is not taken for the one that said it was given up; and its next try counts as the
 * second, because an earlier one may have reached GitHub.
 */
export async function reopenEffect(trx: Transaction<Schema>, key: string, now: number): Promise<boolean> {
  const reopened = await trx
    .updateTable('outbox')
    .set(({ eb }) => ({ state: 'pending', due_at: now, attempt: 1, generation: eb('generation', '+', 1), ended_at: null }))
    .where('key', '=', key)
    .where('state', '=', 'parked')
    .returning('key')
    .execute();
  return reopened.length > 0;
}

/**
 * Ends what nobody wants any more, as another generation: a try that is under way then says nothing when it fails, and what it did when it
 * does not. No digest is kept, so that the same words, wanted again, are wanted anew.
 */
export async function withdrawEffects(trx: Transaction<Schema>, keys: readonly string[], now: number): Promise<void> {
  await trx
    .updateTable('outbox')
    .set(({ eb }) => ({ state: 'done', note: 'nobody wants it any more', generation: eb('generation', '+', 1), digest: '', ended_at: now }))
    .where('key', 'in', keys)
    .where('state', '<>', 'done')
    .execute();
}

type Claim = Parameters<Store['claimEffects']>[0];

function claimEffects(context: Context, claim: Claim): Promise<readonly ClaimedEffect[]> {
  return context.access.transact(async (trx) => {
    const claimed: Selectable<EffectRow>[] = [];
    for (const installation of await installationsWithWork(trx, claim)) {
      const row = await firstDue(context, trx, installation, claim.now);
      if (row !== undefined && (await keepPace(trx, installation, claim)) && (await lease(trx, row, claim))) claimed.push(row);
    }
    return claimed.sort(byOrder).map(claimedEffectOf);
  });
}

/** Those whose turn it is, longest waiting first; then in one order for all claimers, so that none waits for another in a circle. */
async function installationsWithWork(trx: Transaction<Schema>, { now, paceMs, limit }: Claim): Promise<readonly number[]> {
  const rows = await trx
    .selectFrom('installations')
    .select(['installation_id', firstDueOf(now).as('first')])
    .where('paused_until', '<=', now)
    .where('last_claim_at', '<=', now - paceMs)
    .where((where) => where.not(isBusy(now, 'installations')))
    .execute();
  const waiting = rows.flatMap(({ installation_id, first }) => (first === null ? [] : [{ installation_id, first }]));
  const longest = waiting.sort((left, right) => left.first - right.first).slice(0, limit);
  return longest.map((row) => row.installation_id).sort((left, right) => left - right);
}

/** Of a row of `installations`: the step order of its first effect that is due. */
function firstDueOf(now: number) {
  return sql<number | null>`(
    select step_order from outbox where outbox.installation_id = installations.installation_id and state = 'pending' and ${dueAt} <= ${now}
    order by step_order limit 1)`;
}

/** Of a row of either table: whether an effect of its installation is being carried out. */
function isBusy(now: number, table: 'installations' | 'outbox') {
  return sql<boolean>`exists (
    select 1 from outbox as other where other.installation_id = ${sql.ref(`${table}.installation_id`)} and other.lease_until > ${now})`;
}

function firstDue({ dialect }: Context, trx: Transaction<Schema>, installationId: number, now: number) {
  return trx
    .selectFrom('outbox')
    .selectAll()
    .where('installation_id', '=', installationId)
    .where('state', '=', 'pending')
    .where(dueAt, '<=', now)
    .orderBy('step_order')
    .orderBy('place_in_step')
    .limit(1)
    .$if(dialect.locksRows, (query) => query.forUpdate().skipLocked())
    .executeTakeFirst();
}

/** Takes the installation's turn, unless another process took it meanwhile: the row is compared and set in one statement. */
async function keepPace(trx: Transaction<Schema>, installationId: number, { now, paceMs }: Claim): Promise<boolean> {
  const taken = await trx
    .updateTable('installations')
    .set({ last_claim_at: now, next_claim_at: now + paceMs })
    .where('installation_id', '=', installationId)
    .where('last_claim_at', '<=', now - paceMs)
    .where('paused_until', '<=', now)
    .returning('installation_id')
    .execute();
  return taken.length > 0;
}

/** Looks once more, now that it is this process's turn, whether another effect of the installation is in flight. */
async function lease(trx: Transaction<Schema>, row: Selectable<EffectRow>, { now, leaseMs }: Claim): Promise<boolean> {
  const leased = await trx
    .updateTable('outbox')
    .set(({ eb }) => ({ lease_until: now + leaseMs, lease_generation: row.generation, attempt: eb('attempt', '+', 1) }))
    .where('key', '=', row.key)
    .where((where) => where.not(isBusy(now, 'outbox')))
    .returning('key')
    .execute();
  return leased.length > 0;
}

/** Only what is leased still, and as the generation that was. */
async function keep(trx: Transaction<Schema>, { key, generation }: Answered, until: number): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ lease_until: until })
    .where('key', '=', key)
    .where('lease_generation', '=', generation)
    .where('lease_until', '>', 0)
    .execute();
}

const told = ['installation_id', 'generation', ...placeInOrder] as const;

type Answered = { readonly key: string; readonly generation: number };

/**
 * Writes down how a try ended, and ends its lease. Of an older generation only the lease is ended, so that the newer one can be claimed;
 * a lease that the newer one holds by now is not touched. Undefined when there is no such effect.
 */
async function settle(
  trx: Transaction<Schema>,
  { key, generation }: Answered,
  ending: Updateable<EffectRow>,
): Promise<Pick<Selectable<EffectRow>, (typeof told)[number]> | undefined> {
  const [row] = await trx
    .updateTable('outbox')
    .set({ ...ending, lease_until: 0 })
    .where('key', '=', key)
    .where('generation', '=', generation)
    .where('state', '=', 'pending')
    .returning(told)
    .execute();
  if (row !== undefined) return row;
  const [newer] = await trx
    .updateTable('outbox')
    .set(({ eb }) => ({ lease_until: eb.case().when('lease_generation', '=', generation).then(0).else(eb.ref('lease_until')).end() }))
    .where('key', '=', key)
    .where('generation', '>', generation)
    .returning(told)
    .execute();
  return newer;
}

async function takeIn(trx: Transaction<Schema>, outcome: Arrival | undefined): Promise<void> {
  if (outcome !== undefined) await insertArrivals(trx, [outcome]);
}

/** A shorter pause does not end a longer one. */
async function pause(trx: Transaction<Schema>, installationId: number, until: number): Promise<void> {
  await trx
    .updateTable('installations')
    .set({ paused_until: until })
    .where('installation_id', '=', installationId)
    .where('paused_until', '<', until)
    .execute();
}

function byOrder(left: Selectable<EffectRow>, right: Selectable<EffectRow>): number {
  return left.step_order - right.step_order || left.place_in_step - right.place_in_step;
}
