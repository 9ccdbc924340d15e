import type { Transaction } from 'kysely';
import type { Instant } from '../../core/time/time.ts';
import type { Store } from '../../engine/ports/store.ts';
import type { Context } from './dialect.ts';
import type { Schema } from './schema.ts';

/** Who looks: whoever writes the time down first. */
export function looks({ access }: Context): Pick<Store, 'claimLook'> {
  return { claimLook: (name, claim) => access.transact((trx) => claimLook(trx, name, claim)) };
}

type Claim = { readonly now: Instant; readonly since: Instant };

async function claimLook(trx: Transaction<Schema>, name: string, { now, since }: Claim): Promise<boolean> {
  const taken = await trx
    .insertInto('looks')
    .values({ name, looked_at: now })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ looked_at: now })
        .where((where) => where.or([where('looks.looked_at', '<', since), where('looks.looked_at', '>', now)])),
    )
    .returning('name')
    .execute();
  return taken.length > 0;
}
