// SQLite undoes a whole transaction by itself when its disk is full: nothing that comes after may stand alone.
import { expect, it } from '@jest/globals';
import { Kysely, SqliteDialect } from 'kysely';
import { DatabaseSync } from 'node:sqlite';
import { compiledOnce, runAtOnce } from '../../../src/adapters/store/compiled-once.ts';
import { nothingToFlush } from '../../../src/adapters/store/durable-log.ts';
import { groupCommit } from '../../../src/adapters/store/group-commit.ts';
import type { Schema } from '../../../src/adapters/store/schema.ts';
import { asKyselyDatabase, runWithin } from '../../../src/adapters/store/sqlite-database.ts';
import { together } from '../../../src/adapters/store/together.ts';

const insert = compiledOnce((db, row: { readonly key: string; readonly value: string }) => db.insertInto('cursors').values(row));

it('does not write what stands beside a write for which there was no room', async () => {
  const database = new DatabaseSync(':memory:');
  database.exec('create table cursors (key text primary key, value text not null); pragma max_page_count = 4');
  const prepared = asKyselyDatabase(database);
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: prepared }) });
  runAtOnce(db, runWithin(database, prepared));
  const transact = groupCommit(db, nothingToFlush);
  const beside = transact((trx) =>
    together([insert(trx, { key: 'history', value: 'x'.repeat(100_000) }), insert(trx, { key: 'effect', value: '' })]),
  );
  await expect(beside).rejects.toThrow();
  expect(await db.selectFrom('cursors').select('key').execute()).toEqual([]);
  await db.destroy();
});
