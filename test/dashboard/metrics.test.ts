import { describe, expect, it } from '@jest/globals';
import { createMetrics } from '../../src/dashboard/metrics.ts';

const now = Date.UTC(2026, 2, 2, 9);
const clock = { now: () => now, sleepUntil: async () => undefined };
const counted = {
  arrivals: { waiting: 3, firstDueAt: now - 90_000, parked: 1 },
  effects: { waiting: 2, firstDueAt: now + 5_000, parked: 4 },
  wakeUps: { waiting: 7, firstDueAt: undefined, parked: 0 },
};

describe('the numbers for Prometheus', () => {
  const metrics = createMetrics({ store: { countWork: async () => counted }, clock });

  it('say of each queue what waits, what was given up, and for how long the oldest has been due, and name nothing else', async () => {
    const { text } = await metrics.print();
    const lines = text.split('\n').filter((line) => /^fixlead_(waiting|parked|oldest)/.test(line));
    expect(lines).toEqual([
      'fixlead_waiting{queue="arrivals"} 3',
      'fixlead_waiting{queue="effects"} 2',
      'fixlead_waiting{queue="wake_ups"} 7',
      'fixlead_parked{queue="arrivals"} 1',
      'fixlead_parked{queue="effects"} 4',
      'fixlead_parked{queue="wake_ups"} 0',
      'fixlead_oldest_due_seconds{queue="arrivals"} 90',
      'fixlead_oldest_due_seconds{queue="effects"} 0',
      'fixlead_oldest_due_seconds{queue="wake_ups"} 0',
    ]);
  });

  it('count each step and each effect whose time was taken', async () => {
    metrics.stopwatch.start('step')();
    metrics.stopwatch.start('effect')();
    metrics.stopwatch.start('effect')();
    const { text } = await metrics.print();
    expect(text).toContain('fixlead_step_seconds_count 1\n');
    expect(text).toContain('fixlead_effect_seconds_count 2\n');
  });
});
