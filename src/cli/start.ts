/** `fixlead start`: the app, until it is told to stop. */
import { StoreProblem } from '../adapters/store/store-problem.ts';
import { readSettings } from '../settings/settings.ts';
import type { CliStreams } from './line-by-line.ts';
import { readEnvFile } from './read-env-file.ts';

/** Exit code 2: the environment is not as it must be; 1: the app could not start. */
export async function run(_args: readonly string[], { stderr }: CliStreams): Promise<number> {
  const unread = readEnvFile();
  const read = readSettings(process.env);
  const problems = [...(unread === undefined ? [] : [unread]), ...(read.ok ? [] : read.problems)];
  if (!read.ok || problems.length > 0) {
    for (const problem of problems) stderr.write(`fixlead: ${problem}\n`);
    return 2;
  }
  const asked = untilAsked();
  try {
    // Loaded only now: what is wrong with the settings is said at once.
    const { startFixlead } = await import('../main.ts');
    const fixlead = await startFixlead(read.settings);
    await asked;
    await fixlead.stop();
    return 0;
  } catch (cause) {
    if (!(cause instanceof StoreProblem) && !(cause instanceof Error && 'code' in cause)) throw cause;
    stderr.write(`fixlead: ${cause.message}\n`);
    return 1;
  }
}

/** Listens from the start on, so that it ends in good order also when it is asked while it starts. Asked twice, it ends at once. */
function untilAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
