import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Kysely, sql, SqliteDialect } from 'kysely';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { durableLog, nothingToFlush } from '../../../src/adapters/store/durable-log.ts';
import { groupCommit } from '../../../src/adapters/store/group-commit.ts';
import { StoreFailure } from '../../../src/engine/ports/failures.ts';
import type { Access, Work } from '../../../src/adapters/store/dialect.ts';
import type { Schema } from '../../../src/adapters/store/schema.ts';
import { asKyselyDatabase } from '../../../src/adapters/store/sqlite-database.ts';

describe('sharing a commit', () => {
  let db: Kysely<Schema>;
  let transact: Access['transact'];
  let commits: number;

  beforeEach(() => {
    commits = 0;
    const database = new DatabaseSync(':memory:');
    database.exec('create table cursors (key text primary key, value text not null)');
    db = new Kysely<Schema>({
      dialect: new SqliteDialect({ database: asKyselyDatabase(database) }),
      log: ({ query }) => {
        if (query.sql === 'commit') commits += 1;
      },
    });
    transact = groupCommit(db, nothingToFlush);
  });

  afterEach(() => db.destroy());

  const write =
    (key: string): Work<string> =>
    async (trx) => {
      await trx.insertInto('cursors').values({ key, value: '' }).execute();
      return key;
    };

  const written = async () => (await db.selectFrom('cursors').select('key').orderBy('key').execute()).map(({ key }) => key);

  it('is what transactions do that are asked for in the same turn; each gets its own answer', async () => {
    expect(await Promise.all(['a', 'b', 'c'].map((key) => transact(write(key))))).toEqual(['a', 'b', 'c']);
    expect(commits).toBe(1);
  });

  it('has a bound', async () => {
    await Promise.all(Array.from({ length: 33 }, (_, index) => transact(write(`k${index}`))));
    expect(commits).toBe(2);
  });

  it('undoes the one that throws, alone, with all it did', async () => {
    const failing = transact(async (trx) => {
      await write('half')(trx);
      throw new Error('impossible state');
    });
    const results = await Promise.allSettled([transact(write('a')), failing, transact(write('b'))]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await expect(failing).rejects.toThrow('impossible state');
    expect(await written()).toEqual(['a', 'b']);
  });

  it('tells everybody when the commit fails, and goes on with the next', async () => {
    const results = Promise.allSettled([
      transact(write('a')),
      transact(async (trx) => {
        await sql`rollback`.execute(trx);
      }),
    ]);
    expect((await results).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await transact(write('later'))).toBe('later');
    expect(await written()).toEqual(['later']);
  });

  it('answers nobody before the disk has what was committed', async () => {
    let flushed = (): void => undefined;
    const slow = { ...nothingToFlush, flush: () => new Promise<void>((resolve) => (flushed = resolve)) };
    const answered: string[] = [];
    const done = groupCommit(db, slow)(write('a')).then((key) => answered.push(key));
    while (commits === 0) await nextTurn();
    await nextTurn();
    expect([answered, await written()]).toEqual([[], ['a']]);
    flushed();
    await done;
    expect(answered).toEqual(['a']);
  });

  it('goes on with the next while the disk is busy, and waits for it once for all that was committed meanwhile', async () => {
    const flushes: (() => void)[] = [];
    const slow = { ...nothingToFlush, flush: () => new Promise<void>((resolve) => flushes.push(resolve)) };
    const onSlowDisk = groupCommit(db, slow);
    const answered: string[] = [];
    const begin = (key: string) => onSlowDisk(write(key)).then((done) => answered.push(done));
    const done: Promise<unknown>[] = [];
    for (const [index, key] of ['a', 'b', 'c'].entries()) {
      done.push(begin(key));
      while (commits <= index) await nextTurn();
    }
    expect([answered, await written(), flushes.length]).toEqual([[], ['a', 'b', 'c'], 1]);
    flushes[0]?.();
    while (flushes.length < 2) await nextTurn();
    expect(answered).toEqual(['a']);
    flushes[1]?.();
    await Promise.all(done);
    expect([answered, flushes.length]).toEqual([['a', 'b', 'c'], 2]);
  });

  it('takes nothing for durable that was committed after what the disk lost', async () => {
    let waits = 0;
    let fail = (): void => undefined;
    const file = join(mkdtempSync(join(tmpdir(), 'fixlead-group-commit-')), 'log');
    writeFileSync(file, '');
    // Linux tells of a write that failed once: a second wait would find nothing wrong.
    const sync = () => {
      waits += 1;
      return waits > 1 ? Promise.resolve() : new Promise<void>((_, reject) => (fail = () => reject(new Error('EIO'))));
    };
    const failing = groupCommit(db, durableLog(file, { sync }));
    const first = failing(write('a'));
    while (commits === 0) await nextTurn();
    const second = failing(write('b'));
    while (commits === 1) await nextTurn();
    fail();
    expect((await Promise.allSettled([first, second])).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('tells everybody when the disk fails, and commits nothing more', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'fixlead-group-commit-')), 'log');
    writeFileSync(file, '');
    const failing = groupCommit(db, durableLog(file, { sync: () => Promise.reject(new Error('EIO')) }));
    const results = await Promise.allSettled([failing(write('a')), failing(write('b'))]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(failing(write('later'))).rejects.toThrow(StoreFailure);
    expect(commits).toBe(1);
  });

  it('runs work again that shared its transaction with one that threw', async () => {
    let runs = 0;
    const counted: Work<string> = async (trx) => {
      runs += 1;
      return write('a')(trx);
    };
    await Promise.allSettled([transact(counted), transact(() => Promise.reject(new Error('impossible state')))]);
    expect([runs, commits, await written()]).toEqual([2, 1, ['a']]);
  });

  it('lets a transaction see what those before it did', async () => {
    const seen = transact(async (trx) => (await trx.selectFrom('cursors').select('key').execute()).length);
    const [, count] = await Promise.all([transact(write('a')), seen, transact(write('b'))]);
    expect(count).toBe(0);
    expect(await transact(async (trx) => (await trx.selectFrom('cursors').select('key').execute()).length)).toBe(2);
  });
});
