// `fixlead policy check FILE…` says what is wrong with policy files; `fixlead policy show FILE` says what holds under one, and why.
import { rules, type RuleId } from '../core/rules.ts';
import type { CivilDate } from '../core/time/time.ts';
import { localDateOf } from '../core/time/wall-clock.ts';
import type { PolicyText } from '../policy/policy-layer.ts';
import { formatProblem, type PolicyProblem } from '../policy/policy-problem.ts';
import { readPolicies, type FileSource, type ReadPolicy, type Setting } from '../policy/read-policy.ts';
import { printLine, type CliStreams } from './line-by-line.ts';
import { parsePolicyArguments } from './policy-arguments.ts';
import { readPolicyFile } from './read-policy-file.ts';
import { runSimulation, simulationUsage } from './simulate.ts';

const usage = `usage: fixlead policy check FILE… [--org FILE] [--json]    says what is wrong with policy files, as FILE:LINE:COLUMN: MESSAGE
       fixlead policy show FILE [--org FILE] [--json]      says what holds under a policy, setting by setting, and where each comes from
       fixlead policy simulate FILE TIMELINE [--org FILE] [--json]    says what would have been due when

--org FILE is the organisation's file, on top of which each FILE stands.
--on YYYY-MM-DD warns of the end of the holiday data as on that day.
Exit code: 0 the policy holds (warnings do not count), 1 it has problems, 2 a file cannot be read or the command is wrong.`;

/** Exit code: as the usage says; of several files the worst counts. */
export async function run(args: readonly string[], streams: CliStreams): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    await printLine(streams.stdout, args[0] === 'simulate' ? simulationUsage : usage);
    return 0;
  }
  const asked = parsePolicyArguments(args);
  if (!asked.ok) return complain(streams, `${asked.message}\n${args[0] === 'simulate' ? simulationUsage : usage}`);
  const { action, files, json } = asked;
  const organisation = asked.organisation === undefined ? undefined : await readPolicyFile(asked.organisation);
  if (organisation?.ok === false) return complain(streams, organisation.message);
  if (action === 'simulate') return runSimulation({ files, json, organisation: organisation?.file }, streams);
  const { today = localDateOf(Date.now(), 'UTC') } = asked;
  const exitCodes: number[] = [];
  for (const file of files) exitCodes.push(await answerFor(file, { action, json, organisation: organisation?.file, today }, streams));
  return Math.max(...exitCodes);
}

type Answering = {
  readonly action: 'check' | 'show';
  readonly json: boolean;
  readonly organisation: PolicyText | undefined;
  readonly today: CivilDate;
};

async function answerFor(path: string, { action, json, organisation, today }: Answering, streams: CliStreams): Promise<number> {
  const repository = await readPolicyFile(path);
  if (!repository.ok) {
    if (json) await printLine(streams.stdout, JSON.stringify({ file: path, ok: false, error: repository.message }));
    return complain(streams, repository.message);
  }
  const read = readPolicies({ repository: repository.file, organisation }, { today });
  if (json) await printLine(streams.stdout, JSON.stringify({ file: path, ...(action === 'check' ? findings(read) : shownAsJson(read)) }));
  else if (action === 'check') await printFindings(read, path, streams);
  else await printSettings(read, streams);
  return read.ok ? 0 : 1;
}

function findings(read: ReadPolicy) {
  return read.ok ? { ok: true, warnings: read.warnings } : read;
}

function shownAsJson(read: ReadPolicy) {
  if (!read.ok) return read;
  return { ...read, settings: read.settings.map((setting) => ({ ...setting, rules: setting.rules.map(inFull) })) };
}

function inFull(rule: RuleId) {
  return { rule, ...rules[rule] };
}

async function printFindings(read: ReadPolicy, path: string, streams: CliStreams): Promise<void> {
  for (const problem of problemLines(read)) await printLine(streams.stdout, problem);
  if (read.ok) await printLine(streams.stdout, `${path}: the policy holds.`);
}

/** What is wrong goes to the error stream, so that the settings can be piped on. */
async function printSettings(read: ReadPolicy, streams: CliStreams): Promise<void> {
  for (const problem of problemLines(read)) await printLine(streams.stderr, problem);
  if (!read.ok) return;
  const { preset, from } = read.extends;
  await printLine(
    streams.stdout,
    `extends: ${from === undefined ? 'not set' : preset}\n    ${from === undefined ? preset : sayPlace(from)}`,
  );
  for (const setting of read.settings) await printLine(streams.stdout, settingLines(setting));
}

function problemLines(read: ReadPolicy): readonly string[] {
  return read.ok ? read.warnings.map(warningLine) : read.problems.map(formatProblem);
}

function warningLine(warning: PolicyProblem): string {
  return `${formatProblem(warning)} (a warning)`;
}

function settingLines({ key, value, from, rules: asked, note }: Setting): string {
  const source = from.kind === 'file' ? sayPlace(from) : from.preset;
  const why = [...asked.map((rule) => `${rule} (${rules[rule].source}): “${rules[rule].words}”`), note].filter((part) => part !== '');
  return [`${key}: ${value === undefined ? 'not set' : JSON.stringify(value)}`, ...[source, ...why].map((part) => `    ${part}`)].join(
    '\n',
  );
}

function sayPlace({ layer, path, line, column }: FileSource): string {
  return `${path}:${line}:${column}${layer === 'organisation' ? ' (the organisation’s file)' : ''}`;
}

async function complain(streams: CliStreams, message: string): Promise<number> {
  await printLine(streams.stderr, message);
  return 2;
}
