/** `fixlead parked`: what was given up after many tries, for a person to look at. */
import { formatUtcMinute } from '../core/time/time.ts';
import { printLine, type CliStreams } from './line-by-line.ts';
import { withStore } from './open-for-looking.ts';

export async function run(args: readonly string[], streams: CliStreams): Promise<number> {
  return withStore(streams, { readOnly: true }, async (store) => {
    for (const one of await store.listParked()) {
      const words = `${formatUtcMinute(one.parkedAt)}  ${one.key}  ${one.what}, ${one.attempts} tries: ${one.error}`;
      await printLine(streams.stdout, args.includes('--json') ? JSON.stringify(one) : words);
    }
    return 0;
  });
}
