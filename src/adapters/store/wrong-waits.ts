/** What a clock that was ahead has put off for too long. */
import type { Store } from '../../engine/ports/store.ts';
import type { Context } from './dialect.ts';
import { change } from './dialect.ts';

/** An installation's last turn is never to come; the clocks of replicas may be so far apart. Unit: ms. */
const skewMs = 60_000;

/** Only what is found is written: mostly there is nothing, and nobody has to be woken. */
export function wrongWaits(context: Context): Pick<Store, 'endWrongWaits'> {
  return {
    endWrongWaits: async ({ now, longestMs }) => {
      const [latest, latestTurn] = [now + longestMs, now + skewMs];
      const waiting = await context.access.look(async (db) => [
        await db.selectFrom('arrivals').select('seq').where('state', '=', 'open').where('due_at', '>', latest).execute(),
        await db.selectFrom('outbox').select('key').where('state', '=', 'pending').where('due_at', '>', latest).execute(),
        await db
          .selectFrom('installations')
          .select('installation_id')
          .where((where) => where.or([where('last_claim_at', '>', latestTurn), where('paused_until', '>', latest)]))
          .execute(),
      ]);
      const found = waiting.flat().length;
      if (found === 0) return 0;
      await change(context, 'any', async (trx) => {
        await trx
          .updateTable('arrivals')
          .set({ due_at: now, leased: 0 })
          .where('state', '=', 'open')
          .where('due_at', '>', latest)
          .execute();
        // The lease stays: somebody whose clock is still ahead may be carrying it out.
        await trx.updateTable('outbox').set({ due_at: now }).where('state', '=', 'pending').where('due_at', '>', latest).execute();
        await trx
          .updateTable('installations')
          .set({ last_claim_at: 0, next_claim_at: 0 })
          .where('last_claim_at', '>', latestTurn)
          .execute();
        await trx.updateTable('installations').set({ paused_until: 0 }).where('paused_until', '>', latest).execute();
      });
      return found;
    },
  };
}
