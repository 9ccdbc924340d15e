import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Schema } from './schema.ts';

/** PostgreSQL's advisory locks are known by two numbers; the first says that they are ours ("FXLD"). */
const ours = 0x46584c44;
/** 3 was held by apps of before while they announced a save. */
const numbers = { migrations: 1, claims: 2 };

type LockName = keyof typeof numbers;

/** Held until the transaction ends; nobody else holds it meanwhile. */
export async function advisoryLock(trx: Transaction<Schema>, name: LockName): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(ours)}, ${sql.lit(numbers[name])})`.execute(trx);
}
