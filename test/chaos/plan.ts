/** What goes wrong in one run, drawn from its seed. */
import type { Scenario } from '../../src/drill/scenario.ts';
import { createChance, type Chance } from '../../src/drill/simulated-github/chance.ts';
import type { When } from './failing-store.ts';

/** Everything that can be asked for with `--only`. */
export const faults = ['kill', 'torn-tail', 'store', 'github', 'deliveries', 'clock', 'zone', 'outside', 'cut', 'restart'] as const;
export type Fault = (typeof faults)[number];

/** Those that last a while. */
type Lasting = Exclude<Fault, 'kill' | 'torn-tail' | 'cut' | 'restart'>;

export type Spell = { readonly fault: Lasting; /** Unit: ms of drill time. */ readonly from: number; readonly until: number };

/** The nth of its kind in a run, from 1: a call of the store, or something that GitHub was asked to do and has done. */
export type Stroke = {
  readonly at: 'call' | 'write' | 'read';
  readonly nth: number;
  readonly when: When;
  readonly does: 'kill' | 'cut' | 'restart';
};

export type Plan = {
  readonly spells: readonly Spell[];
  readonly strokes: readonly Stroke[];
  readonly tearsTails: boolean;
  readonly behindMs: number;
  readonly zone: string;
};

export type Choice = { readonly seed: number; readonly scenario: Scenario; readonly only: Fault | undefined; readonly onPostgres: boolean };

const minuteMs = 60_000;
/** About how often each happens in a run without trouble. */
const often = { call: 900, write: 60, read: 500 } as const;
const zones = ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu', 'Africa/Casablanca'] as const;
const none: Plan = { spells: [], strokes: [], tearsTails: false, behindMs: 0, zone: 'UTC' };

export const calm = none;

export function planOf({ seed, scenario, only, onPostgres }: Choice): Plan {
  const chance = createChance(seed);
  const below = (count: number): number => Math.floor(chance.next() * count);
  const chosen = (fault: Fault, probability: number): boolean => (only === undefined ? chance.next() < probability : only === fault);
  const strokes = (does: Stroke['does'], count: number): readonly Stroke[] => Array.from({ length: count }, () => strokeOf(chance, does));
  const lasting = (['store', 'github', 'deliveries', 'clock', 'zone', 'outside'] as const).filter((fault) => chosen(fault, 0.35));
  return {
    spells: lasting.flatMap((fault) => Array.from({ length: 1 + below(3) }, () => spellOf(chance, fault, scenario))),
    strokes: [
      ...(chosen('kill', 0.7) || only === 'torn-tail' ? strokes('kill', 1 + below(6)) : []),
      ...(onPostgres && chosen('cut', 0.5) ? strokes('cut', 1 + below(5)) : []),
      ...(onPostgres && chosen('restart', 0.2) ? strokes('restart', 1) : []),
    ],
    tearsTails: chosen('torn-tail', 0.5),
    behindMs: (1 + below(180)) * minuteMs,
    zone: zones[below(zones.length)] ?? 'UTC',
  };
}

function strokeOf(chance: Chance, does: Stroke['does']): Stroke {
  const at = (['call', 'call', 'write', 'write', 'read'] as const)[Math.floor(chance.next() * 5)] ?? 'call';
  return { at, nth: 1 + Math.floor(chance.next() * often[at]), when: chance.next() < 0.5 ? 'before' : 'after', does };
}

/** Around something that somebody does, since most of the time nothing happens. */
function spellOf(chance: Chance, fault: Lasting, { steps }: Scenario): Spell {
  const step = steps[Math.floor(chance.next() * steps.length)];
  const from = (step?.at ?? 0) - Math.floor(chance.next() * 2 * minuteMs);
  return { fault, from, until: from + Math.floor((1 + chance.next() * 40) * minuteMs) };
}
