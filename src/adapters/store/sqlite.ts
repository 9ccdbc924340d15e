/** The store in one SQLite file, for one process. */
import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import type { DueWork, Store } from '../../engine/ports/store.ts';
import { compiledOnce, runAtOnce } from './compiled-once.ts';
import type { Access, Dialect } from './dialect.ts';
import { onlyLooking } from './dialect.ts';
import { durableLog, nothingToFlush, type DurableLog } from './durable-log.ts';
import { finishBeforeClosing } from './finish-before-closing.ts';
import { groupCommit } from './group-commit.ts';
import { checkSchema, migrate } from './migrations.ts';
import { createPrivately } from './private-file.ts';
import type { Schema } from './schema.ts';
import { asKyselyDatabase, runWithin } from './sqlite-database.ts';
import { lockForThisProcess } from './sqlite-lock.ts';
import { sqliteProblem } from './sqlite-problem.ts';
import { namingFailures } from './store-failure.ts';
import { storeOn } from './store.ts';
import { StoreProblem } from './store-problem.ts';
import { oneLine } from './thrown.ts';

/** `path` is a file or `:memory:`. Errors: StoreProblem. */
export async function openSqlite(path: string, { readOnly }: { readonly readOnly: boolean }): Promise<Store> {
  if (path === ':memory:') return openFile(path, { readOnly: false, unlock: () => undefined });
  const file = sameForEverybody(path);
  try {
    return await openFile(file, { readOnly, unlock: readOnly ? () => undefined : lockForThisProcess(file) });
  } catch (error) {
    throw sqliteProblem(error, path);
  }
}

type Opening = { readonly readOnly: boolean; readonly unlock: () => void };

async function openFile(path: string, { readOnly, unlock }: Opening): Promise<Store> {
  let database: DatabaseSync | undefined;
  try {
    if (readOnly) mustExist(path);
    else if (path !== ':memory:') createPrivately(path);
    const mayBeDamaged = isSmall(path) || wasLeftOpen(path);
    database = new DatabaseSync(path, { readOnly, timeout: busyTimeoutMs });
    const prepared = asKyselyDatabase(database);
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: prepared }) });
    runAtOnce(db, runWithin(database, prepared));
    if (readOnly) await checkSchema(db, path);
    else await prepare(database, db, { path, mayBeDamaged });
    const log = readOnly || path === ':memory:' ? nothingToFlush : durableLog(`${path}-wal`, { tables: path });
    return storeOver({ db, database, log, unlock }, readOnly ? onlyLooking(accessTo(db, log)) : accessTo(db, log));
  } catch (error) {
    database?.close();
    unlock();
    throw error;
  }
}

/** How long a statement waits for somebody who looks into the file with a tool of their own. */
const busyTimeoutMs = 5_000;

/** SQLite's own two megabytes hold less than what a busy store touches again and again. */
const mostCachedKibibytes = 8 * 1_024;

type Preparing = { readonly path: string; readonly mayBeDamaged: boolean };

async function prepare(database: DatabaseSync, db: Kysely<Schema>, { path, mayBeDamaged }: Preparing): Promise<void> {
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
  database.exec(`pragma cache_size = ${-mostCachedKibibytes}`);
  // What a statement of many rows may have to undo would go to a file in a folder for everybody: slower, and it may be the text of a report.
  database.exec('pragma temp_store = memory');
  const damage = mayBeDamaged ? database.prepare('pragma quick_check(1)').get()?.quick_check : 'ok';
  if (damage !== 'ok') throw new StoreProblem('unreadable', `${path} is damaged (${oneLine(String(damage))}); restore it from a backup.`);
  await migrate(db, sqliteDialect(), path);
  // SQLite opens a file that may not be written to for reading only, and says so at the first statement that could write.
  database.exec('delete from schema_version where version < 0');
  endLeases(database);
  // From here on `durableLog` waits for the disk, not SQLite, which would let everybody wait.
  database.exec('pragma synchronous = normal');
}

/**
 * Whatever was leased was in the hands of a process that is no more, since the file has one at a time: it can be taken up at once, and its
 * next try counts as another, which looks before it acts. How often in a row that happened to an arrival is not forgotten.
 */
function endLeases(database: DatabaseSync): void {
  database.exec('update arrivals set due_at = received_at where leased > 0; update outbox set lease_until = 0 where lease_until > 0');
}

/** Checked at every start, because it is no wait. Unit: bytes. */
const quicklyCheckedBytes = 64 * 1_024 * 1_024;

function isSmall(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= quicklyCheckedBytes;
}

/** SQLite takes its log away when it is closed in good order: where there is one, the process or the machine died. */
function wasLeftOpen(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

type Opened = { readonly db: Kysely<Schema>; readonly database: DatabaseSync; readonly log: DurableLog; readonly unlock: () => void };

function storeOver({ db, database, log, unlock }: Opened, access: Access): Store {
  const listeners = new Set<(due: DueWork) => void>();
  const wake = (due: DueWork) => listeners.forEach((listener) => listener(due));
  const open = finishBeforeClosing(namingFailures(access));
  let closed: Promise<void> | undefined;
  return {
    ...storeOn({ access: open.access, hold: open.hold, dialect: sqliteDialect(), wake }),
    async onWork(listener) {
      listeners.add(listener);
    },
    close: () => (closed ??= closeAll()),
  };

  async function closeAll(): Promise<void> {
    listeners.clear();
    await open.finish();
    log.close();
    await db.destroy();
    if (database.isOpen) database.close();
    unlock();
  }
}

function accessTo(db: Kysely<Schema>, log: DurableLog): Access {
  const look: Access['look'] = async (read) => {
    log.refuseIfLost();
    return read(db);
  };
  return { look, transact: groupCommit(db, log) };
}

/** One for each store: nobody else writes to its file, so the last number that it gave out is known without asking. */
function sqliteDialect(): Dialect {
  let last: number | undefined;
  return {
    kind: 'sqlite',
    locksRows: false,
    // A transaction has the whole file to itself, so nobody has to be held off.
    lockMigrations: async () => undefined,
    lockClaims: async () => undefined,
    async nextStepOrder(trx) {
      // A number of a transaction that was undone is left out.
      last = (last ?? (await lastStepOrder(trx, {}))[0]?.last ?? 0) + 1;
      return last;
    },
  };
}

const lastStepOrder = compiledOnce((db) => db.selectFrom('outbox').select(({ fn }) => fn.max('step_order').as('last')));

/** The file behind any links, so that two names for it share one lock. */
function sameForEverybody(path: string): string {
  const absolute = resolve(path);
  if (statSync(absolute, { throwIfNoEntry: false }) !== undefined) return realpathSync(absolute);
  const folder = dirname(absolute);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new StoreProblem('unreadable', `There is no folder ${folder} to keep ${basename(absolute)} in; make it, or name another.`);
  }
  return join(realpathSync(folder), basename(absolute));
}

function mustExist(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  throw new StoreProblem('unreadable', `There is no store at ${path}; \`fixlead start\` makes one.`);
}
