// `fixlead cvss`: the score of each vector, or what is wrong with it.
import { parseCvss } from '../core/score/cvss.ts';
import type { CliStreams, LineAnswer } from './line-by-line.ts';
import { answerEachLine, printLine } from './line-by-line.ts';
import { readArguments } from './read-arguments.ts';

const usage = `Usage: fixlead cvss [--json] [VECTOR…]

Scores CVSS 3.0, 3.1 and 4.0 vectors: those given, or one from each line of the standard input.
Every line is a vector, exactly: white space around it and empty lines are refused too.

  --json   answer each vector with a JSON object on one line

The exit code is 0 when all vectors are valid, 1 when one is not, 2 when the command itself is wrong.`;

/** Errors: an exit code of 1 when a vector was refused, 2 when the arguments were. Rejects when a stream breaks. */
export async function run(args: readonly string[], streams: CliStreams): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    await printLine(streams.stderr, `${options}\n\n${usage}`);
    return 2;
  }
  if (options.help) {
    await printLine(streams.stdout, usage);
    return 0;
  }
  const answer = options.json ? jsonAnswer : readableAnswer;
  if (options.vectors.length === 0) return answerEachLine(streams, answer);
  const answers = options.vectors.map(answer);
  for (const { text } of answers) await printLine(streams.stdout, text);
  return answers.every(({ ok }) => ok) ? 0 : 1;
}

type Options = { readonly json: boolean; readonly help: boolean; readonly vectors: readonly string[] };

function readOptions(args: readonly string[]): Options | string {
  const options = { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } } as const;
  const read = readArguments({ args: [...args], options, allowPositionals: true });
  return read.ok ? { ...read.values, vectors: read.positionals } : read.message;
}

function jsonAnswer(input: string): LineAnswer {
  const result = parseCvss(input);
  if (!result.ok) return { ok: false, text: JSON.stringify({ input, ok: false, error: result.problem }) };
  const { version, vector, score, baseScore, severity } = result.value;
  return { ok: true, text: JSON.stringify({ input, ok: true, version, vector, score, baseScore, severity }) };
}

function readableAnswer(input: string): LineAnswer {
  const result = parseCvss(input);
  if (!result.ok) return { ok: false, text: `${'refused'.padEnd(24)}  ${shown(input)}: ${result.problem.message}` };
  const { vector, score, baseScore, severity } = result.value;
  const columns = `${score.toFixed(1).padStart(4)} ${severity.padEnd(8)} base ${baseScore.toFixed(1).padStart(4)}`;
  return { ok: true, text: `${columns.padEnd(24)}  ${vector}` };
}

// What was refused may be anything; a terminal gets to see only its beginning, and no control characters.
function shown(input: string): string {
  return JSON.stringify(input.length > 60 ? `${input.slice(0, 60)}…` : input).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
}
