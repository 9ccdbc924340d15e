import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  maximumCommandLength,
  maximumCommandsPerComment,
  maximumCommentLength,
  maximumLinesPerComment,
  parseComment,
} from '../../src/commands/parse-comment.ts';

/** The lines on which a command was read. */
function commandLines(body: string): readonly number[] {
  return parseComment(body).commands.map(({ line }) => line);
}

function problemsOf(body: string): readonly (readonly [line: number, code: string])[] {
  return parseComment(body).problems.map(({ line, code }) => [line, code] as const);
}

const nothing = { commands: [], problems: [] };

describe('reading a command', () => {
  it.each([
    { name: 'a bare name', body: '/ack', command: { name: 'ack', args: [], line: 1 } },
    { name: 'a name in capitals', body: '/ACK', command: { name: 'ack', args: [], line: 1 } },
    { name: 'a name with digits and hyphens', body: '/fix-lead2 @ana', command: { name: 'fix-lead2', args: ['@ana'], line: 1 } },
    {
      name: 'arguments after spaces and tabs',
      body: '/date  2026-12-01\t16:00 ',
      command: { name: 'date', args: ['2026-12-01', '16:00'], line: 1 },
    },
    { name: 'a quoted argument', body: '/reject "not a bug"', command: { name: 'reject', args: ['not a bug'], line: 1 } },
    { name: 'an option with a quoted value', body: '/note what="x y"', command: { name: 'note', args: ['what=x y'], line: 1 } },
    { name: 'up to three spaces before it', body: '   /ack', command: { name: 'ack', args: [], line: 1 } },
    { name: 'a no-break space after the name', body: '/lgtm\u00a0v1', command: { name: 'lgtm', args: ['v1'], line: 1 } },
    { name: 'text around it', body: 'Hello,\n/ack\nthanks', command: { name: 'ack', args: [], line: 2 } },
    { name: 'blank lines before it', body: '\n\n/ack', command: { name: 'ack', args: [], line: 3 } },
    { name: 'a line that only looks blank before it', body: '\u00a0\n/ack', command: { name: 'ack', args: [], line: 2 } },
    { name: 'Windows line ends', body: 'Hello\r\n\r\n/ack now\r\nbye\r\n', command: { name: 'ack', args: ['now'], line: 3 } },
    { name: 'line ends of the old Macintosh', body: 'Hello\r/ack\rbye', command: { name: 'ack', args: [], line: 2 } },
    {
      name: 'an emoji that is joined together',
      body: '/reject "thanks ❤️ 👩🏽‍💻 1️⃣"',
      command: { name: 'reject', args: ['thanks ❤️ 👩🏽‍💻 1️⃣'], line: 1 },
    },
    { name: 'a comparison, which is no tag', body: '/affected "<1.2" <3', command: { name: 'affected', args: ['<1.2', '<3'], line: 1 } },
    {
      name: 'an address in angle brackets, which is seen',
      body: '/see <https://a.example>',
      command: { name: 'see', args: ['<https://a.example>'], line: 1 },
    },
    { name: 'code within it', body: '/note the `x` flag', command: { name: 'note', args: ['the', '`x`', 'flag'], line: 1 } },
  ])('takes $name', ({ body, command }) => {
    expect(parseComment(body)).toEqual({ commands: [command], problems: [] });
  });

  it.each([
    { name: 'a path', body: '/usr/bin/x' },
    { name: 'a name with a full stop', body: '/etc.d' },
    { name: 'a name with an underscore', body: '/a_b' },
    { name: 'a name that begins with a digit', body: '/2fa' },
    { name: 'a name that begins with a hyphen', body: '/-x' },
    { name: 'a name followed by a comma', body: '/ack, please' },
    { name: 'a slash alone', body: '/ ack' },
    { name: 'two slashes', body: '//ack' },
    { name: 'a command within a line', body: 'please /ack' },
    { name: 'an escaped slash', body: '\\/ack' },
    { name: 'a slash written as an entity', body: '&#47;ack' },
    { name: 'four spaces before it, which a writer means as code', body: 'Type this:\n    /ack' },
    { name: 'a tab before it', body: 'Type this:\n\t/ack' },
    { name: 'an empty comment', body: '' },
  ])('leaves $name alone', ({ body }) => {
    expect(parseComment(body)).toEqual(nothing);
  });

  it('reads several commands in the order of their lines', () => {
    const { commands } = parseComment('/ack\n/severity high\n\n> /reject\n\n/hold');
    expect(commands.map(({ name, line }) => [name, line])).toEqual([
      ['ack', 1],
      ['severity', 2],
      ['hold', 6],
    ]);
  });
});

