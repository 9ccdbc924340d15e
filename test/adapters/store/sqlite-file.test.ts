import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import type { Store } from '../../../src/engine/ports/store.ts';
import { aCaseId, anArrival, aSaying, aStep, reportedAt } from '../../fixtures/a-case.ts';
import { holdStoreElsewhere, type OtherProcess } from './other-process.ts';

describe('the SQLite file', () => {
  let folder: string;
  let path: string;
  const stores: Store[] = [];
  const processes: OtherProcess[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fixlead-file-'));
    path = join(folder, 'fixlead.db');
  });

  afterEach(async () => {
    for (const other of processes.splice(0)) await other.kill();
    for (const store of stores.splice(0)) await store.close();
    rmSync(folder, { recursive: true });
  });

  async function open(url = `sqlite:${path}`, options: Parameters<typeof openStore>[1] = {}): Promise<Store> {
    const store = await openStore(url, options);
    stores.push(store);
    return store;
  }

  /** What somebody sees whose store cannot be opened. */
  async function problemOf(opening: Promise<Store>): Promise<{ readonly code: unknown; readonly message: string }> {
    const problem: unknown = await opening.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(problem).toMatchObject({ name: 'StoreProblem' });
    const { code, message } = problem as { readonly code: unknown; readonly message: string };
    expect(message).not.toContain('\n');
    return { code, message };
  }

  function holdElsewhere(prefix?: string): OtherProcess {
    const other = holdStoreElsewhere(`sqlite:${path}`, prefix);
    processes.push(other);
    return other;
  }

  it('keeps what a statement may have to undo in memory, not in a file that everybody may find', async () => {
    const opening = jest.spyOn(DatabaseSync.prototype, 'exec');
    await open();
    // The first is the lock, which is a database of its own.
    const database = (opening.mock.contexts as DatabaseSync[]).at(-1);
    opening.mockRestore();
    // 2 is memory: https://sqlite.org/pragma.html#pragma_temp_store
    expect(database?.prepare('pragma temp_store').get()).toEqual({ temp_store: 2 });
  });

  it('is refused to a second process, in a line that names it and says what to do', async () => {
    await holdElsewhere().printed(1);
    const { code, message } = await problemOf(openStore(`sqlite:${path}`));
    expect(code).toBe('locked');
    expect(message).toBe(
      `${path} is in use by another Fixlead process; stop that one first. To run several, keep the store in PostgreSQL.`,
    );
  });

  it('is refused to a second process that names it by a link', async () => {
    await holdElsewhere().printed(1);
    symlinkSync(path, join(folder, 'link.db'));
    expect((await problemOf(openStore(`sqlite:${join(folder, 'link.db')}`))).code).toBe('locked');
  });

  it('is refused to a second opening in the same process, and stays with the first', async () => {
    await open();
    expect((await problemOf(openStore(`sqlite:${path}`))).code).toBe('locked');
    expect((await problemOf(openStore(`sqlite:${path}`))).code).toBe('locked');
  });

  it('is free again once it was closed', async () => {
    await (await open()).close();
    await expect(open()).resolves.toBeDefined();
  });

  it('is free again at once when the process that held it was killed', async () => {
    const other = holdElsewhere();
    await other.printed(1);
    await other.kill();
    await expect(open()).resolves.toBeDefined();
  });

  it('has lost nothing it acknowledged when its process is killed, again and again', async () => {
    const acknowledged: string[] = [];
    for (let round = 1; round <= 3; round += 1) {
      const other = holdElsewhere(`round ${round}`);
      await other.printed(1 + 40 * round);
      await other.kill();
      acknowledged.push(...other.lines.slice(1));
    }
    const store = await open();
    const fresh = await store.receive(acknowledged.map((key) => anArrival({ key, about: undefined })));
    expect(acknowledged.length).toBeGreaterThanOrEqual(240);
    expect(fresh.filter((one) => one)).toEqual([]);
  });

  it('gives out at once what the process before it still had in hand, as a further try', async () => {
    const [now, leaseMs] = [reportedAt, 60_000];
    const before = await open();
    await before.receive([anArrival({ key: 'first' }), anArrival({ key: 'second', about: undefined })]);
    await before.saveStep('first', aCaseId, now, () => aStep({ effects: [aSaying('hello')] }));
    expect(await before.claimArrivals({ now, leaseMs, limit: 9 })).toHaveLength(1);
    expect(await before.claimEffects({ now, leaseMs, paceMs: 0, limit: 9 })).toHaveLength(1);
    await before.close();
    const after = await open();
    expect(await after.nextDueAt(now)).toBe(now);
    expect(await after.claimArrivals({ now, leaseMs, limit: 9 })).toMatchObject([{ key: 'second', attempt: 2 }]);
    expect(await after.claimEffects({ now, leaseMs, paceMs: 0, limit: 9 })).toMatchObject([{ attempt: 2 }]);
  });

  it('says that it cannot work for now while somebody else has it locked, and works again afterwards', async () => {
    const store = await open();
    const tool = new DatabaseSync(path);
    tool.exec('begin immediate');
    await expect(store.receive([anArrival({ key: 'meanwhile' })])).rejects.toMatchObject({
      name: 'StoreFailure',
      message: 'database is locked',
    });
    tool.exec('rollback');
    tool.close();
    expect(await store.receive([anArrival({ key: 'meanwhile' })])).toEqual([true]);
  });

  it.each(['', '-wal'])('acknowledges nothing more, and lets nothing be read, once fixlead.db%s was taken away', async (which) => {
    const store = await open();
    await store.receive([anArrival({ key: 'before' })]);
    renameSync(path + which, join(folder, 'elsewhere'));
    await expect(store.receive([anArrival({ key: 'after' })])).rejects.toThrow(`${path}${which} was taken away or replaced`);
    await expect(store.readCase(aCaseId)).rejects.toThrow('put it back, and start Fixlead again');
  });

  it('can be looked into while another process works on it', async () => {
    await holdElsewhere('busy').printed(5);
    const looking = await open(`sqlite:${path}`, { readOnly: true });
    expect(await looking.listCases()).toEqual([]);
    expect(await looking.nextDueAt(reportedAt)).toBe(reportedAt);
  });

  it('cannot be changed by whoever only looks', async () => {
    await open();
    const looking = await open(`sqlite:${path}`, { readOnly: true });
    await expect(looking.receive([anArrival()])).rejects.toThrow('opened for looking only');
  });

  it('is not made by whoever only looks', async () => {
    const { code, message } = await problemOf(openStore(`sqlite:${path}`, { readOnly: true }));
    expect(code).toBe('unreadable');
    expect(message).toBe(`There is no store at ${path}; \`fixlead start\` makes one.`);
    expect(existsSync(path)).toBe(false);
  });

  it('can be read by its owner only, as can its journal and its lock', async () => {
    const store = await open();
    await store.receive([anArrival()]);
    for (const file of [path, `${path}-wal`, `${path}.lock`]) expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('is found by a relative path, by three slashes and by a link to its folder', async () => {
    const store = await open(`sqlite://${path}`);
    await store.receive([anArrival()]);
    await store.close();
    symlinkSync(folder, `${folder}-link`);
    const again = await open(`sqlite:${folder}-link/fixlead.db`);
    expect(await again.receive([anArrival()])).toEqual([false]);
    rmSync(`${folder}-link`);
  });

  it('may be no file at all, in memory, which is gone when it is closed', async () => {
    const store = await open('sqlite::memory:');
    await store.receive([anArrival()]);
    expect(await store.saveStep(anArrival().key, aCaseId, reportedAt, () => aStep())).toBe('saved');
    const another = await open('sqlite::memory:');
    expect(await another.readCase(aCaseId)).toBeUndefined();
  });

  it('is refused when a newer Fixlead has changed its tables, to work on and to look at', async () => {
    await (await open()).close();
    const shell = new DatabaseSync(path);
    shell.exec('update schema_version set version = 99');
    shell.close();
    for (const readOnly of [false, true]) {
      const { code, message } = await problemOf(openStore(`sqlite:${path}`, { readOnly }));
      expect(code).toBe('newer-schema');
      expect(message).toMatch(/fixlead\.db was written by a newer Fixlead \(its tables have version 99/);
    }
  });

  it('is refused by whoever only looks when an older Fixlead made it', async () => {
    await (await open()).close();
    const shell = new DatabaseSync(path);
    shell.exec('update schema_version set version = 0');
    shell.close();
    const { code, message } = await problemOf(openStore(`sqlite:${path}`, { readOnly: true }));
    expect(code).toBe('unreadable');
    expect(message).toContain('was last used by an older Fixlead; run `fixlead start` once');
  });

  it.each([
    ['something else altogether', () => writeFileSync(path, 'this is not a database, but a letter of some length\n'.repeat(40))],
    ['cut off', () => truncateSync(path, 8_192)],
    ['overwritten in the middle', () => writeFileSync(path, overwritten(readFileSync(path)))],
  ])('is refused when it is %s', async (_, damage) => {
    const store = await open();
    await store.receive(Array.from({ length: 200 }, (__, index) => anArrival({ key: `k${index}`, body: 'x'.repeat(500) })));
    await store.close();
    damage();
    const { code, message } = await problemOf(openStore(`sqlite:${path}`));
    expect(code).toBe('unreadable');
    expect(message).toContain(path);
    expect(message).toMatch(/damaged/);
    expect(message).toMatch(/restore it from a backup/);
  });

  it('is checked in full, however large, after a process that died', async () => {
    const store = await open();
    const large = Array.from({ length: 10 }, (__, index) => anArrival({ key: `k${index}`, body: 'x'.repeat(8_000_000) }));
    for (const arrival of large) await store.receive([arrival]);
    await store.close();
    const died = join(dirname(path), 'died.db');
    const reopened = await open();
    await reopened.receive([anArrival({ key: 'last' })]);
    copyFileSync(path, died);
    copyFileSync(`${path}-wal`, `${died}-wal`);
    await reopened.close();
    // In the middle of what nobody reads at a start.
    const middle = Math.floor(statSync(died).size / 2);
    writeFileSync(died, readFileSync(died).fill(0xee, middle, middle + 4_096 * 4));
    expect((await problemOf(openStore(`sqlite:${died}`))).message).toMatch(/damaged/);
  });

  it('is let go when it cannot be opened', async () => {
    writeFileSync(path, 'not a database'.repeat(100));
    await problemOf(openStore(`sqlite:${path}`));
    rmSync(path);
    await expect(open()).resolves.toBeDefined();
  });

  it('is refused when it is a folder', async () => {
    mkdirSync(path);
    expect((await problemOf(openStore(`sqlite:${path}`))).code).toBe('unreadable');
  });

  it('is refused when there is no folder for it', async () => {
    const { code, message } = await problemOf(openStore(`sqlite:${folder}/missing/fixlead.db`));
    expect(code).toBe('unreadable');
    expect(message).toBe(`There is no folder ${folder}/missing to keep fixlead.db in; make it, or name another.`);
  });

  it('is refused in a folder that may not be written to', async () => {
    chmodSync(folder, 0o555);
    const { code, message } = await asNobody(() => problemOf(openStore(`sqlite:${path}`)));
    chmodSync(folder, 0o755);
    expect(code).toBe('read-only');
    expect(message).toBe(`${path} or its folder ${folder} may not be written to; let this user write both.`);
  });

  it('is refused when it may not be written to itself', async () => {
    await (await open()).close();
    rmSync(`${path}.lock`);
    chmodSync(path, 0o444);
    chmodSync(folder, 0o777);
    const { code } = await asNobody(() => problemOf(openStore(`sqlite:${path}`)));
    expect(code).toBe('read-only');
  });
});

function overwritten(content: Buffer): Buffer {
  return content.fill(0xee, 4_096 * 3, 4_096 * 9);
}

/** Root may write anywhere, so root becomes nobody for a while. */
async function asNobody<Result>(act: () => Promise<Result>): Promise<Result> {
  if (process.geteuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}
