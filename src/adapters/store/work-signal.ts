/** How replicas tell one another that work may have become due: one pg-boss job at a time, whatever the number of saves. */
import { PgBoss } from 'pg-boss';
import type { Log } from '../../engine/ports/clock.ts';
import { callingSeldom } from './calling-seldom.ts';
import { signalConnections, type Connection } from './signal-connections.ts';

export type WorkSignal = {
  /** Tells the others soon of what was committed before, without waiting for it. One who dies before it is told costs them a look of their own. */
  announce(): void;
  /** Calls `wake` for each job this replica gets. */
  listen(wake: () => void): Promise<void>;
  stop(): Promise<void>;
};

/** For whoever only looks or prepares the tables. */
export const noWorkSignal: WorkSignal = { announce: () => undefined, listen: nothing, stop: nothing };

type Options = { readonly connection: Connection; readonly log: Log | undefined };

export async function startWorkSignal({ connection, log }: Options): Promise<WorkSignal> {
  const failed = (error: Error): void =>
    log?.warn({ error: error.message }, 'the call between replicas failed; each looks by itself meanwhile');
  const { db, end } = signalConnections(connection, failed);
  const boss = new PgBoss({ db, schema: 'pgboss', schedule: false, useListenNotify: true });
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
  const calls = callingSeldom(
    async () => {
      // Sending finds out by itself that a job waits, but takes eight times as long. Who takes that one looks after this commit.
      const waiting = await boss.findJobs(queue, { queued: true });
      if (waiting.length === 0) await boss.send(queue, null);
    },
    { failed, ...pauses },
  );
  let listening: Promise<unknown> | undefined;
  return {
    announce: calls.call,
    async listen(wake) {
      listening ??= boss.work(queue, polling, async () => wake());
      await listening;
    },
    async stop() {
      await calls.stop();
      if (listening !== undefined) await boss.offWork(queue, { wait: true });
      await boss.stop({ graceful: false });
      await end();
    },
  };
}

/** Unit: ms. */
const pauses = { betweenMs: 50, afterFailureMs: 1_000 };

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

async function nothing(): Promise<void> {
  // Nobody is to be told.
}