// What a reader sees on GitHub as a quotation, as code, as formatted, or not at all.
describe('where a command may not stand', () => {
  it.each([
    { name: 'a quotation', body: '> /c' },
    { name: 'the lazy line of a quotation', body: '> a\n/c' },
    { name: 'the lazy line after a definition in a quotation', body: '> [a]: /u\n/c' },
    { name: 'the lazy line after a definition in a list', body: '- [a]: /u\n/c' },
    { name: 'a quotation after a mark that is too indented to begin another', body: '> a\n    > # b\n/c' },
    { name: 'a quotation after an empty mark that is too indented', body: '> a\n\t>\n/c' },
    { name: 'a quotation in a quotation after a marker that is too indented', body: '>> a\n    - b\n/c' },
    { name: 'a list after a mark that is too indented', body: '-    a\n    > b\n/c' },
    { name: 'a quotation in a list after a marker that is too indented', body: '- > > a\n      - b\n/c' },
    { name: 'a fence after a definition in a quotation and a tag', body: '> [a]: /u\n</x>\n```\n\n/c\n```' },
    { name: 'a fence after a definition and a tag', body: '[a]: /u\n</x>\n```\n\n/c\n```' },
    { name: 'code in a paragraph that begins with a definition', body: '[a]: /u\n\tb `c\n/c\n`' },
    { name: 'the address of a link definition before what is no title', body: '[a]:\n/c\n"" b' },
    { name: 'a second link definition', body: '[a]: /u\n    [b\n/c\n]: /v' },
    { name: 'a list after a definition and a blank line', body: '[a]: /u\n\n10. b\n/c' },
    { name: 'a heading that begins with a definition', body: '[a]: /u\n    b\n/c\n===' },
    { name: 'a list after a heading that begins like a definition', body: "[a]: /u 'b\n===\n2. c'\n/c" },
    { name: 'the title of a link definition, before a number', body: '[a]: /u "\n/c\n2) b"' },
    { name: 'a quotation too deep to be read', body: `${'> '.repeat(40)}a\n/c` },
    { name: 'a list', body: '- /c' },
    { name: 'the lazy line of a list', body: '1. a\n/c' },
    { name: 'a later paragraph of a list', body: '- a\n\n  /c' },
    { name: 'a fence', body: '```\n/c\n```' },
    { name: 'a fence of tildes', body: '~~~\n/c\n~~~' },
    { name: 'a fence that is never closed', body: '```\n/c' },
    { name: 'indented code', body: '    /c' },
    { name: 'a heading', body: '# a\n\n/c\n===' },
    { name: 'a heading underlined with hyphens', body: '/c\n---' },
    { name: 'the head of a table', body: '/c | b\n--- | ---\n1 | 2' },
    { name: 'a row of a table', body: '| a |\n| --- |\n/c' },
    { name: 'a row of a table that follows text', body: 'text\n| a |\n|:-:|\n/c' },
    { name: 'a link definition', body: '[a\n/c\n]: /u' },
    { name: 'a link definition with an address that is not followed', body: '[a\n/c\n]: javascript:x' },
    { name: 'the title of a link definition', body: '[a]: /u "\n/c\n"' },
    { name: 'the lazy line of a quotation after what is too indented to be a footnote', body: '> a\n     [^1]: b\n/c' },
    { name: 'a footnote', body: 'a[^1]\n\n[^1]: b\n/c' },
    { name: 'a footnote that follows text', body: 'a[^1]\n[^1]: b\n/c' },
    { name: 'a footnote that looks like a link definition', body: 'a[^1]\n\n[^1]: /u\n/c' },
    { name: 'an HTML comment', body: '<!--\n/c\n-->' },
    { name: 'an HTML comment with blank lines', body: '<!--\n\n/c\n\n-->' },
    { name: 'an HTML comment within a paragraph', body: 'a <!-- x\n/c\n-->' },
    { name: 'an HTML comment after a processing instruction that never ends', body: 'a <? b <!-- x\n/c\n-->' },
    { name: 'an HTML comment after a bracket', body: '[<!-- x\n/c\n--> a <!-- b' },
    { name: 'a processing instruction', body: 'a <? x\n/c\n?>' },
    { name: 'a declaration', body: 'a <!X\n/c\nx>' },
    { name: 'a CDATA section', body: 'a <![CDATA[ x > y\n/c\n]]>' },
    { name: 'an HTML block', body: '<div>\n/c\n</div>' },
    { name: 'a block of an unknown tag', body: '<x-y>\n/c\n</x-y>' },
    { name: 'an attribute', body: 'a <a title="\n/c">b</a>' },
    { name: 'an attribute in single quotes', body: "a <a b title='x\n/c\n' d=e/>" },
    { name: 'inline code', body: 'a `foo\n/c\n` b' },
    { name: 'inline code of two backticks', body: '``foo ` bar\n/c\n``' },
    { name: 'inline code that begins after an escaped backtick', body: '\\``foo\n/c\n` b' },
    { name: 'inline code that ends with a backslash', body: '`foo\n/c\n\\` b' },
    { name: 'emphasis', body: '*a\n/c\nb*' },
    { name: 'emphasis that ends together with strong text', body: '*a\n/c\nb **d***' },
    { name: 'strong text', body: '__a\n/c\nb__' },
    { name: 'struck-out text', body: '~~a\n/c\nb~~' },
    { name: 'text struck out with single tildes', body: '~a\n/c\nb~' },
    { name: 'the text of a link', body: '[a\n/c\nb](/u)' },
    { name: 'the text of a link whose address holds parentheses', body: '[a\n/c\nb](/u(x)y)' },
    { name: 'the text of a reference', body: '[a\n/c\nb][x]\n\n[x]: /u' },
    { name: 'the text of a collapsed reference', body: '[a\n/c\nb][]\n\n[a /c b]: /u' },
    { name: 'the text of a short reference', body: '[A\n/c\nb]\n\n[a /c b]: /u' },
    {
      name: 'the text of a short reference before brackets too long for a label',
      body: `[a\n/c\nb][${'x'.repeat(1000)}]\n\n[a /c b]: /u`,
    },
    { name: 'the label of a reference', body: '[a][b\n/c\nd]\n\n[b /c d]: /u' },
    { name: 'the title of a link', body: '[a](/u "x\n/c\n")' },
    { name: 'the title of a link, in parentheses', body: '[a](<u v> (x\n/c\n))' },
    { name: 'the space before the address of a link', body: '[a](\n/c\n)' },
    { name: 'the description of an image', body: '![a\n/c\nb](/u)' },
    { name: 'an image around a link', body: '![a [b](/v)\n/c\nb](/u)' },
    { name: 'the text of a link around an image', body: '[a ![b](/v)\n/c\nd](/u)' },
    { name: 'the text of a link after brackets around another', body: '[a [b](/v) ] [c\n/c\nd](/u)' },
    { name: 'mathematics', body: 'a $$x\n/c\n$$' },
    { name: 'a quotation in HTML', body: '<blockquote>\n\n/c\n\n</blockquote>' },
    { name: 'what is folded away', body: '<details><summary>x</summary>\n\n/c\n\n</details>' },
    { name: 'what is folded away after a closing tag too many', body: '</details>\n\n<details>\n\n/c' },
    { name: 'code in HTML', body: 'a <code>\n/c\n</code>' },
    { name: 'preformatted text within another block', body: '<div>\n<PRE class="x">\n\n/c\n\n</pre></div>' },
  ])('does not read what stands in $name', ({ body }) => {
    expect(parseComment(body)).toEqual(nothing);
  });

  it.each([
    { name: 'a quotation that a blank line ended', body: '> a\n\n/c', line: 3 },
    { name: 'a heading in a quotation', body: '> # a\n/c', line: 2 },
    { name: 'a definition and a heading in a quotation', body: '> [a]: /u\n> # b\n/c', line: 3 },
    { name: 'code in a quotation and code', body: '>     a\n    b\n/c', line: 3 },
    { name: 'a quotation and its indented text, with a blank line', body: '> a\n\n    b\n/c', line: 4 },
    { name: 'a paragraph and code in a quotation', body: '> a\n>\n>     b\n/c', line: 4 },
    { name: 'a paragraph and code in a quotation after it', body: 'a\n>     b\n/c', line: 3 },
    { name: 'a quotation with an indented mark and a blank line', body: '> a\n    > b\n\n/c', line: 4 },
    { name: 'a fence with an indented mark', body: '```\n    > a\n```\n/c', line: 4 },
    { name: 'a heading and code', body: '# a\n    b\n/c', line: 3 },
    { name: 'a definition and a heading', body: '[a]: /u\n# b\n/c', line: 3 },
    { name: 'two definitions', body: '[a]: /u\n    [b]: /v\n/c', line: 3 },
    { name: 'a definition and a number that begins no list', body: '[a]: /u\n10. b\n/c', line: 3 },
    { name: 'a list that a blank line ended', body: '- a\n\n/c', line: 3 },
    { name: 'a fence that was closed', body: '```\na\n```\n/c', line: 4 },
    { name: 'a fence with text on its line, which opens none', body: '``` a `\n/c', line: 2 },
    { name: 'a heading', body: '# a\n/c', line: 2 },
    { name: 'a line of hyphens', body: 'a\n\n---\n/c', line: 4 },
    { name: 'a table and a blank line', body: '| a |\n| - |\n\n/c', line: 4 },
    { name: 'the line before a table', body: '/c\n| a |\n| - |', line: 1 },
    { name: 'a pipe and hyphens with words', body: 'a | b - c\n/c', line: 2 },
    { name: 'pipes without hyphens', body: 'a\n||\n/c', line: 3 },
    { name: 'hyphens too indented to underline', body: 'a\n    ---\n/c', line: 3 },
    { name: 'a row of hyphens and pipes that is too indented for a table', body: 'a\n    |-|\n/c', line: 3 },
    { name: 'a footnote and a blank line', body: '[^1]: a\n\n/c', line: 3 },
    { name: 'a footnote and a heading', body: '[^1]: a\n# b\n/c', line: 3 },
    { name: 'a use of a footnote', body: 'a [^1]\n/c', line: 2 },
    { name: 'a link definition', body: '[a]: /u "t"\n/c', line: 2 },
    { name: 'an HTML comment', body: '<!-- <code> -->\n/c', line: 2 },
    { name: 'an HTML comment within a line', body: 'a <!-- b --> c\n/c', line: 2 },
    { name: 'an HTML comment that never ends, within a line', body: 'a <!-- b\n/c', line: 2 },
    { name: 'the shortest HTML comment', body: 'a <!--> b\n/c\n-->', line: 2 },
    { name: 'the second shortest HTML comment', body: 'a <!---> b\n/c\n-->', line: 2 },
    { name: 'a tag', body: 'a <b c="d">\n/c', line: 2 },
    { name: 'an attribute that never ends', body: 'a <b c="d\n/c', line: 2 },
    { name: 'a word between angle brackets, which is no tag', body: 'a <1\n/c\nx>', line: 2 },
    { name: 'an HTML block that ended', body: '<div>\n\n/c\n\n</div>', line: 3 },
    { name: 'HTML code that was closed', body: '<code>\n\nx </code>\n/c', line: 4 },
    { name: 'what was folded away', body: '<details>\n\n</details>\n\n/c', line: 5 },
    { name: 'an HTML quotation within a quotation', body: '> <blockquote>\n\n/c', line: 3 },
    { name: 'a backtick without another', body: 'a `b\n/c', line: 2 },
    { name: 'backticks of different lengths', body: '`a ``b\n/c\n```', line: 2 },
    { name: 'an escaped backtick', body: '\\`a\n/c\nb`', line: 2 },
    { name: 'code that ended on its line', body: 'the `a`\n/c\n`b`', line: 2 },
    { name: 'an asterisk with a space after it', body: 'a * b\n/c\nd *', line: 2 },
    { name: 'an asterisk without another', body: '*a\n/c\nb', line: 2 },
    { name: 'an escaped asterisk', body: '\\*a\n/c\nb*', line: 2 },
    { name: 'an underscore within words', body: 'a_b\n/c\nd_e', line: 2 },
    { name: 'an underscore within a word and one after a word', body: 'a_b\n/c\nd_', line: 2 },
    { name: 'an underscore before a word and one within a word', body: '_a\n/c\nb_d', line: 2 },
    { name: 'three tildes', body: 'a ~~~b\n/c\nd~~~', line: 2 },
    { name: 'tildes of different lengths', body: '~a\n/c\nb~~', line: 2 },
    { name: 'an asterisk within a link and one without', body: '[*a](/u)\n/c\nb*', line: 2 },
    { name: 'brackets that are no link', body: '[a\n/c\nb] (/u)', line: 2 },
    { name: 'an undefined reference', body: '[a\n/c\nb][x]\n\n[y]: /u', line: 2 },
    { name: 'brackets around a link, which can be no link', body: '[a [b](/v)\n/c\nd](/u)', line: 2 },
    { name: 'escaped brackets', body: '\\[a\n/c\nb\\](/u)', line: 2 },
    { name: 'an address with a space', body: '[a\n/c\nb](/u v)', line: 2 },
    { name: 'an address with a space after a backslash', body: '[a\n/c\nb](/u\\ v)', line: 2 },
    { name: 'an address that ends with a parenthesis of its own', body: '[a\n/c\nb](/u(x)', line: 2 },
    { name: 'an address with an open parenthesis', body: '[a\n/c\nb](/u(x )', line: 2 },
    { name: 'a title without a space before it', body: '[a\n/c\nb](<u>"t")', line: 2 },
    { name: 'asterisks in addresses', body: '<http://a/*b>\n/c\n<http://a/*>', line: 2 },
    { name: 'one dollar sign', body: 'a $5\n/c\n$', line: 2 },
  ])('reads what stands after $name', ({ body, line }) => {
    expect(parseComment(body)).toEqual({ commands: [{ name: 'c', args: [], line }], problems: [] });
  });
});

