/** When the app is killed: moments drawn from a seed, so that a run can be had again as far as real time allows. */
import type { Chance } from '../../src/drill/simulated-github/chance.ts';
import type { Moment } from '../../src/drill/stage.ts';

/** What can be counted in a run, and so be struck at: the nth of its kind. */
export type Target = 'start' | 'clock-step' | 'act' | 'delivery' | 'acknowledgement' | 'read' | 'write';

export type Stroke = {
  readonly target: Target;
  /** The nth of its kind in this run, from 1. */
  readonly nth: number;
  /** Real time. 0 strikes at once: GitHub has done what it was asked and the app never hears the answer, or the app has just said 202. */
  readonly afterMs: number;
};

export type Kill = { readonly during: Target; readonly what: string; readonly afterMs: number; readonly at: number };

/**
 * How likely each target is, out of 100; how many of it there are in a run without trouble; and how long after it a stroke may come.
 * Unit of `withinMs`: real ms.
 */
const targets: { readonly [Kind in Target]: { readonly weight: number; readonly often: number; readonly withinMs: number } } = {
  write: { weight: 30, often: 70, withinMs: 25 },
  acknowledgement: { weight: 15, often: 60, withinMs: 25 },
  delivery: { weight: 15, often: 60, withinMs: 25 },
  act: { weight: 10, often: 34, withinMs: 25 },
  read: { weight: 15, often: 1_500, withinMs: 25 },
  'clock-step': { weight: 10, often: 900, withinMs: 25 },
  start: { weight: 5, often: 4, withinMs: 1_500 },
};
/** Of the strokes at a request, this part comes before the answer is heard; of those at an acknowledgement, the moment it is given. */
const atOnce = 0.6;
const mayBeAtOnce: readonly Target[] = ['write', 'read', 'acknowledgement'];

export function planKills(chance: Chance, count: number): readonly Stroke[] {
  return Array.from({ length: count }, () => {
    const target = drawTarget(chance);
    const { often, withinMs } = targets[target];
    const nth = 1 + Math.floor(chance.next() * often);
    const isAtOnce = mayBeAtOnce.includes(target) && chance.next() < atOnce;
    return { target, nth, afterMs: isAtOnce ? 0 : 1 + Math.floor(chance.next() * withinMs) };
  });
}

function drawTarget(chance: Chance): Target {
  let left = chance.next() * 100;
  for (const target of Object.keys(targets) as Target[]) {
    left -= targets[target].weight;
    if (left < 0) return target;
  }
  return 'write';
}

export type Killer = {
  onMoment(moment: Moment): void;
  onAct(): void;
  /** Nothing is killed any more. */
  rest(): void;
  kills(): readonly Kill[];
  restarts(): number;
};

type World = {
  /** Answers whether there was anything to kill. */
  readonly kill: () => Promise<boolean>;
  readonly now: () => number;
};

/** A stroke that finds nothing alive is tried again at the next of its kind. */
export function createKiller(planned: readonly Stroke[], { kill, now }: World): Killer {
  const counts: Record<Target, number> = { start: 0, 'clock-step': 0, act: 0, delivery: 0, acknowledgement: 0, read: 0, write: 0 };
  const strokes = new Set(planned);
  const kills: Kill[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const strike = async ({ target, afterMs }: Stroke, what: string): Promise<void> => {
    const at = now();
    if (await kill()) kills.push({ during: target, what, afterMs, at });
    else strokes.add({ target, nth: counts[target] + 1, afterMs });
  };
  const count = (target: Target, what: string): void => {
    counts[target] += 1;
    for (const stroke of strokes) {
      if (stroke.target !== target || stroke.nth > counts[target]) continue;
      strokes.delete(stroke);
      if (stroke.afterMs === 0) void strike(stroke, what);
      else timers.add(setTimeout(() => void strike(stroke, what), stroke.afterMs));
    }
  };
  return {
    onMoment: (moment) => {
      if (moment.kind === 'request') count(moment.method === 'GET' ? 'read' : 'write', `${moment.method} ${routeOf(moment.path)}`);
      else count(moment.kind, 'event' in moment ? moment.event : moment.kind);
    },
    onAct: () => count('act', 'act'),
    rest: () => {
      strokes.clear();
      for (const timer of timers) clearTimeout(timer);
    },
    kills: () => kills,
    restarts: () => Math.max(0, counts.start - 1),
  };
}

/** The path with its numbers and names taken out, so that like can be counted with like. */
function routeOf(path: string): string {
  return path
    .replace(/^\/repos\/[^/]+\/[^/]+/, '/repos/…')
    .replace(/^\/orgs\/[^/]+\/teams\/[^/]+/, '/orgs/…/teams/…')
    .replace(/GHSA(-[0-9a-z]{4}){3}/i, '{ghsa}')
    .replace(/\/[0-9a-f]{40}(?=\/|$)/g, '/{sha}')
    .replace(/\/\d+(?=\/|$)/g, '/{n}')
    .replace(/\/memberships\/[^/]+$/, '/memberships/{login}');
}
