// Whether the Fix Lead is still a maintainer is asked when the case is woken because something needs somebody.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { outcomeArrival } from '../../src/engine/arrivals.ts';
import { handleArrival } from '../../src/engine/handle-arrival.ts';
import { wakeUps } from '../../src/core/schedule/wake-ups.ts';
import { aCaseId, aPolicy, reportedAt } from '../fixtures/a-case.ts';
import { aReadyCase, ana } from '../fixtures/happenings.ts';
import { anEngine, type AnEngine } from './an-engine.ts';

let bot: AnEngine;
beforeEach(async () => void (bot = await anEngine()));
afterEach(() => bot.close());

const led = aReadyCase({ pullRequests: [], fixLead: { login: ana.login, by: ana.login, at: reportedAt } });

async function ring(name: string): Promise<void> {
  const wakeUp = wakeUps(led, aPolicy()).find((one) => one.name === name);
  if (wakeUp === undefined) throw new Error(`${name} is not wanted`);
  const { key, source, name: as, body } = outcomeArrival(name, aCaseId, { kind: 'WakeUpRang', ...wakeUp, at: wakeUp.dueAt }, bot.now());
  await handleArrival(bot.engine, await bot.claim({ key, source, name: as, body, about: aCaseId }));
}

describe('a Fix Lead', () => {
  it('who left the team is noticed when the case is woken, before what rang is decided on', async () => {
    await bot.known(led);
    await ring('fix-due');
    expect(await bot.decided()).toEqual(['FixLeadLeft: accepted', 'WakeUpRang: accepted']);
    expect((await bot.caseNow()).fixLead).toBeUndefined();
  });

  it('who is still there stays it', async () => {
    await bot.known(led);
    bot.github.shows.maintainers = [ana.login];
    await ring('fix-due');
    expect(await bot.decided()).toEqual(['WakeUpRang: accepted']);
  });

  it('is not asked after at the Release Date, which has its minute', async () => {
    await bot.known(led);
    await ring('release');
    expect(bot.github.asked('isMaintainer')).toEqual([]);
    expect(await bot.decided()).toEqual(['WakeUpRang: accepted']);
  });

  it('of whom GitHub cannot be asked stays it, and what rang is not held up', async () => {
    await bot.known(led);
    bot.github.fail('isMaintainer');
    await ring('fix-due');
    expect(await bot.decided()).toEqual(['WakeUpRang: accepted']);
    expect(bot.logged.map(({ level, message }) => [level, message])).toContainEqual([
      'warn',
      'could not find out whether the Fix Lead is still a maintainer',
    ]);
  });
});
