/** What must be true of a store and of the simulated GitHub after any run, with the app stopped. */
import { verifyHistory } from '../../src/adapters/store/history-chain.ts';
import type { Stage } from '../../src/drill/stage.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import type { Home } from './homes.ts';
import { repeated, type Violation } from './violation.ts';

/** The GUIDs that were answered 202: from then on the app answers for them. */
export function acknowledged(stage: Stage): ReadonlySet<string> {
  return new Set(stage.github.world.deliveries.filter(({ statusCode }) => statusCode === 202).map(({ guid }) => guid));
}

/** Nothing waits for ever. */
export async function unfinishedWork(home: Pick<Home, 'rows'>, now: number): Promise<readonly Violation[]> {
  const arrivals = await home.rows(`select key, state, attempt, note from arrivals where state <> 'done'`);
  const effects = await home.rows(`select key, state, attempt, note from outbox where state <> 'done'`);
  const unrung = await home.rows(`select key, due_at from wake_ups where due_at <= ${now}`);
  return [...arrivals, ...effects, ...unrung].map((row) => ({ kind: 'stuck', what: JSON.stringify(row) }));
}

/** Taking each in once more shows whether it is known; a delivery that never got through although it was asked for again is lost too. */
export async function lostDeliveries(stage: Stage, store: Pick<Store, 'receive'>): Promise<readonly Violation[]> {
  const known = acknowledged(stage);
  const violations: Violation[] = [];
  for (const [guid, [delivery]] of Map.groupBy(stage.github.world.deliveries, (one) => one.guid)) {
    if (delivery === undefined) continue;
    const { event, body } = delivery;
    if (!known.has(guid)) {
      violations.push({ kind: 'lost', what: `${event} ${guid} never got through` });
      continue;
    }
    const again = { key: `delivery:${guid}`, source: 'webhook', name: event, body, about: undefined, receivedAt: stage.now() } as const;
    const [isNew] = await store.receive([again]);
    if (isNew === true) violations.push({ kind: 'lost', what: `${event} ${guid} was answered 202 and is not known` });
  }
  return violations;
}

export async function brokenHistories(store: Pick<Store, 'listCases' | 'readCase' | 'readHistory'>): Promise<readonly Violation[]> {
  const violations: Violation[] = [];
  for (const { id } of await store.listCases()) {
    const stored = await store.readCase(id);
    if (stored === undefined) continue;
    const check = verifyHistory(stored, await store.readHistory(id));
    if (!check.whole) violations.push({ kind: 'history', what: `the history of ${id} is broken at line ${check.brokenAt}` });
  }
  return violations;
}

/** Of our own: others may name theirs as they like. And whoever is credited is credited once. */
export function madeTwice({ github }: Stage): readonly Violation[] {
  const { repositories, app } = github.world;
  const runs = repositories.flatMap(({ checkRuns }) =>
    checkRuns.flatMap((run) => (run.app.id === app.id ? [`check run ${run.name} on ${run.headSha}`] : [])),
  );
  const credits = repositories.flatMap(({ advisories }) =>
    advisories.flatMap((advisory) => advisory.credits.map(({ login, type }) => `credit of ${login} as ${type} on ${advisory.ghsaId}`)),
  );
  return repeated([...runs, ...credits]).map((what) => ({ kind: 'duplicate', what }));
}
