// A little of `npm run crash-test`, so that it is always run. `crash-test.ts` kills the app fifty times on each store.
import { afterAll, describe, expect, it } from '@jest/globals';
import { createChance } from '../../src/drill/simulated-github/chance.ts';
import { crashRun } from './crash-run.ts';
import { planKills } from './kills.ts';
import { openStores } from './stores.ts';

/** Of these two strokes one comes when GitHub has done the 57th thing it was asked, the other when the app has answered for its 37th webhook. */
const seed = 18;

describe('an app that is killed while GitHub misbehaves', () => {
  const left: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const remove of left) await remove();
  });

  it('loses nothing it has answered for, and does nothing twice', async () => {
    const stores = await openStores('sqlite');
    const store = await stores.fresh();
    left.push(() => store.remove());
    const { violations, kills, restarts, acknowledged } = await crashRun({ seed, strokes: 2 }, store);
    expect(violations).toEqual([]);
    expect(kills.map(({ during, afterMs }) => `${during} + ${afterMs} ms`).sort()).toEqual(['acknowledgement + 0 ms', 'write + 0 ms']);
    expect(restarts).toBe(2);
    expect(acknowledged).toBeGreaterThan(50);
  }, 300_000);
});

describe('the strokes of a crash test', () => {
  it('are the same for the same seed, and others for another', () => {
    const plan = (of: number) => planKills(createChance(of), 50);
    expect(plan(7)).toEqual(plan(7));
    expect(plan(8)).not.toEqual(plan(7));
  });
});
