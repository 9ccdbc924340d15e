/** Moves a store from one SQLite file into an empty PostgreSQL database: everything or nothing, and checked before it counts. */
import { createHash, type Hash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, PostgresDialect, sql, SqliteDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { advisoryLock } from './advisory-locks.ts';
import { onlyLooking } from './dialect.ts';
import { verifyHistory } from './history-chain.ts';
import { checkSchema, migrate } from './migrations.ts';
import { abandonMove, arrivedWith, beginMove, markMoved, unfinishedMove, type Move } from './moving-mark.ts';
import { policyShelf } from './policy-shelf.ts';
import { postgresOptions, postgresDialect, storeName } from './postgres.ts';
import { postgresProblem } from './postgres-problem.ts';
import { reading } from './reading.ts';
import type { Schema } from './schema.ts';
import { asKyselyDatabase } from './sqlite-database.ts';
import { lockForThisProcess } from './sqlite-lock.ts';
import { sqliteProblem } from './sqlite-problem.ts';
import { StoreProblem } from './store-problem.ts';

/** `digest` is over every row in the order of its key, and was found the same on both sides. */
export type MovedTable = { readonly table: string; readonly rows: number; readonly digest: string };

type Table = Exclude<keyof Schema, 'schema_version'>;

/** By what the rows of each table are told apart. */
const keys: { readonly [Name in Table]: readonly string[] } = {
  arrivals: ['seq'],
  cases: ['case_id'],
  projects: ['project_id'],
  policies: ['digest'],
  history: ['case_id', 'version'],
  outbox: ['key'],
  installations: ['installation_id'],
  wake_ups: ['key'],
  places: ['repository', 'number'],
  cursors: ['key'],
  looks: ['name'],
  sessions: ['session_id'],
  access_keys: ['key_id'],
};
const tables = Object.keys(keys) as readonly Table[];

/**
 * Every table of `path`, into the database of `url`, which must hold no Fixlead data yet. The file is kept, and refuses to be used from then on.
 * One that was cut short is found out about: what has all arrived is only marked so, and nothing is answered; else it begins anew.
 * Errors: StoreProblem: `locked` while an app works on the file, `not-empty`, and whatever keeps either store from being opened. They leave the
 * database as it was, and the file in use. `moving`: it is not known whether everything has arrived, so nobody may use the file before a
 * second try.
 */
export async function moveStore(path: string, url: string): Promise<readonly MovedTable[]> {
  const { database, close } = openSource(path);
  try {
    if (await hasArrived(database, path, url)) return [];
    await checkSchema(new Kysely<Schema>({ dialect: new SqliteDialect({ database: asKyselyDatabase(database) }) }), path);
    const moved = await moveAll(database, path, url);
    markMoved(database);
    return moved;
  } catch (error) {
    throw sqliteProblem(error, path);
  } finally {
    close();
  }
}

type Source = { readonly database: DatabaseSync; readonly close: () => void };

function openSource(path: string): Source {
  let unlock: (() => void) | undefined;
  try {
    const file = realpathSync(path);
    unlock = lockForThisProcess(file);
    const database = new DatabaseSync(file);
    const release = unlock;
    return { database, close: () => [database.close(), release()] };
  } catch (error) {
    unlock?.();
    throw sqliteProblem(error, path);
  }
}

/** Marks the file where an earlier move has brought everything over. Where it has brought nothing, the file is as it was before that. */
async function hasArrived(database: DatabaseSync, path: string, url: string): Promise<boolean> {
  const move = unfinishedMove(database);
  if (move === undefined) return false;
  if (move.to !== storeName(url))
    throw new StoreProblem(
      'moving',
      `${path} was being moved into ${move.to} when that ended; name that database, so that it can be asked.`,
    );
  const isThere = await inDatabase(url, (trx) => isKnown(trx, move));
  if (isThere) markMoved(database);
  else abandonMove(database);
  return isThere;
}

async function isKnown(trx: Transaction<Schema>, move: Move): Promise<boolean> {
  const { key, value } = arrivedWith(move);
  return (await trx.selectFrom('cursors').select('key').where('key', '=', key).where('value', '=', value).executeTakeFirst()) !== undefined;
}

/** Until the database is told to commit a failure undoes everything; after that its silence may mean either. */
async function moveAll(database: DatabaseSync, path: string, url: string): Promise<readonly MovedTable[]> {
  const name = storeName(url);
  beginMove(database, name);
  let mayHaveArrived = false;
  try {
    return await inDatabase(url, async (trx) => {
      await mustBeEmpty(trx, name);
      const moved = await copyAll(database, trx);
      mayHaveArrived = true;
      return moved;
    });
  } catch (cause) {
    if (!mayHaveArrived) {
      abandonMove(database);
      throw cause;
    }
    throw new StoreProblem('moving', `${name} did not say whether it has everything of ${path}; run the same command again to find out.`, {
      cause,
    });
  }
}

/** In one transaction, after whoever moves or changes the tables there has ended, alive or not. */
async function inDatabase<Result>(url: string, work: (trx: Transaction<Schema>) => Promise<Result>): Promise<Result> {
  const name = storeName(url);
  const pool = new pg.Pool({ ...postgresOptions(url), max: 1 });
  // A lost connection fails what was asked through it; unheard, the event would end the process before the file is marked.
  const heard = (): void => undefined;
  pool.on('error', heard);
  pool.on('connect', (client) => client.on('error', heard));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db, postgresDialect, name);
    return await db.transaction().execute(async (trx) => {
      await advisoryLock(trx, 'migrations');
      return work(trx);
    });
  } catch (error) {
    throw postgresProblem(error, name);
  } finally {
    await db.destroy();
  }
}

