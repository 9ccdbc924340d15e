/** `npm run crash-test -- [--seed N] [--kills N] [--store sqlite|postgres|both] [--json]`: kills the app at random moments of the drill. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { crashRun, type CrashRun, type Trouble } from './crash-run.ts';
import { openStores, type StoreKind } from './stores.ts';
import { tally, tellRun, tellTally } from './tally.ts';

/** How often the app is killed in one run of the drill. More would leave it no time to do anything worth killing it for. */
const mostKillsPerRun = 10;
/** Runs at the same time: the app and its GitHub mostly wait for each other. */
const atOnce = 2;
/** Strokes may come too late; what is missing then is made up for in another round, so often. */
const mostRounds = 4;

export type Wanted = { readonly seed: number; readonly kills: number };

/** A calm run to compare with, then as many as it takes; the seed of the first is the one given, and each further one has the next. */
export async function crashTest(kind: StoreKind, { seed, kills }: Wanted, onRun: (run: CrashRun) => void): Promise<readonly CrashRun[]> {
  const stores = await openStores(kind);
  const runs: CrashRun[] = [];
  const runOnce = async (trouble: Trouble): Promise<CrashRun> => {
    const store = await stores.fresh();
    const run = await crashRun(trouble, store);
    await store.remove();
    runs.push(run);
    onRun(run);
    return run;
  };
  try {
    const { sayings: calm } = await runOnce({ seed, strokes: 0 });
    let nextSeed = seed;
    for (let round = 1, left = kills; left > 0 && round <= mostRounds; round += 1) {
      const waiting = shares(left).map((strokes) => ({ seed: nextSeed++, strokes, calm }));
      const work = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const { kills: struck } = await runOnce(next);
          left -= struck.length;
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
    }
    return runs;
  } finally {
    await stores.stop();
  }
}

/** Kills spread evenly over as few runs as they fit into. */
function shares(kills: number): readonly number[] {
  const runs = Math.ceil(kills / mostKillsPerRun);
  return Array.from({ length: runs }, (_, index) => Math.floor((kills + index) / runs));
}

const usage = 'Usage: npm run crash-test -- [--seed N] [--kills N] [--store sqlite|postgres|both] [--json]\n';

/** Exit code 0: nothing was lost and nothing done twice; 1: something was; 2: the arguments are not understood. */
async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  const { json, stores, ...wanted } = asked;
  if (!json) process.stdout.write(`kill -9 at random moments of the drill, with GitHub misbehaving; seed ${wanted.seed}\n`);
  const tallies = [];
  for (const kind of stores) {
    const startedAt = performance.now();
    const runs = await crashTest(kind, wanted, (run) => {
      if (!json) process.stdout.write(tellRun(kind, run));
      if (run.violations.length > 0) keepLog(kind, run);
    });
    const counted = tally(kind, runs, performance.now() - startedAt);
    tallies.push(counted);
    if (!json) process.stdout.write(tellTally(counted));
  }
  const passed = tallies.every(({ violations, kills }) => violations.length === 0 && kills >= wanted.kills);
  if (json) process.stdout.write(`${JSON.stringify({ ...wanted, passed, stores: tallies })}\n`);
  else process.stdout.write(passed ? 'Nothing was lost and nothing was done twice.\n' : 'THE CRASH TEST FAILED.\n');
  return passed ? 0 : 1;
}

function readArguments(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string', default: String(1 + Math.floor(Math.random() * 1_000_000)) },
        kills: { type: 'string', default: '50' },
        store: { type: 'string', default: 'both' },
        json: { type: 'boolean', default: false },
      },
    });
    const [seed, kills] = [values.seed, values.kills].map((text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined));
    const stores = storesNamed(values.store);
    return seed === undefined || kills === undefined || stores === undefined ? undefined : { seed, kills, stores, json: values.json };
  } catch {
    return undefined;
  }
}

function storesNamed(name: string): readonly StoreKind[] | undefined {
  if (name === 'both') return ['sqlite', 'postgres'];
  return name === 'sqlite' || name === 'postgres' ? [name] : undefined;
}

const reports = join(import.meta.dirname, '../../reports');

function keepLog(kind: StoreKind, { seed, log }: CrashRun): void {
  mkdirSync(reports, { recursive: true });
  const path = join(reports, `crash-test-${kind}-${seed}.log`);
  writeFileSync(path, log);
  process.stderr.write(`what the app logged: ${path}\n`);
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
