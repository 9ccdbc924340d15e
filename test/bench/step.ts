/** A step: load, decide, save. A maintainer holds one of many cases that are ready for their release, or lets it go on. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openStore } from '../../src/adapters/store/open-store.ts';
import type { CaseEvent } from '../../src/core/events.ts';
import type { CaseId } from '../../src/core/ids.ts';
import { defaultBounds, type Engine } from '../../src/engine/engine.ts';
import { step } from '../../src/engine/step.ts';
import type { Arrival } from '../../src/engine/ports/store.ts';
import { anArrival, reportedAt } from '../fixtures/a-case.ts';
import { hourMs, typed } from '../fixtures/happenings.ts';
import type { Figure } from './figure.ts';
import { beginReadyCase, manyCaseIds } from './many-cases.ts';
import { median } from './pairs.ts';
import type { Size } from './size.ts';

/** One case takes one step at a time; so many cases take theirs side by side, as after an outage. */
const casesAtOnce = 64;
const stepsEach = 60;

export async function measureSteps({ rounds, scale }: Size): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fixlead-bench-'));
  const store = await openStore(`sqlite:${join(folder, 'fixlead.sqlite')}`);
  const now = reportedAt + 5 * hourMs;
  const engine = {
    store,
    clock: { now: () => now, sleepUntil: () => Promise.resolve() },
    log: pino({ level: 'silent' }),
    bounds: defaultBounds,
  };
  try {
    const ids = manyCaseIds(casesAtOnce * (rounds + 1));
    const steps = Math.max(2, Math.round(stepsEach * scale));
    const [rates, processor]: [number[], number[]] = [[], []];
    for (let round = 0; round <= rounds; round += 1) {
      // Each round has cases of its own: one that is held and let go hundreds of times is no case of this world.
      const cases = ids.slice(round * casesAtOnce, (round + 1) * casesAtOnce);
      await Promise.all(cases.map((id) => beginReadyCase(store, id)));
      const { rate, processorMicros } = await takeSteps(engine, cases, steps);
      if (round === 0) continue;
      rates.push(rate);
      processor.push(processorMicros);
    }
    return [
      {
        ...{ name: 'step', says: 'steps a second on SQLite: load a case, decide, save it with its history, effects and wake-ups' },
        ...{ measured: median(rates), unit: '/s', wanted: { atLeast: 2_000 } },
        from: { 'processor of its thread for a step, µs': median(processor), 'cases at once': casesAtOnce, 'steps each': steps },
      },
    ];
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Stepping = Pick<Engine, 'store' | 'clock' | 'log' | 'bounds'>;

/** `rate`: steps a second. `processorMicros`: what one of them takes of its thread, which others on the machine disturb less. */
type Taken = { readonly rate: number; readonly processorMicros: number };

/** The arrivals are taken in before, so that the steps alone are timed. */
async function takeSteps(engine: Stepping, cases: readonly CaseId[], steps: number): Promise<Taken> {
  const lanes = await Promise.all(cases.map((id) => arrivalsFor(engine, id, steps)));
  const [startedAt, used] = [performance.now(), process.threadCpuUsage()];
  await Promise.all(
    lanes.map(async (lane) => {
      for (const { arrival, id, event } of lane) await step(engine as Engine, arrival, id, [event], undefined);
    }),
  );
  const taken = cases.length * steps;
  const { user, system } = process.threadCpuUsage(used);
  return { rate: (taken * 1_000) / (performance.now() - startedAt), processorMicros: (user + system) / taken };
}

type Stepped = { readonly arrival: Arrival; readonly id: CaseId; readonly event: CaseEvent };

async function arrivalsFor({ store, clock }: Stepping, id: CaseId, steps: number): Promise<readonly Stepped[]> {
  const lane = Array.from({ length: steps }, (_, index) => {
    const event = typed(index % 2 === 0 ? { kind: 'HoldPlaced', reason: 'a regression in the parser' } : { kind: 'HoldLifted' });
    const arrival = anArrival({
      key: `bench:${randomUUID()}`,
      source: 'poll',
      body: JSON.stringify(event),
      about: id,
      receivedAt: clock.now(),
    });
    return { arrival, id, event };
  });
  await store.receive(lane.map(({ arrival }) => arrival));
  return lane;
}