async function mustBeEmpty(trx: Transaction<Schema>, name: string): Promise<void> {
  for (const table of tables) {
    await sql`lock table ${sql.table(table)} in exclusive mode`.execute(trx);
    const found = await trx
      .selectFrom(table)
      .select(sql`1`.as('one'))
      .limit(1)
      .executeTakeFirst();
    if (found !== undefined)
      throw new StoreProblem('not-empty', `${name} holds Fixlead data already (in ${table}); move into an empty database.`);
  }
}

async function copyAll(from: DatabaseSync, to: Transaction<Schema>): Promise<readonly MovedTable[]> {
  const moved: MovedTable[] = [];
  for (const table of tables) {
    const sent = await copy(from, to, table);
    const arrived = await digestIn(to, table);
    if (sent.digest !== arrived.digest || sent.rows !== arrived.rows)
      throw new Error(`${table} did not arrive as it was sent: ${arrived.rows} rows of ${sent.rows}; nothing was moved`);
    moved.push({ table, ...sent });
  }
  await continueCounting(to);
  await checkHistories(to);
  return moved;
}

type Row = Readonly<Record<string, unknown>>;
type Summed = Omit<MovedTable, 'table'>;

/** Unit: rows in one statement. */
const batch = 200;

async function copy(from: DatabaseSync, to: Transaction<Schema>, table: Table): Promise<Summed> {
  const hash = createHash('sha256');
  let rows = 0;
  let waiting: Row[] = [];
  const send = async (): Promise<void> => {
    if (waiting.length > 0) await insert(to, table, waiting);
    waiting = [];
  };
  for (const row of from.prepare(`select * from ${table} order by ${keys[table].join(', ')}`).iterate()) {
    addTo(hash, row);
    rows += 1;
    waiting.push(row);
    if (waiting.length === batch) await send();
  }
  await send();
  return { rows, digest: hash.digest('hex') };
}

async function insert(to: Transaction<Schema>, table: Table, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
  // What the database would count itself keeps the number it had.
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    overriding system value values ${sql.join(values)}`.execute(to);
}

/** In the order of bytes, as SQLite has it, whatever language the database sorts by. */
async function digestIn(trx: Transaction<Schema>, table: Table): Promise<Summed> {
  const texts = ['seq', 'version', 'number', 'installation_id'];
  const order = keys[table].map((column) => (texts.includes(column) ? column : `${column} collate "C"`)).join(', ');
  await sql.raw(`declare moved no scroll cursor for select * from ${table} order by ${order}`).execute(trx);
  const hash = createHash('sha256');
  let rows = 0;
  for (;;) {
    const { rows: some } = await sql.raw<Row>(`fetch ${batch} from moved`).execute(trx);
    for (const row of some) addTo(hash, row);
    rows += some.length;
    if (some.length < batch) break;
  }
  await sql.raw('close moved').execute(trx);
  return { rows, digest: hash.digest('hex') };
}

function addTo(hash: Hash, row: Row): void {
  hash.update(`${JSON.stringify(Object.entries(row).toSorted(([left], [right]) => (left < right ? -1 : 1)))}\n`);
}

/** What the database counts goes on where the file was. */
async function continueCounting(trx: Transaction<Schema>): Promise<void> {
  await sql`select setval(pg_get_serial_sequence('arrivals', 'seq'), coalesce((select max(seq) from arrivals), 0) + 1, false)`.execute(trx);
  await sql`select setval('step_order', coalesce((select max(step_order) from outbox), 0) + 1, false)`.execute(trx);
}

/** Read as the app will read it, from where it will read it. */
async function checkHistories(trx: Transaction<Schema>): Promise<void> {
  const access = onlyLooking({ look: (read) => read(trx), transact: () => Promise.reject(new Error('nothing is changed here')) });
  const look = reading({ access, dialect: postgresDialect, hold: (act) => act(), wake: () => undefined }, policyShelf());
  for (const stored of await look.readCases()) {
    const check = verifyHistory(stored, await look.readHistory(stored.case.id));
    if (!check.whole)
      throw new StoreProblem('unreadable', `The history of ${stored.case.id} is broken at line ${check.brokenAt}; nothing was moved.`);
  }
  const projects = await trx.selectFrom('projects').select(['project_id', 'version']).execute();
  for (const { project_id, version } of projects) {
    const project = await look.readProject(project_id as Parameters<typeof look.readProject>[0]);
    const lines = await look.readHistory(project_id as Parameters<typeof look.readHistory>[0]);
    const check = project === undefined ? undefined : verifyHistory({ case: project.project, version }, lines);
    if (check?.whole !== true) throw new StoreProblem('unreadable', `The history of ${project_id} is broken; nothing was moved.`);
  }
}
