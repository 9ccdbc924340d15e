/** What the servers under load have in common: they run in a process of their own, are told the settings, and tell their address. */
import { readSettings, type Settings } from '../../../src/settings/settings.ts';

/** Errors: throws when the parent gave too little. */
export function askedFor(): Settings {
  const read = readSettings(process.env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.settings;
}

/** Afterwards every message is a question for the processor time used so far, in microseconds, and the memory. `stop`: what is done before the end. */
export function serve(url: string, stop: () => Promise<void> = () => Promise.resolve()): void {
  for (const end of ['disconnect', 'SIGTERM']) process.on(end, () => void stop().finally(() => process.exit(0)));
  process.on('message', () => process.send?.({ cpuMicros: cpuMicros(), memoryBytes: process.memoryUsage.rss() }));
  process.send?.({ url });
}

function cpuMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
