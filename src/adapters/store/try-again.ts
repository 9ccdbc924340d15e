import type { Kysely } from 'kysely';
import type { RunTransaction } from './dialect.ts';
import { isWorthAnotherRun } from './postgres-problem.ts';
import type { Schema } from './schema.ts';

/** Unit: runs of one transaction, the first included. The pauses between them add up to about two seconds. */
const mostRuns = 9;
const firstPauseMs = 8;

/** Runs a transaction, again if it lost a race or its connection broke. */
export function tryAgain(db: Kysely<Schema>): RunTransaction {
  return async (work) => {
    for (let run = 1; ; run += 1) {
      try {
        return await db.transaction().execute(work);
      } catch (error) {
        if (run === mostRuns || !isWorthAnotherRun(error)) throw error;
        await pauseAfter(run);
      }
    }
  };
}

/** Doubling, with chance in it so that two who met once do not meet again. */
function pauseAfter(run: number): Promise<void> {
  const pauseMs = firstPauseMs * 2 ** (run - 1) * (0.5 + Math.random());
  return new Promise((resolve) => setTimeout(resolve, pauseMs));
}
