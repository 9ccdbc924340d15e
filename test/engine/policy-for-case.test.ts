import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { policyForNewCase } from '../../src/engine/policy-for-case.ts';
import { defaultPolicy } from '../../src/policy/read-policy.ts';
import { aCaseId, aRepository } from '../fixtures/a-case.ts';
import { dayMs } from '../fixtures/happenings.ts';
import { outage, refusal } from './a-github.ts';
import { anEngine, type AnEngine } from './an-engine.ts';
import { advisorySighted } from './sightings.ts';

let bot: AnEngine;
beforeEach(async () => void (bot = await anEngine()));
afterEach(() => bot.close());

const path = 'acme/widget/.github/fixlead.yml';
const policy = () => policyForNewCase(bot.engine, 41, aRepository);
const shows = (text: string | undefined) => void (bot.github.shows.policyFile = text === undefined ? undefined : { path, text });

describe('the policy of a new case', () => {
  it('is the one in the file, and names its version', async () => {
    shows('acknowledge: { business_days: 1 }');
    expect(await policy()).toMatchObject({
      policy: { acknowledgeBusinessDays: 1 },
      version: { kind: 'as-read', files: [{ path, sha: expect.stringMatching(/^[0-9a-f]{40}$/) as unknown }], readAt: bot.now() },
      problem: undefined,
    });
  });

  it('is the one in the organisation’s file with the repository’s on top', async () => {
    bot.github.shows.organisationFile = { path: 'acme/.github/.github/fixlead.yml', text: 'publish: auto\nfix: { calendar_days: 9 }\n' };
    shows('publish: confirm');
    expect(await policy()).toMatchObject({
      policy: { publish: 'confirm', fixCalendarDays: 9 },
      version: { files: [{ path }, { path: 'acme/.github/.github/fixlead.yml' }] },
    });
  });

  it('has the lines that the Releases page shows, where the file says so', async () => {
    shows('lines_from: { releases: 1 }');
    bot.github.shows.releasedTags = ['v2.0.1', 'v1.0.9'];
    expect((await policy()).policy.lines).toEqual(['release-2.0']);
    bot.github.fail('releasedTags', { error: refusal(), times: 1 });
    expect((await policy()).policy.lines).toEqual([]);
    bot.github.fail('releasedTags', { error: outage() });
    await expect(policy()).rejects.toThrow('502');
  });

  it('does not ask for releases where the file names its lines', async () => {
    shows('lines: [main]');
    await policy();
    expect(bot.github.asked('releasedTags')).toEqual([]);
  });

  it('is the cautious one where there is no file, and that is said', async () => {
    expect(await policy()).toEqual({
      policy: defaultPolicy,
      version: { kind: 'default', files: [], readAt: bot.now() },
      problem: expect.stringContaining('There is no .github/fixlead.yml') as unknown,
    });
  });

  it('is the cautious one while the file has problems and never was good, and every problem is named with its place', async () => {
    shows('acknowlege: { business_days: 1 }\npublish: sometimes');
    const { policy: ruling, problem, version } = await policy();
    expect([ruling, version.kind]).toEqual([defaultPolicy, 'default']);
    expect(problem?.split('\n')).toEqual([expect.stringContaining(`${path}:1:1: `), expect.stringContaining(`${path}:2:10: `)]);
  });

  it('is the last good one while the file has problems, however often it is looked at', async () => {
    shows('acknowledge: { business_days: 1 }');
    const good = await policy();
    bot.drill.setNow(bot.now() + dayMs);
    shows('acknowledge: { business_days: -1 }');
    for (const _ of [1, 2]) {
      const { policy: ruling, problem, version } = await policy();
      expect(ruling).toEqual(good.policy);
      expect(version).toEqual({ ...good.version, kind: 'last-good' });
      expect(problem).toContain(`${path}:1:31: `);
    }
  });

  it('is the last good one also when the file cannot be had as it is', async () => {
    shows('acknowledge: { business_days: 1 }');
    await policy();
    bot.github.fail('policyFiles', { error: refusal(`${path} is larger than 256 KiB`) });
    expect(await policy()).toMatchObject({
      policy: { acknowledgeBusinessDays: 1 },
      version: { kind: 'last-good' },
      problem: `${path} is larger than 256 KiB`,
    });
  });

  it('is not the last good one of another repository', async () => {
    shows('acknowledge: { business_days: 1 }');
    await policyForNewCase(bot.engine, 41, 'acme/gadget' as typeof aRepository);
    shows('acknowledge: { business_days: -1 }');
    expect((await policy()).policy).toEqual(defaultPolicy);
  });

  it('is the cautious one after the file was taken away', async () => {
    shows('acknowledge: { business_days: 1 }');
    await policy();
    shows(undefined);
    expect(await policy()).toMatchObject({ policy: defaultPolicy, version: { kind: 'default' } });
  });

  it('is the cautious one when the file can never be read, so that the report is not lost over it', async () => {
    bot.github.fail('policyFiles', { error: refusal(`${path} is larger than 256 KiB`) });
    expect(await policy()).toMatchObject({ policy: defaultPolicy, problem: `${path} is larger than 256 KiB` });
  });

  it('is asked for again later when GitHub cannot be asked now', async () => {
    bot.github.fail('policyFiles', { error: outage() });
    await expect(policy()).rejects.toThrow('502');
  });

  it('is kept by the case, whatever the file says later', async () => {
    shows('acknowledge: { business_days: 1 }');
    await bot.sight(advisorySighted());
    shows('acknowledge: { business_days: 9 }');
    await bot.sight(advisorySighted({ state: 'draft' }));
    const stored = await bot.store.readCase(aCaseId);
    expect(stored?.policy.acknowledgeBusinessDays).toBe(1);
    expect(stored?.case.policyVersion).toMatchObject({ kind: 'as-read', files: [{ path }] });
    expect(bot.github.asked('policyFiles')).toEqual([aRepository]);
  });
});
