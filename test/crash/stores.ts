/** A fresh store for each run, and a way to look into its tables. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { embeddedPostgresBinaries, startEmbeddedPostgres } from '../contracts/embedded-postgres.ts';

export type StoreKind = 'sqlite' | 'postgres';
export type Row = Readonly<Record<string, unknown>>;

export type FreshStore = {
  readonly url: string;
  /** Call when the app has stopped. */
  rows(statement: string): Promise<readonly Row[]>;
  remove(): Promise<void>;
};

export type Stores = { fresh(): Promise<FreshStore>; stop(): Promise<void> };

/** Errors: throws when PostgreSQL is wanted and its binaries are not installed. */
export async function openStores(kind: StoreKind): Promise<Stores> {
  return kind === 'sqlite' ? { fresh: freshSqlite, stop: async () => undefined } : postgresStores();
}

async function freshSqlite(): Promise<FreshStore> {
  const folder = mkdtempSync(join(tmpdir(), 'fixlead-crash-'));
  const path = join(folder, 'fixlead.sqlite');
  return {
    url: `sqlite:${path}`,
    rows: async (statement) => {
      const database = new DatabaseSync(path, { readOnly: true });
      try {
        return database.prepare(statement).all();
      } finally {
        database.close();
      }
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function postgresStores(): Promise<Stores> {
  const binaries = embeddedPostgresBinaries();
  if ('missing' in binaries) throw new Error(`There is no PostgreSQL to test with: ${binaries.missing}`);
  const server = await startEmbeddedPostgres(binaries.folder);
  let made = 0;
  return {
    fresh: async () => {
      const database = `crash_${(made += 1)}`;
      await server.query('postgres', `create database ${database}`);
      return {
        url: server.urlOf(database),
        rows: (statement) => server.query(database, statement),
        remove: async () => void (await server.query('postgres', `drop database ${database} with (force)`)),
      };
    },
    stop: () => server.stop(),
  };
}
