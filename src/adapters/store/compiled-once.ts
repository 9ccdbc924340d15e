/** Statements of every step, put together and compiled once: for Kysely that is more work than it is for SQLite to run them. */
import type { Compilable, CompiledQuery, DatabaseConnection, Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

type Value = string | number | null;
/** What a statement is run with: values, lists of values, and lists of rows that have the same columns. */
type Given = Readonly<Record<string, Value | readonly Value[] | readonly Readonly<Record<string, Value>>[]>>;

/**
 * `build` is called once for each store and each length of the lists, with something else in the place of every value: it may hand values
 * to Kysely, but not look at them.
 */
export function compiledOnce<Wanted extends Given, Found>(
  build: (db: Kysely<Schema>, given: Wanted) => Compilable<Found>,
): (db: Kysely<Schema>, given: Wanted) => Promise<readonly Found[]> {
  // The adapter lives as long as the store, and all its transactions share it.
  const known = new WeakMap<object, Map<string, Compiled<Found>>>();
  return async (db, given) => {
    const executor = db.getExecutor();
    const { adapter } = executor;
    const shapes = known.get(adapter) ?? new Map<string, Compiled<Found>>();
    known.set(adapter, shapes);
    const shape = shapeOf(given);
    const { query, origins } = shapes.get(shape) ?? compile(db, build, given);
    shapes.set(shape, { query, origins });
    const parameters = origins.map((origin) => valueAt(origin, given));
    const run = db.isTransaction ? runsAtOnce.get(adapter) : undefined;
    // What the statement answers is what its `build` says, whoever runs it.
    if (run !== undefined) return run(query.sql, parameters) as readonly Found[];
    const runner = connections.get(executor) ?? db;
    return (await runner.executeQuery<Found>({ ...query, parameters })).rows;
  };
}

/** Runs a statement on the store's one connection, and answers its rows. */
export type RunAtOnce = (sql: string, parameters: readonly unknown[]) => readonly unknown[];

const runsAtOnce = new WeakMap<object, RunAtOnce>();

/**
 * For a store of one connection that does not wait: what is compiled once goes straight to it in a transaction, which has it to itself.
 * Kysely's own way there is five promises long.
 */
export function runAtOnce(db: Kysely<Schema>, run: RunAtOnce): void {
  runsAtOnce.set(db.getExecutor().adapter, run);
}

const connections = new WeakMap<object, DatabaseConnection>();

/**
 * For a connection that takes statements before it has answered those before: what is compiled once goes straight to it in this transaction,
 * so that those which are asked for together are one message and one wait. Kysely's own way there takes one after the other.
 */
export async function runTogether(trx: Transaction<Schema>): Promise<void> {
  const executor = trx.getExecutor();
  connections.set(executor, await executor.provideConnection((connection) => Promise.resolve(connection)));
}

/** Where a parameter comes from: what is given under a name, there at an index of a list, there in a column of a row; else it is the statement's own. */
type Origin = {
  readonly name: string | undefined;
  readonly index: number | undefined;
  readonly column: string | undefined;
  readonly own: unknown;
};
type Compiled<Found> = { readonly query: CompiledQuery<Found>; readonly origins: readonly Origin[] };

/** Of the same few steps for all: a step finds a hundred values so. */
function valueAt({ name, index, column, own }: Origin, given: Given): unknown {
  if (name === undefined) return own;
  const held = given[name];
  if (index === undefined) return held;
  const item = (held as readonly (Value | Readonly<Record<string, Value>>)[])[index];
  return column === undefined ? item : (item as Readonly<Record<string, Value>>)[column];
}

function shapeOf(given: Given): string {
  let shape = '';
  for (const name in given) if (Array.isArray(given[name])) shape += `${name}${given[name].length},`;
  return shape;
}

function compile<Wanted extends Given, Found>(
  db: Kysely<Schema>,
  build: (db: Kysely<Schema>, given: Wanted) => Compilable<Found>,
  given: Wanted,
): Compiled<Found> {
  const origins = new Map<unknown, Origin>();
  const query = build(db, standIns(given, origins) as Wanted).compile();
  const own = (parameter: unknown): Origin => ({ name: undefined, index: undefined, column: undefined, own: parameter });
  return { query, origins: query.parameters.map((parameter) => origins.get(parameter) ?? own(parameter)) };
}

/** The same with a stand-in for every value, which Kysely takes for a value like any other. */
function standIns(given: Given, origins: Map<unknown, Origin>): unknown {
  const standIn = (name: string, index?: number, column?: string): unknown => {
    const one = Object.freeze({});
    origins.set(one, { name, index, column, own: undefined });
    return one;
  };
  const inRow = (name: string, index: number, row: Readonly<Record<string, Value>>): unknown =>
    Object.fromEntries(Object.keys(row).map((column) => [column, standIn(name, index, column)]));
  const inList = (name: string, list: readonly (Value | Readonly<Record<string, Value>>)[]): unknown =>
    list.map((item, index) => (typeof item === 'object' && item !== null ? inRow(name, index, item) : standIn(name, index)));
  return Object.fromEntries(Object.entries(given).map(([name, held]) => [name, isList(held) ? inList(name, held) : standIn(name)]));
}

function isList(held: Given[string]): held is Exclude<Given[string], Value> {
  return Array.isArray(held);
}
