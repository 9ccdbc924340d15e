/** How a SQLite file says that it is being moved, or was: two apps on two copies would each do everything, so none works on it then. */
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { StoreProblem } from './store-problem.ts';

/** Versions that no program will ever have; while it is being moved, its own is added. */
const movedVersion = 1_000_000;
const movingVersion = 2_000_000;

/** Its row is copied with all others, in the transaction of all others: where it is found, everything has arrived. */
const cursor = 'store/move';

/** `to` is the name of the database, without a user and a password. */
export type Move = { readonly id: string; readonly to: string };

/** Durable before anything is copied. */
export function beginMove(database: DatabaseSync, to: string): Move {
  const move: Move = { id: randomUUID(), to };
  inOneGo(database, () => {
    database.prepare('insert or replace into cursors (key, value) values (?, ?)').run(cursor, JSON.stringify(move));
    database.exec(`update schema_version set version = version + ${movingVersion}`);
  });
  return move;
}

/** Nothing has arrived: the file is used again. */
export function abandonMove(database: DatabaseSync): void {
  inOneGo(database, () => {
    database.prepare('delete from cursors where key = ?').run(cursor);
    database.exec(`update schema_version set version = version - ${movingVersion}`);
  });
}

export function markMoved(database: Pick<DatabaseSync, 'exec'>): void {
  database.exec(`update schema_version set version = ${movedVersion}`);
}

/** The move that was begun and not ended. */
export function unfinishedMove(database: DatabaseSync): Move | undefined {
  const version = Number(database.prepare('select version from schema_version').get()?.version ?? 0);
  const row = version < movingVersion ? undefined : database.prepare('select value from cursors where key = ?').get(cursor);
  return row && (JSON.parse(String(row.value)) as Move);
}

/** Which row the database holds once everything is there. */
export function arrivedWith(move: Move): { readonly key: string; readonly value: string } {
  return { key: cursor, value: JSON.stringify(move) };
}

/** Errors: `moved`, `moving`. */
export function refuseMoved(version: number, storeName: string): void {
  if (version >= movingVersion)
    throw new StoreProblem(
      'moving',
      `${storeName} was being moved into a PostgreSQL database when that ended; ` +
        `run \`fixlead store move ${storeName} URL\` with the same database again, which finds out what has arrived and finishes it.`,
    );
  if (version === movedVersion)
    throw new StoreProblem('moved', `${storeName} was moved into a PostgreSQL database; set FIXLEAD_STORE to that.`);
}

function inOneGo(database: DatabaseSync, change: () => void): void {
  database.exec('begin immediate');
  try {
    change();
    database.exec('commit');
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}
