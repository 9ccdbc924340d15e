/**
 * What is said about a case in one kind of place stands there in the order in which it was decided: while a message is tried again, those after it
 * wait until its next try, which is brought forward for them: whoever asked something is not left waiting for minutes after an outage. One that
 * never gets through holds up the others for some tries, and not for ever.
 * Edges: on PostgreSQL a message that is saved at the moment at which another fails may still pass it.
 */
import type { Transaction } from 'kysely';
import type { EffectKind } from '../../core/effects.ts';
import type { ProjectStep, Step } from '../../engine/ports/store.ts';
import { compiledOnce } from './compiled-once.ts';
import type { EffectRow, Schema } from './schema.ts';

const spoken: readonly string[] = ['SayOnAdvisory', 'SayInFixRepository'] satisfies readonly EffectKind[];
/** With the back-off of the engine three quarters of an hour, longer than most outages; three minutes where much is said meanwhile. */
const mostTries = 12;
/** The longest back-off and a slow try. More is a clock that was ahead, or a rest that GitHub asks of the whole installation. Unit: ms. */
const longestMs = 900_000;

/** In which what is new lets those before it be tried again. Unit: ms. */
const soonMs = 15_000;

type Waiting = Pick<EffectRow, 'installation_id' | 'case_id' | 'kind' | 'step_order' | 'place_in_step' | 'attempt'>;
/** Of a row, what is needed to hold up those after it. */
export const placeInOrder = ['case_id', 'kind', 'step_order', 'place_in_step', 'attempt'] as const satisfies readonly (keyof Waiting)[];

/** Until when words of this kind wait that a step wants now; `now` where nothing is tried again before them. */
export async function turnOf(
  trx: Transaction<Schema>,
  { effects, next: { id, installationId } }: Step | ProjectStep,
  now: number,
): Promise<(kind: string) => number> {
  if (!effects.some(({ kind }) => spoken.includes(kind))) return () => now;
  const keys = effects.map(({ key }) => key);
  const of = { installation_id: installationId, case_id: id, keys, now, latest: now + longestMs };
  const before = await waitsBefore(trx, of);
  const soon = now + soonMs;
  if (before.some(({ until }) => until > soon)) await bringForward(trx, of, soon);
  return (kind) => Math.min(before.find((one) => one.kind === kind)?.until ?? now, soon);
}

type Of = Pick<Waiting, 'case_id'> & { installation_id: number; keys: readonly string[]; now: number; latest: number };

/** Older words under the same key are replaced, and none to wait for. */
const waitsBefore = compiledOnce((db, of: Of) =>
  db
    .selectFrom('outbox')
    .select(({ fn }) => ['kind', fn.max('due_at').as('until')])
    .where('installation_id', '=', of.installation_id)
    .where('state', '=', 'pending')
    .where('due_at', '>', of.now)
    .where('due_at', '<=', of.latest)
    .where('case_id', '=', of.case_id)
    .where('kind', 'in', spoken)
    .where('key', 'not in', of.keys)
    .where('attempt', '<=', mostTries)
    .groupBy('kind'),
);

async function bringForward(trx: Transaction<Schema>, of: Of, soon: number): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ due_at: soon })
    .where('installation_id', '=', of.installation_id)
    .where('state', '=', 'pending')
    .where('due_at', '>', soon)
    .where('due_at', '<=', of.latest)
    .where('case_id', '=', of.case_id)
    .where('kind', 'in', spoken)
    .where('attempt', '<=', mostTries)
    .execute();
}

/** Those after it that would be due before. */
export async function holdThoseAfter(trx: Transaction<Schema>, row: Waiting, until: number): Promise<void> {
  if (!spoken.includes(row.kind) || row.attempt > mostTries) return;
  await trx
    .updateTable('outbox')
    .set({ due_at: until })
    .where('installation_id', '=', row.installation_id)
    .where('case_id', '=', row.case_id)
    .where('kind', '=', row.kind)
    .where('state', '=', 'pending')
    .where('due_at', '<', until)
    .where('due_at', '>=', until - longestMs)
    .where((where) =>
      where.or([
        where('step_order', '>', row.step_order),
        where.and([where('step_order', '=', row.step_order), where('place_in_step', '>', row.place_in_step)]),
      ]),
    )
    .execute();
}
