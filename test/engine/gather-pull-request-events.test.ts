import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aMaintainer, aPullRequest } from '../fixtures/a-case.ts';
import { hourMs, sha } from '../fixtures/happenings.ts';
import { nameOf, outage } from './a-github.ts';
import { anEngine, type AnEngine } from './an-engine.ts';
import { live, pull11, pullComment, reviewSighted } from './sightings.ts';

let bot: AnEngine;
beforeEach(async () => {
  bot = await anEngine();
  bot.github.shows.maintainers = [aMaintainer];
});
afterEach(() => bot.close());

describe('a comment on a pull request', () => {
  it('brings along the pull request as it stands now', async () => {
    await bot.known({ phase: 'accepted', pullRequests: [aPullRequest({ number: 11, headSha: sha('b'), headSeenAt: 0 })] });
    bot.github.shows.pulls.set(nameOf(pull11), live({ headSha: sha('b') }));
    await bot.sight(pullComment('/lgtm'));
    expect(await bot.decided()).toEqual(['PullRequestSeen: accepted', 'LgtmGiven: accepted']);
    expect((await bot.caseNow()).pullRequests[0]?.authors).toEqual(['wanda']);
  });

  it('is no LGTM of a head that we learnt of only after it was typed', async () => {
    await bot.known({ phase: 'accepted', pullRequests: [aPullRequest({ number: 11, headSha: sha('b'), headSeenAt: 0 })] });
    bot.github.shows.pulls.set(nameOf(pull11), live({ headSha: sha('c') }));
    bot.drill.setNow(bot.now() + hourMs);
    await bot.sight(pullComment('/lgtm'));
    expect(await bot.decided()).toEqual(['PullRequestSeen: accepted', 'LgtmGiven: head-moved']);
    expect((await bot.caseNow()).pullRequests[0]).toMatchObject({ headSha: sha('c'), headSeenAt: bot.now(), lgtms: [] });
  });

  it('is an LGTM all the same when it names the very commit', async () => {
    await bot.known({ phase: 'accepted', pullRequests: [aPullRequest({ number: 11, headSha: sha('b'), headSeenAt: 0 })] });
    bot.github.shows.pulls.set(nameOf(pull11), live({ headSha: sha('c') }));
    bot.drill.setNow(bot.now() + hourMs);
    await bot.sight(pullComment(`/lgtm ${sha('c').slice(0, 7)}`));
    expect((await bot.caseNow()).pullRequests[0]?.lgtms).toMatchObject([{ by: aMaintainer, sha: sha('c') }]);
  });

  it('that is mere talk changes nothing', async () => {
    await bot.known({ phase: 'accepted' });
    bot.github.shows.pulls.set(nameOf(pull11), live());
    await bot.sight(pullComment('Nice.'));
    expect(await bot.decided()).toEqual([]);
  });
});

describe('a review', () => {
  beforeEach(async () => {
    await bot.known({ phase: 'accepted', pullRequests: [aPullRequest({ number: 11 })] });
    bot.github.shows.pulls.set(nameOf(pull11), live());
  });
  const lgtms = async () => (await bot.caseNow()).pullRequests[0]?.lgtms;

  it('of the present head by a maintainer is an LGTM', async () => {
    await bot.sight(reviewSighted());
    expect(await lgtms()).toMatchObject([{ by: aMaintainer, via: 'review', sha: sha('a') }]);
  });

  it('of a maintainer who then asks for changes is none any more', async () => {
    await bot.sight(reviewSighted());
    await bot.sight(reviewSighted({ verdict: 'changes-requested' }));
    expect(await lgtms()).toEqual([]);
  });

  it('by somebody about whom GitHub cannot say who they are is asked about again', async () => {
    bot.github.fail('isMaintainer', { error: outage() });
    await expect(bot.sight(reviewSighted())).rejects.toThrow('502');
    expect(await lgtms()).toEqual([]);
  });
});
