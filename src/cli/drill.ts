/** `fixlead drill [SCENARIO] [--list] [--json]`: the real app, in a process of its own, on a simulated GitHub with the clock run fast. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { play } from '../drill/player.ts';
import { opening, tellLine, tellScore } from '../drill/report.ts';
import { readScenario } from '../drill/scenario.ts';
import { scoreOf } from '../drill/score.ts';
import { setStage } from '../drill/stage.ts';
import type { CliStreams } from './line-by-line.ts';

const folder = join(import.meta.dirname, '../drill/scenarios');
const defaultScenario = 'vitess-2024-32886';

/** A scenario file of one's own may be named by its path. Exit code 0: every expectation held; 1: one failed; 2: there is no such scenario. */
export async function run(args: readonly string[], { stdout, stderr }: CliStreams): Promise<number> {
  const json = args.includes('--json');
  if (args.includes('--list')) {
    stdout.write(known().map(listed).join(''));
    return 0;
  }
  const name = args.find((arg) => !arg.startsWith('--')) ?? defaultScenario;
  const path = existsSync(name) ? name : join(folder, `${name}.yaml`);
  if (!existsSync(path)) {
    stderr.write(`fixlead: there is no scenario "${name.slice(0, 80)}"; there are: ${known().join(', ')}\n`);
    return 2;
  }
  const startedAt = Date.now();
  const scenario = readScenario(path);
  const log: string[] = [];
  const verbose = args.includes('--log');
  const stage = await setStage(scenario, { onLog: (text) => (verbose ? stderr.write(text) : log.push(text)) });
  try {
    if (!json) stdout.write(`${opening(scenario)}\n`);
    const timeline = await play(stage, (told) => void (json || stdout.write(`${tellLine(told)}\n`)));
    await stage.stopApp();
    const score = await scoreOf(stage, timeline);
    stdout.write(
      json ? `${JSON.stringify({ scenario: scenario.name, timeline, score })}\n` : `${tellScore(score, Date.now() - startedAt)}\n`,
    );
    if (!score.passed)
      stderr.write(
        log
          .join('')
          .split('\n')
          .filter((line) => /"level":(40|50|60)/.test(line) || !line.startsWith('{'))
          .slice(-30)
          .join('\n'),
      );
    return score.passed ? 0 : 1;
  } finally {
    await stage.close();
  }
}

function known(): readonly string[] {
  return readdirSync(folder).map((file) => file.replace(/\.yaml$/, ''));
}

function listed(name: string): string {
  const { title } = readScenario(join(folder, `${name}.yaml`));
  return `${name}\n    ${title}${name === defaultScenario ? '; played when none is named' : ''}\n`;
}
