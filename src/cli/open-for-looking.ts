import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { openStore } from '../adapters/store/open-store.ts';
import { StoreProblem } from '../adapters/store/store-problem.ts';
import type { Store } from '../engine/ports.ts';
import type { CliStreams } from './line-by-line.ts';

/** Opens the store of `FIXLEAD_STORE`, lets `look` work on it and closes it; a store that cannot be opened is one line on stderr and exit code 1. */
export async function withStore(
  streams: CliStreams,
  options: { readOnly: boolean },
  look: (store: Store) => Promise<number>,
): Promise<number> {
  if (existsSync('.env')) loadEnvFile('.env');
  try {
    const store = await openStore(process.env.FIXLEAD_STORE ?? 'sqlite:./fixlead.sqlite', options);
    try {
      return await look(store);
    } finally {
      await store.close();
    }
  } catch (cause) {
    if (!(cause instanceof StoreProblem)) throw cause;
    streams.stderr.write(`fixlead: ${cause.message}\n`);
    return 1;
  }
}
