/** `fixlead doctor OWNER/NAME`: whether all is set up as it must be, with what mends each thing that is not. Reads only. */
import { gitHubAdapter } from '../adapters/github/github.ts';
import { repositoryName } from '../core/ids.ts';
import { parseChannel } from '../core/notices/channels.ts';
import { examine } from '../engine/doctor/examine.ts';
import type { Finding } from '../engine/doctor/finding.ts';
import type { Log } from '../engine/ports/clock.ts';
import type { ChannelSettings } from '../channel-settings.ts';
import { readSettings } from '../settings.ts';
import { printLine, type CliStreams } from './line-by-line.ts';
import { readEnvFile } from './read-env-file.ts';

/** Exit code 0: all is well, or well enough; 1: something must be mended; 2: the command or the environment is wrong. */
export async function run(args: readonly string[], streams: CliStreams): Promise<number> {
  const json = args.includes('--json');
  const [name = '', ...more] = args.filter((arg) => arg !== '--json');
  if (more.length > 0 || !/^[\w-]{1,39}\/[\w.-]{1,100}$/.test(name))
    return complain(streams, ['say fixlead doctor OWNER/NAME [--json], with the public repository']);
  const unread = readEnvFile();
  const read = readSettings(process.env);
  const problems = [...(unread === undefined ? [] : [unread]), ...(read.ok ? [] : read.problems)];
  if (!read.ok || problems.length > 0) return complain(streams, problems);
  const { appId, privateKey, githubApiUrl, channels } = read.settings;
  const github = gitHubAdapter({ appId, privateKey, apiUrl: githubApiUrl, log: silent, now: () => Date.now() });
  const findings = await examine(github.checkup, (channel) => isSetUp(channel, channels), repositoryName(name));
  for (const finding of findings) await printLine(streams.stdout, json ? JSON.stringify(finding) : inWords(finding));
  return findings.some(({ state }) => state === 'fail') ? 1 : 0;
}

const marks = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

function inWords({ name, state, says, mend, tryIt }: Finding): string {
  const lines = [`${marks[state]}  ${name}: ${says}`, mend && `      mend: ${mend}`, tryIt && `      try:  ${tryIt}`];
  return lines.filter((line) => line !== undefined).join('\n');
}

function isSetUp(text: string, channels: ChannelSettings | undefined): boolean {
  const channel = parseChannel(text);
  switch (channel?.kind) {
    case 'slack':
      return channels?.slack.has(channel.name) === true;
    case 'web-hook':
      return channels?.webHooks.has(channel.name) === true;
    case 'mail':
      return channels?.mail !== undefined;
    case 'github':
    case 'by-hand':
      return true;
    case undefined:
      return false;
  }
}

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

async function complain({ stderr }: CliStreams, problems: readonly string[]): Promise<number> {
  for (const problem of problems) await printLine(stderr, `fixlead: ${problem}`);
  return 2;
}
