import type { Log } from '../../engine/ports/clock.ts';
import type { Store } from '../../engine/ports/store.ts';
import { openSqlite } from './sqlite.ts';
import { StoreProblem } from './store-problem.ts';

export type OpenOptions = {
  /** For looking only: takes no lock, changes no table, works beside a running Fixlead. */
  readonly readOnly?: boolean;
  /** Where trouble goes that no caller is waiting for, such as a lost connection. */
  readonly log?: Log;
};

/**
 * Opens the store that a URL names: `sqlite:PATH`, `sqlite::memory:` or `postgres://USER@HOST/DATABASE`.
 * Errors: StoreProblem, whose message is one line for whoever started the program.
 */
export async function openStore(url: string, { readOnly = false, log }: OpenOptions = {}): Promise<Store> {
  const scheme = /^([a-z]+):/i.exec(url)?.[1]?.toLowerCase();
  // `sqlite:///var/x` is a common way to write `sqlite:/var/x`; `sqlite://x` may mean two things, so it is refused.
  const path = /^sqlite:(?:\/\/(?=\/))?(?!\/\/)(.+)$/i.exec(url)?.[1];
  if (path !== undefined) return openSqlite(path, { readOnly });
  if (isPostgresUrl(url)) {
    // Loaded only where it is used: the drivers cost a tenth of a second.
    const { openPostgres } = await import('./postgres.ts');
    return openPostgres(url, { readOnly, log });
  }
  // The URL itself is not repeated: it may hold a password.
  const given = scheme === undefined ? 'The store has no scheme' : `"${scheme}:" names no store`;
  throw new StoreProblem('bad-url', `${given}; use sqlite:PATH or postgres://USER@HOST/DATABASE.`);
}

/** With a database: the driver would make one up from the name of whoever runs the program. */
function isPostgresUrl(url: string): boolean {
  return /^postgres(ql)?:\/\//i.test(url) && URL.canParse(url) && new URL(url).pathname.length > 1;
}