describe('lines that look like a command and are not trusted', () => {
  it.each([
    { name: 'an override of the reading direction', body: '/date 2026\u202e1-21', code: 'hidden-characters' },
    { name: 'a zero-width space in the name', body: '/a\u200bck', code: 'hidden-characters' },
    { name: 'a zero-width space before the slash', body: '\u200b/ack', code: 'hidden-characters' },
    { name: 'a byte order mark before the slash', body: '\ufeff/ack', code: 'hidden-characters' },
    { name: 'a soft hyphen', body: '/ack a\u00adb', code: 'hidden-characters' },
    { name: 'a NUL', body: '/ack a\0b', code: 'hidden-characters' },
    { name: 'an escape of the terminal', body: '/ack \u001b[2J', code: 'hidden-characters' },
    { name: 'a line separator', body: '/ack \u2028/hold', code: 'hidden-characters' },
    { name: 'a letter that is blank', body: '/ack \u3164', code: 'hidden-characters' },
    { name: 'a Braille letter without dots', body: '/ack \u2800', code: 'hidden-characters' },
    { name: 'letters written as tags', body: '/ack \u{e0041}', code: 'hidden-characters' },
    { name: 'half a surrogate pair', body: '/ack \ud83d', code: 'hidden-characters' },
    { name: 'a joiner that joins no emoji', body: '/ack a\u200db', code: 'hidden-characters' },
    { name: 'an HTML comment', body: '/publish <!-- --now -->', code: 'hidden-text' },
    { name: 'a tag', body: '/reject <b title="x">', code: 'hidden-text' },
    { name: 'the address of a link', body: '/publish [today]( now )', code: 'hidden-text' },
    { name: 'the label of a link', body: '/publish [today][ now ]\n\n[now]: /u', code: 'hidden-text' },
    { name: 'an image', body: '/reject ![now](/u)', code: 'hidden-text' },
    { name: 'an image that is defined elsewhere', body: '/reject ![now]\n\n[now]: /u', code: 'hidden-text' },
    { name: 'code that goes on', body: '/note `a\nb`', code: 'unfinished-formatting' },
    { name: 'emphasis that goes on', body: '/note *a\nb*', code: 'unfinished-formatting' },
    { name: 'a comment that goes on', body: '/note <!-- a\nb -->', code: 'hidden-text' },
    { name: 'a quote that is not closed', body: "/reject it doesn't crash", code: 'bad-quoting' },
    { name: 'a backslash at the end', body: '/reject a\\', code: 'bad-quoting' },
  ])('refuses $name', ({ body, code }) => {
    expect(parseComment(body).commands).toEqual([]);
    expect(problemsOf(body)).toEqual([[1, code]]);
  });

  it('says which hidden characters it found', () => {
    const [problem] = parseComment('/ack \u202e\u200b\u202e').problems;
    expect(problem?.message).toContain('(U+202E, U+200B)');
  });

  it('does not mind hidden characters where no command is', () => {
    expect(parseComment('a\u200bb\n/ack\n> /hold\u202e')).toEqual({ commands: [{ name: 'ack', args: [], line: 2 }], problems: [] });
  });

  it('reads the other lines of a comment with a refused one', () => {
    expect(parseComment('/reject "\n/ack').commands).toEqual([{ name: 'ack', args: [], line: 2 }]);
    expect(problemsOf('/ack\n/reject "')).toEqual([[2, 'bad-quoting']]);
  });
});

