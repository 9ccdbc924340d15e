// Whatever ends a run of the chaos, nothing of it stays on the machine.
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { embeddedPostgresBinaries } from '../contracts/embedded-postgres.ts';
import { clearDeadRuns } from './run-folder.ts';

const binaries = embeddedPostgresBinaries();
const stores = 'folder' in binaries ? ['sqlite', 'postgres'] : ['sqlite'];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-folder-'));
  chmodSync(folder, 0o755);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Resolves when its ground is laid. */
async function begin(store: string): Promise<ChildProcess> {
  const path = join(import.meta.dirname, 'chaos.ts');
  const options = ['--seeds', '9', '--store', store];
  const child = spawn(process.execPath, [path, ...options], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (piece: Buffer) => {
      told += piece.toString();
      if (told.includes('plays in ')) resolve();
    });
  });
  return child;
}

/** What of it is on this machine: folders, mounted disks, servers. */
function left(): readonly string[] {
  const mounted = existsSync('/proc/mounts') ? readFileSync('/proc/mounts', 'utf8').split('\n') : [];
  const servers = readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || !existsSync(`/proc/${pid}/cmdline`)) return [];
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return words.includes(folder) && words.includes('postgres') ? [words] : [];
  });
  return [...readdirSync(folder), ...mounted.filter((line) => line.includes(folder)), ...servers];
}

it.each(stores)(
  'a run on %s that is told to end leaves nothing',
  async (store) => {
    const child = await begin(store);
    expect(left()).not.toEqual([]);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([143, null]);
    expect(left()).toEqual([]);
  },
  120_000,
);

it.each(stores)(
  'what a run on %s left that was killed is cleared by the next, and only then',
  async (store) => {
    const child = await begin(store);
    expect(clearDeadRuns(folder)).toEqual([]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(left()).not.toEqual([]);
    expect(clearDeadRuns(folder)).toHaveLength(1);
    expect(left()).toEqual([]);
  },
  120_000,
);

/** Files can be made read-only by root, on file systems that know it. */
const canBeKept = (() => {
  const path = mkdtempSync(join(tmpdir(), 'read-only-'));
  const isKept = spawnSync('chattr', ['+i', path]).status === 0;
  if (isKept) execFileSync('chattr', ['-i', path]);
  rmSync(path, { recursive: true });
  return isKept;
})();

(canBeKept ? it : it.skip)('clears what a run that was killed had made read-only', () => {
  // No process has such a number. Source: proc(5), `pid_max`.
  const dead = join(folder, 'fixlead-chaos-run-99999999');
  const kept = join(dead, 'store-0.sqlite');
  mkdirSync(dead);
  writeFileSync(kept, '');
  execFileSync('chattr', ['+i', kept]);
  expect(clearDeadRuns(folder)).toEqual([dead]);
  expect(left()).toEqual([]);
});
