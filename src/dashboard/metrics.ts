/** Numbers for Prometheus. They tell how the app fares and nothing of a case: not its id, not its project, not that there is one. */
import { Gauge, Histogram, Registry } from 'prom-client';
import type { Stopwatch } from '../engine/engine.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { QueueCount, Store, WorkCounts } from '../engine/ports/store.ts';

export type Metrics = {
  readonly stopwatch: Stopwatch;
  /** In Prometheus' text format. Errors: throws when the store does not answer. */
  print(): Promise<{ readonly contentType: string; readonly text: string }>;
};

/** From a step on a fast disk to an effect that waited for GitHub. Unit: seconds. */
const buckets = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 30];

export function createMetrics({ store, clock }: { readonly store: Pick<Store, 'countWork'>; readonly clock: Clock }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const seconds = {
    step: new Histogram({ name: 'fixlead_step_seconds', help: 'Time to decide on one arrival.', buckets, registers }),
    effect: new Histogram({ name: 'fixlead_effect_seconds', help: 'Time of one try to carry out an effect.', buckets, registers }),
  };
  const gauges = {
    waiting: new Gauge({ name: 'fixlead_waiting', help: 'What waits in a queue.', labelNames: ['queue'], registers }),
    parked: new Gauge({ name: 'fixlead_parked', help: 'What was given up and needs a person.', labelNames: ['queue'], registers }),
    late: new Gauge({
      name: 'fixlead_oldest_due_seconds',
      help: 'For how long the oldest thing in a queue has been due; 0 when nothing is.',
      labelNames: ['queue'],
      registers,
    }),
  };
  return {
    stopwatch: { start: (what) => seconds[what].startTimer() },
    async print() {
      const counted = await store.countWork();
      for (const [queue, count] of queuesIn(counted)) {
        gauges.waiting.set({ queue }, count.waiting);
        gauges.parked.set({ queue }, count.parked);
        gauges.late.set({ queue }, count.firstDueAt === undefined ? 0 : Math.max(0, (clock.now() - count.firstDueAt) / 1000));
      }
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

function queuesIn({ arrivals, effects, wakeUps }: WorkCounts): readonly (readonly [string, QueueCount])[] {
  return [
    ['arrivals', arrivals],
    ['effects', effects],
    ['wake_ups', wakeUps],
  ];
}
