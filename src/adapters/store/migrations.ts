/** How the tables came to be what they are. A released migration is never changed; a new one goes below it. */
import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Dialect } from './dialect.ts';
import { refuseMoved } from './moving-mark.ts';
import type { Schema } from './schema.ts';
import { StoreProblem } from './store-problem.ts';

type Migration = (dialect: Dialect) => readonly string[];

const migrations: readonly Migration[] = [firstTables, projects, surfaces, keysThatExpire, sleep, keysThatAreUsed, looks, inOrder];

/** Brings the tables up to date in one transaction. `storeName` is what a message calls the store. Errors: `newer-schema`. */
export async function migrate(db: Kysely<Schema>, dialect: Dialect, storeName: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await dialect.lockMigrations(trx);
    await run(trx, 'create table if not exists schema_version (version integer not null)');
    const found = await schemaVersion(trx);
    refuseNewer(found, storeName);
    if (found === migrations.length) return;
    for (const migration of migrations.slice(found)) for (const statement of migration(dialect)) await run(trx, statement);
    await trx.deleteFrom('schema_version').execute();
    await trx.insertInto('schema_version').values({ version: migrations.length }).execute();
  });
}

/** For whoever may not change the tables. Errors: `newer-schema`, and `unreadable` where they are older or not there. */
export async function checkSchema(db: Kysely<Schema>, storeName: string): Promise<void> {
  const found = await schemaVersion(db);
  refuseNewer(found, storeName);
  if (found === migrations.length) return;
  throw new StoreProblem(
    'unreadable',
    `${storeName} was last used by an older Fixlead; run \`fixlead start\` once to bring it up to date.`,
  );
}

async function schemaVersion(db: Kysely<Schema>): Promise<number> {
  const row = await db.selectFrom('schema_version').select('version').executeTakeFirst();
  return row?.version ?? 0;
}

function refuseNewer(found: number, storeName: string): void {
  if (found <= migrations.length) return;
  refuseMoved(found, storeName);
  throw new StoreProblem(
    'newer-schema',
    `${storeName} was written by a newer Fixlead (its tables have version ${found}, this program knows ${migrations.length}); ` +
      'run that version, or restore a backup from before it.',
  );
}

async function run(trx: Transaction<Schema>, statement: string): Promise<void> {
  await sql.raw(statement).execute(trx);
}

function firstTables({ kind }: Dialect): readonly string[] {
  const counted = { sqlite: 'integer primary key autoincrement', postgres: 'bigint generated always as identity primary key' }[kind];
  return [
    `create table arrivals (seq ${counted}, key text not null unique, source text not null, name text not null, body text not null,
      case_id text, received_at bigint not null, state text not null, due_at bigint not null, leased integer not null,
      attempt integer not null, note text, ended_at bigint)`,
    'create index arrivals_in_order on arrivals (state, received_at, seq)',
    'create index arrivals_of_a_case on arrivals (case_id, state, received_at, seq)',
    `create table cases (case_id text primary key, version bigint not null, last_hash text not null, policy_digest text not null,
      repository text not null, is_open integer not null, reported_at bigint not null, snapshot text not null)`,
    'create index cases_in_order on cases (is_open, reported_at)',
    'create table policies (digest text primary key, body text not null)',
    `create table history (case_id text not null, version bigint not null, event text not null, outcome text not null,
      decided_at bigint not null, because text not null, refusal_code text, policy_digest text not null,
      previous_hash text not null, hash text not null, primary key (case_id, version))`,
    `create table outbox (key text primary key, case_id text not null, repository text not null, installation_id bigint not null,
      kind text not null, body text not null, digest text not null, generation bigint not null, step_order bigint not null,
      place_in_step bigint not null, state text not null, due_at bigint not null, lease_until bigint not null,
      lease_generation bigint not null, attempt integer not null, note text, ended_at bigint)`,
    'create index outbox_in_order on outbox (state, installation_id, step_order, place_in_step)',
    'create index outbox_leases on outbox (installation_id, lease_until)',
    'create index outbox_steps on outbox (step_order)',
    `create table installations (installation_id bigint primary key, last_claim_at bigint not null, next_claim_at bigint not null,
      paused_until bigint not null)`,
    'create table wake_ups (key text primary key, case_id text not null, name text not null, due_at bigint not null)',
    'create index wake_ups_in_order on wake_ups (due_at)',
    'create index wake_ups_of_a_case on wake_ups (case_id)',
    'create table places (repository text not null, number bigint not null, case_id text not null, primary key (repository, number))',
    'create table cursors (key text primary key, value text not null)',
    ...(kind === 'postgres' ? ['create sequence step_order'] : []),
  ];
}

function projects(): readonly string[] {
  return [
    `create table projects (project_id text primary key, version bigint not null, last_hash text not null, policy_digest text not null,
      snapshot text not null)`,
  ];
}

function surfaces(): readonly string[] {
  return [
    `create table sessions (session_id text primary key, login text not null, github_id bigint not null, opened_at bigint not null,
      seen_at bigint not null, sealed_tokens text not null)`,
    'create index sessions_of_a_person on sessions (github_id)',
    `create table access_keys (key_id text primary key, kind text not null, login text not null, github_id bigint not null, case_id text,
      made_at bigint not null)`,
    'create index access_keys_of_a_person on access_keys (github_id)',
  ];
}

function keysThatExpire(): readonly string[] {
  return ['alter table access_keys add column expires_at bigint', 'alter table access_keys add column more text'];
}

/** Until when to sleep is asked in each idle round: found by these, however much waits. */
function sleep(): readonly string[] {
  return [
    'create index arrivals_by_due on arrivals (state, due_at)',
    'create index outbox_by_due on outbox (installation_id, state, due_at)',
  ];
}

function keysThatAreUsed(): readonly string[] {
  return ['alter table access_keys add column used_at bigint'];
}

/** Several processes look in turns, and what they look at is found without reading every case. */
function looks(): readonly string[] {
  return [
    'create table looks (name text primary key, looked_at bigint not null)',
    'create index places_of_a_case on places (case_id, repository)',
    'alter table cases add column installation_id bigint',
  ];
}

/** What is claimed or rung is found in its order; what is not due yet, or behind another of its case, is passed over without reading it. */
function inOrder(): readonly string[] {
  return [
    'drop index arrivals_in_order',
    'create index arrivals_in_order on arrivals (state, received_at, seq, due_at, case_id)',
    'drop index outbox_in_order',
    'create index outbox_in_order on outbox (state, installation_id, step_order, place_in_step, due_at)',
    'drop index wake_ups_in_order',
    'create index wake_ups_in_order on wake_ups (due_at, key)',
  ];
}
