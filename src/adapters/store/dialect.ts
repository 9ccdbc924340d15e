/** What differs between the two stores; everything else is one source. */
import type { Kysely, Transaction } from 'kysely';
import type { DueWork } from '../../engine/ports/store.ts';
import type { Schema } from './schema.ts';

export type Dialect = {
  readonly kind: 'sqlite' | 'postgres';
  /** Whether rows are locked one by one; SQLite's transaction owns the whole file from its beginning. */
  readonly locksRows: boolean;
  /** Holds other processes' migrations off until the transaction ends. */
  lockMigrations(trx: Transaction<Schema>): Promise<void>;
  /** Lets one claimer of arrivals look at a time, so that two cannot each take an arrival of the same case. */
  lockClaims(trx: Transaction<Schema>): Promise<void>;
  /** A number greater than those of all earlier steps. */
  nextStepOrder(trx: Transaction<Schema>): Promise<number>;
};

/** What happens inside a transaction. It may run again after a lost race, or when another that shared its commit threw, so it must be harmless to repeat. */
export type Work<Result> = (trx: Transaction<Schema>) => Promise<Result>;

/** How the tables are reached. */
export type Access = {
  /** Reads without a transaction. */
  readonly look: <Result>(read: (db: Kysely<Schema>) => Promise<Result>) => Promise<Result>;
  /** Answers when the work is durable. */
  readonly transact: <Result>(work: Work<Result>) => Promise<Result>;
};

/** For a store that was opened for looking only. */
export function onlyLooking({ look }: Access): Access {
  return { look, transact: () => Promise.reject(new Error('This store was opened for looking only.')) };
}

export type Context = {
  readonly access: Access;
  /** Keeps the store open for what has begun; see `finishBeforeClosing`. */
  readonly hold: <Result>(act: () => Promise<Result>) => Promise<Result>;
  readonly dialect: Dialect;
  /** Tells this process which work may have become due, and the others that some may have. */
  readonly wake: (due: DueWork) => void;
};

/** A transaction after which such work may have become due, here or in another process. */
export async function change<Result>({ access, wake }: Context, due: DueWork, work: Work<Result>): Promise<Result> {
  const result = await access.transact(work);
  wake(due);
  return result;
}
