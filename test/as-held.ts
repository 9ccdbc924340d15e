/**
 * Words that are held as they are, in a `.txt` file beside the test: whole pages and records, of which a test that looks for a part would let
 * the rest change unseen. When they are meant to change: `REWRITE_HELD=1 npm test -- FILE`, read the diff, and commit it only if you can say why.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from '@jest/globals';

export const isRewriting = process.env.REWRITE_HELD === '1' || process.argv.includes('--rewrite');

export function expectAsHeld(path: string, words: string): void {
  if (isRewriting) write(path, words);
  expect(words).toBe(readFileSync(path, 'utf8'));
}

/** One section of a file: the lines under `# title`. */
export function expectSectionAsHeld(path: string, title: string, lines: readonly string[]): void {
  if (isRewriting) writeSection(path, title, lines);
  expect(lines).toEqual(sectionsOf(path).get(title));
}

/** In their order. */
export function sectionsOf(path: string): ReadonlyMap<string, readonly string[]> {
  const parts = readFileSync(path, 'utf8').split(/^# /m).slice(1);
  return new Map(
    parts.map((part) => {
      const [title = '', ...lines] = part.trimEnd().split('\n');
      return [title, lines];
    }),
  );
}

/** Files of which a section was written already in this process; the others are begun anew. */
const begun = new Set<string>();

function writeSection(path: string, title: string, lines: readonly string[]): void {
  const before = begun.has(path) && existsSync(path) ? `${readFileSync(path, 'utf8')}\n` : '';
  begun.add(path);
  write(path, `${before}# ${title}\n${lines.map((line) => `${line}\n`).join('')}`);
}

function write(path: string, words: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, words);
}
