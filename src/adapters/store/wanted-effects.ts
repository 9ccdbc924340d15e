/** What a step puts into the outbox. */
import type { Selectable, Transaction } from 'kysely';
import type { Effect } from '../../core/effects.ts';
import type { ProjectStep, Step } from '../../engine/ports/store.ts';
import { digestOf } from './canonical-json.ts';
import { compiledOnce } from './compiled-once.ts';
import type { Context } from './dialect.ts';
import type { EffectRow, InstallationRow, Schema } from './schema.ts';
import { turnOf } from './said-in-order.ts';
import { together } from './together.ts';

/**
 * An end that is wanted already, in the same words, is left as it is, carried out or not.
 * Other words under the same key are a new generation: it starts afresh at the end of the order. Its lease stays with the worker
 * who may still be carrying out the words before.
 */
export async function wantEffects(context: Context, trx: Transaction<Schema>, step: Step | ProjectStep, now: number): Promise<void> {
  const wanted = new Map(step.effects.map((effect) => [effect.key, { effect, digest: digestOf(effect) }]));
  if (wanted.size === 0) return;
  // Asked for together, though mostly all is held as it is: a number that is not used is left out.
  const [held, stepOrder, turn] = await together([
    digestsOf(trx, { keys: [...wanted.keys()] }),
    context.dialect.nextStepOrder(trx),
    turnOf(trx, step, now),
  ]);
  // What is held of this installation says that its row is there: such rows are never taken away.
  const isKnown = held.some(({ installation_id }) => installation_id === step.next.installationId);
  for (const { key, digest } of held) if (wanted.get(key)?.digest === digest) wanted.delete(key);
  if (wanted.size === 0) return;
  const rows = [...wanted.values()].map(({ effect, digest }, place) =>
    rowOf(step, effect, { digest, stepOrder, place, dueAt: turn(effect.kind) }),
  );
  await together([want(trx, { rows }), !isKnown && keepInstallation(trx, { installation_id: step.next.installationId })]);
}

const digestsOf = compiledOnce((db, { keys }: { readonly keys: readonly string[] }) =>
  db.selectFrom('outbox').select(['key', 'digest', 'installation_id']).where('key', 'in', keys),
);

/** What waits, or waits for a person, goes with its case to another installation. */
export async function moveEffects(trx: Transaction<Schema>, { id, installationId }: (Step | ProjectStep)['next']): Promise<void> {
  await keepInstallation(trx, { installation_id: installationId });
  await trx.updateTable('outbox').set({ installation_id: installationId }).where('case_id', '=', id).where('state', '<>', 'done').execute();
}

/** All in one statement: those that are not held as they are, those that are held as a new generation whose lease stays. */
const want = compiledOnce((db, { rows }: { readonly rows: readonly Selectable<EffectRow>[] }) =>
  db
    .insertInto('outbox')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((held) => ({
        ...Object.fromEntries(replaced.map((column) => [column, held.ref(`excluded.${column}`)])),
        generation: held.eb('outbox.generation', '+', 1),
      })),
    ),
);

/** What a new generation brings along; the key, the generation and the lease are the row's own. */
const replaced = [
  'case_id',
  'repository',
  'installation_id',
  'kind',
  'body',
  'digest',
  'step_order',
  'place_in_step',
  'state',
  'due_at',
  'attempt',
  'note',
  'ended_at',
] as const satisfies readonly (keyof EffectRow)[];

/** The row in which the pace is kept. */
const keepInstallation = compiledOnce((db, { installation_id }: Pick<Selectable<InstallationRow>, 'installation_id'>) =>
  db
    .insertInto('installations')
    .values({ installation_id, last_claim_at: 0, next_claim_at: 0, paused_until: 0 })
    .onConflict((conflict) => conflict.column('installation_id').doNothing()),
);

type Order = { readonly digest: string; readonly stepOrder: number; readonly place: number; readonly dueAt: number };

function rowOf({ next }: Step | ProjectStep, effect: Effect, { digest, stepOrder, place, dueAt }: Order): Selectable<EffectRow> {
  return {
    key: effect.key,
    case_id: next.id,
    repository: next.repository,
    installation_id: next.installationId,
    kind: effect.kind,
    body: JSON.stringify(effect),
    digest,
    generation: 1,
    step_order: stepOrder,
    place_in_step: place,
    state: 'pending',
    due_at: dueAt,
    lease_until: 0,
    lease_generation: 0,
    attempt: 0,
    note: null,
    ended_at: null,
  };
}
