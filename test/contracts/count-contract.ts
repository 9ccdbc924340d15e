import { describe, expect, it } from '@jest/globals';
import { aCaseId, anArrival, aSaying, aStep, reportedAt } from '../fixtures/a-case.ts';
import type { Bench } from './ground.ts';

const now = reportedAt;
const nothing = { waiting: 0, firstDueAt: undefined, parked: 0 };

export function countContract({ store }: Bench): void {
  describe('the count of what waits', () => {
    it('is nothing of everything in the beginning', async () => {
      expect(await store().countWork()).toEqual({ arrivals: nothing, effects: nothing, wakeUps: nothing });
    });

    it('counts what waits apart from what is parked, knows what is due first, and forgets what is done', async () => {
      await store().receive([anArrival({ key: 'step' }), anArrival({ key: 'parked' }), anArrival({ key: 'waits', receivedAt: now + 5 })]);
      await store().parkArrival('parked', { error: 'no', now });
      const wakeUps = [
        { name: 'later', dueAt: now + 9 },
        { name: 'sooner', dueAt: now + 7 },
      ];
      await store().saveStep('step', aCaseId, now + 3, () => aStep({ effects: [aSaying('one'), aSaying('two')], wakeUps }));
      expect(await store().countWork()).toEqual({
        arrivals: { waiting: 1, firstDueAt: now + 5, parked: 1 },
        effects: { waiting: 2, firstDueAt: now + 3, parked: 0 },
        wakeUps: { waiting: 2, firstDueAt: now + 7, parked: 0 },
      });
    });
  });
}
