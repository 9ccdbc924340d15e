/** The store as a process sees it that may die at any call, and whose disk or connection may fail. */
import { StoreFailure } from '../../src/engine/ports/failures.ts';
import type { Store } from '../../src/engine/ports/store.ts';

/** Before: nothing was done. After: it was done, and whoever asked does not hear of it. */
export type When = 'before' | 'after';

export type StoreTrouble = {
  /** Told before and after each call; may kill. */
  readonly onCall: (call: string, when: When) => void;
  /** Whether this call fails, and when. */
  readonly fails: () => When | undefined;
  readonly isDead: () => boolean;
};

/** What disks and databases say when they fail. Sources: https://sqlite.org/rescode.html; PostgreSQL documentation, Appendix A. */
const words = [
  'database or disk is full',
  'attempt to write a readonly database',
  'disk I/O error',
  'Connection terminated unexpectedly',
  'could not serialize access due to concurrent update',
] as const;

/** Calls that are no work: a listener, and the end. */
const leftAlone = ['onWork', 'close'];

export function failingStore(store: Store, { onCall, fails, isDead }: StoreTrouble): Store {
  let failures = 0;
  const around = async (call: string, act: () => unknown): Promise<unknown> => {
    const dieIf = (): void => {
      if (isDead()) throw new Error('the process is dead');
    };
    dieIf();
    onCall(call, 'before');
    dieIf();
    const failing = fails();
    const failure = (): Error => new StoreFailure(words[(failures += 1) % words.length]);
    if (failing === 'before') throw failure();
    const result = await act();
    onCall(call, 'after');
    dieIf();
    if (failing === 'after') throw failure();
    return result;
  };
  return new Proxy(store, {
    get(target, name, receiver) {
      const found: unknown = Reflect.get(target, name, receiver);
      if (typeof found !== 'function' || typeof name !== 'string' || leftAlone.includes(name)) return found;
      return (...given: unknown[]) => around(name, () => Reflect.apply(found, target, given) as unknown);
    },
  });
}
