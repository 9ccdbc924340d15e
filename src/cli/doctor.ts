/** `fixlead doctor OWNER/NAME`: whether all is set up as it must be, with what mends each thing that is not. */
import { createCheckUp } from '../wiring/check-up.ts';
import { repositoryName } from '../core/ids.ts';
import type { Finding } from '../engine/doctor/finding.ts';
import { readSettings } from '../settings/settings.ts';
import { printLine, type CliStreams } from './line-by-line.ts';
import { readEnvFile } from './read-env-file.ts';

const flags = ['--json', '--send-tests'];

/** It only reads, and sends nothing but with `--send-tests`. Exit code 0: all is well, or well enough; 1: something must be mended; 2: the command or the environment is wrong. */
export async function run(args: readonly string[], streams: CliStreams): Promise<number> {
  const [name = '', ...more] = args.filter((arg) => !flags.includes(arg));
  if (more.length > 0 || !/^[\w-]{1,39}\/[\w.-]{1,100}$/.test(name))
    return complain(streams, ['say fixlead doctor OWNER/NAME [--json] [--send-tests], with the public repository']);
  const unread = readEnvFile();
  const read = readSettings(process.env);
  const problems = [...(unread === undefined ? [] : [unread]), ...(read.ok ? [] : read.problems)];
  if (!read.ok || problems.length > 0) return complain(streams, problems);
  const checkUp = createCheckUp(read.settings);
  const repository = repositoryName(name);
  const found = await checkUp.examine(repository);
  const sent = args.includes('--send-tests') ? await checkUp.sendTests(repository) : [];
  const findings = [...found, ...sent];
  for (const finding of findings) await printLine(streams.stdout, args.includes('--json') ? JSON.stringify(finding) : inWords(finding));
  return findings.some(({ state }) => state === 'fail') ? 1 : 0;
}

const marks = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

function inWords({ name, state, says, mend, tryIt }: Finding): string {
  const lines = [`${marks[state]}  ${name}: ${says}`, mend && `      mend: ${mend}`, tryIt && `      try:  ${tryIt}`];
  return lines.filter((line) => line !== undefined).join('\n');
}

async function complain({ stderr }: CliStreams, problems: readonly string[]): Promise<number> {
  for (const problem of problems) await printLine(stderr, `fixlead: ${problem}`);
  return 2;
}
