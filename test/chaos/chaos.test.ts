// A little of `npm run chaos`, so that it is always run; hundreds of seeds take hours.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { chaosRun, type Outcome } from './chaos-run.ts';
import { openHomes, type Homes } from './homes.ts';
import { planOf, type Fault, type Plan } from './plan.ts';
import { scenarioNamed, scenarioNames, scenarioOf } from './scenarios.ts';

describe('an app around which everything fails', () => {
  let homes: Homes;
  beforeAll(async () => {
    // All HTTP here is real.
    if (nock.isActive()) nock.restore();
    homes = await openHomes('sqlite');
  });
  afterAll(() => homes.stop());
  const run = async (name: string, plan: Plan, seed = 6): Promise<Outcome> => {
    const home = await homes.fresh(plan.disk);
    const outcome = await chaosRun({ seed, scenario: scenarioNamed(name), replicas: 1, plan, calm: undefined }, home);
    await home.remove();
    return outcome;
  };

  it('loses nothing, says nothing twice, publishes once and not early, and tells no secret', async () => {
    const scenario = scenarioNamed('no-fix');
    const plan = planOf({ seed: 4, scenario, only: undefined, onPostgres: false });
    const { violations, deaths, troubles, acknowledged, performed } = await run('no-fix', plan, 4);
    expect(violations).toEqual([]);
    expect(deaths).toBeGreaterThan(0);
    expect(Object.keys(troubles)).toEqual(expect.arrayContaining(['kill', 'github']));
    expect(acknowledged).toBeGreaterThan(20);
    expect(performed).toBeGreaterThan(20);
  }, 300_000);

  it('does so too when it is a real process that is killed the moment it has answered, and when GitHub has just done what it asked', async () => {
    const scenario = scenarioNamed('no-fix');
    const plan = planOf({ seed: 1, scenario, only: 'kill-9', onPostgres: false });
    const stroke = { when: 'after', afterMs: 0, does: 'kill' } as const;
    const strokes = [
      { ...stroke, at: 'acknowledgement', nth: 7 },
      { ...stroke, at: 'write', nth: 9 },
    ] as const;
    const { violations, deaths } = await run('no-fix', { ...plan, strokes });
    expect(violations).toEqual([]);
    expect(deaths).toBe(2);
  }, 300_000);
});

describe('what goes wrong in a run', () => {
  const scenario = scenarioNamed('own-repository');
  const plan = (seed: number, only?: Fault): Plan => planOf({ seed, scenario, only, onPostgres: true });

  it('is the same for the same seed, and something else for another', () => {
    expect(plan(7)).toEqual(plan(7));
    expect(plan(8)).not.toEqual(plan(7));
  });

  it('is one thing alone where one is asked for', () => {
    expect(plan(7, 'github').strokes).toEqual([]);
    expect(new Set(plan(7, 'github').spells.map(({ fault }) => fault))).toEqual(new Set(['github']));
    expect(new Set(plan(7, 'cut').strokes.map(({ does }) => does))).toEqual(new Set(['cut']));
    expect(plan(7, 'kill-9')).toMatchObject({ inProcesses: true, spells: [] });
    expect(plan(7, 'kill-9').strokes.every(({ does, at }) => does === 'kill' && at !== 'call')).toBe(true);
  });

  it('is everything at some seed, and plays every scenario', () => {
    const all = Array.from({ length: 400 }, (_, seed) => plan(seed));
    const done = all.flatMap(({ spells, strokes, inProcesses }) => [
      ...spells.map(({ fault }) => fault),
      ...strokes.map(({ does }) => (inProcesses && does === 'kill' ? 'kill-9' : does)),
    ]);
    expect(new Set(done).size).toBe(17);
    expect(new Set(all.map((_, seed) => scenarioOf(seed)))).toEqual(new Set(scenarioNames));
  });
});
