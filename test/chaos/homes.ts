/** Where a store lives while the app dies and is born again around it. */
import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { embeddedPostgresBinaries, startEmbeddedPostgres, type EmbeddedPostgres } from '../contracts/embedded-postgres.ts';
import type { FreshStore, StoreKind } from '../crash/stores.ts';

export type Home = FreshStore & {
  /** What a life connects to. */
  urlOf(life: number): string;
  /** Call in the very moment in which a life ends: what it leaves is what the next one finds. */
  leave(life: number): void;
  /** The next life finds the beginning of something that was not written to its end. */
  tearTail(): void;
  /** Cuts all connections to the database, or starts its server anew; nothing where there is none. */
  cut(): Promise<void>;
  restart(): Promise<void>;
  /** Every byte that is kept, for whoever looks for what must not be. */
  bytes(): Promise<string>;
};

export type Homes = { fresh(): Promise<Home>; stop(): Promise<void> };

export async function openHomes(kind: StoreKind): Promise<Homes> {
  return kind === 'sqlite' ? { fresh: async () => sqliteHome(), stop: async () => undefined } : postgresHomes();
}

/** A page and the head of its frame. */
const frameBytes = 4_096 + 24;

/** A life that has ended may still hold its file; so the next one gets a copy of it, with its log, as the disk has them then. */
function sqliteHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'fixlead-chaos-'));
  let copies = 0;
  const path = (): string => join(folder, `store-${copies}.sqlite`);
  const nothing = async (): Promise<void> => undefined;
  return {
    get url() {
      return `sqlite:${path()}`;
    },
    urlOf: () => `sqlite:${path()}`,
    leave: () => {
      const from = path();
      copies += 1;
      for (const part of ['', '-wal']) if (existsSync(from + part)) copyFileSync(from + part, path() + part);
    },
    tearTail: () => {
      const log = `${path()}-wal`;
      if (!existsSync(log)) return;
      const written = readFileSync(log);
      // One more frame, of which not all got to the disk. Source: https://sqlite.org/walformat.html
      if (written.length > frameBytes) appendFileSync(log, written.subarray(-frameBytes, -1_000));
    },
    cut: nothing,
    restart: nothing,
    rows: async (statement) => {
      const database = new DatabaseSync(path(), { readOnly: true });
      try {
        return database.prepare(statement).all();
      } finally {
        database.close();
      }
    },
    bytes: async () => ['', '-wal'].map((part) => (existsSync(path() + part) ? readFileSync(path() + part, 'latin1') : '')).join('\n'),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function postgresHomes(): Promise<Homes> {
  const binaries = embeddedPostgresBinaries();
  if ('missing' in binaries) throw new Error(`There is no PostgreSQL to test with: ${binaries.missing}`);
  const server = await startEmbeddedPostgres(binaries.folder);
  let made = 0;
  return {
    fresh: async () => {
      const database = `chaos_${process.pid}_${(made += 1)}`;
      await server.query('postgres', `create database ${database}`);
      return postgresHome(server, database);
    },
    stop: () => server.stop(),
  };
}

function postgresHome(server: EmbeddedPostgres, database: string): Home {
  const rows = (statement: string) => server.query(database, statement);
  const terminate = async (which: string): Promise<void> => {
    await server.query('postgres', `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}' and ${which}`);
  };
  return {
    url: server.urlOf(database),
    urlOf: (life) => `${server.urlOf(database)}?application_name=life_${life}`,
    leave: (life) => void terminate(`application_name = 'life_${life}'`).catch(() => undefined),
    tearTail: () => undefined,
    cut: () => terminate('true'),
    restart: () => server.restart(),
    rows,
    bytes: async () => {
      const tables = await rows(`select tablename from pg_tables where schemaname in ('public', 'pgboss')`);
      const dumps = tables.map(({ tablename }) => rows(`select * from ${tableNamed(String(tablename))}`).catch(() => []));
      return JSON.stringify(await Promise.all(dumps));
    },
    remove: async () => void (await server.query('postgres', `drop database ${database} with (force)`)),
  };
}

function tableNamed(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
