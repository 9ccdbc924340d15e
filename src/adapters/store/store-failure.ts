/** Tells what keeps the store from working for a while from a mistake of ours, so that nothing is given up because a disk was full. */
import { StoreFailure } from '../../engine/ports/failures.ts';
import type { Access } from './dialect.ts';
import { isWorthAnotherRun } from './postgres-problem.ts';
import { oneLine, readThrown } from './thrown.ts';

/** The same access, whose passing failures are StoreFailures. */
export function namingFailures({ look, transact }: Access): Access {
  const named = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    try {
      return await act();
    } catch (error) {
      throw isOfTheWorld(error) ? new StoreFailure(oneLine(readThrown(error).message), { cause: error }) : error;
    }
  };
  return { look: (read) => named(() => look(read)), transact: (work) => named(() => transact(work)) };
}

function isOfTheWorld(error: unknown): boolean {
  const { code, errcode } = readThrown(error);
  if (errcode !== undefined) return sqliteFailures.has(errcode & 0xff);
  return isWorthAnotherRun(error) || code === readOnlyTransaction || postgresClasses.has(code?.slice(0, 2) ?? '');
}

/** PERM, BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN. Source: https://sqlite.org/rescode.html */
const sqliteFailures = new Set([3, 5, 6, 7, 8, 10, 13, 14]);
/** Insufficient resources, operator intervention, system error. Source: PostgreSQL documentation, Appendix A. */
const postgresClasses = new Set(['53', '57', '58']);
const readOnlyTransaction = '25006';
