import type { Kysely } from 'kysely';
import type { Access } from './dialect.ts';
import { runTogether } from './compiled-once.ts';
import { isWorthAnotherRun } from './postgres-problem.ts';
import type { Schema } from './schema.ts';

/** Unit: runs of one act, the first included. The pauses between them add up to about two seconds. */
const mostRuns = 9;
const firstPauseMs = 8;

/** Reads and transactions that run again when they lost a race or their connection broke. */
export function tryingAgain(db: Kysely<Schema>): Access {
  return {
    look: (read) => untilItWorks(() => read(db)),
    transact: (work) =>
      untilItWorks(() =>
        db.transaction().execute(async (trx) => {
          await runTogether(trx);
          return work(trx);
        }),
      ),
  };
}

async function untilItWorks<Result>(act: () => Promise<Result>): Promise<Result> {
  for (let run = 1; ; run += 1) {
    try {
      return await act();
    } catch (error) {
      if (run === mostRuns || !isWorthAnotherRun(error)) throw error;
      await pauseAfter(run);
    }
  }
}

/** Doubling, with chance in it so that two who met once do not meet again. */
function pauseAfter(run: number): Promise<void> {
  const pauseMs = firstPauseMs * 2 ** (run - 1) * (0.5 + Math.random());
  return new Promise((resolve) => setTimeout(resolve, pauseMs));
}
