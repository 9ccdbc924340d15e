/** Several transactions, one commit: what is asked for in the same turn, or while others are run, shares the next one. */
import type { Kysely, Transaction } from 'kysely';
import { CompiledQuery } from 'kysely';
import type { Access, Work } from './dialect.ts';
import type { DurableLog } from './durable-log.ts';
import type { Schema } from './schema.ts';

/** Unit: transactions in one commit; the event loop stands still while they run. */
const mostTogether = 32;

/**
 * Each is run on its own, one after the other, and answered only when the commit that holds it is durable; the thread does not stand still
 * for the disk, but runs the next ones. One that throws is undone alone, the others stand; when the commit fails, all who shared it are told.
 */
export function groupCommit(db: Kysely<Schema>, log: DurableLog): Access['transact'] {
  const waiting: Member[] = [];
  const answerWhenDurable = answeringWhenDurable(log);
  let draining = false;

  async function drain(): Promise<void> {
    draining = true;
    while (waiting.length > 0) {
      // Lets everybody in whose request was read in the same turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
      const group = waiting.splice(0, mostTogether);
      if (await commitTogether(db, log, group)) answerWhenDurable(group);
    }
    draining = false;
  }

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push(memberOf(work, resolve, reject));
      if (!draining) void drain();
    });
}

/**
 * Waits for the disk once for all that was committed before the wait began. One wait after the other: the disk tells of a write that failed
 * only once, and what was committed after that must not be taken for durable.
 */
function answeringWhenDurable(log: DurableLog): (committed: readonly Member[]) => void {
  let committed: Member[] = [];
  let flushing = false;

  async function flush(): Promise<void> {
    flushing = true;
    while (committed.length > 0) {
      const members = committed;
      committed = [];
      await log.flush().then(
        () => members.forEach((member) => member.answer()),
        (error: unknown) => members.forEach((member) => member.fail(error)),
      );
    }
    flushing = false;
  }

  return (members) => {
    committed.push(...members);
    if (!flushing) void flush();
  };
}

type Member = {
  /** Does the work. Errors: those of the work. */
  run(trx: Transaction<Schema>): Promise<void>;
  /** Does the work, or undoes it. Errors: throws when not even that is possible; then nothing of the group can be committed. */
  runOrUndo(trx: Transaction<Schema>): Promise<void>;
  /** Tells how the work ended. */
  answer(): void;
  fail(error: unknown): void;
};

/** False when nothing of all of them was committed; they have been told. */
async function commitTogether(db: Kysely<Schema>, log: DurableLog, group: readonly Member[]): Promise<boolean> {
  try {
    log.refuseIfLost();
    // Mostly nobody throws, and then there is no need to be able to undo each alone.
    if (!(await haveAllDone(db, group))) {
      await db.transaction().execute(async (trx) => {
        for (const member of group) await member.runOrUndo(trx);
      });
    }
    return true;
  } catch (error) {
    for (const member of group) member.fail(error);
    return false;
  }
}

/** False when one of several threw: then nothing of all of them stands. Errors: those of one that is alone, and those of the commit. */
async function haveAllDone(db: Kysely<Schema>, group: readonly Member[]): Promise<boolean> {
  let done = 0;
  try {
    await db.transaction().execute(async (trx) => {
      for (const member of group) {
        await member.run(trx);
        done += 1;
      }
    });
    return true;
  } catch (error) {
    if (done === group.length || group.length === 1) throw error;
    return false;
  }
}

/** Written once, not put together anew for each of thousands. */
const savepoint = CompiledQuery.raw('savepoint member');
const rollBack = CompiledQuery.raw('rollback to member');
const release = CompiledQuery.raw('release member');

function memberOf<Result>(work: Work<Result>, resolve: (result: Result) => void, fail: (error: unknown) => void): Member {
  let answer: () => void;
  const run = async (trx: Transaction<Schema>): Promise<void> => {
    const result = await work(trx);
    answer = () => resolve(result);
  };
  return {
    run,
    async runOrUndo(trx) {
      await trx.executeQuery(savepoint);
      try {
        await run(trx);
      } catch (error) {
        answer = () => fail(error);
        await trx.executeQuery(rollBack).catch(() => {
          throw error;
        });
      }
      await trx.executeQuery(release);
    },
    answer: () => answer(),
    fail,
  };
}
