import type { Transaction } from 'kysely';
import type { Context } from './dialect.ts';
import type { Schema } from './schema.ts';

type Work<Result> = (trx: Transaction<Schema>) => Promise<Result>;

/** Unit: runs of one transaction, the first included. The pauses between them add up to about two seconds. */
const maxRuns = 9;
const firstPauseMs = 4;

/** Runs a transaction, again if the race was lost; so what it does must be harmless to repeat. */
export function transact<Result>(context: Context, work: Work<Result>): Promise<Result> {
  return context.inFlight.run(() => runUntilWon(context, work));
}

/** A transaction after which work may have become due, here or in another process. */
export async function change<Result>(context: Context, work: Work<Result>): Promise<Result> {
  const result = await transact(context, async (trx) => {
    const done = await work(trx);
    await context.dialect.announce(trx);
    return done;
  });
  context.wake();
  return result;
}

async function runUntilWon<Result>({ db, dialect }: Context, work: Work<Result>): Promise<Result> {
  for (let run = 1; ; run += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (run >= maxRuns || !dialect.isWorthAnotherRun(error)) throw error;
      await pauseAfter(run);
    }
  }
}

/** Doubling, with chance in it so that two who met once do not meet again. */
function pauseAfter(run: number): Promise<void> {
  const pauseMs = firstPauseMs * 2 ** run * (0.5 + Math.random());
  return new Promise((resolve) => setTimeout(resolve, pauseMs));
}
