// `fixlead parse`: which commands a comment holds.
import { z } from 'zod';
import { commandNames } from '../commands/commands.ts';
import { maximumCommentLength, parseComment, type CommentProblem, type TypedCommand } from '../commands/parse-comment.ts';
import { unknownCommand } from '../commands/read-comment.ts';
import type { CliStreams, LineAnswer } from './line-by-line.ts';
import { answerEachLine, eachLine, isTooLong, maximumLineLength, printLine } from './line-by-line.ts';
import { readArguments } from './read-arguments.ts';

const usage = `Usage: fixlead parse < COMMENT.md            one comment from the standard input
       fixlead parse --json                  a comment from each line, as {"body": "…"}

Says which commands a comment holds, as GitHub shows it: those on plain lines of their own, not in quotations, code, lists or HTML.

  --json   answer each comment with a JSON object on one line

The exit code is 0 when all comments were read, 1 when one was not or, without --json, has a problem, 2 when the command itself is wrong.`;

/** Errors: an exit code of 1 or 2, as the usage says. Rejects when a stream breaks. */
export async function run(args: readonly string[], streams: CliStreams): Promise<number> {
  const options = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
  const given = readArguments({ args: [...args], options });
  if (!given.ok) {
    await printLine(streams.stderr, `${given.message}\n\n${usage}`);
    return 2;
  }
  if (given.values.help) {
    await printLine(streams.stdout, usage);
    return 0;
  }
  if (given.values.json) return answerEachLine(streams, jsonAnswer);
  const { text, ok } = readableAnswer(await readComment(streams.stdin));
  await printLine(streams.stdout, text);
  return ok ? 0 : 1;
}

/** One comment, read no further than is needed to see that it is too long. */
async function readComment(input: NodeJS.ReadableStream): Promise<string> {
  const lines: string[] = [];
  let length = 0;
  for await (const line of eachLine(input)) {
    lines.push(line);
    length += line.length + 1;
    if (length > maximumCommentLength + 1) break;
  }
  return lines.join('\n');
}

function jsonAnswer(line: string): LineAnswer {
  const comment = readRequest(line);
  if ('error' in comment) return { ok: false, text: JSON.stringify(comment) };
  return { ok: true, text: JSON.stringify(answer(comment.body)) };
}

type Failure = { readonly error: { readonly code: 'line-too-long' | 'malformed-json' | 'invalid-request'; readonly message: string } };

const request = z.object({ body: z.string() });

function readRequest(line: string): { readonly body: string } | Failure {
  if (isTooLong(line)) return failed('line-too-long', `A line has at most ${maximumLineLength} characters.`);
  const json = readJson(line);
  if (json === undefined) return failed('malformed-json', 'The line is not a JSON object such as {"body":"/help"}.');
  const parsed = request.safeParse(json.value);
  return parsed.success
    ? parsed.data
    : failed('invalid-request', 'Wanted is a JSON object with the text of the comment, such as {"body":"/help"}.');
}

function readJson(line: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(line) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function failed(code: Failure['error']['code'], message: string): Failure {
  return { error: { code, message } };
}

type Problem = { readonly line: number; readonly code: CommentProblem['code'] | 'unknown-command'; readonly message: string };
type Answer = { readonly commands: readonly TypedCommand[]; readonly problems: readonly Problem[] };

function answer(body: string): Answer {
  const { commands, problems } = parseComment(body);
  const unknown = commands.filter(({ name }) => !commandNames.includes(name)).map(unknownCommandProblem);
  return { commands, problems: [...problems, ...unknown].toSorted((a, b) => a.line - b.line) };
}

function unknownCommandProblem({ name, line }: TypedCommand): Problem {
  return { line, code: 'unknown-command', message: unknownCommand(name) };
}

function readableAnswer(body: string): LineAnswer {
  const { commands, problems } = answer(body);
  const lines = [
    ...commands.map(({ line, name, args }) => ({ line, text: [`/${name}`, ...args.map(shown)].join('  ') })),
    ...problems.map(({ line, code, message }) => ({ line, text: `${code}: ${message}` })),
  ].toSorted((a, b) => a.line - b.line);
  const text = lines.map((one) => `line ${one.line}  ${one.text}`).join('\n');
  return { ok: problems.length === 0, text: text === '' ? 'No commands.' : text };
}

// An argument in quotes, so that it is seen where each begins and ends.
function shown(argument: string): string {
  return JSON.stringify(argument);
}
