/** The store in a PostgreSQL database, for any number of replicas. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Log } from '../../engine/ports/clock.ts';
import type { DueWork, Store } from '../../engine/ports/store.ts';
import { compiledOnce } from './compiled-once.ts';
import type { Access, Dialect } from './dialect.ts';
import { onlyLooking } from './dialect.ts';
import { finishBeforeClosing } from './finish-before-closing.ts';
import { checkSchema, migrate } from './migrations.ts';
import { postgresProblem } from './postgres-problem.ts';
import { advisoryLock } from './advisory-locks.ts';
import type { Schema } from './schema.ts';
import { namingFailures } from './store-failure.ts';
import { storeOn } from './store.ts';
import { tryingAgain } from './try-again.ts';
import type { WorkSignal } from './work-signal.ts';
import { noWorkSignal, startWorkSignal } from './work-signal.ts';

type Options = { readonly readOnly: boolean; readonly log: Log | undefined };

/** Errors: StoreProblem. */
export async function openPostgres(url: string, { readOnly, log }: Options): Promise<Store> {
  const name = storeName(url);
  const pool = new pg.Pool({ ...postgresOptions(url), max: mostConnections, pipeline: true });
  // A connection that breaks is replaced at the next use. Unheard, the event would end the process, and the pool hears only those not in use.
  const lost = (error: Error) => log?.warn({ store: name, error: error.message }, 'a database connection was lost');
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    if (readOnly) await checkSchema(db, name);
    else await migrate(db, postgresDialect, name);
    const signal = readOnly ? noWorkSignal : await startWorkSignal({ connection: connectionTo(url), log });
    return storeOver({ db, signal }, readOnly ? onlyLooking(tryingAgain(db)) : tryingAgain(db));
  } catch (error) {
    await db.destroy();
    if (!pool.ended) await pool.end();
    throw postgresProblem(error, name);
  }
}

const mostConnections = 10;
const connectTimeoutMs = 10_000;

/** BIGINT comes as text unless one says that it fits into a number; for this pool only, not for the whole process. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8 ? Number : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
};

/** How our tables are reached, with numbers as numbers. */
export function postgresOptions(url: string) {
  return { ...connectionTo(url), types };
}

function connectionTo(url: string) {
  return { connectionString: url, application_name: 'fixlead', connectionTimeoutMillis: connectTimeoutMs, keepAlive: true };
}

type Opened = { readonly db: Kysely<Schema>; readonly signal: WorkSignal };

function storeOver({ db, signal }: Opened, access: Access): Store {
  const listeners = new Set<(due: DueWork) => void>();
  const wakeUs = (due: DueWork): void => listeners.forEach((listener) => listener(due));
  const wake = (due: DueWork): void => {
    wakeUs(due);
    signal.announce();
  };
  const open = finishBeforeClosing(namingFailures(access));
  let closed: Promise<void> | undefined;
  return {
    ...storeOn({ access: open.access, hold: open.hold, dialect: postgresDialect, wake }),
    async onWork(listener) {
      listeners.add(listener);
      await signal.listen(() => wakeUs('any'));
    },
    close: () => (closed ??= closeAll()),
  };

  async function closeAll(): Promise<void> {
    listeners.clear();
    await open.finish();
    await signal.stop();
    await db.destroy();
  }
}

export const postgresDialect: Dialect = {
  kind: 'postgres',
  locksRows: true,
  lockMigrations: (trx) => advisoryLock(trx, 'migrations'),
  lockClaims: (trx) => advisoryLock(trx, 'claims'),
  nextStepOrder: async (trx) => (await nextStepOrder(trx, {}))[0]?.order ?? 0,
};

const nextStepOrder = compiledOnce((db) => db.selectNoFrom((build) => build.fn<number>('nextval', [sql.lit('step_order')]).as('order')));

/** The URL without its user and password, for messages. */
export function storeName(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
