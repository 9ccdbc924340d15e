import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type OtherProcess = {
  /** The lines it has printed so far. */
  readonly lines: readonly string[];
  /** Resolves when it has printed this many lines; rejects when it ends before. */
  printed(count: number): Promise<void>;
  /** `kill -9`, and waits until the process is gone. */
  kill(): Promise<void>;
};

/** Holds a store open in a process of its own; with a prefix it also takes in arrivals, `prefix:1` and so on. */
export function holdStoreElsewhere(url: string, prefix = ''): OtherProcess {
  const script = fileURLToPath(new URL('hold-store.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, url, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  reader.on('line', (line) => lines.push(line));
  return {
    lines,
    printed: (count) =>
      new Promise((resolve, reject) => {
        const look = () => (lines.length >= count ? resolve() : undefined);
        reader.on('line', look);
        void gone.then(() => reject(new Error(`ended after ${lines.length} lines`)));
        look();
      }),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
