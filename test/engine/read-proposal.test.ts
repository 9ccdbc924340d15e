// From a pull request that may change the policy file to the check on its head.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aRepository } from '../fixtures/a-case.ts';
import { sha } from '../fixtures/happenings.ts';
import { nameOf, outage, refusal } from './a-github.ts';
import { anEngine, type AnEngine } from './an-engine.ts';
import { changeProposed } from './sightings.ts';

let bot: AnEngine;
beforeEach(async () => void (bot = await anEngine()));
afterEach(() => bot.close());

const place = { repository: aRepository, number: 12 };
const propose = (text: string) =>
  void bot.github.shows.proposals.set(nameOf(place), { text, path: `${aRepository}/.github/fixlead.yml`, sha: sha('a') });

async function checks() {
  const claimed = await bot.store.claimEffects({ now: bot.now(), leaseMs: 1_000, paceMs: 0, limit: 5 });
  return claimed.map(({ about, effect }) => ({ about, ...effect }));
}

describe('a pull request into the default branch', () => {
  it('that leaves the policy file alone costs one question and gets no check', async () => {
    await bot.sight(changeProposed({ place }));
    expect(bot.github.calls.map(({ what }) => what)).toEqual(['changesPolicyFile']);
    expect(await checks()).toEqual([]);
  });

  it('that breaks the policy file gets a red check, wanted by the project', async () => {
    propose('publsh: auto\n');
    await bot.sight(changeProposed({ place }));
    expect(await checks()).toMatchObject([
      { about: aRepository, kind: 'ShowPolicyCheck', sha: sha('a'), conclusion: 'failure', annotations: [{ line: 1, column: 1 }] },
    ]);
  });

  it('gets a neutral check when the file will never be had', async () => {
    propose('publish: auto\n');
    bot.github.fail('policyFileAt', { error: refusal() });
    await bot.sight(changeProposed({ place }));
    expect(await checks()).toMatchObject([{ conclusion: 'neutral' }]);
  });

  it('is tried again while GitHub is out, and then gets a neutral check', async () => {
    propose('publish: auto\n');
    bot.github.fail('policyFileAt', { error: outage() });
    await expect(bot.sight(changeProposed({ place }))).rejects.toThrow('502');
    expect(await checks()).toEqual([]);
    await bot.sight(changeProposed({ place }), bot.engine.bounds.mostRoleTries);
    expect(await checks()).toMatchObject([{ conclusion: 'neutral' }]);
  });

  it('gets no check when GitHub will never tell which files it changes', async () => {
    propose('publsh: auto\n');
    bot.github.fail('changesPolicyFile', { error: refusal() });
    await bot.sight(changeProposed({ place }));
    expect(await checks()).toEqual([]);
  });
});
