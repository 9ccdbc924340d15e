// `fixlead policy check FILE` says what is wrong with a policy file; `fixlead policy show FILE` says what holds under it, and why.
import { open } from 'node:fs/promises';
import { rules } from '../core/rules.ts';
import { maximumBytes } from '../policy/parse-yaml.ts';
import { formatProblem } from '../policy/policy-problem.ts';
import { readPolicy, type ReadPolicy, type Setting } from '../policy/read-policy.ts';
import { printLine, type CliStreams } from './line-by-line.ts';
import { runSimulation } from './simulate.ts';

const usage = `usage: fixlead policy check FILE [--json]    says what is wrong with a policy file, as FILE:LINE:COLUMN: MESSAGE
       fixlead policy show FILE [--json]     says what holds under it, setting by setting, and where each comes from
       fixlead policy simulate FILE TIMELINE [--json]    says what would have been due when`;

/** Exit code: 0 when the policy holds (warnings do not count), 1 when it has problems, 2 when it could not be looked at. */
export async function run(args: readonly string[], streams: CliStreams): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === 'simulate') return runSimulation(rest, streams);
  const asked = parse(args);
  if (!asked.ok) return complain(streams, `${asked.message}\n${usage}`);
  const text = await readText(asked.file);
  if (!text.ok) return complain(streams, text.message);
  const read = readPolicy(text.text, { path: asked.file });
  if (asked.json) await printLine(streams.stdout, JSON.stringify(asked.action === 'check' ? findings(read) : read));
  else await printPlainly(asked.action, read, asked.file, streams);
  return read.ok ? 0 : 1;
}

type Asked = { ok: true; action: 'check' | 'show'; file: string; json: boolean } | { ok: false; message: string };

function parse(args: readonly string[]): Asked {
  const unknown = args.find((arg) => arg.startsWith('-') && arg !== '--json');
  if (unknown !== undefined) return { ok: false, message: `There is no option ${unknown.slice(0, 40)}.` };
  const [action, file, ...more] = args.filter((arg) => arg !== '--json');
  if (action !== 'check' && action !== 'show') return { ok: false, message: 'Say `check`, `show` or `simulate`.' };
  if (file === undefined || more.length > 0) return { ok: false, message: 'Name one policy file.' };
  return { ok: true, action, file, json: args.includes('--json') };
}

async function readText(file: string): Promise<{ ok: true; text: string } | { ok: false; message: string }> {
  try {
    await using handle = await open(file);
    // One byte more than is allowed: enough to see that there is too much.
    let text = '';
    for await (const piece of handle.createReadStream({ end: maximumBytes, encoding: 'utf8', autoClose: false })) text += String(piece);
    return { ok: true, text };
  } catch (error) {
    return { ok: false, message: `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function findings(read: ReadPolicy) {
  return read.ok ? { ok: true, warnings: read.warnings } : read;
}

async function printPlainly(action: 'check' | 'show', read: ReadPolicy, file: string, streams: CliStreams): Promise<void> {
  const problems = read.ok ? read.warnings.map((warning) => `${formatProblem(warning)} (a warning)`) : read.problems.map(formatProblem);
  const output = action === 'check' ? streams.stdout : streams.stderr;
  for (const problem of problems) await printLine(output, problem);
  if (!read.ok) return;
  if (action === 'check') return printLine(streams.stdout, `${file}: the policy holds.`);
  for (const setting of read.settings) await printLine(streams.stdout, settingLines(setting, file));
}

function settingLines({ key, value, from }: Setting, file: string): string {
  const held = `${key}: ${value === undefined ? 'not set' : JSON.stringify(value)}`;
  if (from.kind === 'file') return `${held}\n    ${file}:${from.line}:${from.column}`;
  const why = [...from.rules.map((rule) => `${rule} (${rules[rule].source}): “${rules[rule].words}”`), from.note].filter(
    (part) => part !== '',
  );
  return [held, `    ${from.preset}`, ...why.map((part) => `    ${part}`)].join('\n');
}

async function complain(streams: CliStreams, message: string): Promise<number> {
  await printLine(streams.stderr, message);
  return 2;
}
