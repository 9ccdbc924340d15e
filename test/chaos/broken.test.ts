// A run of the chaos with an app that is broken on purpose turns red, and says what is wrong.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { broken, type Broken } from './broken.ts';
import { chaosRun, type Outcome } from './chaos-run.ts';
import { openHomes, type Homes } from './homes.ts';
import { calm as nothingGoesWrong } from './plan.ts';
import { scenarioNamed } from './scenarios.ts';

describe('an app around which nothing fails', () => {
  let homes: Homes;
  let whole: Outcome;
  const play = async (one?: Broken): Promise<Outcome> => {
    const home = await homes.fresh('plain');
    const wanted = { seed: 6, scenario: scenarioNamed('no-fix'), replicas: 1, plan: nothingGoesWrong, broken: one };
    const outcome = await chaosRun({ ...wanted, calm: one === undefined ? undefined : whole.end }, home);
    await home.remove();
    return outcome;
  };
  beforeAll(async () => {
    // All HTTP here is real.
    if (nock.isActive()) nock.restore();
    homes = await openHomes('sqlite');
    whole = await play();
  }, 300_000);
  afterAll(() => homes.stop());

  it('is whole', () => {
    expect(whole.violations).toEqual([]);
  });

  it.each(broken.map((one) => ({ ...one, one })))(
    'is found out when it $does: $found',
    async ({ one, found }) => {
      const { violations } = await play(one);
      expect(violations.map(({ kind }) => kind)).toContain(found);
    },
    300_000,
  );
});