describe('bounds', () => {
  it('reads a comment of the greatest length and none that is longer', () => {
    const longest = `/ack\n${'a'.repeat(maximumCommentLength - 5)}`;
    expect(commandLines(longest)).toEqual([1]);
    expect(parseComment(`${longest}a`)).toEqual({ commands: [], problems: [expect.objectContaining({ line: 1, code: 'too-long' })] });
  });

  it('reads a line of the greatest length and none that is longer', () => {
    const longest = `/ack ${'a'.repeat(maximumCommandLength - 5)}`;
    expect(commandLines(longest)).toEqual([1]);
    expect(problemsOf(`x\n${longest}a`)).toEqual([[2, 'too-long']]);
    expect(commandLines(`${longest}a`)).toEqual([]);
  });

  it('reads a comment of the most lines and none with more', () => {
    const most = `/ack${'\n'.repeat(maximumLinesPerComment - 1)}`;
    expect(commandLines(most)).toEqual([1]);
    expect(problemsOf(`${most}\n`)).toEqual([[1, 'too-long']]);
    expect(parseComment('\n'.repeat(maximumLinesPerComment))).toEqual(nothing);
  });

  it('reads the first commands of too many, and points at the first that it did not read', () => {
    const many = '/ack\n'.repeat(maximumCommandsPerComment);
    expect(problemsOf(many)).toEqual([]);
    expect(commandLines(many)).toHaveLength(maximumCommandsPerComment);
    expect(commandLines(`${many}\n/ack\n/ack`)).toEqual(commandLines(many));
    expect(problemsOf(`${many}\n/ack\n/ack`)).toEqual([[maximumCommandsPerComment + 2, 'too-many-commands']]);
  });

  it('counts the lines with a problem among the commands', () => {
    const many = '/ack "\n'.repeat(maximumCommandsPerComment);
    expect(problemsOf(`${many}/ack`)).toHaveLength(maximumCommandsPerComment + 1);
    expect(commandLines(`${many}/ack`)).toEqual([]);
  });

  it('refuses a comment whose quotations would be read again and again', () => {
    expect(problemsOf(`${'> # a\nb\n'.repeat(2400)}/ack`)).toEqual([[1, 'too-intricate']]);
  });

  it('reads a comment that quotes a long log', () => {
    const log = '> 2026-03-02T09:00:00Z a line of a log\n'.repeat(1600);
    expect(commandLines(`${log}\n/ack`)).toEqual([1602]);
  });

  it('reads a comment with a long log in a nested list', () => {
    const log = '  - 2026-03-02T09:00:00Z a line of a log\n'.repeat(1500);
    expect(commandLines(`- a\n${log}\n/ack`)).toEqual([1503]);
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        ...'/abc x\n\n\r\t>#-*_~`[]()!<>"\'|:\\$=\u200b\u202e\0&;1.'.split(''),
        '\n/ack ',
        '```',
        '<!--',
        '-->',
        '[a]: b\n',
        '    ',
      ),
      { maxLength: 80 },
    )
    .map((parts) => parts.join('')),
);

describe('whatever is posted', () => {
  it('answers any text, and reports lines that are there', () => {
    fc.assert(
      fc.property(anyText, (body) => {
        const lines = body.split(/\r\n?|\n/);
        const { commands, problems } = parseComment(body);
        for (const { line, name } of commands) {
          expect(lines[line - 1]?.trimStart().toLowerCase().startsWith(`/${name}`)).toBe(true);
          expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
        }
        for (const { line } of problems) expect(lines[line - 1]).toContain('/');
      }),
      { numRuns: 3000 },
    );
  });

  it('reads no command from a line that was put into a quotation, a list or a fence', () => {
    const inert = [
      (text: string) => text.replace(/^/gm, '> '),
      (text: string) => text.replace(/^/gm, '    '),
      (text: string) => `- a\n${text.replace(/^/gm, '  ')}`,
      (text: string) => `\`\`\`\`\`\n${text.replaceAll('`````', '')}\n\`\`\`\`\``,
      (text: string) => `<!--\n${text.replaceAll(/-+>/g, '')}\n-->`,
    ];
    // A line end of another kind within a line would not get the marker.
    const text = anyText.map((any) => any.replace(/\r/g, ''));
    fc.assert(
      fc.property(text, fc.constantFrom(...inert), (body, wrap) => {
        expect(parseComment(wrap(`${body}\n/ack`)).commands).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads a command that stands between blank lines after plain words', () => {
    const words = fc.string({ unit: fc.constantFrom(...'abc é/.,;\n'), maxLength: 100 });
    fc.assert(
      fc.property(words, (body) => {
        expect(commandLines(`x${body}\n\n/ack`)).toContain(`x${body}\n\n/ack`.split('\n').length);
      }),
    );
  });
});

const samples = new URL('../../../shared/data/samples/markdown-context.ndjson', import.meta.url);
const ifSamples = existsSync(samples) ? it : it.skip;

describe('independent samples', () => {
  ifSamples('reads the command of every sample where it stands in a paragraph, and no other', () => {
    const rows = readFileSync(samples, 'utf8').trim().split('\n');
    for (const row of rows) {
      const { input, line, context } = JSON.parse(row) as { input: string; line: number; context: string };
      const commands = context === 'paragraph_line' ? [{ name: 'zzapprove', args: ['v1.2'], line }] : [];
      expect({ row, ...parseComment(input) }).toEqual({ row, commands, problems: [] });
    }
    expect(rows.length).toBeGreaterThan(90);
  });
});
