/**
 * Golden timelines: each `.txt` beside this file is a story that begins with why it is kept. Its inputs are played through the rules, and what
 * follows must read as it does under `----`. Times of input are UTC; `tick` rings what is due up to the end of its minute.
 *
 * When the rules are meant to change: `npm run timelines -- --rewrite`, or `REWRITE_HELD=1 npm run timelines`, writes the stories anew.
 * Read the diff, and commit it only if you can say why each line changed.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isRewriting } from '../as-held.ts';
import { playStory } from './play-story.ts';
import { printPlayed } from './print-played.ts';

const folder = import.meta.dirname;
const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe('the timelines', () => {
  it.each(names.map((name) => ({ name })))('$name', ({ name }) => {
    const path = join(folder, name);
    const written = readFileSync(path, 'utf8');
    const told = tell(written);
    if (isRewriting && told !== written) writeFileSync(path, told);
    expect(isRewriting ? readFileSync(path, 'utf8') : written).toBe(told);
  });

  it.each(names.map((name) => ({ name })))('$name begins with why it is kept', ({ name }) => {
    expect(readFileSync(join(folder, name), 'utf8')).toMatch(/^# .+\.\n/);
  });

  it('fail on a line that nobody understands', () => {
    expect(() => tell('# A slip.\n\n2026-03-02T09:00Z reprot from @rita\n')).toThrow('No timeline knows the line "reprot from @rita"');
    expect(() => tell('# A slip.\npolicy pubish=auto\n')).toThrow('No timeline knows the setting pubish');
  });
});

/** The same story with what follows from each input as the rules have it now. */
function tell(written: string): string {
  const { head, inputs } = playStory(written);
  const last = new Map<string, string>();
  return [...head, ...inputs.flatMap(({ line, played }) => ['', line, '----', ...printPlayed(played, last)]), ''].join('\n');
}
