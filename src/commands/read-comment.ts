/** From a comment to what its author asked for. */
import { closestName } from '../core/closest-name.ts';
import type { Asked, BadArguments } from './command-row.ts';
import { commandNames, findCommand } from './commands.ts';
import { parseComment, type CommentProblem, type TypedCommand } from './parse-comment.ts';

/** One thing read from a comment, with its line; what could not be understood is answered too. */
export type ReadLine = { readonly line: number } & (
  | { readonly asked: Asked }
  | { readonly problem: { readonly code: 'unknown-command' | 'bad-arguments' | 'unreadable'; readonly message: string } }
);

export function readComment(text: string): readonly ReadLine[] {
  const { commands, problems } = parseComment(text);
  const lines = linesOf(text);
  const read = [
    ...commands.map((command) => readCommand(command, lines[command.line - 1] ?? '')),
    ...problems.map((problem) => readProblem(problem, lines[problem.line - 1] ?? '')),
  ];
  return read.toSorted((a, b) => a.line - b.line);
}

/** Of a comment with commands, what stands on the line of one. */
export function textOfLine(text: string, line: number): string {
  return (linesOf(text)[line - 1] ?? '').trim();
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n?|\n/);
}

function readCommand({ name, args, line }: TypedCommand, typed: string): ReadLine {
  const row = findCommand(name);
  if (row === undefined) return { line, problem: { code: 'unknown-command', message: unknownCommand(name) } };
  return readLine(line, row.takes === 'text' ? row.read(afterName(typed)) : row.read(args));
}

/** A sentence may hold an apostrophe; quotes that do not pair are a problem only where words are wanted. */
function readProblem({ line, code, message }: CommentProblem, typed: string): ReadLine {
  const row = code === 'bad-quoting' ? findCommand(nameOn(typed)) : undefined;
  return row?.takes === 'text' ? readLine(line, row.read(afterName(typed))) : { line, problem: { code: 'unreadable', message } };
}

function readLine(line: number, asked: Asked | BadArguments): ReadLine {
  return asked.kind === 'BadArguments' ? { line, problem: { code: 'bad-arguments', message: asked.message } } : { line, asked };
}

/** The line is known to hold a command: a slash, its name, and then white space or the end. */
function nameOn(typed: string): string {
  return (/^\s*\/(\S+)/.exec(typed)?.[1] ?? '').toLowerCase();
}

function afterName(typed: string): string {
  return typed.replace(/^\s*\/\S+/, '').trim();
}

/** Unit: characters. */
const longestNameShown = 40;

/** What `/name` is told when there is no such command. */
export function unknownCommand(name: string): string {
  const closest = closestName(name, commandNames);
  const shown = name.length > longestNameShown ? `${name.slice(0, longestNameShown)}…` : name;
  return `There is no command \`/${shown}\`. ${closest === undefined ? '`/help` lists them.' : `Did you mean \`/${closest}\`?`}`;
}
