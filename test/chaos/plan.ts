/** What goes wrong in one run, drawn from its seed. */
import type { Scenario } from '../../src/drill/scenario.ts';
import { createChance, type Chance } from '../../src/drill/simulated-github/chance.ts';
import type { Moment } from '../../src/drill/stage.ts';
import type { When } from './failing-store.ts';
import { groundFaults, type Disk } from './homes.ts';

/** Those that last a while. */
const lasting = [
  'store',
  'github',
  'github-away',
  'github-hangs',
  'deliveries',
  'clock-behind',
  'clock-ahead',
  'zone',
  'outside',
  ...groundFaults,
] as const;
type Lasting = (typeof lasting)[number];

/** Everything that can be asked for with `--only`. `kill-9` is the death of a real process, `kill` that of a life in this one. */
export const faults = ['kill', 'kill-9', 'tzdata', 'torn-tail', 'cut', 'restart', ...lasting] as const;
export type Fault = (typeof faults)[number];

export type Spell = { readonly fault: Lasting; /** Unit: ms of drill time. */ readonly from: number; readonly until: number };

/** What is counted, and so can be struck at: a call of the store, a request that GitHub has carried out, what people do, what else happens. */
export type Target = 'call' | 'write' | 'read' | 'act' | Exclude<Moment['kind'], 'request'>;

export type Stroke = {
  readonly at: Target;
  /** The nth of its kind in a run, from 1. */
  readonly nth: number;
  /** Of a call of the store: before it is made, or when it is done and nobody has heard of it. */
  readonly when: When;
  /** Unit: real ms; only real processes are let live on so long. */
  readonly afterMs: number;
  readonly does: 'kill' | 'cut' | 'restart';
};

export type Plan = {
  /** Whether each life of the app is a real process, which dies by `kill -9`. */
  readonly inProcesses: boolean;
  /** Whether every second life has another tzdata; only real processes can. */
  readonly changesTzdata: boolean;
  readonly disk: Disk;
  readonly spells: readonly Spell[];
  readonly strokes: readonly Stroke[];
  readonly tearsTails: boolean;
  /** How far clocks go behind, or ahead, while they do. Unit: ms. */
  readonly offMs: number;
  readonly zone: string;
};

export type Choice = {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly only: Fault | undefined;
  readonly onPostgres: boolean;
};

export const calm: Plan = {
  ...{ inProcesses: false, changesTzdata: false, disk: 'small', spells: [], strokes: [], tearsTails: false, offMs: 0, zone: 'UTC' },
};

const minuteMs = 60_000;
/** About how often each happens in a run of a short scenario without trouble; long ones have several times as much of each. */
const often: { readonly [One in Target]: number } = {
  ...{ call: 350, write: 30, read: 120, act: 10, delivery: 25, acknowledgement: 25, start: 3, 'clock-step': 60 },
};
const timesInLong = 4;
const stepsOfLong = 14;
/** Where strokes fall, each as often as it stands here. */
const targets: readonly Target[] = [
  ...(['call', 'call', 'call', 'call', 'call', 'call', 'call'] as const),
  ...(['write', 'write', 'write', 'write', 'write', 'read', 'read'] as const),
  ...(['acknowledgement', 'acknowledgement', 'delivery', 'delivery', 'act', 'start', 'clock-step'] as const),
];
const longestAfterMs = 25;
/** A mail server and Slack may be down for longer: nothing but a notice waits for them. */
const longestMinutes = 40;
const longestOutsideMinutes = 90;
const zones = ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu', 'Africa/Casablanca'] as const;

/** How probable each is in a run. What is rare costs much real time. */
const probabilities: { readonly [One in Fault]: number } = {
  ...{ kill: 0.7, 'kill-9': 0.06, tzdata: 0.5, 'torn-tail': 0.5, cut: 0.4, restart: 0.05 },
  ...{
    store: 0.3,
    github: 0.35,
    'github-away': 0.2,
    'github-hangs': 0.15,
    deliveries: 0.35,
    'clock-behind': 0.25,
    'clock-ahead': 0.15,
    zone: 0.2,
    outside: 0.3,
  },
  ...{ 'disk-full': 0.2, 'read-only': 0.1, lock: 0.1, serialization: 0.35 },
};

export function planOf({ seed, scenario, only, onPostgres }: Choice): Plan {
  const chance = createChance(seed);
  const below = (count: number): number => Math.floor(chance.next() * count);
  const chosen = (fault: Fault): boolean => {
    const isDrawn = chance.next() < probabilities[fault];
    return only === undefined ? isDrawn : only === fault;
  };
  const isKill9 = chosen('kill-9');
  const changesTzdata = chosen('tzdata') && (isKill9 || only === 'tzdata');
  const inProcesses = isKill9 || changesTzdata;
  const strike = (does: Stroke['does'], count: number): readonly Stroke[] =>
    Array.from({ length: count }, () => strokeOf(chance, { does, inProcesses, scenario }));
  const spells = lasting.filter(chosen).flatMap((fault) => Array.from({ length: 1 + below(3) }, () => spellOf(chance, fault, scenario)));
  const isKilled = chosen('kill') || inProcesses || only === 'torn-tail';
  return {
    inProcesses,
    changesTzdata,
    // A disk is small, so that it can be filled, or of the kind whose files can be made read-only.
    disk: spells.some(({ fault }) => fault === 'read-only') && !spells.some(({ fault }) => fault === 'disk-full') ? 'plain' : 'small',
    spells,
    strokes: [
      ...(isKilled ? strike('kill', 1 + below(inProcesses ? 4 : 6)) : []),
      ...(onPostgres && chosen('cut') ? strike('cut', 1 + below(5)) : []),
      ...(onPostgres && chosen('restart') ? strike('restart', 1) : []),
    ],
    tearsTails: chosen('torn-tail'),
    offMs: (1 + below(180)) * minuteMs,
    zone: zones[below(zones.length)] ?? 'UTC',
  };
}

type Struck = { readonly does: Stroke['does']; readonly inProcesses: boolean; readonly scenario: Scenario };

function strokeOf(chance: Chance, { does, inProcesses, scenario }: Struck): Stroke {
  // Calls of the store are made inside the process, where nobody counts them from here.
  const choice = targets.filter((target) => target !== 'call' || !inProcesses);
  const at = choice[Math.floor(chance.next() * choice.length)] ?? 'write';
  const times = scenario.steps.length >= stepsOfLong && at !== 'start' ? timesInLong : 1;
  const nth = 1 + Math.floor(chance.next() * often[at] * times);
  const when = chance.next() < 0.5 ? 'before' : 'after';
  return { at, nth, when, afterMs: chance.next() < 0.5 ? 0 : Math.floor(chance.next() * longestAfterMs), does };
}

/** Around something that somebody does, since most of the time nothing happens; rather late where it is about notices, which come last. */
function spellOf(chance: Chance, fault: Lasting, { steps }: Scenario): Spell {
  const drawn = chance.next();
  const step = steps[Math.floor((fault === 'outside' ? Math.sqrt(drawn) : drawn) * steps.length)];
  const from = (step?.at ?? 0) - Math.floor(chance.next() * 2 * minuteMs);
  const longest = fault === 'outside' ? longestOutsideMinutes : longestMinutes;
  return { fault, from, until: from + Math.floor((1 + chance.next() * longest) * minuteMs) };
}
