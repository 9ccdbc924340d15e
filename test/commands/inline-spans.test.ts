// Our own reading of what is inside a paragraph against markdown-it's, which is slower and tells no positions.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt, { type StateInline } from 'markdown-it';
import { inlineSpans } from '../../src/commands/inline-spans.ts';
import { plainLines } from '../../src/commands/plain-lines.ts';

/** markdown-it, told to note where each line end is that it sees as text. */
const markdown = new MarkdownIt({ html: true, maxNesting: 1000 }).disable('table');
markdown.validateLink = () => true;
markdown.inline.ruler.before('escape', 'escaped line end', (state, silent) => take(state, silent, '\\\n', 1));
markdown.inline.ruler.at('newline', (state, silent) => {
  if (!silent && state.src[state.pos] === '\n') state.push('softbreak', 'br', 0).meta = { position: state.pos };
  return take(state, true, '\n', 1);
});

function take(state: StateInline, silent: boolean, wanted: string, length: number): boolean {
  if (!state.src.startsWith(wanted, state.pos)) return false;
  if (!silent) state.pending += wanted.slice(0, length);
  state.pos += length;
  return true;
}

/** The lines, from 1, that begin in a top-level paragraph and outside of everything else. */
function linesByMarkdownIt(text: string): readonly number[] {
  const tokens = markdown.parse(text, {});
  return tokens.flatMap((token, index) => {
    if (token.type !== 'inline' || token.level !== 1 || tokens[index - 1]?.type !== 'paragraph_open') return [];
    const firstLine = (token.map?.[0] ?? 0) + 1;
    let depth = 0;
    const later = (token.children ?? []).flatMap((child) => {
      depth += child.nesting;
      if (child.type !== 'softbreak' || depth > 0) return [];
      const { position } = child.meta as { position: number };
      return firstLine + token.content.slice(0, position + 1).split('\n').length - 1;
    });
    return [firstLine, ...later];
  });
}

const everywhere = [
  '*',
  '**',
  '***',
  '_',
  '__',
  '~~',
  '`',
  '``',
  '[',
  ']',
  '![',
  '!',
  '\\',
  '\n',
  '\n/c\n',
  ' ',
  'a',
  'é',
  '“',
  '—',
  '😀',
  '.',
  '&amp;',
  '<http://x.y>',
];
const tags = ['<b>', '</b>', '<a', '<a b="', '<b c>', '</', '/>', '>', '=', '"', "'", '<', '<!-- x', '-->', '\n> '];
// In markdown-it, an inline target that is none spoils the reference after it, and a comment without an end hides the later ones: so each
// of these is tried without the other.
const targets = ['(', ')', '](', '](/u)', '](<u v>)', '](/u "t', '](/u (t', ')', '"', "'"];
const references = ['[a]', '[a][]', '[b][a]', '][a]', '[]'];
const definitions = '\n\n[a]: /u\n\n[a b]: <x> "t"\n';

function soup(pieces: readonly string[]): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));
}

// What the two are known to see differently, or what is GitHub's own and not in markdown-it.
function isComparable(text: string): boolean {
  const lastComment = text.lastIndexOf('<!--');
  const tildes = text.match(/~+/g) ?? [];
  return (lastComment < 0 || text.includes('-->', lastComment + 4)) && tildes.every((run) => run.length === 2);
}

describe('reading what is inside a paragraph', () => {
  it.each([
    { name: 'emphasis and tags', text: soup([...everywhere, ...tags]) },
    { name: 'links with a target', text: soup([...everywhere, ...targets]) },
    { name: 'references', text: soup([...everywhere, ...references]).map((text) => `${text}${definitions}`) },
    { name: 'marks of emphasis only', text: soup(['*', '**', '_', '__', '~~', ' ', 'a', '.', '\n', '\n/c\n']) },
  ])('agrees with markdown-it on $name', ({ text }) => {
    fc.assert(
      fc.property(text.filter(isComparable), (body) => {
        expect(plainLines(body.split('\n'))?.map(({ line }) => line)).toEqual(linesByMarkdownIt(body));
      }),
      { numRuns: 1500 },
    );
  });

  it('tells what each span is, and where', () => {
    const text = '`a` <b> [c *d*](/u "t") ![e](f) $$g$$';
    const spans = inlineSpans(text, () => false).map(({ kind, start, end }) => [kind, text.slice(start, end)]);
    expect(spans).toEqual([
      ['code', '`a`'],
      ['html', '<b>'],
      ['link', '[c *d*](/u "t")'],
      ['address', '(/u "t")'],
      ['emphasis', '*d*'],
      ['image', '![e](f)'],
      ['address', '(f)'],
      ['math', '$$g$$'],
    ]);
  });

  it.each([
    { name: 'strong text within emphasis', text: '***a** b*', emphasis: ['**a**', '***a** b*'] },
    { name: 'no emphasis where the sum of the marks is a multiple of 3', text: '**a*b*', emphasis: ['*b*'] },
    { name: 'marks beside punctuation', text: 'a*"b"*', emphasis: [] },
    { name: 'marks beside punctuation outside of the basic plane', text: 'a*𝄀b*', emphasis: [] },
    { name: 'marks after punctuation outside of the basic plane', text: '*a𝄀*b', emphasis: [] },
    { name: 'what a mark that could open did not close', text: '*a _b**c_ d**', emphasis: ['_b**c_', '*a _b**c_ d*'] },
    { name: 'what is struck out', text: '~a~ ~~b~~ ~c~~', emphasis: ['~a~', '~~b~~'] },
  ])('finds $name', ({ text, emphasis }) => {
    const spans = inlineSpans(text, () => false).filter(({ kind }) => kind === 'emphasis');
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(emphasis);
  });
});
