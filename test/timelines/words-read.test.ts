/**
 * Every line that anybody reads in the stories, and every reason, held in `read/words.txt` under the story that has it first. The stories show how
 * something begins; this holds the rest. `npm run timelines -- --rewrite` writes it anew: read the diff, and commit it only if you can say why.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from '@jest/globals';
import { expectSectionAsHeld, isRewriting, sectionsOf } from '../as-held.ts';
import { playStory } from './play-story.ts';
import { wordsRead } from './words-read.ts';

const folder = import.meta.dirname;
const held = join(folder, 'read/words.txt');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .toSorted();

const readBefore = new Set<string>();

describe('what is read in the stories', () => {
  it.each(names.map((name) => ({ name })))('$name', ({ name }) => {
    const before = isRewriting ? readBefore : new Set(heldBefore(name));
    const fresh = wordsRead(playStory(readFileSync(join(folder, name), 'utf8'))).filter((line) => !before.has(line));
    expectSectionAsHeld(held, name, fresh);
    for (const line of fresh) readBefore.add(line);
  });
});

function heldBefore(name: string): readonly string[] {
  const sections = sectionsOf(held);
  return names.slice(0, names.indexOf(name)).flatMap((earlier) => sections.get(earlier) ?? []);
}
