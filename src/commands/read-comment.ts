/** From a comment to what its author asked for. */
import { commandNames, findCommand, type Asked } from './commands.ts';
import { parseComment, type TypedCommand } from './parse-comment.ts';
import { closestName } from '../core/closest-name.ts';

/** One thing read from a comment, with its line; what could not be understood is answered too. */
export type ReadLine = { readonly line: number } & (
  | { readonly asked: Asked }
  | { readonly problem: { readonly code: 'unknown-command' | 'bad-arguments' | 'unreadable'; readonly message: string } }
);

export function readComment(text: string): readonly ReadLine[] {
  const { commands, problems } = parseComment(text);
  const unreadable = problems.map(({ line, message }) => ({ line, problem: { code: 'unreadable', message } as const }));
  return [...commands.map(readCommand), ...unreadable].toSorted((a, b) => a.line - b.line);
}

function readCommand({ name, args, line }: TypedCommand): ReadLine {
  const row = findCommand(name);
  if (row === undefined) return { line, problem: { code: 'unknown-command', message: unknownCommand(name) } };
  const asked = row.read(args);
  return asked.kind === 'BadArguments' ? { line, problem: { code: 'bad-arguments', message: asked.message } } : { line, asked };
}

/** Unit: characters. */
const longestNameShown = 40;

/** What `/name` is told when there is no such command. */
export function unknownCommand(name: string): string {
  const closest = closestName(name, commandNames);
  const shown = name.length > longestNameShown ? `${name.slice(0, longestNameShown)}…` : name;
  return `There is no command \`/${shown}\`. ${closest === undefined ? '`/help` lists them.' : `Did you mean \`/${closest}\`?`}`;
}
