/** Node's own SQLite in the shape that Kysely expects of a driver. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { StoreFailure } from '../../engine/ports/failures.ts';
import type { RunAtOnce } from './compiled-once.ts';

/** Unit: prepared statements kept; lists of different lengths make different statements. */
const mostPrepared = 300;

export function asKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = prepared.get(sql);
      if (known !== undefined) return known;
      // A transaction that begins by reading and then writes could find the file taken; so it takes it at once.
      const statement = asKyselyStatement(database.prepare(sql === 'begin' ? 'begin immediate' : sql));
      if (sql === 'rollback') return ifAnything(database, statement);
      if (prepared.size >= mostPrepared) prepared.clear();
      prepared.set(sql, statement);
      return statement;
    },
  };
}

/** Runs a statement as Kysely would, and answers its rows. */
export function runPrepared(database: SqliteDatabase, sql: string, parameters: readonly unknown[]): readonly unknown[] {
  const statement = database.prepare(sql);
  if (statement.reader) return statement.all(parameters);
  statement.run(parameters);
  return [];
}

/**
 * The same within a transaction only. SQLite undoes a whole one by itself when its disk is full or fails; what then went on would stand alone.
 * Source: SQLite, "Transaction", "Response To Errors Within A Transaction". Errors: StoreFailure.
 */
export function runWithin(connection: Pick<DatabaseSync, 'isTransaction'>, database: SqliteDatabase): RunAtOnce {
  return (sql, parameters) => {
    if (!connection.isTransaction) throw new StoreFailure('SQLite has undone the transaction: its disk is full, or fails');
    return runPrepared(database, sql, parameters);
  };
}

/**
 * SQLite undoes a transaction by itself when its disk is full or fails, also at the commit. To undo what is undone is an error of its own there,
 * which would stand in the place of the one that says why.
 */
function ifAnything(connection: Pick<DatabaseSync, 'isTransaction'>, rollback: SqliteStatement): SqliteStatement {
  return { ...rollback, run: (values) => (connection.isTransaction ? rollback.run(values) : { changes: 0, lastInsertRowid: 0 }) };
}

function asKyselyStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (values) => statement.all(...(values as SQLInputValue[])),
    run: (values) => statement.run(...(values as SQLInputValue[])),
    iterate: (values) => statement.iterate(...(values as SQLInputValue[])),
  };
}
