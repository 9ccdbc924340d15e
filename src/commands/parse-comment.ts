// What a person typed in a comment that is meant for us. Which commands there are is the business of commands.ts.
import { hiddenCharacters, withoutHiddenCharacters } from './hidden-characters.ts';
import { plainLines, type PlainLine } from './plain-lines.ts';
import { splitArguments } from './split-arguments.ts';

/** A command as typed: its name in lower case, and what follows it. `line` is the line of the comment it stands on, from 1. */
export type TypedCommand = { readonly name: string; readonly args: readonly string[]; readonly line: number };

/** Why a line that looks like a command was not read as one, and what to do instead. `line` counts from 1. */
export type CommentProblem = {
  readonly line: number;
  readonly code:
    'bad-quoting' | 'hidden-characters' | 'hidden-text' | 'too-intricate' | 'too-long' | 'too-many-commands' | 'unfinished-formatting';
  readonly message: string;
};

export type ParsedComment = { readonly commands: readonly TypedCommand[]; readonly problems: readonly CommentProblem[] };

/** Unit: UTF-16 code units. It is GitHub's own limit for a comment. */
export const maximumCommentLength = 65_536;
export const maximumLinesPerComment = 5_000;
/** Unit: UTF-16 code units, without the line's end. */
export const maximumCommandLength = 4096;
/** Those with a problem count as well. */
export const maximumCommandsPerComment = 20;

/**
 * The commands of a comment written in GitHub's Markdown: lines `/name arguments…` that a reader sees as plain text.
 * Never read: what stands in quotations, code, lists, headings, tables, footnotes, link definitions, emphasis, links, raw HTML or HTML comments.
 * Edges: at most 3 spaces may come before the slash, as a fourth means code; a name is a letter and then letters, digits and hyphens, and
 * ends at white space, so `/usr/bin/x` is none; CR, LF and CRLF end a line; what a name means is not looked at.
 * Errors: never throws; a line that looks like a command and cannot be trusted or read is a problem instead.
 * Time: bounded, and linear in the length of the comment up to the bound; beyond it nothing is read and the problem says so.
 * Source: docs/commands.md, "Where a command may stand".
 */
export function parseComment(body: string): ParsedComment {
  if (body.length > maximumCommentLength) return unread('too-long', `The comment is longer than ${maximumCommentLength} characters`);
  const lines = body.split(/\r\n?|\n/);
  if (!lines.some((line) => typedName(line) !== undefined)) return { commands: [], problems: [] };
  if (lines.length > maximumLinesPerComment) return unread('too-long', `The comment has more than ${maximumLinesPerComment} lines`);
  const plain = plainLines(lines);
  if (plain === undefined) return unread('too-intricate', 'The quotations and lists of the comment are too intricate');
  const typed = plain.flatMap((line) => readLine(line) ?? []);
  const read = typed.slice(0, maximumCommandsPerComment);
  const [excess] = typed.slice(maximumCommandsPerComment);
  return {
    commands: read.filter((item) => 'name' in item),
    problems: [...read.filter((item) => 'code' in item), ...(excess === undefined ? [] : [tooManyCommands(excess.line)])],
  };
}

function readLine(plain: PlainLine): TypedCommand | CommentProblem | undefined {
  const name = typedName(plain.text);
  if (name === undefined) return undefined;
  const problem = (code: CommentProblem['code'], message: string) => ({ line: plain.line, code, message });
  if (plain.text.length > maximumCommandLength) return problem('too-long', tooLongLineMessage);
  const hidden = hiddenCharacters(plain.text);
  if (hidden.length > 0) return problem('hidden-characters', hiddenCharactersMessage(hidden));
  if (plain.hidesText) return problem('hidden-text', hiddenTextMessage);
  if (plain.runsOn) return problem('unfinished-formatting', unfinishedFormattingMessage);
  const split = splitArguments(plain.text.trimStart().slice(1 + name.length));
  if (split.kind === 'problem') return problem('bad-quoting', split.message);
  return { name: name.toLowerCase(), args: split.args, line: plain.line };
}

/** The name on a line that a reader would take for a command, as typed. */
function typedName(line: string): string | undefined {
  if (!line.includes('/')) return undefined;
  return /^ {0,3}\/([a-z][a-z0-9-]*)(?!\S)/i.exec(withoutHiddenCharacters(line))?.[1];
}

const tooLongLineMessage = `The line is longer than ${maximumCommandLength} characters. Put the long text on other lines, and only what the command needs on this one.`;
const hiddenTextMessage =
  'The line holds text that a reader does not see, such as an HTML tag, an HTML comment, an image, or the address behind a link. Write everything the command needs as plain text.';
const unfinishedFormattingMessage =
  'Code, a link, emphasis or the like begins on this line and ends on a later one. Write the command on a line of its own, without formatting.';

function unread(code: CommentProblem['code'], why: string): ParsedComment {
  return {
    commands: [],
    problems: [{ line: 1, code, message: `${why}, so nothing in it was read. Post the commands in a comment of their own.` }],
  };
}

function hiddenCharactersMessage(hidden: readonly string[]): string {
  return `The line holds characters that a reader does not see (${hidden.slice(0, 5).join(', ')}${hidden.length > 5 ? ', …' : ''}). Type it again by hand instead of pasting it.`;
}

function tooManyCommands(line: number): CommentProblem {
  const message = `A comment may hold ${maximumCommandsPerComment} commands; this one and those after it were not read. Post them in another comment.`;
  return { line, code: 'too-many-commands', message };
}
