/**
 * Golden timelines: each `.txt` beside this file is a story that begins with why it is kept. Its inputs are played through the rules, and what
 * follows must read as it does under `----`. Times of input are UTC; `tick` rings what is due up to the end of its minute.
 *
 * When the rules are meant to change: `npm run timelines -- --rewrite`, or `REWRITE_TIMELINES=1 npm run timelines`, writes the stories anew.
 * Read the diff, and commit it only if you can say why each line changed.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { newStage, play } from './play-timeline.ts';
import { printPlayed } from './print-played.ts';
import { readPolicyLine, readTime } from './read-input.ts';

const folder = import.meta.dirname;
const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
const rewrite = process.env.REWRITE_TIMELINES === '1' || process.argv.includes('--rewrite');

describe('the timelines', () => {
  it.each(names.map((name) => ({ name })))('$name', ({ name }) => {
    const path = join(folder, name);
    const written = readFileSync(path, 'utf8');
    const told = tell(written);
    if (rewrite && told !== written) writeFileSync(path, told);
    expect(rewrite ? readFileSync(path, 'utf8') : written).toBe(told);
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
  const lines = written.split('\n');
  const head = lines.filter((line) => line.startsWith('# ') || line.startsWith('policy '));
  const stage = newStage(readPolicyLine(lines.find((line) => line.startsWith('policy ')) ?? 'policy'));
  const last = new Map<string, string>();
  const blocks = lines.flatMap((line) => {
    const [, time, input] = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z) (.+)$/.exec(line) ?? [];
    if (time === undefined || input === undefined) return [];
    return ['', line, '----', ...printPlayed(play(stage, readTime(time), input), last)];
  });
  return [...head, ...blocks, ''].join('\n');
}
