// What is put between fences in a comment: an application, or a key.
import { describe, expect, it } from '@jest/globals';
import { attachedBlock } from '../../src/commands/attached-block.ts';

describe('what is attached to a comment', () => {
  it.each([
    { name: 'nothing without a fence', text: '/distributor apply a-linux x', block: undefined },
    { name: 'nothing of code in a line', text: 'a `b` c', block: undefined },
    { name: 'nothing of an indented block', text: 'a\n\n    b\n', block: undefined },
    { name: 'nothing of a fence that is quoted', text: '> ```\n> b\n> ```\n', block: undefined },
    { name: 'what stands between fences', text: '/distributor key a-linux\n\n```\nKEY\nKEY\n```\nthanks', block: 'KEY\nKEY\n' },
    { name: 'the first of two', text: '```\none\n```\n\n~~~\ntwo\n~~~\n', block: 'one\n' },
    { name: 'one behind a quoted one', text: '> ```\n> quoted\n> ```\n\n```\nown\n```\n', block: 'own\n' },
    { name: 'one that was never closed, to its end', text: '```asc\nKEY\n', block: 'KEY\n' },
    { name: 'an empty one', text: '```\n```\n', block: '' },
  ])('is $name', ({ text, block }) => {
    expect(attachedBlock(text)).toBe(block);
  });

  it('is nothing when the comment is too intricate to be read', () => {
    expect(attachedBlock(`${'>'.repeat(2_000)} a\n\n\`\`\`\nKEY\n\`\`\`\n`.repeat(20))).toBeUndefined();
  });
});
