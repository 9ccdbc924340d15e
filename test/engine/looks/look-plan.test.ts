import { describe, expect, it } from '@jest/globals';
import { createLookPlan, taken, type WantedLook } from '../../../src/engine/looks/look-plan.ts';

const now = Date.UTC(2026, 2, 2, 9);
const minute = 60_000;
const look: WantedLook = {
  name: 'advisories',
  owner: 'acme',
  slowestMs: 10 * minute,
  in: [],
  isDear: false,
  isShared: true,
  run: () => Promise.resolve(false),
};

describe('a look that was taken', () => {
  const plan = createLookPlan(minute);
  plan.want('repositories', [look], now);
  const [planned] = plan.due(now, () => true);
  if (planned === undefined) throw new Error('a new look is due at once');
  planned.isUrgent = false;
  taken(planned, { found: false, fastestMs: minute, now });
  const isDue = (at: number): boolean => plan.due(at, () => true).length > 0;

  it.each([
    { name: 'is not due before its interval has passed', at: now + 2 * minute - 1, due: false },
    { name: 'is due after it', at: now + 2 * minute, due: true },
    { name: 'is not due for a clock that was set back a little', at: now, due: false },
    { name: 'is due when the clock that planned it was ahead', at: now - 1, due: true },
    { name: 'is due when that clock was hours ahead', at: now - 180 * minute, due: true },
  ])('$name', ({ at, due }) => {
    expect(isDue(at)).toBe(due);
  });
});
