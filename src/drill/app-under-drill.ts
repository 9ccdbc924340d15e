/** The app's process seen from the drill: start it, set its clock, wait until it is quiet, kill it. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Instant } from '../core/time/time.ts';
import type { FromApp, ToApp } from './app-process.ts';

export type AppUnderDrill = {
  /** Resolves when the app has started. Errors: AppDied when it was killed before; any other error when it cannot start. */
  readonly url: Promise<string>;
  /** What its clock shows, and what time it truly is where the clock is wrong or was set. Errors: AppDied. */
  setNow(at: Instant, truly?: Instant): Promise<void>;
  /** Resolves when nothing is in hand, with the instant at which the app next wants to do something. Errors: AppDied. */
  settle(): Promise<Instant>;
  /** As the out-of-memory killer does it. Resolves when the process is gone. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

export class AppDied extends Error {
  override readonly name = 'AppDied';
}

type Settling = { readonly ask: 'set-now'; readonly at: Instant; readonly truly: Instant | undefined } | { readonly ask: 'settle' };

export function startApp(env: Readonly<Record<string, string>>, startsAt: Instant, onLog: (line: string) => void): AppUnderDrill {
  const child = fork(join(import.meta.dirname, 'app-process.ts'), {
    env: { ...process.env, ...env, FIXLEAD_DRILL_STARTS_AT: String(startsAt) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  let lastWords = '';
  const hear = (text: string): void => {
    lastWords = (lastWords + text).slice(-longestLastWords);
    onLog(text);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', hear);
  const url = started(child, () => lastWords);
  // Whoever waits for it hears of it; it may be killed while nobody does.
  url.catch(() => undefined);
  const ask = asker(child);
  return {
    url,
    setNow: async (at, truly) => void (await ask({ ask: 'set-now', at, truly })),
    settle: () => ask({ ask: 'settle' }),
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  };
}

/** What is repeated of an app that could not start. Unit: characters. */
const longestLastWords = 4_000;

async function started(child: ChildProcess, lastWords: () => string): Promise<string> {
  const exited = once(child, 'exit').then(([code]) => {
    if (code === null) throw new AppDied('the app was killed before it had started');
    throw new Error(`the app ended with ${String(code)} before it had started:\n${lastWords()}`);
  });
  const told = once(child, 'message').then(([message]) => message as FromApp);
  const message = await Promise.race([told, exited]);
  exited.catch(() => undefined);
  if (!('started' in message)) throw new AppDied('the app answered before it had started');
  return message.started;
}

function asker(child: ChildProcess): (question: Settling) => Promise<Instant> {
  let asked = 0;
  const waiting = new Map<number, { resolve: (at: Instant) => void; reject: (error: Error) => void }>();
  child.on('message', (message: FromApp) => {
    if (!('answer' in message)) return;
    waiting.get(message.answer)?.resolve(message.nextAt);
    waiting.delete(message.answer);
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new AppDied('the app died'));
    waiting.clear();
  });
  return (question) =>
    new Promise((resolve, reject) => {
      if (!child.connected) return reject(new AppDied('the app is dead'));
      asked += 1;
      waiting.set(asked, { resolve, reject });
      child.send({ ...question, id: asked } satisfies ToApp, (error) => {
        if (error !== null) reject(new AppDied('the app is dead'));
      });
    });
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
