/** Carries out a plan while a scenario is played: begins and ends the spells, and strikes at the moments that were drawn. */
import type { Chance } from '../../src/drill/simulated-github/chance.ts';
import type { Misbehaviour } from '../../src/drill/simulated-github/misbehaviour.ts';
import type { Moment, Stage } from '../../src/drill/stage.ts';
import type { When } from './failing-store.ts';
import type { Home } from './homes.ts';
import type { Plan, Spell, Stroke } from './plan.ts';
import type { Replicas } from './replicas.ts';

export type Trouble = {
  onMoment(moment: Moment): void;
  onCall(call: string, when: When): void;
  fails(): When | undefined;
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
const onDeliveries: readonly Misbehaviour[] = [
  { kind: 'lost', probability: 0.4 },
  { kind: 'duplicate', probability: 0.3 },
  { kind: 'reordered', probability: 0.3 },
];
/** How many of the store's calls fail while it does. */
const failing = 0.25;

type World = { readonly stage: () => Stage; readonly home: Home; readonly replicas: () => Replicas; readonly chance: Chance };

export function troubleOf(plan: Plan, { stage, home, replicas, chance }: World): Trouble {
  const counts = { call: 0, write: 0, read: 0 };
  const strokes = new Set<Stroke>(plan.strokes);
  const ends = new Map<Spell, () => void>();
  const begun = new Set<Spell>();
  const done: Record<string, number> = {};
  let storeFails = false;
  let resting = false;
  const count = (what: string): void => void (done[what] = (done[what] ?? 0) + 1);

  const begin = (spell: Spell): (() => void) => {
    const { github, outside } = stage();
    if (spell.fault === 'github') return all(misbehaving.map((rule) => github.misbehave(rule)));
    if (spell.fault === 'deliveries') return all(onDeliveries.map((rule) => github.misbehave(rule)));
    if (spell.fault === 'store') return flip((is) => (storeFails = is));
    if (spell.fault === 'clock') return flip((is) => replicas().setBehind(is ? plan.behindMs : 0));
    if (spell.fault === 'zone') return flip((is) => (process.env.TZ = is ? plan.zone : 'UTC'));
    return flip((is) => {
      outside.setMailDown(is);
      outside.troubleSlack(is);
    });
  };
  const turn = (): void => {
    const now = stage().now();
    for (const [spell, end] of ends) {
      if (now < spell.until) continue;
      ends.delete(spell);
      end();
    }
    for (const spell of plan.spells) {
      if (resting || begun.has(spell) || now < spell.from || now >= spell.until) continue;
      begun.add(spell);
      ends.set(spell, begin(spell));
      count(spell.fault);
    }
  };
  const strike = ({ does }: Stroke): void => {
    count(does);
    if (does === 'kill') void stage().kill();
    else void (does === 'cut' ? home.cut() : home.restart()).catch(() => undefined);
  };
  const strikeAt = (at: Stroke['at'], when: When | undefined): void => {
    if (when !== 'after') counts[at] += 1;
    for (const stroke of strokes) {
      if (resting || stroke.at !== at || stroke.nth > counts[at] || (when !== undefined && stroke.when !== when)) continue;
      strokes.delete(stroke);
      strike(stroke);
    }
  };
  return {
    onMoment: (moment) => {
      if (moment.kind === 'clock-step') turn();
      if (moment.kind === 'request') strikeAt(moment.method === 'GET' ? 'read' : 'write', undefined);
    },
    onCall: (_, when) => strikeAt('call', when),
    fails: () => {
      if (!storeFails || chance.next() >= failing) return undefined;
      count('failed call');
      return chance.next() < 0.5 ? 'before' : 'after';
    },
    rest: () => {
      resting = true;
      for (const end of ends.values()) end();
      ends.clear();
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
