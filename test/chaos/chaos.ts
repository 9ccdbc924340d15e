/**
 * `npm run chaos -- [--seeds N] [--from S] [--store sqlite|postgres] [--replicas 1|3] [--only FAULT] [--scenario NAME] [--lines FILE]`:
 * plays scenarios in one process while everything around the app fails, by seed; the same seed fails in the same places.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { StoreKind } from '../crash/stores.ts';
import { chaosRun, scenarioNamed, type Outcome } from './chaos-run.ts';
import { openHomes, type Homes } from './homes.ts';
import { calm as calmPlan, faults, planOf, type Fault } from './plan.ts';
import type { EndState } from './world.ts';

/** Each with something of its own: dates, backports, reviews, pushes, proposals, mails to distributors, a repository made by the app. */
export const scenarios = [
  'release-day-pushed',
  'own-repository',
  'four-lines',
  'heads-under-review',
  'release-day-proposed',
  'date-negotiated',
  'published-elsewhere',
  'six-distributors',
  'vitess-2024-32886',
] as const;

export type Asked = {
  readonly from: number;
  readonly seeds: number;
  readonly store: StoreKind;
  readonly replicas: number;
  readonly only: Fault | undefined;
  readonly scenario: string | undefined;
};

/** Seed S plays the scenario that S picks; how that ends in peace is found out once. */
export async function chaos(
  { from, seeds, store, replicas, only, scenario: named }: Asked,
  onRun: (outcome: Outcome) => void,
): Promise<void> {
  const homes = await openHomes(store);
  const peaceful = new Map<string, EndState>();
  try {
    for (let seed = from; seed < from + seeds; seed += 1) {
      const name = named ?? scenarios[seed % scenarios.length] ?? scenarios[0];
      const scenario = scenarioNamed(name);
      const calm = peaceful.get(name) ?? (await inPeace(homes, name, replicas, onRun));
      peaceful.set(name, calm);
      const plan = planOf({ seed, scenario, only, onPostgres: store === 'postgres' });
      const home = await homes.fresh();
      onRun(await chaosRun({ seed, scenario, replicas, plan, calm }, home));
      await home.remove();
    }
  } finally {
    await homes.stop();
  }
}

async function inPeace(homes: Homes, name: string, replicas: number, onRun: (outcome: Outcome) => void): Promise<EndState> {
  const home = await homes.fresh();
  const outcome = await chaosRun({ seed: 0, scenario: scenarioNamed(name), replicas, plan: calmPlan, calm: undefined }, home);
  await home.remove();
  onRun(outcome);
  return outcome.end;
}

const usage = `Usage: npm run chaos -- [--seeds N] [--from S] [--store sqlite|postgres] [--replicas N] [--only FAULT] [--scenario NAME] [--lines FILE]
Faults: ${faults.join(', ')}
`;

/** Exit code 0: everything held; 1: something did not; 2: the arguments are not understood. */
async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  const { lines, ...wanted } = asked;
  process.stdout.write(`seeds ${wanted.from} to ${wanted.from + wanted.seeds - 1}, ${wanted.store}, ${wanted.replicas} at once\n`);
  const sum = { runs: 0, deaths: 0, failed: 0 };
  await chaos(wanted, (outcome) => {
    const { seed, violations, deaths, log, end: _, ...told } = outcome;
    sum.runs += seed === 0 ? 0 : 1;
    sum.deaths += deaths;
    sum.failed += violations.length > 0 ? 1 : 0;
    const line = { seed, store: wanted.store, replicas: wanted.replicas, deaths, ...told, violations };
    if (lines !== undefined) appendFileSync(lines, `${JSON.stringify(line)}\n`);
    process.stdout.write(tell(outcome));
    if (violations.length > 0) process.stdout.write(`  what the app logged: ${keepLog(`${wanted.store}-${told.scenario}-${seed}`, log)}\n`);
  });
  process.stdout.write(`${sum.runs} seeds, ${sum.deaths} deaths, ${sum.failed} runs in which something did not hold\n`);
  return sum.failed === 0 ? 0 : 1;
}

function tell({ seed, scenario, deaths, troubles, violations, seconds }: Outcome): string {
  const done = Object.entries(troubles).map(([what, times]) => `${what} ${times}`);
  const head = `${seed === 0 ? 'in peace' : `seed ${seed}`}, ${scenario}: ${deaths} deaths; ${done.join(', ') || 'no trouble'}; ${seconds.toFixed(1)} s`;
  return `${[head, ...violations.map(({ kind, what }) => `  ${kind.toUpperCase()}: ${what}`)].join('\n')}\n`;
}

function readArguments(args: readonly string[]): (Asked & { readonly lines: string | undefined }) | undefined {
  try {
    const text = { type: 'string' } as const;
    const options = { seeds: text, from: text, store: text, replicas: text, only: text, scenario: text, lines: text };
    const {
      seeds = '20',
      from = '1',
      store = 'sqlite',
      replicas = '1',
      only,
      scenario,
      lines,
    } = parseArgs({ args: [...args], options }).values;
    const numbers = [seeds, from, replicas].map(Number);
    const fault = faults.find((one) => one === only);
    const isKnown = (store === 'sqlite' || store === 'postgres') && (only === undefined || fault !== undefined);
    if (!isKnown || numbers.some((one) => !Number.isInteger(one) || one < 1) || (store === 'sqlite' && replicas !== '1')) return undefined;
    return { seeds: numbers[0] ?? 0, from: numbers[1] ?? 0, replicas: numbers[2] ?? 0, store, only: fault, scenario, lines };
  } catch {
    return undefined;
  }
}

function keepLog(name: string, log: string): string {
  const path = join(import.meta.dirname, '../../reports', `chaos-${name}.log`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, log);
  return path;
}

if (import.meta.main) process.exit(await main(process.argv.slice(2)));
