/**
 * One folder for all that a run of the chaos leaves on this machine: small disks, the data of PostgreSQL, the folders of the drill. Whoever ends
 * clears their own; what a run that was killed left, a mounted disk and a running server among it, the next one clears.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'fixlead-chaos-run-';
/** How long a server that is told to end may take. Unit: ms. */
const endingMs = 10_000;

export type RunFolder = { readonly folder: string; readonly remove: () => void };

/** From now on everything that asks for a temporary folder gets one inside. */
export function openRunFolder(): RunFolder {
  const outside = tmpdir();
  const folder = join(outside, `${prefix}${process.pid}`);
  mkdirSync(folder);
  // PostgreSQL does not run as root, and has to get through to its data.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return {
    folder,
    remove: () => {
      process.env.TMPDIR = outside;
      // A git that was begun a moment ago would go on writing into it.
      endServers(folder);
      for (const pid of workersOf(process.pid)) endWorker(pid);
      clear(folder);
    },
  };
}

/** Answers what was cleared. Only of runs whose process is gone: others may play beside this one. */
export function clearDeadRuns(within = tmpdir()): readonly string[] {
  const left = readdirSync(within).filter((name) => name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length))));
  const folders = left.map((name) => join(within, name));
  folders.forEach(clear);
  return folders;
}

function clear(folder: string): void {
  endServers(folder);
  for (const mounted of mountedIn(folder)) execFileSync('umount', ['--lazy', mounted], { stdio: 'ignore' });
  letBeChanged(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Its children, and theirs. Source: proc(5), `/proc/pid/task/tid/children`; of a process that is gone there are none. */
function workersOf(pid: number): readonly number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
    return children.flatMap((child) => [...workersOf(child), child]);
  } catch {
    return [];
  }
}

function endWorker(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** What a run had made read-only when it was killed cannot be removed before. */
function letBeChanged(folder: string): void {
  try {
    execFileSync('chattr', ['-R', '-f', '-i', folder], { stdio: 'ignore' });
  } catch {
    // Where that may not be used nothing was made read-only.
  }
}

/** Of this very process there is none from before. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Source: proc(5), `/proc/mounts`: the second of its columns is where. */
function mountedIn(folder: string): readonly string[] {
  if (!existsSync('/proc/mounts')) return [];
  const places = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  return places.filter((place) => place.startsWith(`${folder}/`));
}

function endServers(folder: string): void {
  for (const data of readdirSync(folder).map((name) => join(folder, name, 'data'))) endServer(data);
}

/** The server whose data these are, if it still runs: its number may be another process's by now. */
function endServer(data: string): void {
  const note = join(data, 'postmaster.pid');
  if (!existsSync(note)) return;
  const pid = Number(readFileSync(note, 'utf8').split('\n')[0]);
  const runs = (): boolean => existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data);
  if (!runs()) return;
  process.kill(pid, 'SIGQUIT');
  const nap = new Int32Array(new SharedArrayBuffer(4));
  for (let waitedMs = 0; runs() && waitedMs < endingMs; waitedMs += 50) Atomics.wait(nap, 0, 0, 50);
}
