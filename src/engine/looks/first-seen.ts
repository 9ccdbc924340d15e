/** Since when somebody has been seen where GitHub shows who is in, but not since when: remembered by whoever looks. They may have been there before. */
import type { Instant } from '../../core/time/time.ts';
import type { Store } from '../ports/store.ts';

export type FirstSeen = Readonly<Record<string, Instant>>;

/** Whoever left is forgotten, and counts anew when they come back. Of two who look at the same moment one may forget what the other saw, until the next look. */
export async function noteSeen(
  store: Pick<Store, 'readCursor' | 'writeCursor'>,
  place: string,
  names: readonly string[],
  now: Instant,
): Promise<FirstSeen> {
  const key = `first-seen/${place}`;
  const cursor = await store.readCursor(key);
  const known = new Map(Object.entries(JSON.parse(cursor ?? '{}') as FirstSeen));
  const seen: FirstSeen = Object.fromEntries(names.map((name) => [name, known.get(name) ?? now]));
  if (JSON.stringify(seen) !== cursor) await store.writeCursor(key, JSON.stringify(seen));
  return seen;
}
