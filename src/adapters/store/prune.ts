import type { Store } from '../../engine/ports/store.ts';
import type { Context } from './dialect.ts';

/** What nobody can ask for again. Other arrivals keep their keys for ever: looks find the same comments again. */
export function prune({ access }: Context): Pick<Store, 'prune'> {
  return {
    prune: (before, limit) =>
      access.transact(async (trx) => {
        // The newest says when GitHub last reached us; from the end it is not far.
        const newest = await trx
          .selectFrom('arrivals')
          .select('seq')
          .where('source', '=', 'webhook')
          .orderBy('seq', 'desc')
          .limit(1)
          .executeTakeFirst();
        const old = trx
          .selectFrom('arrivals')
          .select('seq')
          .where('state', '=', 'done')
          .where('received_at', '<', before)
          .where('ended_at', '<', before)
          .where('source', '=', 'webhook')
          .where('seq', '<>', newest?.seq ?? 0)
          .limit(limit);
        const gone = await trx.deleteFrom('arrivals').where('seq', 'in', old).returning('seq').execute();
        const looks = trx.selectFrom('looks').select('name').where('looked_at', '<', before).limit(limit);
        await trx.deleteFrom('looks').where('name', 'in', looks).execute();
        return gone.length;
      }),
  };
}
