// What is said of absences in one case reaches the project, and from there every case before it is decided on.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { handleArrival } from '../../src/engine/handle-arrival.ts';
import { caseId } from '../../src/core/ids.ts';
import { aCaseId } from '../fixtures/a-case.ts';
import { aReadyCase, ana, max, theCaseIssue } from '../fixtures/happenings.ts';
import { anEngine, type AnEngine } from './an-engine.ts';
import { issueComment } from './sightings.ts';

let bot: AnEngine;
beforeEach(async () => void (bot = await anEngine()));
afterEach(() => bot.close());

const other = caseId('GHSA-5555-6666-7777');

/** Works off whatever one step told to another subject. */
async function workOff(): Promise<void> {
  for (;;) {
    const [next] = await bot.store.claimArrivals({ now: bot.now(), leaseMs: 1, limit: 1 });
    if (next === undefined) return;
    await handleArrival(bot.engine, next);
  }
}

describe('/away', () => {
  it('said in one case is kept with the project, and heard by the cases that they lead and by each that is decided on', async () => {
    bot.github.shows.maintainers = [max.login, ana.login];
    await bot.known(aReadyCase({ pullRequests: [] }));
    await bot.known(
      aReadyCase({
        id: other,
        pullRequests: [],
        caseIssue: { ...theCaseIssue, number: 2 },
        fixLead: { login: ana.login, by: ana.login, at: bot.now() },
      }),
    );
    await bot.sight(issueComment('/away @ana until 2030-12-28'));
    await workOff();
    expect(await bot.decided(other)).toEqual(['AwayHeard: accepted']);
    expect((await bot.caseNow(other)).away).toMatchObject([{ login: 'ana', until: '2030-12-28' }]);
    expect(await bot.decided()).toEqual(['AwaySaid: accepted']);
    await bot.sight(issueComment('/status'));
    expect(await bot.decided()).toEqual(['AwaySaid: accepted', 'AwayHeard: accepted', 'StatusAsked: accepted']);
    expect((await bot.caseNow(aCaseId)).away).toHaveLength(1);
  });
});
