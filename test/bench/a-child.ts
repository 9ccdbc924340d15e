/** A script of the benchmarks in a process of its own, which answers by messages. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type Child = { readonly process: ChildProcess; stop(): Promise<void> };

/** `script` is a path inside of `test/bench`. What it says on stderr is passed on. */
export function startChild(script: string, env: Readonly<Record<string, string>> = {}): Child {
  const child = fork(join(import.meta.dirname, script), {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning', ...(process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [])],
  });
  return { process: child, stop: () => end(child) };
}

/** The next message. Errors: throws when the process ends without one. */
export async function nextMessage<Message>(child: Child): Promise<Message> {
  const ended = new AbortController();
  const died = once(child.process, 'exit', { signal: ended.signal }).then(([code]) => {
    throw new Error(`${child.process.spawnargs.at(-1)} ended with ${String(code)} before it answered`);
  });
  died.catch(() => undefined);
  const told = once(child.process, 'message', { signal: ended.signal }).then(([message]) => message as Message);
  told.catch(() => undefined);
  try {
    return await Promise.race([told, died]);
  } finally {
    ended.abort();
  }
}

/** Asks and waits for the answer. */
export async function ask<Message>(child: Child, question: object): Promise<Message> {
  const answer = nextMessage<Message>(child);
  child.process.send(question);
  return answer;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
