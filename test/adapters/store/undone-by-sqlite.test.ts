// SQLite undoes a whole transaction by itself when its disk is full: nothing that comes after may stand alone.
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { Kysely, SqliteDialect } from 'kysely';
import { DatabaseSync } from 'node:sqlite';
import { compiledOnce, runAtOnce } from '../../../src/adapters/store/compiled-once.ts';
import type { Access } from '../../../src/adapters/store/dialect.ts';
import { nothingToFlush } from '../../../src/adapters/store/durable-log.ts';
import { groupCommit } from '../../../src/adapters/store/group-commit.ts';
import type { Schema } from '../../../src/adapters/store/schema.ts';
import { asKyselyDatabase, runWithin } from '../../../src/adapters/store/sqlite-database.ts';
import { together } from '../../../src/adapters/store/together.ts';

const insert = compiledOnce((db, row: { readonly key: string; readonly value: string }) => db.insertInto('cursors').values(row));

let database: DatabaseSync;
let db: Kysely<Schema>;
let transact: Access['transact'];
beforeEach(() => {
  database = new DatabaseSync(':memory:');
  database.exec('create table cursors (key text primary key, value text not null); pragma max_page_count = 4');
  const prepared = asKyselyDatabase(database);
  db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: prepared }) });
  runAtOnce(db, runWithin(database, prepared));
  transact = groupCommit(db, nothingToFlush);
});
afterEach(() => db.destroy());

const full = { errcode: 13 };
const tooLarge = { key: 'history', value: 'x'.repeat(100_000) };
const written = () => db.selectFrom('cursors').select('key').execute();

it('does not write what stands beside a write for which there was no room, and says why', async () => {
  await expect(transact((trx) => together([insert(trx, tooLarge), insert(trx, { key: 'effect', value: '' })]))).rejects.toMatchObject(full);
  expect(await written()).toEqual([]);
});

it('tells all who shared the commit why, and writes nothing of theirs', async () => {
  const shared = [{ key: 'other', value: '' }, tooLarge].map((row) => transact((trx) => insert(trx, row)));
  const ended = await Promise.allSettled(shared);
  expect(ended).toMatchObject([{ reason: full }, { reason: full }]);
  expect(await written()).toEqual([]);
});

it('says why a commit failed, not that there was nothing left to undo', async () => {
  const prepare = database.prepare.bind(database);
  const commit = (): never => {
    database.exec('rollback');
    throw Object.assign(new Error('database or disk is full'), full);
  };
  const spy = jest.spyOn(database, 'prepare');
  spy.mockImplementation((sql) => Object.assign(prepare(sql), sql === 'commit' && { run: commit }));
  await expect(transact((trx) => insert(trx, { key: 'effect', value: '' }))).rejects.toMatchObject(full);
  spy.mockRestore();
  expect(await written()).toEqual([]);
});
