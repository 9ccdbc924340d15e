import { DatabaseSync } from 'node:sqlite';
import { createPrivately } from './private-file.ts';
import { StoreProblem } from './store-problem.ts';
import { readThrown } from './thrown.ts';

/**
 * Claims a SQLite file for this process and answers how to let it go.
 * The lock is an exclusive transaction on a small file of its own, so that readers of the store itself are not kept out; the operating
 * system frees it when the process ends, however it ends. The file is left where it is: deleting it would let two processes lock two files.
 * Errors: `locked` when another process has it.
 */
export function lockForThisProcess(path: string): () => void {
  const lockPath = `${path}.lock`;
  createPrivately(lockPath);
  const lock = new DatabaseSync(lockPath, { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (readThrown(error).errcode !== sqliteBusy) throw error;
    throw new StoreProblem(
      'locked',
      `${path} is in use by another Fixlead process; stop that one first. To run several, keep the store in PostgreSQL.`,
      { cause: error },
    );
  }
  return () => lock.close();
}

/** Source: https://sqlite.org/rescode.html#busy */
const sqliteBusy = 5;
