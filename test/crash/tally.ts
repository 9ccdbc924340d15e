/** What a crash test counted, and how it is told. */
import type { CrashRun } from './crash-run.ts';
import type { Violation } from './invariants.ts';
import type { Kill } from './kills.ts';
import type { StoreKind } from './stores.ts';

export type Tally = {
  readonly store: StoreKind;
  readonly runs: number;
  readonly kills: number;
  readonly restarts: number;
  /** Webhooks answered 202. */
  readonly acknowledged: number;
  /** Wanted ends that were carried out. */
  readonly performed: number;
  /** Requests that GitHub failed, and webhooks that did not get through at once. */
  readonly troubles: number;
  readonly duplicates: number;
  readonly lost: number;
  readonly violations: readonly (Violation & { readonly seed: number })[];
  /** Where the kills struck, most frequent first. */
  readonly struck: readonly { readonly where: string; readonly times: number }[];
  readonly seconds: number;
};

export function tally(store: StoreKind, runs: readonly CrashRun[], realMs: number): Tally {
  const sum = (count: (run: CrashRun) => number) => runs.reduce((total, run) => total + count(run), 0);
  const violations = runs.flatMap(({ seed, violations }) => violations.map((violation) => ({ ...violation, seed })));
  const places = Map.groupBy(
    runs.flatMap(({ kills }) => kills),
    whereOf,
  );
  return {
    store,
    runs: runs.length,
    kills: sum(({ kills }) => kills.length),
    restarts: sum(({ restarts }) => restarts),
    acknowledged: sum((run) => run.acknowledged),
    performed: sum(({ performed }) => performed),
    troubles: sum(({ troubles }) => troubles),
    duplicates: violations.filter(({ kind }) => kind === 'duplicate').length,
    lost: violations.filter(({ kind }) => kind === 'lost').length,
    violations,
    struck: [...places].map(([where, { length: times }]) => ({ where, times })).sort((left, right) => right.times - left.times),
    seconds: Math.round(realMs / 1_000),
  };
}

function whereOf({ during, what, afterMs }: Kill): string {
  const isRequest = during === 'read' || during === 'write';
  if (isRequest && afterMs === 0) return `before the answer was heard to ${what}`;
  if (isRequest) return `shortly after ${what}`;
  if (during === 'delivery') return `at the delivery of ${what}`;
  if (during === 'acknowledgement') return `just after 202 for ${what}`;
  return { start: 'while starting', 'clock-step': 'after a clock step', act: "after a person's act" }[during];
}

export function tellRun(store: StoreKind, { seed, kills, restarts, acknowledged, performed, violations, realMs }: CrashRun): string {
  const counts = `${kills.length} kills, ${restarts} restarts, ${acknowledged} deliveries acknowledged, ${performed} effects performed`;
  const lines = [`${store}, seed ${seed}: ${counts}, ${(realMs / 1_000).toFixed(1)} s`];
  for (const { kind, what } of violations) lines.push(`  ${kind.toUpperCase()}: ${what}`);
  if (violations.length > 0) {
    lines.push('  killed:');
    for (const kill of kills) lines.push(`    ${new Date(kill.at).toISOString()} ${whereOf(kill)}, ${kill.afterMs} ms`);
    lines.push(`  again: npm run crash-test -- --store ${store} --seed ${seed} --kills ${kills.length}`);
  }
  return `${lines.join('\n')}\n`;
}

export function tellTally(counted: Tally): string {
  const { store, runs, kills, restarts, seconds, duplicates, lost, violations, struck } = counted;
  return [
    '',
    `${store}: ${runs} runs, ${kills} kills, ${restarts} restarts, ${seconds} s`,
    `  deliveries acknowledged        ${counted.acknowledged}`,
    `  effects performed              ${counted.performed}`,
    `  requests and webhooks failed   ${counted.troubles}`,
    `  duplicates found               ${duplicates}`,
    `  lost found                     ${lost}`,
    `  other violations               ${violations.length - duplicates - lost}`,
    '  where the kills struck:',
    ...struck.map(({ where, times }) => `    ${String(times).padStart(3)}  ${where}`),
    '',
    '',
  ].join('\n');
}
