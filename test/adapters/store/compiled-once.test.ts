import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Kysely, SqliteDialect } from 'kysely';
import { DatabaseSync } from 'node:sqlite';
import { compiledOnce, runAtOnce } from '../../../src/adapters/store/compiled-once.ts';
import type { Schema } from '../../../src/adapters/store/schema.ts';
import { asKyselyDatabase, runPrepared } from '../../../src/adapters/store/sqlite-database.ts';

describe('a statement that is compiled once', () => {
  let db: Kysely<Schema>;
  let built: number;

  beforeEach(() => {
    built = 0;
    const database = new DatabaseSync(':memory:');
    database.exec('create table wake_ups (key text primary key, case_id text, name text, due_at integer)');
    db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: asKyselyDatabase(database) }) });
  });

  afterEach(() => db.destroy());

  type Row = { readonly key: string; readonly case_id: string; readonly name: string; readonly due_at: number };
  const row = (key: string, dueAt = 1): Row => ({ key, case_id: 'c', name: `name of ${key}`, due_at: dueAt });
  const insert = compiledOnce((on, { rows }: { readonly rows: readonly Row[] }) => {
    built += 1;
    return on.insertInto('wake_ups').values(rows).returning('key');
  });
  const held = () => db.selectFrom('wake_ups').selectAll().orderBy('key').execute();

  it('is run with the values of each call', async () => {
    await insert(db, { rows: [row('a')] });
    await insert(db, { rows: [row('b')] });
    await insert(db, { rows: [row('d'), row('c', 3)] });
    expect(await held()).toEqual([row('a'), row('b'), row('c', 3), row('d')]);
  });

  it('is put together once for each length of a list', async () => {
    for (const rows of [[row('a')], [row('b')], [row('c'), row('d')], [row('e'), row('f')]]) await insert(db, { rows });
    expect(built).toBe(2);
  });

  it('finds a column by its name, wherever it stands in the row', async () => {
    await insert(db, { rows: [row('a')] });
    const { due_at, name, case_id, key } = row('b', 7);
    await insert(db, { rows: [{ due_at, name, case_id, key }] });
    expect(await held()).toEqual([row('a'), row('b', 7)]);
  });

  it('keeps what it says itself, and takes a value as often as it is wanted', async () => {
    await insert(db, { rows: [row('a'), row('b', 2), row('c', 3)] });
    const between = compiledOnce((on, { from, keys }: { readonly from: number; readonly keys: readonly string[] }) =>
      on.selectFrom('wake_ups').select('key').where('due_at', '>=', from).where('due_at', '<', 3).where('key', 'in', keys).orderBy('key'),
    );
    expect(await between(db, { from: 1, keys: ['a', 'b', 'c'] })).toEqual([{ key: 'a' }, { key: 'b' }]);
    expect(await between(db, { from: 2, keys: ['c', 'b', 'a'] })).toEqual([{ key: 'b' }]);
  });

  it('takes nothing for what it is', async () => {
    const rename = compiledOnce((on, { key, note }: { readonly key: string; readonly note: string | null }) =>
      on
        .updateTable('wake_ups')
        .set((set) => ({ name: set.fn.coalesce(set.val(note), 'name') }))
        .where('key', '=', key),
    );
    await insert(db, { rows: [row('a'), row('b')] });
    await rename(db, { key: 'a', note: 'new' });
    await rename(db, { key: 'b', note: null });
    expect((await held()).map(({ name }) => name)).toEqual(['new', 'name of b']);
  });

  it('is compiled anew for another store', async () => {
    await insert(db, { rows: [row('a')] });
    const other = new DatabaseSync(':memory:');
    other.exec('create table wake_ups (key text primary key, case_id text, name text, due_at integer)');
    const second = new Kysely<Schema>({ dialect: new SqliteDialect({ database: asKyselyDatabase(other) }) });
    await insert(second, { rows: [row('a')] });
    expect(built).toBe(2);
    await second.destroy();
  });

  it('sees a transaction as the store it is of', async () => {
    await insert(db, { rows: [row('a')] });
    await db.transaction().execute(async (trx) => insert(trx, { rows: [row('b')] }));
    expect(built).toBe(1);
  });

  it('goes straight to a database that does not wait, in a transaction alone, and answers the same', async () => {
    const database = new DatabaseSync(':memory:');
    database.exec('create table wake_ups (key text primary key, case_id text, name text, due_at integer)');
    const prepared = asKyselyDatabase(database);
    const other = new Kysely<Schema>({ dialect: new SqliteDialect({ database: prepared }) });
    let straight = 0;
    runAtOnce(other, (sql, parameters) => ((straight += 1), runPrepared(prepared, sql, parameters)));
    const drop = compiledOnce((on, { keys }: { readonly keys: readonly string[] }) => on.deleteFrom('wake_ups').where('key', 'in', keys));
    await insert(other, { rows: [row('a')] });
    expect(straight).toBe(0);
    await other.transaction().execute(async (trx) => {
      expect(await insert(trx, { rows: [row('b'), row('c')] })).toEqual([{ key: 'b' }, { key: 'c' }]);
      expect(await drop(trx, { keys: ['a'] })).toEqual([]);
    });
    expect(straight).toBe(2);
    expect(database.prepare('select key from wake_ups').all()).toEqual([{ key: 'b' }, { key: 'c' }]);
    await other.destroy();
  });
});
