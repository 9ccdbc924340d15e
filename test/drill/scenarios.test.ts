import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { run } from '../../src/cli/drill.ts';
import { readScenario } from '../../src/drill/scenario.ts';
import { runCommand } from '../cli/run-command.ts';

const folder = join(import.meta.dirname, '../../src/drill/scenarios');
const names = readdirSync(folder).map((file) => file.replace(/\.yaml$/, ''));

type Played = {
  readonly timeline: readonly { readonly checks: readonly { readonly words: string; readonly instead?: string }[] }[];
  readonly score: { readonly passed: boolean; readonly held: number; readonly parked: readonly string[] };
};

/** A loaded machine plays one in half a minute, an idle one in ten seconds. Unit: ms. */
const longestDrillMs = 300_000;

describe('the scenarios that ship', () => {
  it.each(names)(
    '%s passes on the real app, with nothing given up',
    async (name) => {
      const { stdout, exitCode } = await runCommand(run, { args: [name, '--json'] });
      const { timeline, score } = JSON.parse(stdout) as Played;
      expect(timeline.flatMap(({ checks }) => checks.filter((check) => check.instead !== undefined))).toEqual([]);
      expect(score).toMatchObject({ passed: true, parked: [] });
      expect(score.held).toBeGreaterThan(10);
      expect(exitCode).toBe(0);
    },
    longestDrillMs,
  );

  it.each(names)('%s is named after its file and says what is real in it', (name) => {
    const scenario = readScenario(join(folder, `${name}.yaml`));
    expect(scenario.name).toBe(name);
    expect(scenario.about).not.toBe('');
  });
});

describe('fixlead drill', () => {
  it('lists the scenarios with what happens in them', async () => {
    const { stdout, exitCode } = await runCommand(run, { args: ['--list'] });
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').filter((line) => line !== '' && !line.startsWith(' '))).toEqual(names);
    expect(stdout).toContain('four-lines\n    One fix for four lines');
  });

  it('names the scenarios there are when asked for another', async () => {
    const { stderr, exitCode } = await runCommand(run, { args: ['no-such-case'] });
    expect(exitCode).toBe(2);
    expect(stderr).toBe(`fixlead: there is no scenario "no-such-case"; there are: ${names.join(', ')}\n`);
  });
});
