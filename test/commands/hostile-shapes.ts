// Comments made to keep a parser busy. Whoever may comment may post them, and while one is read nothing else happens.
import { maximumCommentLength, maximumLinesPerComment } from '../../src/commands/parse-comment.ts';

export type Shape = { readonly name: string; /** A text of about that length. */ readonly make: (length: number) => string };

export const shapes: readonly Shape[] = [
  repeated('quotation marks', '> '),
  repeated('quotation marks without spaces', '>'),
  repeated('list markers', '- '),
  repeated('numbers of lists', '1. '),
  repeated('quotations in lists', '- > '),
  repeated('open brackets', '['),
  repeated('pairs of brackets', '[]'),
  repeated('open images', '!['),
  repeated('links', '[a](b)'),
  repeated('links that do not close', '[a](b'),
  repeated('links that break off', '[a]('),
  repeated('links with escaped parentheses', '[](\\('),
  repeated('addresses that do not close', '[a](<b'),
  repeated('titles that do not close', '[a](b "c '),
  repeated('titles of all kinds', '[a](b \'c (d "e '),
  repeated('angle brackets', '<'),
  repeated('open comments', '<!--'),
  repeated('open processing instructions', '<?'),
  repeated('open declarations', '<!A'),
  repeated('open CDATA sections', '<![CDATA['),
  repeated('open specials of all kinds', '<!A<?<!--<![CDATA['),
  repeated('open tags', '<a b="'),
  repeated('open tags with both quotes', '<a b=\'<a b="'),
  repeated('attributes', ' b', '<a'),
  repeated('labels of a host name', 'b.', '<a@'),
  repeated('open code elements', '<code>'),
  repeated('asterisks', '*'),
  repeated('asterisks that open', '*a '),
  repeated('asterisks that open and close', 'a*'),
  repeated('marks of emphasis in turn', '*_'),
  repeated('marks of emphasis of different lengths', '*a_b**c~d~~e '),
  repeated('underscores and asterisks', '_a*'),
  repeated('tildes', '~~'),
  repeated('dollars', '$$'),
  repeated('backslashes', '\\'),
  repeated('pipes', '|'),
  repeated('arguments in quotes', '""', '/ack '),
  repeated('quotes in quotes', '\'"\'"', '/ack '),
  repeated('characters that are not seen', '\u200b'),
  repeated('emoji', '👩\u200d', '/ack '),
  repeated('white space', ' '),
  repeated('nested quotations and lines', '> # a\nb\n'),
  repeated('lists and lines', '- # a\nb\n'),
  repeated('quotations in lists and lines', '- > # a\nb\n'),
  repeated('lists and definitions', '- [a]: b\nc\n'),
  repeated('list items', '- a\n'),
  repeated('definitions', '[a]: b\n'),
  repeated('definitions whose title does not close', "[a]: b '\n"),
  repeated('labels that do not close', '[a\n'),
  repeated('short references', '[a]', '[a]: b\n\nx'),
  repeated('references', '[a][a', '[a]: b\n\nx'),
  repeated('footnotes', '[^a]: b\n'),
  repeated('headings', 'a\n=\n'),
  repeated('fences', '```\n'),
  repeated('HTML blocks', '<div>\n\n'),
  repeated('comments in code elements', '<code><!--\n\n'),
  repeated('rows of a table', '|-|\n'),
  repeated('commands with a problem', '/ack "\n\n'),
  repeated('commands that hide text', '/ack \u200b\n'),
  { name: 'backticks of every length', make: (length) => ofEveryLength('`', ' ', length) },
  { name: 'nested brackets', make: (length) => '['.repeat(length / 2) + ']'.repeat(length / 2) },
  { name: 'nested brackets after a definition', make: (length) => `[a]: b\n\nx${'['.repeat(length / 2)}${']'.repeat(length / 2 - 20)}` },
  { name: 'nested images', make: (length) => '!['.repeat(length / 6) + '](a)'.repeat(length / 6) },
  { name: 'marks that open and marks that close', make: (length) => `${'*'.repeat(length / 3)}a${'*'.repeat((length * 2) / 3)}` },
  { name: 'white space in a quotation before a line', make: (length) => `> # a${' '.repeat(length - 20)}b\nc` },
  {
    name: 'a wide table of empty rows',
    make: (length) => `${'|a'.repeat(length / 8)}\n${'|-'.repeat(length / 8)}\n${'b\n'.repeat(length / 4)}`,
  },
  { name: 'ever deeper lists', make: (length) => ofEveryLength('  ', '- a\n', length) },
  { name: 'a deep quotation and lazy lines', make: (length) => `${'> '.repeat(20)}a\n${'a\n'.repeat(length / 4)}` },
  { name: 'quotations before many lines of one', make: (length) => '> # a\nb\n'.repeat(length / 80) + '> x\n'.repeat(length / 6) },
  { name: 'quotations before a long line', make: (length) => `${'> # a\nb\n'.repeat(length / 64)}<a${' b'.repeat(length / 3)}` },
];

function repeated(name: string, piece: string, start = ''): Shape {
  return { name, make: (length) => start + piece.repeat(length / piece.length) };
}

function ofEveryLength(piece: string, between: string, length: number): string {
  let text = '';
  for (let count = 1; text.length < length; count++) text += piece.repeat(count) + between;
  return text;
}

/** The ways in which a text can stand in a comment with a command; without one, nothing is read. */
export const places: readonly ((text: string) => string)[] = [
  (text) => `/ack\n${text}`,
  (text) => `x ${text}\n/ack`,
  (text) => `${text}\n\n/ack`,
];

/** No longer, and of no more lines, than what is read. */
export function within(text: string, length: number): string {
  const lines = text.split('\n').slice(0, (maximumLinesPerComment * length) / maximumCommentLength - 10);
  return lines.join('\n').slice(0, length - 10);
}
