/** Three replicas on one PostgreSQL working off a backlog of steps, beside one: how much faster, and whether all of it is right. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { verifyHistory } from '../../src/adapters/store/history-chain.ts';
import { openStore } from '../../src/adapters/store/open-store.ts';
import type { CaseId } from '../../src/core/ids.ts';
import type { Arrival, Store } from '../../src/engine/ports/store.ts';
import { embeddedPostgresBinaries, startEmbeddedPostgres } from '../contracts/embedded-postgres.ts';
import { anArrival } from '../fixtures/a-case.ts';
import { typed } from '../fixtures/happenings.ts';
import { nextMessage, startChild } from './a-child.ts';
import type { Figure, Wanted } from './figure.ts';
import { beginReadyCase, manyCaseIds } from './many-cases.ts';
import { inTurns, median, ratioOf } from './pairs.ts';
import { startQuietGitHub } from './quiet-github.ts';
import type { Size } from './size.ts';

const cases = 60;
const stepsEach = 40;
/** With fewer the replicas, their database and this process share cores, and three cannot be faster than one. */
const coresNeeded = 6;

export async function measureReplicas({ rounds, scale }: Size): Promise<readonly Figure[]> {
  const binaries = embeddedPostgresBinaries();
  if ('missing' in binaries) return [missing(binaries.missing)];
  const folder = mkdtempSync(join(tmpdir(), 'fixlead-bench-'));
  const server = await startEmbeddedPostgres(binaries.folder);
  const github = await startQuietGitHub({ folder });
  const backlog = { ids: manyCaseIds(cases), steps: Math.max(2, Math.round(stepsEach * scale)) };
  let wrong = 0;
  const workOff = async (replicas: number): Promise<number> => {
    const database = `bench_${randomUUID().replaceAll('-', '')}`;
    await server.query('postgres', `create database ${database}`);
    const done = await runBacklog({ ...github.env, FIXLEAD_STORE: server.urlOf(database) }, replicas, backlog);
    wrong += done.wrong;
    return done.rate;
  };
  try {
    const contestants = [1, 3].map((replicas) => ({ name: String(replicas), run: () => workOff(replicas) }));
    return figures(await inTurns(contestants, rounds), wrong);
  } finally {
    await github.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function figures({ 1: one, 3: three }: Readonly<Record<string, readonly number[]>>, wrong: number): readonly Figure[] {
  const cores = availableParallelism();
  const isRoomy = cores >= coresNeeded;
  const wanted: Wanted = isRoomy ? { atLeast: 2.5 } : 'told';
  return [
    {
      ...{ name: 'replicas', says: 'three replicas on PostgreSQL working off a backlog of steps, beside one' },
      ...{ measured: ratioOf(three, one), unit: '×', wanted, from: { 'one /s': median(one), 'three /s': median(three), cores } },
      ...(!isRoomy && { because: `wanted is ≥ 2.5 where there are ${coresNeeded} cores: three replicas, the database, and room` }),
    },
    {
      ...{ name: 'replicas-wrong', says: 'cases whose history is not whole, or has a step twice or not at all, after all these runs' },
      ...{ measured: wrong, unit: 'cases', wanted: { atMost: 0 }, from: {} },
    },
  ];
}

function missing(why: string): Figure {
  return {
    ...{ name: 'replicas', says: 'three replicas on PostgreSQL beside one', measured: Number.NaN, unit: '×' },
    ...{ wanted: { atLeast: 2.5 }, from: {}, because: `there is no PostgreSQL to measure with: ${why}` },
  };
}

type Backlog = { readonly ids: readonly CaseId[]; readonly steps: number };

/** Everything comes at once, when all replicas are up. Unit of the rate: steps a second. */
async function runBacklog(env: Readonly<Record<string, string>> & { readonly FIXLEAD_STORE: string }, replicas: number, backlog: Backlog) {
  const store = await openStore(env.FIXLEAD_STORE);
  await Promise.all(backlog.ids.map((id) => beginReadyCase(store, id, Date.now())));
  const children = Array.from({ length: replicas }, () => startChild('intake/fixlead.ts', env));
  try {
    await Promise.all(children.map((child) => nextMessage(child)));
    const arrivals = backlog.ids.flatMap((id) => holdsAndLifts(id, backlog.steps));
    const startedAt = performance.now();
    await store.receive(arrivals);
    await workedOff(store);
    const rate = (arrivals.length * 1_000) / (performance.now() - startedAt);
    return { rate, wrong: await wrongCases(store, backlog) };
  } finally {
    await Promise.all(children.map((child) => child.stop()));
    await store.close();
  }
}

function holdsAndLifts(id: CaseId, steps: number): readonly Arrival[] {
  return Array.from({ length: steps }, (_, index) => {
    const event = typed(index % 2 === 0 ? { kind: 'HoldPlaced', reason: 'a regression in the parser' } : { kind: 'HoldLifted' });
    return anArrival({
      key: `bench:${id}:${index}`,
      source: 'outcome',
      name: 'event',
      body: JSON.stringify(event),
      about: id,
      receivedAt: Date.now(),
    });
  });
}

async function workedOff(store: Store): Promise<void> {
  for (;;) {
    const { arrivals } = await store.countWork();
    if (arrivals.parked > 0) throw new Error(`${arrivals.parked} steps were given up`);
    if (arrivals.waiting === 0) return;
    await pause(20);
  }
}

/** Each step is one line after the one that began the case, in its order: a hold, its end, and so on. */
async function wrongCases(store: Store, { ids, steps }: Backlog): Promise<number> {
  let wrong = 0;
  for (const id of ids) {
    const [stored, lines] = await Promise.all([store.readCase(id), store.readHistory(id)]);
    const held = lines.filter(({ event }) => event.kind === 'HoldPlaced' || event.kind === 'HoldLifted');
    const inOrder = held.every(
      ({ event, outcome }, index) => outcome === 'accepted' && event.kind === (index % 2 === 0 ? 'HoldPlaced' : 'HoldLifted'),
    );
    const isRight = stored !== undefined && verifyHistory(stored, lines).whole && held.length === steps && inOrder;
    if (!isRight) wrong += 1;
  }
  return wrong;
}
