/** Where a store lives while the app dies and is born again around it. */
import { openPostgresHomes } from './postgres-home.ts';
import { openSqliteHomes } from './sqlite-home.ts';

export type StoreKind = 'sqlite' | 'postgres';
export type Row = Readonly<Record<string, unknown>>;

/** What can be done to the machine below a store, until it is ended again. */
export const groundFaults = ['disk-full', 'read-only', 'lock', 'serialization'] as const;
export type GroundFault = (typeof groundFaults)[number];

export type Home = {
  readonly url: string;
  /** Call when the app has stopped. */
  rows(statement: string): Promise<readonly Row[]>;
  /** What a life connects to. */
  urlOf(life: number): string;
  /** Call in the very moment in which a life in this process ends: what it leaves is what the next one finds. */
  leave(life: number): void;
  /** The next life finds the beginning of something that was not written to its end. */
  tearTail(): void;
  /** Cuts all connections to the database, or starts its server anew; nothing where there is none. */
  cut(): Promise<void>;
  restart(): Promise<void>;
  /** Begins it and answers how to end it; undefined where this store, or this machine, knows no such thing. */
  spoil(fault: GroundFault): (() => void) | undefined;
  /** Every byte that is kept, for whoever looks for what must not be. */
  bytes(): Promise<string>;
  remove(): Promise<void>;
};

/** On a disk of its own that can be filled, or on one whose files can be made read-only. */
export type Disk = 'small' | 'plain';

export type Homes = {
  fresh(disk?: Disk): Promise<Home>;
  /** What cannot be tried here, and why. */
  readonly cannot: readonly string[];
  stop(): Promise<void>;
};

/** Errors: throws when PostgreSQL is wanted and its binaries are not installed. */
export async function openHomes(kind: StoreKind): Promise<Homes> {
  return kind === 'sqlite' ? openSqliteHomes() : openPostgresHomes();
}
