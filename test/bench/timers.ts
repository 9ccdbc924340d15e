/** A tick of the timers where a million wait, beside one where a thousand wait. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../src/adapters/store/open-store.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import { reportedAt } from '../fixtures/a-case.ts';
import type { Figure } from './figure.ts';
import { inTurns, median, ratioOf } from './pairs.ts';
import type { Size } from './size.ts';

const few = 1_000;
const many = 1_000_000;
/** Short turns and many of them: a ring waits for the disk, and what others do there must meet both alike. */
const turnsPerRound = 10;
const ticksPerTurn = 200;
const ringsPerTurn = 20;
const now = reportedAt;

export async function measureTimers({ rounds, scale }: Size): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fixlead-bench-'));
  const opened: Store[] = [];
  const turns = rounds * turnsPerRound;
  try {
    const storeWith = async (pending: number): Promise<Store> => {
      const path = join(folder, `${pending}.sqlite`);
      await plan(path, pending, ringsPerTurn * (turns + 1));
      const store = await openStore(`sqlite:${path}`);
      opened.push(store);
      return store;
    };
    const pending = { few, many: Math.max(few, Math.round(many * scale)) };
    const stores = { few: await storeWith(pending.few), many: await storeWith(pending.many) };
    const ticks = await compare(stores, turns, quietTicks);
    const rings = await compare(stores, turns, ringingTicks);
    return [
      figure('timer-tick', `a look at ${pending.many} pending timers of which none is due, beside a look at ${pending.few}`, ticks),
      figure('timer-ring', `a tick in which one of ${pending.many} rings, beside one of ${pending.few}`, rings),
    ];
  } finally {
    await Promise.all(opened.map((store) => store.close()));
    rmSync(folder, { recursive: true, force: true });
  }
}

type Times = Readonly<Record<string, readonly number[]>>;

function figure(name: string, says: string, times: Times): Figure {
  const from = { 'few µs': median(times.few), 'many µs': median(times.many) };
  return { name, says, measured: ratioOf(times.many, times.few), unit: '×', wanted: { atMost: 1.2 }, from };
}

/** What the loop does when it wakes: rings what is due, and finds out until when to sleep. Unit: µs each. */
function compare(stores: Readonly<Record<'few' | 'many', Store>>, turns: number, run: (store: Store) => Promise<number>): Promise<Times> {
  return inTurns(
    (['few', 'many'] as const).map((name) => ({ name, run: () => run(stores[name]) })),
    turns,
  );
}

async function quietTicks(store: Store): Promise<number> {
  const startedAt = performance.now();
  for (let tick = 0; tick < ticksPerTurn; tick += 1) {
    await store.ringWakeUps(now - 1, 16);
    await store.nextDueAt(now - 1);
  }
  return ((performance.now() - startedAt) * 1_000) / ticksPerTurn;
}

/** The middle one: each waits for the disk. */
async function ringingTicks(store: Store): Promise<number> {
  const times: number[] = [];
  for (let tick = 0; tick < ringsPerTurn; tick += 1) {
    const startedAt = performance.now();
    await store.ringWakeUps(now, 1);
    await store.nextDueAt(now);
    times.push((performance.now() - startedAt) * 1_000);
  }
  return median(times);
}

/** As many that are due in the years to come, and as many more that are due now. */
async function plan(path: string, pending: number, due: number): Promise<void> {
  await (await openStore(`sqlite:${path}`)).close();
  const database = new DatabaseSync(path);
  const insert = database.prepare('insert into wake_ups (key, case_id, name, due_at) values (?, ?, ?, ?)');
  database.exec('begin');
  for (let index = 0; index < pending + due; index += 1) {
    const about = `GHSA-${index % 100_000}`;
    // In no order, as they come.
    const dueAt = index < due ? now : now + 1 + ((index * 7_919) % 1_000_003) * 60_000;
    insert.run(`wake-up:${about}:n${index}@${dueAt}`, about, `n${index}`, dueAt);
  }
  database.exec('commit');
  database.close();
}
