// What a contract needs of a database: stores on the same fresh data, and a way to change the tables behind their backs.
import type { Store } from '../../src/engine/ports/store.ts';

export type Ground = {
  /** Opens the store anew; whatever was open on this data before must be closed. */
  open(): Promise<Store>;
  /** A store that works on the same data at the same time as another: another replica where there may be several, else the same one. */
  replicaOf(store: Store): Promise<Store>;
  /** Runs SQL on the tables, as somebody with a database shell could. */
  tamper(statement: string): Promise<void>;
  /** Closes whatever is open and removes the data. */
  clear(): Promise<void>;
};

/** The stores of one test, closed after it. */
export type Bench = {
  readonly ground: () => Ground;
  readonly store: () => Store;
  reopen: () => Promise<Store>;
  replica: () => Promise<Store>;
};
