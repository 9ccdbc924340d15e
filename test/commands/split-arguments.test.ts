import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitArguments } from '../../src/commands/split-arguments.ts';

describe('splitting arguments', () => {
  it.each([
    { name: 'nothing', text: '', args: [] },
    { name: 'white space', text: ' \t ', args: [] },
    { name: 'words', text: ' a  b\tc ', args: ['a', 'b', 'c'] },
    { name: 'white space of other scripts', text: 'a\u3000b\u00a0c', args: ['a', 'b', 'c'] },
    { name: 'double quotes', text: '"a b" c', args: ['a b', 'c'] },
    { name: 'single quotes', text: "'a b' c", args: ['a b', 'c'] },
    { name: 'an option with quotes', text: 'what="x y" who=\'a b\'', args: ['what=x y', 'who=a b'] },
    { name: 'quotes of both kinds in one word', text: `a"b 'c"'d "e'f`, args: [`ab 'cd "ef`] },
    { name: 'empty quotes', text: `"" '' a""`, args: ['', '', 'a'] },
    { name: 'an escaped quote', text: '"a \\" b" \\" c', args: ['a " b', '"', 'c'] },
    { name: 'an escaped space', text: 'a\\ b', args: ['a b'] },
    { name: 'an escaped backslash before a quote', text: '"a\\\\" b', args: ['a\\', 'b'] },
    { name: 'backslashes in quotes that follow each other', text: '"\\\\\\\\""b"', args: ['\\\\b'] },
    { name: 'a backslash before a letter in double quotes', text: '"C:\\new"', args: ['C:\\new'] },
    { name: 'backslashes in single quotes', text: "'a\\'", args: ['a\\'] },
    { name: 'signs that mean something to a shell', text: '$HOME $(x) #5 a;b > * ~', args: ['$HOME', '$(x)', '#5', 'a;b', '>', '*', '~'] },
    { name: "dollars before quotes, which a shell's escapes could follow", text: "$'\\x41'", args: ['$\\x41'] },
  ])('splits $name', ({ text, args }) => {
    expect(splitArguments(text)).toEqual({ kind: 'arguments', args });
  });

  it.each([
    { name: 'an open double quote', text: 'a "b', hint: 'A quote (")' },
    { name: 'an open single quote', text: "it doesn't", hint: "A quote (')" },
    { name: 'a quote whose end is escaped', text: '"a\\"', hint: 'A quote (")' },
    { name: 'a backslash at the end', text: 'a \\', hint: 'ends with a backslash' },
  ])('refuses $name, and says how to write it', ({ text, hint }) => {
    expect(splitArguments(text)).toEqual({ kind: 'problem', message: expect.stringContaining(hint) });
  });

  it('gives back any words that were put into double quotes', () => {
    const quoted = (word: string) => `"${word.replace(/["\\]/g, '\\$&')}"`;
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (args) => {
        expect(splitArguments(args.map(quoted).join(' '))).toEqual({ kind: 'arguments', args });
      }),
    );
  });

  it('gives back any words, each character after a backslash', () => {
    const escaped = (word: string) => word.replace(/[^]/g, '\\$&');
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 })), (args) => {
        expect(splitArguments(args.map(escaped).join('\t'))).toEqual({ kind: 'arguments', args });
      }),
    );
  });
});
