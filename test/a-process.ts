// `fixlead …` in a process of its own, started as people start it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type AProcess = {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves when its output holds this. Errors: throws when it ends without. */
  says(words: RegExp): Promise<RegExpMatchArray>;
  /** Resolves with the exit code, or the name of the signal that ended it. */
  ended(): Promise<number | string>;
  /** As the out-of-memory killer does it, and whatever it has started with it. */
  kill(): Promise<void>;
};

const project = join(import.meta.dirname, '..');

/** `folder` is where it runs, so that no `.env` of the project's is read. The environment is what is given, and PATH. */
export function startProcess(args: readonly string[], options: { folder: string; env?: Readonly<Record<string, string>> }): AProcess {
  const child = spawn(process.execPath, [join(project, 'run.mjs'), join(project, 'src/cli.ts'), ...args], {
    cwd: options.folder,
    env: { PATH: process.env.PATH ?? '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const heard = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name]?.setEncoding('utf8').on('data', (text: string) => (heard[name] += text));
  const closed = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  return {
    child,
    stdout: () => heard.stdout,
    stderr: () => heard.stderr,
    ended: () => closed,
    async kill() {
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await closed;
    },
    async says(words) {
      for (;;) {
        const found = words.exec(heard.stdout + heard.stderr);
        if (found !== null) return found;
        const over = await Promise.race([closed.then(() => true), once(child.stdout, 'data').then(() => false)]);
        if (over && words.exec(heard.stdout + heard.stderr) === null) throw new Error(`it ended without ${words}:\n${heard.stderr}`);
      }
    },
  };
}
