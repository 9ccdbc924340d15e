/**
 * `npm run chaos -- [--seeds N] [--from S] [--store sqlite|postgres] [--replicas N] [--only FAULT] [--scenario NAME] [--lines FILE]`:
 * plays scenarios while everything around the app fails, by seed; the same seed fails in the same places. In one of some seeds each life of
 * the app is a real process that dies by `kill -9`; there the same seed strikes at the same things, as far as real time allows.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { chaosRun, type Outcome } from './chaos-run.ts';
import type { EndState } from './end-state.ts';
import { openHomes, type Homes, type StoreKind } from './homes.ts';
import { calm as calmPlan, faults, planOf, type Fault } from './plan.ts';
import { clearDeadRuns, openRunFolder } from './run-folder.ts';
import { scenarioNamed, scenarioNames, scenarioOf } from './scenarios.ts';

type Asked = {
  readonly from: number;
  readonly seeds: number;
  readonly store: StoreKind;
  readonly replicas: number;
  readonly only: Fault | undefined;
  readonly scenario: string | undefined;
};

/** Seed S plays the scenario that S picks; how that ends in peace is found out once. Told of every run, calm ones with seed 0. */
async function chaos({ from, seeds, store, replicas, only, scenario: named }: Asked, onRun: (outcome: Outcome) => void): Promise<void> {
  const homes = await openHomes(store);
  process.stdout.write(`plays in ${tmpdir()}\n`);
  for (const what of homes.cannot) process.stdout.write(`not tried: ${what}\n`);
  const peaceful = new Map<string, EndState>();
  try {
    for (let seed = from; seed < from + seeds; seed += 1) {
      const name = named ?? scenarioOf(seed);
      const calm = peaceful.get(name) ?? (await inPeace(homes, name, replicas, onRun));
      peaceful.set(name, calm);
      const scenario = scenarioNamed(name);
      const plan = planOf({ seed, scenario, only, onPostgres: store === 'postgres' });
      const home = await homes.fresh(plan.disk);
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
Scenarios: ${scenarioNames.join(', ')}
`;

/** Exit code 0: everything held; 1: something did not; 2: the arguments are not understood. */
async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  // What is compiled by now is found by each process that is started, and killed before it could keep what it compiled itself.
  flushCompileCache();
  const { lines, ...wanted } = asked;
  process.stdout.write(`seeds ${wanted.from} to ${wanted.from + wanted.seeds - 1}, ${wanted.store}, ${wanted.replicas} at once\n`);
  const sum = { seeds: 0, deaths: 0, acknowledged: 0, performed: 0, failed: 0 };
  await chaos(wanted, (outcome) => {
    const { violations, log, said, end: _, ...told } = outcome;
    if (told.seed > 0) sum.seeds += 1;
    for (const what of ['deaths', 'acknowledged', 'performed'] as const) sum[what] += told[what];
    if (violations.length > 0) sum.failed += 1;
    const line = { store: wanted.store, replicas: wanted.replicas, ...told, violations };
    if (lines !== undefined) appendFileSync(lines, `${JSON.stringify(line)}\n`);
    process.stdout.write(tell(outcome));
    if (violations.length > 0)
      process.stdout.write(tellHowToRepeat(wanted, outcome, keepLog(`${wanted.store}-${told.scenario}-${told.seed}`, `${log}\n${said}`)));
  });
  const { seeds, deaths, acknowledged, performed, failed } = sum;
  process.stdout.write(`${seeds} seeds, ${deaths} deaths, ${acknowledged} webhooks answered for, ${performed} effects performed; `);
  process.stdout.write(failed === 0 ? 'everything held\n' : `IN ${failed} RUNS SOMETHING DID NOT HOLD\n`);
  return failed === 0 ? 0 : 1;
}

function tell({ seed, scenario, deaths, troubles, violations, seconds }: Outcome): string {
  const done = Object.entries(troubles).map(([what, times]) => `${what} ${times}`);
  const head = `${seed === 0 ? 'in peace' : `seed ${seed}`}, ${scenario}: ${deaths} deaths; ${done.join(', ') || 'no trouble'}; ${seconds.toFixed(1)} s`;
  return `${[head, ...violations.map(({ kind, what }) => `  ${kind.toUpperCase()}: ${what}`)].join('\n')}\n`;
}

function tellHowToRepeat({ store, replicas, only }: Asked, { seed, scenario }: Outcome, log: string): string {
  const options = [`--store ${store} --replicas ${replicas} --scenario ${scenario}`, ...(only === undefined ? [] : [`--only ${only}`])];
  return `  again: npm run chaos -- --from ${seed} --seeds 1 ${options.join(' ')}\n  what the app logged, and what was said on GitHub: ${log}\n`;
}

function readArguments(args: readonly string[]): (Asked & { readonly lines: string | undefined }) | undefined {
  try {
    const text = { type: 'string' } as const;
    const options = { seeds: text, from: text, store: text, replicas: text, only: text, scenario: text, lines: text };
    const { values } = parseArgs({ args: [...args], options });
    const { seeds = '20', from = '1', store = 'sqlite', replicas = '1', only, scenario, lines } = values;
    const [howMany = 0, first = 0, atOnce = 0] = [seeds, from, replicas].map((number) =>
      /^[1-9]\d{0,8}$/.test(number) ? Number(number) : 0,
    );
    const fault = faults.find((one) => one === only);
    const isScenario = scenario === undefined || scenarioNames.includes(scenario);
    const isKnown = (store === 'sqlite' || store === 'postgres') && (only === undefined || fault !== undefined) && isScenario;
    if (!isKnown || howMany * first * atOnce === 0 || (store === 'sqlite' && atOnce !== 1)) return undefined;
    return { seeds: howMany, from: first, replicas: atOnce, store, only: fault, scenario, lines };
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

/** Whoever ends it leaves nothing of it on this machine. */
async function mainInFolder(): Promise<number> {
  for (const folder of clearDeadRuns()) process.stdout.write(`cleared what a run that died left: ${folder}\n`);
  const { remove } = openRunFolder();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      remove();
      process.exit(128 + constants.signals[signal]);
    });
  }
  return main(process.argv.slice(2)).finally(remove);
}

if (import.meta.main) process.exit(await mainInFolder());
