/** What a clock that was ahead has put off for too long. */
import type { Selectable } from 'kysely';
import type { Store } from '../../engine/ports/store.ts';
import type { Context } from './dialect.ts';
import { change } from './dialect.ts';
import type { EffectRow } from './schema.ts';

/** An installation's last turn is never to come; the clocks of replicas may be so far apart. Unit: ms. */
const skewMs = 60_000;

/** Only what is found is written: mostly there is nothing, and nobody has to be woken. */
export function wrongWaits(context: Context): Pick<Store, 'endWrongWaits'> {
  const deadLeases = deadLeasesIn(context);
  return {
    endWrongWaits: async ({ now, longestMs }) => {
      const [latest, latestTurn] = [now + longestMs, now + skewMs];
      const dead = await deadLeases(now, latest);
      const waiting = await context.access.look(async (db) => [
        await db.selectFrom('arrivals').select('seq').where('state', '=', 'open').where('due_at', '>', latest).execute(),
        await db.selectFrom('outbox').select('key').where('state', '=', 'pending').where('due_at', '>', latest).execute(),
        await db
          .selectFrom('installations')
          .select('installation_id')
          .where((where) => where.or([where('last_claim_at', '>', latestTurn), where('paused_until', '>', latest)]))
          .execute(),
      ]);
      const found = waiting.flat().length + dead.length;
      if (found === 0) return 0;
      await change(context, 'any', async (trx) => {
        await trx
          .updateTable('arrivals')
          .set({ due_at: now, leased: 0 })
          .where('state', '=', 'open')
          .where('due_at', '>', latest)
          .execute();
        // The lease stays while it is alive: somebody whose clock is still ahead may be carrying it out.
        await trx.updateTable('outbox').set({ due_at: now }).where('state', '=', 'pending').where('due_at', '>', latest).execute();
        for (const { key, lease_until } of dead)
          await trx.updateTable('outbox').set({ lease_until: 0 }).where('key', '=', key).where('lease_until', '=', lease_until).execute();
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

type Lease = Pick<Selectable<EffectRow>, 'key' | 'lease_until'>;

/**
 * Leases that end later than any should and that nobody has renewed since an earlier look: whoever took one, by a clock that was ahead, is gone.
 * Who lives renews it several times a minute.
 */
function deadLeasesIn({ access }: Context): (now: number, latest: number) => Promise<readonly Lease[]> {
  let seen = new Map<string, { readonly lease: Lease; readonly at: number }>();
  return async (now, latest) => {
    const late = await access.look((db) =>
      db.selectFrom('outbox').select(['key', 'lease_until']).where('lease_until', '>', latest).execute(),
    );
    const before = seen;
    seen = new Map(late.map((lease) => [lease.key, firstSeen(before.get(lease.key), lease, now)]));
    return [...seen.values()].filter(({ at }) => now - at >= skewMs).map(({ lease }) => lease);
  };
}

function firstSeen(before: { readonly lease: Lease; readonly at: number } | undefined, lease: Lease, now: number) {
  return before?.lease.lease_until === lease.lease_until && before.at <= now ? before : { lease, at: now };
}
