// A little of `npm run chaos`, so that it is always run; hundreds of seeds take hours.
import { afterAll, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { chaosRun, scenarioNamed } from './chaos-run.ts';
import { openHomes } from './homes.ts';
import { planOf, type Fault } from './plan.ts';

describe('an app around which everything fails', () => {
  const left: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const remove of left) await remove();
  });

  it('loses nothing, says nothing twice, publishes once and not early, and tells no secret', async () => {
    // All HTTP here is real.
    if (nock.isActive()) nock.restore();
    const homes = await openHomes('sqlite');
    const home = await homes.fresh();
    left.push(() => home.remove());
    const scenario = scenarioNamed('published-elsewhere');
    const plan = planOf({ seed: 6, scenario, only: undefined, onPostgres: false });
    const { violations, deaths, troubles } = await chaosRun({ seed: 6, scenario, replicas: 1, plan, calm: undefined }, home);
    expect(violations).toEqual([]);
    expect(deaths).toBeGreaterThan(0);
    expect(Object.keys(troubles)).toEqual(expect.arrayContaining(['kill', 'github']));
  }, 600_000);
});

describe('what goes wrong in a run', () => {
  const scenario = scenarioNamed('own-repository');
  const plan = (seed: number, only?: Fault) => planOf({ seed, scenario, only, onPostgres: true });

  it('is the same for the same seed, and something else for another', () => {
    expect(plan(7)).toEqual(plan(7));
    expect(plan(8)).not.toEqual(plan(7));
  });

  it('is one thing alone where one is asked for', () => {
    expect(plan(7, 'github').spells.map(({ fault }) => fault)).toEqual(expect.arrayContaining(['github']));
    expect(new Set(plan(7, 'github').spells.map(({ fault }) => fault))).toEqual(new Set(['github']));
    expect(plan(7, 'github').strokes).toEqual([]);
    expect(new Set(plan(7, 'cut').strokes.map(({ does }) => does))).toEqual(new Set(['cut']));
  });
});
