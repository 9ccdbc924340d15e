/** Which scenario a seed plays: mostly a short one, so that many seeds can be played, and every so often one of the drill's. */
import { join } from 'node:path';
import { readScenario, type Scenario } from '../../src/drill/scenario.ts';
import type { Pace } from './life.ts';

/** Without a fix, and so without git: what costs most in a run. In one that is over in a day the app looks as often as in production. */
const short = ['no-fix', 'closed-and-reopened'] as const;
const day = 'in-a-day';

/** Each with something of its own: dates, backports, reviews, pushes, proposals, mails to distributors, a repository made by the app, much at once. */
const long = [
  'release-day-pushed',
  'own-repository',
  'four-lines',
  'heads-under-review',
  'release-day-proposed',
  'date-negotiated',
  'published-elsewhere',
  'six-distributors',
  'vitess-2024-32886',
  'moved-underneath',
  'worst-week',
] as const;
/** All that a seed may play. */
export const scenarioNames: readonly string[] = [...short, day, ...long];

/** One of so many seeds plays a long one, and every fourth what is over in a day. */
const oneOf = 12;
const dayEvery = 4;

export function scenarioOf(seed: number): string {
  const round = Math.floor(seed / oneOf);
  if (seed % oneOf === 0) return long[round % long.length] ?? day;
  return seed % dayEvery === 1 ? day : (short[seed % short.length] ?? day);
}

/** To look as often as in production takes three times as much real time for seven hours as to look rarely for three days. */
export function looksIn(name: string): Pace['looks'] {
  return name === day ? 'ordinary' : 'slow';
}

/** Errors: throws when there is none of that name. */
export function scenarioNamed(name: string): Scenario {
  const isOfDrill = long.some((one) => one === name);
  return readScenario(join(import.meta.dirname, isOfDrill ? '../../src/drill/scenarios' : 'scenarios', `${name}.yaml`));
}
