/** Which scenario a seed plays: mostly a short one, so that many seeds can be played, and every so often one of the drill's. */
import { join } from 'node:path';
import { readScenario, type Scenario } from '../../src/drill/scenario.ts';

/** Without a fix, and so without git: what costs most in a run. */
const short = ['no-fix', 'closed-and-reopened'] as const;

/** Each with something of its own: dates, backports, reviews, pushes, proposals, mails to distributors, a repository made by the app. */
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
] as const;

/** One of so many seeds plays a long one. */
const oneOf = 12;

export function scenarioOf(seed: number): string {
  const round = Math.floor(seed / oneOf);
  const name = seed % oneOf === 0 ? long[round % long.length] : short[seed % short.length];
  return name ?? short[0];
}

/** Errors: throws when there is no such file. */
export function scenarioNamed(name: string): Scenario {
  const isShort = short.some((one) => one === name);
  return readScenario(join(import.meta.dirname, isShort ? 'scenarios' : '../../src/drill/scenarios', `${name}.yaml`));
}
