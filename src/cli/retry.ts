/** `fixlead retry KEY`: another set of tries for parked work. On SQLite the app must be stopped first, since one process writes. */
import type { CliStreams } from './line-by-line.ts';
import { withStore } from './open-for-looking.ts';

export async function run([key]: readonly string[], streams: CliStreams): Promise<number> {
  if (key === undefined) {
    streams.stderr.write('fixlead: retry needs the KEY that "fixlead parked" shows\n');
    return 2;
  }
  return withStore(streams, { readOnly: false }, async (store) => {
    if (await store.retryParked(key, Date.now())) return 0;
    streams.stderr.write(`fixlead: nothing is parked under "${key.slice(0, 200)}"\n`);
    return 1;
  });
}
