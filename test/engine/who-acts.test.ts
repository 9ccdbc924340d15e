import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { login } from '../../src/core/ids.ts';
import { GitHubFailure } from '../../src/engine/ports/failures.ts';
import { aMaintainer, aReporter } from '../fixtures/a-case.ts';
import { dayMs, theCaseIssue } from '../fixtures/happenings.ts';
import { outage, refusal } from './a-github.ts';
import { anEngine, type AnEngine } from './an-engine.ts';
import { issueComment } from './sightings.ts';

const mostRoleTries = 3;
let bot: AnEngine;
beforeEach(async () => {
  bot = await anEngine({ mostRoleTries });
  bot.github.shows.maintainers = [aMaintainer];
});
afterEach(() => bot.close());

/** The words of what would be said, from the history's events on. */
const answers = async () =>
  (await bot.store.claimEffects({ now: bot.now() + dayMs, leaseMs: 1, paceMs: 0, limit: 9 })).map(({ effect }) => effect);

describe('who somebody is', () => {
  beforeEach(() => bot.known({ caseIssue: theCaseIssue }));

  it.each([
    { who: aMaintainer, role: 'maintainer' },
    { who: aReporter, role: 'reporter' },
    { who: login('oscar'), role: 'outsider' },
  ])('is asked of GitHub at that moment: @$who is a $role', async ({ who, role }) => {
    await bot.sight(issueComment('/status', { author: who }));
    expect(bot.github.asked('isMaintainer')).toEqual([who]);
    expect((await bot.history()).at(-1)?.event).toMatchObject({ by: { login: who, role } });
  });

  it('counts as a maintainer whoever reported it and is one', async () => {
    bot.github.shows.maintainers = [aReporter];
    await bot.sight(issueComment('/ack', { author: aReporter }));
    expect(await bot.decided()).toEqual(['ReportAcknowledged: accepted']);
  });

  it.each([1, 2])('is asked again later when GitHub cannot say on try %d', async (attempt) => {
    bot.github.fail('isMaintainer', { error: outage() });
    await expect(bot.sight(issueComment('/ack'), attempt)).rejects.toThrow('502');
    expect(await bot.decided()).toEqual([]);
  });

  it('counts as unknown after the last try, and the answer says so', async () => {
    bot.github.fail('isMaintainer', { error: outage() });
    await bot.sight(issueComment('/ack'), mostRoleTries);
    expect(await bot.decided()).toEqual(['ReportAcknowledged: could-not-find-out']);
    expect(await answers()).toMatchObject([
      { kind: 'SayInFixRepository', body: expect.stringContaining('so I did nothing. Please say `/ack` again') as unknown },
    ]);
    expect(bot.logged).toContainEqual(expect.objectContaining({ level: 'warn', message: 'could not find out who somebody is' }));
  });

  it('is asked again, however often, while GitHub only asks us to wait', async () => {
    bot.github.fail('isMaintainer', { error: new GitHubFailure('rate limit', { retryAfterMs: 60_000 }) });
    await expect(bot.sight(issueComment('/ack'), mostRoleTries + 5)).rejects.toThrow('rate limit');
    expect(await bot.decided()).toEqual([]);
  });

  it('counts as unknown at once when no other try can help', async () => {
    bot.github.fail('isMaintainer', { error: refusal('cannot see the team acme/security') });
    await bot.sight(issueComment('/ack'));
    expect(await bot.decided()).toEqual(['ReportAcknowledged: could-not-find-out']);
  });

  it('is never guessed after a bug of ours', async () => {
    bot.github.fail('isMaintainer', { error: new TypeError('x is undefined') });
    await expect(bot.sight(issueComment('/ack'), 99)).rejects.toThrow(TypeError);
  });
});
