/** Carries out a plan while a scenario is played: begins and ends the spells, and strikes at the moments that were drawn. */
import type { Chance } from '../../src/drill/simulated-github/chance.ts';
import type { Misbehaviour } from '../../src/drill/simulated-github/misbehaviour.ts';
import type { Moment, Stage } from '../../src/drill/stage.ts';
import type { When } from './failing-store.ts';
import { groundFaults, type Home } from './homes.ts';
import type { Plan, Spell, Stroke, Target } from './plan.ts';
import type { Replicas } from './replicas.ts';

export type Trouble = {
  onMoment(moment: Moment): void;
  onAct(): void;
  onCall(call: string, when: When): void;
  fails(): When | undefined;
  /** Somebody frees the disk, and lets the store be written again: an app that cannot start needs them. */
  mend(): void;
  /** When the next of it begins or ends; infinitely late when none does. */
  nextTurnAt(): number;
  /** Everything is well from now on. */
  rest(): void;
  /** What was done, for the report: each kind with how often. */
  done(): Readonly<Record<string, number>>;
};

/** What the app asks; what people push with git goes its own way and is left alone. */
const api = /^\/(repos|orgs|app|installation)(\/|$)/;

/** In every way it knows, and much of it. */
const misbehaving: readonly Misbehaviour[] = [
  { kind: '502-before-doing', probability: 0.15, path: api },
  { kind: '502-after-doing', probability: 0.15, path: api },
  { kind: 'reset-before-doing', probability: 0.1, path: api },
  { kind: 'reset-after-doing', probability: 0.15, path: api },
  { kind: '403-retry-after', retryAfterSeconds: 45, probability: 0.05, path: api },
  { kind: 'rate-limit-exhausted', probability: 0.02, path: api },
  { kind: 'slow', delayMs: 10, probability: 0.05, path: api },
];
/** It answers nobody: what it was asked is done or not, and the line is dead when whoever asked has waited long enough. */
const away: readonly Misbehaviour[] = [
  { kind: 'slow', delayMs: 5, path: api },
  { kind: 'reset-after-doing', probability: 0.4, path: api },
  { kind: 'reset-before-doing', path: api },
];
/** It takes a question and says no more, so that only the app's own time limit ends the wait. Each takes real time. */
const hanging: readonly Misbehaviour[] = [
  { kind: 'hangs-before-doing', probability: 0.04, times: 3, path: api },
  { kind: 'hangs-after-doing', probability: 0.08, times: 4, path: api },
  { kind: 'hangs-in-answer', probability: 0.04, times: 3, path: api },
];
const onDeliveries: readonly Misbehaviour[] = [
  { kind: 'lost', probability: 0.4 },
  { kind: 'duplicate', probability: 0.3 },
  { kind: 'reordered', probability: 0.3 },
];
/** How many of the store's calls fail while it does. */
const failing = 0.25;

type World = { readonly stage: () => Stage; readonly home: Home; readonly replicas: () => Replicas; readonly chance: Chance };

export function troubleOf(plan: Plan, { stage, home, replicas, chance }: World): Trouble {
  const counts = new Map<Target, number>();
  const strokes = new Set<Stroke>(plan.strokes);
  const ends = new Map<Spell, () => void>();
  const begun = new Set<Spell>();
  const turns = plan.spells.flatMap(({ from, until }) => [from, until]);
  const done: Record<string, number> = {};
  let storeFails = false;
  let resting = false;
  const count = (what: string): void => void (done[what] = (done[what] ?? 0) + 1);

  const begin = ({ fault }: Spell): (() => void) | undefined => {
    const { github, outside } = stage();
    const ground = groundFaults.find((one) => one === fault);
    if (ground !== undefined) return home.spoil(ground);
    if (fault === 'github') return all(misbehaving.map((rule) => github.misbehave(rule)));
    if (fault === 'github-away') return all(away.map((rule) => github.misbehave(rule)));
    if (fault === 'github-hangs') return all(hanging.map((rule) => github.misbehave(rule)));
    if (fault === 'deliveries') return all(onDeliveries.map((rule) => github.misbehave(rule)));
    if (fault === 'store') return plan.inProcesses ? undefined : flip((is) => (storeFails = is));
    if (fault === 'clock-behind') return flip((is) => replicas().setBehind(is ? plan.offMs : 0));
    if (fault === 'clock-ahead') return flip((is) => replicas().setBehind(is ? -plan.offMs : 0));
    if (fault === 'zone') return flip((is) => (process.env.TZ = is ? plan.zone : 'UTC'));
    return flip((is) => outside.trouble(is));
  };
  const turn = (): void => {
    const now = stage().now();
    for (const [spell, end] of ends) {
      if (now < spell.until) continue;
      ends.delete(spell);
      end();
    }
    for (const spell of plan.spells) {
      const isSame = [...ends.keys()].some(({ fault }) => fault === spell.fault);
      if (resting || isSame || begun.has(spell) || now < spell.from || now >= spell.until) continue;
      begun.add(spell);
      const end = begin(spell);
      if (end === undefined) continue;
      ends.set(spell, end);
      count(spell.fault);
    }
  };
  const strike = ({ does }: Stroke): void => {
    if (resting) return;
    count(does);
    if (does === 'kill') void stage().kill();
    else void (does === 'cut' ? home.cut() : home.restart()).catch(() => undefined);
  };
  const strikeAt = (at: Target, when: When | undefined): void => {
    if (when !== 'after') counts.set(at, (counts.get(at) ?? 0) + 1);
    for (const stroke of strokes) {
      if (resting || stroke.at !== at || stroke.nth > (counts.get(at) ?? 0) || (when !== undefined && stroke.when !== when)) continue;
      strokes.delete(stroke);
      if (plan.inProcesses && stroke.afterMs > 0) setTimeout(() => strike(stroke), stroke.afterMs);
      else strike(stroke);
    }
  };
  const end = (which: (spell: Spell) => boolean): void => {
    for (const [spell, endIt] of ends) {
      if (!which(spell)) continue;
      ends.delete(spell);
      endIt();
    }
  };
  return {
    onMoment: (moment) => {
      if (moment.kind === 'clock-step') turn();
      strikeAt(moment.kind === 'request' ? (moment.method === 'GET' ? 'read' : 'write') : moment.kind, undefined);
    },
    onAct: () => strikeAt('act', undefined),
    onCall: (_, when) => strikeAt('call', when),
    fails: () => {
      if (!storeFails || chance.next() >= failing) return undefined;
      count('failed call');
      return chance.next() < 0.5 ? 'before' : 'after';
    },
    mend: () => end(({ fault }) => groundFaults.some((one) => one === fault) || fault === 'store'),
    nextTurnAt: () => (resting ? Infinity : Math.min(...turns.filter((at) => at > stage().now()))),
    rest: () => {
      resting = true;
      end(() => true);
    },
    done: () => done,
  };
}

function flip(set: (is: boolean) => void): () => void {
  set(true);
  return () => set(false);
}

function all(ends: readonly (() => void)[]): () => void {
  return () => ends.forEach((end) => end());
}
