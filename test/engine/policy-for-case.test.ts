import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { policyForNewCase } from '../../src/engine/policy-for-case.ts';
import { defaultPolicy } from '../../src/policy/read-policy.ts';
import { aCaseId, aRepository } from '../fixtures/a-case.ts';
import { outage, refusal } from './a-github.ts';
import { anEngine, type AnEngine } from './an-engine.ts';
import { advisorySighted } from './sightings.ts';

let bot: AnEngine;
beforeEach(async () => void (bot = await anEngine()));
afterEach(() => bot.close());

const path = 'acme/widget/.github/fixlead.yml';
const policy = () => policyForNewCase(bot.engine, 41, aRepository);

describe('the policy of a new case', () => {
  it('is the one in the file', async () => {
    bot.github.shows.policyFile = { path, text: 'acknowledge: { business_days: 1 }' };
    expect(await policy()).toMatchObject({ policy: { acknowledgeBusinessDays: 1 }, problem: undefined });
  });

  it('is the cautious one where there is no file, and that is said', async () => {
    expect(await policy()).toEqual({
      policy: defaultPolicy,
      problem: expect.stringContaining('There is no .github/fixlead.yml') as unknown,
    });
  });

  it('is the cautious one while the file has problems, and every problem is named with its place', async () => {
    bot.github.shows.policyFile = { path, text: 'acknowlege: { business_days: 1 }\npublish: sometimes' };
    const { policy: ruling, problem } = await policy();
    expect(ruling).toEqual(defaultPolicy);
    expect(problem?.split('\n')).toEqual([expect.stringContaining(`${path}:1:1: `), expect.stringContaining(`${path}:2:10: `)]);
  });

  it('is the cautious one when the file can never be read, so that the report is not lost over it', async () => {
    bot.github.fail('policyFile', { error: refusal(`${path} is larger than 256 KiB`) });
    expect(await policy()).toEqual({ policy: defaultPolicy, problem: `${path} is larger than 256 KiB` });
  });

  it('is asked for again later when GitHub cannot be asked now', async () => {
    bot.github.fail('policyFile', { error: outage() });
    await expect(policy()).rejects.toThrow('502');
  });

  it('is kept by the case, whatever the file says later', async () => {
    bot.github.shows.policyFile = { path, text: 'acknowledge: { business_days: 1 }' };
    await bot.sight(advisorySighted());
    bot.github.shows.policyFile = { path, text: 'acknowledge: { business_days: 9 }' };
    await bot.sight(advisorySighted({ state: 'draft' }));
    expect((await bot.store.readCase(aCaseId))?.policy.acknowledgeBusinessDays).toBe(1);
    expect(bot.github.asked('policyFile')).toEqual([aRepository]);
  });
});
