// docs/maintainers.md teaches commands: each that stands there is understood.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { readComment } from '../../src/commands/read-comment.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/maintainers.md'), 'utf8');

/** In the blocks each line; in the text what has no word in capitals, which stands for the reader's own. */
const blocks = [...page.matchAll(/^```\n([\s\S]+?)^```$/gm)].flatMap(([, lines = '']) => lines.trim().split('\n'));
const inText = [...page.matchAll(/`(\/[a-z][^`]*)`/g)].map(([, typed = '']) => typed);
const typed = [...new Set([...blocks, ...inText.filter((one) => !/\b[A-Z]{4,}\b/.test(one.replace(/GHSA|UTC|CVSS/g, '')))])];

it('has enough to be worth a test', () => {
  expect(blocks.length).toBeGreaterThan(20);
  expect(inText.length).toBeGreaterThan(10);
});

it.each(typed)('%s is understood', (line) => {
  expect(readComment(line)).toEqual([{ line: 1, asked: expect.anything() }]);
});
