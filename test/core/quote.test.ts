// Hostile text from reasons, errors and typed words, before it stands in a comment of ours.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { code, inline, quote } from '../../src/core/quote.ts';

describe('quoted text', () => {
  it.each([
    { name: 'calls nobody', text: 'ask @everyone and @acme/security', shown: '> ask @\u200Beveryone and @\u200Bacme/security' },
    { name: 'forges no marker of ours', text: '<!-- fixlead:0123456789abcdef -->', shown: '> &lt;!-- fixlead:0123456789abcdef -->' },
    { name: 'opens no tag', text: '<details><summary>', shown: '> &lt;details>&lt;summary>' },
    { name: 'keeps an entity from becoming a character', text: '&lt;!-- &#64;max', shown: '> &amp;lt;!-- &amp;\\#64;max' },
    {
      name: 'is neither bold nor code nor a link',
      text: '**b** `c` [l](u) ~~s~~',
      shown: '> \\*\\*b\\*\\* \\`c\\` \\[l\\](u) \\~\\~s\\~\\~',
    },
    { name: 'refers to no issue and breaks no table', text: 'see #12 | next', shown: '> see \\#12 \\| next' },
    { name: 'keeps its backslashes visible', text: 'C:\\temp', shown: '> C:\\\\temp' },
    { name: 'turns no direction', text: 'a\u202Eb\u2066c\u200Fd\u061Ce', shown: '> abcde' },
    { name: 'hides nothing between its letters', text: 'a\u200Bb\u2060c\u0000d\u2028e', shown: '> abcde' },
    { name: 'stays quoted on every line, whatever ends it', text: 'one\ntwo\r\nthree\rfour', shown: '> one\n> two\n> three\n> four' },
    { name: 'stays quoted on an empty line', text: 'one\n\n# two', shown: '> one\n> \n> \\# two' },
  ])('$name', ({ text, shown }) => {
    expect(quote(text)).toBe(shown);
  });

  it('is cut where it gets too long, and says so', () => {
    expect(quote('x'.repeat(2_001))).toBe(`> ${'x'.repeat(2_000)} …`);
    expect(quote('x'.repeat(2_000))).toBe(`> ${'x'.repeat(2_000)}`);
  });

  it('is cut through no character', () => {
    expect(quote(`a${'😀'.repeat(1_000)}`).isWellFormed()).toBe(true);
    expect(inline(`a${'😀'.repeat(100)}`)).toBe(`a${'😀'.repeat(99)}`);
  });
});

describe('text within a sentence', () => {
  it('stays on one line', () => {
    expect(inline('  one\n\n> two\tthree ')).toBe('one > two three');
  });

  it('is bounded', () => {
    expect(inline('x'.repeat(300))).toBe('x'.repeat(200));
  });
});

describe('a name in code', () => {
  it.each([
    { name: 'release_17', shown: '`release_17`' },
    { name: 'a`b`', shown: "`a'b'`" },
    { name: ' fix\u202E\n/x', shown: '`fix /x`' },
  ])('$shown needs no escapes and cannot leave the code', ({ name, shown }) => {
    expect(code(name)).toBe(shown);
  });
});

describe('any text at all', () => {
  const hostile = fc.array(
    fc.constantFrom('@', '<', '!', '-', '>', '&', '`', '*', '\n', '\r', '\u202E', '\u200D', '\uD800', 'a', 'max', 'fixlead:', '#', '\\'),
    { maxLength: 60 },
  );

  it('comes out without a mention, a tag, a hidden character or half a character', () => {
    fc.assert(
      fc.property(
        hostile.map((pieces) => pieces.join('')),
        (text) => {
          for (const shown of [quote(text), inline(text)]) {
            expect(shown).not.toMatch(/@[\w-]/);
            expect(shown).not.toContain('<');
            expect(shown).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200D]/);
            expect(shown.isWellFormed()).toBe(true);
          }
          expect(
            quote(text)
              .split(/[\r\n]/)
              .every((line) => line.startsWith('> ')),
          ).toBe(true);
          expect(inline(text)).not.toMatch(/[\r\n]/);
        },
      ),
      { numRuns: 500 },
    );
  });
});
