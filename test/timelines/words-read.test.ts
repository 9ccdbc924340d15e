/**
 * Every line that anybody reads in the stories, and every reason, held in `read/words.txt` under the story that has it first. The stories show how
 * something begins; this holds the rest. `npm run timelines -- --rewrite` writes it anew: read the diff, and commit it only if you can say why.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isRewriting } from '../as-held.ts';
import { playStory } from './play-story.ts';
import { wordsRead } from './words-read.ts';

const folder = import.meta.dirname;
const held = join(folder, 'read/words.txt');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .toSorted();

if (isRewriting) rewrite();
const sections = new Map(
  readFileSync(held, 'utf8')
    .split(/^# /m)
    .slice(1)
    .map((section) => section.trimEnd().split('\n'))
    .map(([name = '', ...lines]) => [name, lines] as const),
);

describe('what is read in the stories', () => {
  it.each(names.map((name) => ({ name })))('$name', ({ name }) => {
    const before = new Set(names.slice(0, names.indexOf(name)).flatMap((earlier) => sections.get(earlier) ?? []));
    const read = wordsRead(playStory(readFileSync(join(folder, name), 'utf8')));
    expect(read.filter((line) => !before.has(line))).toEqual(sections.get(name) ?? []);
  });
});

function rewrite(): void {
  const before = new Set<string>();
  const written = names.map((name) => {
    const lines = wordsRead(playStory(readFileSync(join(folder, name), 'utf8'))).filter((line) => !before.has(line));
    for (const line of lines) before.add(line);
    return [`# ${name}`, ...lines, ''].join('\n');
  });
  writeFileSync(held, written.join('\n'));
}
