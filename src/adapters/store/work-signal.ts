/** How replicas tell one another that work may have become due: one pg-boss job at a time, whatever the number of saves. */
import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import type { Log } from '../../engine/ports/clock.ts';
import { advisoryLock, sharedAdvisoryLock } from './advisory-locks.ts';
import type { Schema } from './schema.ts';
import { signalConnections, type Connection } from './signal-connections.ts';

export type WorkSignal = {
  /** Sends a job within this transaction, unless one waits already. Must be its last statement. */
  announce(trx: Transaction<Schema>): Promise<void>;
  /** Calls `wake` for each job this replica gets. */
  listen(wake: () => void): Promise<void>;
  stop(): Promise<void>;
};

/** For whoever only looks or prepares the tables. */
export const noWorkSignal: WorkSignal = { announce: nothing, listen: nothing, stop: nothing };

type Options = {
  readonly connection: Connection;
  readonly db: Kysely<Schema>;
  readonly log: Log | undefined;
};

export async function startWorkSignal({ connection, db, log }: Options): Promise<WorkSignal> {
  const failed = (error: Error): void =>
    log?.warn({ error: error.message }, 'the call between replicas failed; each looks by itself meanwhile');
  const { db: asked, end } = signalConnections(connection, failed);
  const boss = new PgBoss({ db: asked, schema: 'pgboss', schedule: false, useListenNotify: true });
  boss.on('error', failed);
  boss.on('warning', (warning) => log?.debug({ warning: warning.message }, 'pg-boss has a warning'));
  try {
    await boss.start();
    await boss.createQueue(queue, queueOptions);
  } catch (error) {
    await boss.stop({ graceful: false });
    await end();
    throw error;
  }
  let listening: Promise<unknown> | undefined;
  return {
    async announce(trx) {
      await sharedAdvisoryLock(trx, 'announcements');
      const within = { db: fromKysely(trx) };
      // Sending finds out by itself that a job waits, but takes eight times as long, and mostly one waits.
      const waiting = await boss.findJobs(queue, { queued: true, ...within });
      if (waiting.length === 0) await boss.send(queue, null, within);
    },
    async listen(wake) {
      const answer = async (): Promise<void> => {
        await letSavesCommit(db).catch((error: unknown) => log?.debug({ error: String(error) }, 'did not wait for a save'));
        wake();
      };
      listening ??= boss.work(queue, polling, answer);
      await listening;
    },
    async stop() {
      if (listening !== undefined) await boss.offWork(queue, { wait: true });
      await boss.stop({ graceful: false });
      await end();
    },
  };
}

const queue = 'fixlead-work';

/**
 * `short`: a job is not sent while another of this queue waits to be taken. Nothing that must not be lost is in a job, yet one that is
 * due must outlive any outage: unless told otherwise, pg-boss deletes what nobody took in 14 days. Unit: seconds.
 */
const queueOptions = {
  policy: 'short',
  notify: true,
  retentionSeconds: 10 * 366 * 86_400,
  deleteAfterSeconds: 3_600,
  expireInSeconds: 60,
} as const;

/** For when LISTEN does not get through, and for when it does. */
const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 30 } as const;

/**
 * A save that sent no job, because this one was still waiting, may not have committed yet, and would then be overlooked.
 * It shares a lock until it commits; once the lock could be had alone, whatever this job stands for can be seen.
 */
async function letSavesCommit(db: Kysely<Schema>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Others who save wait behind this one, so it must not wait long; a missed call costs them a poll.
    await sql`set local lock_timeout = '1s'`.execute(trx);
    await advisoryLock(trx, 'announcements');
  });
}

async function nothing(): Promise<void> {
  // Nobody is to be told.
}
