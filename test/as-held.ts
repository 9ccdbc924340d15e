/**
 * Words that are held as they are, in a `.txt` file beside the test: whole pages and records, of which a test that looks for a part would let
 * the rest change unseen. When they are meant to change: `REWRITE_HELD=1 npm test -- FILE`, read the diff, and commit it only if you can say why.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from '@jest/globals';

export const isRewriting = process.env.REWRITE_HELD === '1' || process.argv.includes('--rewrite');

export function expectAsHeld(path: string, words: string): void {
  if (isRewriting) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, words);
  }
  expect(words).toBe(readFileSync(path, 'utf8'));
}
