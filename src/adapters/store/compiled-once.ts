/** Statements of every step, put together and compiled once: for Kysely that is more work than it is for SQLite to run them. */
import type { Compilable, CompiledQuery, Kysely } from 'kysely';
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
    const { adapter } = db.getExecutor();
    const shapes = known.get(adapter) ?? new Map<string, Compiled<Found>>();
    known.set(adapter, shapes);
    const shape = shapeOf(given);
    const { query, takes } = shapes.get(shape) ?? compile(db, build, given);
    shapes.set(shape, { query, takes });
    const parameters = takes.map((take) => take(given));
    const run = db.isTransaction ? runsAtOnce.get(adapter) : undefined;
    // What the statement answers is what its `build` says, whoever runs it.
    if (run !== undefined) return run(query.sql, parameters) as readonly Found[];
    return (await db.executeQuery<Found>({ ...query, parameters })).rows;
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

/** How a parameter is found in what is given. */
type Take = (given: unknown) => unknown;
type Compiled<Found> = { readonly query: CompiledQuery<Found>; readonly takes: readonly Take[] };

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
  const takes = new Map<unknown, Take>();
  const places = placesIn(given, (all) => all, takes) as Wanted;
  const query = build(db, places).compile();
  return { query, takes: query.parameters.map((parameter) => takes.get(parameter) ?? (() => parameter)) };
}

/** The same with a stand-in for every value, which Kysely takes for a value like any other. */
function placesIn(given: unknown, take: Take, takes: Map<unknown, Take>): unknown {
  const within = (key: string | number): Take => {
    return (all) => (take(all) as Readonly<Record<string | number, unknown>>)[key];
  };
  if (Array.isArray(given)) return given.map((item, index) => placesIn(item, within(index), takes));
  if (typeof given === 'object' && given !== null)
    return Object.fromEntries(Object.entries(given).map(([key, held]) => [key, placesIn(held, within(key), takes)]));
  const place = Object.freeze({});
  takes.set(place, take);
  return place;
}
