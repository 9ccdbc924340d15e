/** `fixlead token`: tokens of the JSON API, for whoever runs the app. On SQLite making and ending them needs the app stopped, since one process writes. */
import { isLogin, login } from '../core/ids.ts';
import { formatUtcMinute } from '../core/time/time.ts';
import { newToken, readWish, shortId, usualDays, type ApiKey } from '../dashboard/api/token.ts';
import type { Store } from '../engine/ports/store.ts';
import { apiReadings } from '../engine/ports/surface.ts';
import { printLine, type CliStreams } from './line-by-line.ts';
import { withStore } from './open-for-looking.ts';
import { readArguments } from './read-arguments.ts';

const usage = `Usage: fixlead token create --as LOGIN --scope SCOPE [--reads WHAT] [--days N] NAME…
       fixlead token list [--json]
       fixlead token revoke ID

A token shows the cases that LOGIN maintains at that moment, within SCOPE: a repository, OWNER/NAME, or all of an OWNER.

  --reads WHAT   ${apiReadings.join(', ')}, with a comma between; both when left out
  --days N       for how long it holds; ${usualDays} when left out
  NAME…          what it is for, as it is listed`;

/** Errors: an exit code of 2 when the arguments are wrong, 1 when there is no such token. */
export async function run([what, ...args]: readonly string[], streams: CliStreams): Promise<number> {
  switch (what ?? '') {
    case 'create':
      return create(args, streams);
    case 'list':
      return withStore(streams, { readOnly: true }, (store) => list(store, streams, args.includes('--json')));
    case 'revoke':
      return args[0] === undefined ? complain(streams, ['Revoke needs the ID that "fixlead token list" shows.']) : revoke(args[0], streams);
    default:
      return complain(streams, ['Wanted is create, list or revoke.']);
  }
}

const options = {
  as: { type: 'string' },
  scope: { type: 'string', default: '' },
  reads: { type: 'string', default: apiReadings.join(',') },
  days: { type: 'string', default: String(usualDays) },
} as const;

async function create(args: readonly string[], streams: CliStreams): Promise<number> {
  const read = readArguments({ args: [...args], options, allowPositionals: true });
  if (!read.ok) return complain(streams, [read.message]);
  const { as: maker = '', scope, reads, days } = read.values;
  const wished = readWish({ name: read.positionals.join(' '), scope, reads: reads.split(','), days });
  const problems = [
    ...(isLogin(maker) ? [] : ['--as must be the login of a maintainer.']),
    ...('problems' in wished ? wished.problems : []),
  ];
  if ('problems' in wished || problems.length > 0) return complain(streams, problems);
  const { token, key } = newToken({ login: login(maker), githubId: 0 }, wished, Date.now());
  return withStore(streams, { readOnly: false }, async (store) => {
    await store.addAccessKey(key);
    await printLine(streams.stdout, token);
    streams.stderr.write(`It is shown this once, and holds until ${formatUtcMinute(key.expiresAt ?? 0)}.\n`);
    return 0;
  });
}

async function list(store: Store, streams: CliStreams, asJson: boolean): Promise<number> {
  for (const key of await tokensIn(store)) {
    const { name, login: maker, scope, reads, madeAt, expiresAt } = key;
    const isOver = expiresAt !== undefined && expiresAt <= Date.now();
    const until = expiresAt === undefined ? '' : `${isOver ? 'ended' : 'until'} ${formatUtcMinute(expiresAt)}`;
    const words = `${shortId(key)}  ${name}  as @${maker}  ${scope}  ${reads.join(', ')}  made ${formatUtcMinute(madeAt)}  ${until}`;
    const data = { id: shortId(key), name, as: maker, scope, reads, madeAt: iso(madeAt), expiresAt: iso(expiresAt) };
    await printLine(streams.stdout, asJson ? JSON.stringify(data) : words);
  }
  return 0;
}

async function revoke(id: string, streams: CliStreams): Promise<number> {
  return withStore(streams, { readOnly: false }, async (store) => {
    const found = (await tokensIn(store)).find((key) => shortId(key) === id);
    if (found !== undefined && (await store.endAccessKey(found.id, found.githubId))) return 0;
    streams.stderr.write(`fixlead: there is no token ${id.slice(0, 40)}\n`);
    return 1;
  });
}

async function tokensIn(store: Store): Promise<readonly ApiKey[]> {
  return (await store.listAccessKeys({ kind: 'api' })).filter((key) => key.kind === 'api');
}

function iso(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

function complain({ stderr }: CliStreams, problems: readonly string[]): number {
  stderr.write(`${problems.map((problem) => `fixlead: ${problem}`).join('\n')}\n\n${usage}\n`);
  return 2;
}
