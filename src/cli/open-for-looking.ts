import { openStore } from '../adapters/store/open-store.ts';
import { StoreProblem } from '../adapters/store/store-problem.ts';
import type { Store } from '../engine/ports/store.ts';
import { storeOf } from '../settings/settings.ts';
import type { CliStreams } from './line-by-line.ts';
import { readEnvFile } from './read-env-file.ts';

/** Opens the store of `FIXLEAD_STORE`, lets `look` work on it and closes it; a store that cannot be opened is one line on stderr and exit code 1. */
export async function withStore(
  streams: CliStreams,
  options: { readOnly: boolean },
  look: (store: Store) => Promise<number>,
): Promise<number> {
  const unread = readEnvFile();
  if (unread !== undefined) return complain(streams, unread);
  try {
    const store = await openStore(storeOf(process.env), options);
    try {
      return await look(store);
    } finally {
      await store.close();
    }
  } catch (cause) {
    if (!(cause instanceof StoreProblem)) throw cause;
    return complain(streams, cause.message);
  }
}

function complain({ stderr }: CliStreams, message: string): number {
  stderr.write(`fixlead: ${message}\n`);
  return 1;
}
