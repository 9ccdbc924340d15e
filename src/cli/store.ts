/** `fixlead store move FILE URL`: from SQLite to PostgreSQL, with the app stopped. */
import { moveStore, type MovedTable } from '../adapters/store/move-store.ts';
import { StoreProblem } from '../adapters/store/store-problem.ts';
import type { CliStreams } from './line-by-line.ts';
import { readArguments } from './read-arguments.ts';

const usage = 'fixlead store move FILE postgres://USER@HOST/DATABASE [--json]';

export async function run(args: readonly string[], streams: CliStreams): Promise<number> {
  const read = readArguments({ args: [...args], options: { json: { type: 'boolean', default: false } }, allowPositionals: true });
  const [act, file, url, ...more] = read.ok ? read.positionals : [];
  const isPostgres = /^postgres(ql)?:\/\/.+\/.+$/i.test(url ?? '');
  if (!read.ok || act !== 'move' || file === undefined || url === undefined || !isPostgres || more.length > 0) {
    streams.stderr.write(`fixlead: ${read.ok ? '' : `${read.message}\n`}usage: ${usage}\n`);
    return 2;
  }
  try {
    const moved = await moveStore(file.replace(/^sqlite:/, ''), url);
    streams.stdout.write(read.values.json === true ? `${JSON.stringify({ moved })}\n` : tell(moved));
    return 0;
  } catch (cause) {
    if (!(cause instanceof StoreProblem)) throw cause;
    streams.stderr.write(`fixlead: ${cause.message}\n`);
    return 1;
  }
}

function tell(moved: readonly MovedTable[]): string {
  if (moved.length === 0) return `Everything had arrived before; the file is marked as moved now. ${next}\n`;
  const rows = moved.map(
    ({ table, rows, digest }) => `  ${table.padEnd(14)} ${String(rows).padStart(9)} rows, the same on both sides (${digest.slice(0, 12)})`,
  );
  return `${[...rows, `Every history is whole. ${next}`].join('\n')}\n`;
}

const next = 'Set FIXLEAD_STORE to the database, and start. The file stays as it is, and is refused from now on.';
