/** What differs between the two stores; everything else is one source. */
import type { Kysely, Transaction } from 'kysely';
import type { InFlight } from './in-flight.ts';
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
  /** Tells other processes, when the transaction commits, that work may have become due. Must be its last statement. */
  announce(trx: Transaction<Schema>): Promise<void>;
  /** Somebody else was first, or the connection broke: the whole transaction is worth another run. */
  isWorthAnotherRun(error: unknown): boolean;
};

export type Context = {
  readonly db: Kysely<Schema>;
  readonly dialect: Dialect;
  readonly inFlight: InFlight;
  /** Tells this process that work may have become due. */
  readonly wake: () => void;
};
