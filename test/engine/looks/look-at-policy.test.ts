// A policy file is looked at also while nothing happens: a good one is kept, a broken one is told of.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lookAtPolicy } from '../../../src/engine/looks/look-at-policy.ts';
import { policyForNewCase } from '../../../src/engine/policy-for-case.ts';
import { repositoryName } from '../../../src/core/ids.ts';
import { aFixRepository, aRepository } from '../../fixtures/a-case.ts';
import { dayMs, hourMs } from '../../fixtures/happenings.ts';
import { anEngine, type AnEngine } from '../an-engine.ts';

let bot: AnEngine;
beforeEach(async () => void (bot = await anEngine()));
afterEach(() => bot.close());

const path = `${aRepository}/.github/fixlead.yml`;
const good = `fix_repository: ${aFixRepository}\nacknowledge: { business_days: 1 }\n`;
const shows = (text: string) => void (bot.github.shows.policyFile = { path, text });
const look = () => lookAtPolicy(bot.engine, 41, aRepository);

describe('a look at the policy file', () => {
  it('keeps a good one, so that it rules when the file is broken before the first report', async () => {
    shows(good);
    expect(await look()).toBe(false);
    shows('publsh: auto');
    expect((await policyForNewCase(bot.engine, 41, aRepository)).policy.acknowledgeBusinessDays).toBe(1);
  });

  it('tells maintainers of a broken one in the project’s private issue, once for each version', async () => {
    bot.github.shows.installations = [{ installationId: 41, repositories: [aRepository] }];
    shows(good);
    await bot.work();
    await bot.pass(hourMs);
    shows(`${good}publsh: auto\n`);
    await bot.pass(3 * hourMs);
    const opened = bot.github.standing.filter(({ kind }) => kind === 'OpenProjectIssue');
    expect(opened).toMatchObject([{ repository: aFixRepository }]);
    const told = (await bot.store.readProject(aRepository))?.project.unsaid;
    expect(told).toMatchObject([{ body: expect.stringContaining(`${path}:3:1: `) as unknown }]);
    shows(`${good}publsh: confirm\nlines: main\n`);
    await bot.pass(2 * hourMs);
    expect((await bot.store.readProject(aRepository))?.project.unsaid).toHaveLength(2);
  });

  it('says the word of the day once a day, and none while nothing is due', async () => {
    bot.github.shows.installations = [{ installationId: 41, repositories: [aRepository] }];
    const daily = `${good}reminders: { daily: true }\n`;
    shows(daily);
    await bot.work();
    await bot.pass(hourMs);
    expect((await bot.store.readProject(aRepository))?.project.unsaid ?? []).toEqual([]);
    await bot.known({}, { reminders: { at: [], hours: undefined, daily: true } });
    await bot.pass(26 * hourMs);
    const told = (await bot.store.readProject(aRepository))?.project.unsaid ?? [];
    expect(told.map(({ name }) => name)).toEqual([expect.stringMatching(/^day\/\d+\/team$/)]);
    expect(told[0]?.body).toContain('the first answer to the reporter');
  });

  it('warns of holidays that are known for too short a time, though there is no case', async () => {
    shows(`${good}calendar: { holidays: US }\n`);
    bot.github.shows.installations = [{ installationId: 41, repositories: [aRepository] }];
    await bot.work();
    await bot.pass(hourMs);
    expect((await bot.store.readProject(aRepository))?.project.unsaid ?? []).toEqual([]);
    const { calendar } = (await policyForNewCase(bot.engine, 41, aRepository)).policy;
    bot.drill.setNow(Date.parse(calendar.knownUntil) - 20 * dayMs);
    await bot.pass(3 * hourMs);
    const told = (await bot.store.readProject(aRepository))?.project.unsaid ?? [];
    expect(told.map(({ name }) => name)).toEqual([`calendar-ends/US/${calendar.knownUntil}`]);
    await lookAtPolicy(bot.engine, 41, aFixRepository);
    await bot.pass(hourMs);
    expect(await bot.store.readProject(aFixRepository)).toBeUndefined();
    expect(told[0]?.body).toContain(`**The holidays of the calendar \`US\` are known until ${calendar.knownUntil} only**`);
  });

  it('does not trouble a repository with the organisation’s file unless it has cases', async () => {
    bot.github.shows.organisationFile = { path: 'acme/.github/.github/fixlead.yml', text: 'publsh: auto' };
    expect(await look()).toBe(false);
    await bot.known();
    expect(await look()).toBe(true);
    expect(await lookAtPolicy(bot.engine, 41, repositoryName('acme/gadget'))).toBe(false);
  });
});
