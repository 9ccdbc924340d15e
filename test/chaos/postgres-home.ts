/** A database of its own on one server, which can be cut off, started anew, locked, and made to lose every race. */
import { embeddedPostgresBinaries, startEmbeddedPostgres, type EmbeddedPostgres } from '../contracts/embedded-postgres.ts';
import type { GroundFault, Home, Homes } from './homes.ts';

export async function openPostgresHomes(): Promise<Homes> {
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
    cannot: [],
    stop: () => server.stop(),
  };
}

function postgresHome(server: EmbeddedPostgres, database: string): Home {
  const rows = (statement: string) => server.query(database, statement);
  const terminate = async (which: string): Promise<void> => {
    await server.query('postgres', `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}' and ${which}`);
  };
  const unheard = (act: Promise<unknown>): void => void act.catch(() => undefined);
  // Nobody waits for what is done to it, and drill time may pass fast: what ends a trouble is not to overtake what begins it.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (act: () => Promise<unknown>): void => void (last = last.then(act).catch(() => undefined));
  const spoils: { readonly [Fault in GroundFault]?: () => () => void } = {
    'read-only': () => {
      inTurn(() => setReadOnly(server, database, 'on').then(() => terminate('true')));
      return () => inTurn(() => setReadOnly(server, database, 'off').then(() => terminate('true')));
    },
    lock: () => {
      unheard(
        rows(`begin; set local lock_timeout = '2s'; lock table outbox, arrivals in access exclusive mode; select pg_sleep(0.4); commit`),
      );
      return () => undefined;
    },
    serialization: () => {
      inTurn(() => rows(losingRaces));
      return () => inTurn(() => rows(losingNoRaces));
    },
  };
  return {
    url: server.urlOf(database),
    urlOf: (life) => `${server.urlOf(database)}?application_name=life_${life}`,
    leave: (life) => unheard(terminate(`application_name = 'life_${life}'`)),
    tearTail: () => undefined,
    cut: () => terminate('true'),
    restart: () => server.restart(),
    spoil: (fault) => spoils[fault]?.(),
    rows,
    bytes: async () => {
      const tables = await rows(`select tablename from pg_tables where schemaname in ('public', 'pgboss')`);
      const dumps = tables.map(({ tablename }) => rows(`select * from ${tableNamed(String(tablename))}`).catch(() => []));
      return JSON.stringify(await Promise.all(dumps));
    },
    remove: async () => void (await server.query('postgres', `drop database ${database} with (force)`)),
  };
}

/** As a server that has become a standby, or whose disk is full, takes no writes. */
async function setReadOnly(server: EmbeddedPostgres, database: string, is: 'on' | 'off'): Promise<void> {
  await server.query('postgres', `alter database ${database} set default_transaction_read_only = ${is}`);
}

/**
 * A part of all transactions is told at its commit that it lost a race, with the codes that PostgreSQL has for that.
 * Source: PostgreSQL documentation, Appendix A: 40001 serialization_failure, 40P01 deadlock_detected.
 */
const spoiltTables = ['cases', 'arrivals', 'outbox'] as const;
const losingRaces = [
  `set lock_timeout = '2s'`,
  `create or replace function chaos_race() returns trigger language plpgsql as $$
   begin
     if random() < 0.15 then
       raise exception 'could not serialize access' using errcode = case when random() < 0.5 then '40001' else '40P01' end;
     end if;
     return null;
   end $$`,
  ...spoiltTables.map(
    (table) =>
      `create constraint trigger chaos_race after insert or update on ${table} deferrable initially deferred for each row execute function chaos_race()`,
  ),
].join('; ');
const losingNoRaces = ["set lock_timeout = '2s'", ...spoiltTables.map((table) => `drop trigger if exists chaos_race on ${table}`)].join(
  '; ',
);

function tableNamed(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
