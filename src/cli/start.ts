/** `fixlead start`: the app, until it is told to stop. */
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { StoreProblem } from '../adapters/store/store-problem.ts';
import { startFixlead } from '../main.ts';
import { readSettings } from '../settings.ts';
import type { CliStreams } from './line-by-line.ts';

/** Exit code 2: the environment is not as it must be; 1: the app could not start. */
export async function run(_args: readonly string[], { stderr }: CliStreams): Promise<number> {
  if (existsSync('.env')) loadEnvFile('.env');
  const read = readSettings(process.env);
  if (!read.ok) {
    for (const problem of read.problems) stderr.write(`fixlead: ${problem}\n`);
    return 2;
  }
  try {
    const fixlead = await startFixlead(read.settings);
    await untilAsked();
    await fixlead.stop();
    return 0;
  } catch (cause) {
    if (!(cause instanceof StoreProblem) && !(cause instanceof Error && 'code' in cause)) throw cause;
    stderr.write(`fixlead: ${cause.message}\n`);
    return 1;
  }
}

function untilAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
