import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { effectKey, type Effect } from '../../src/core/effects.ts';
import { backOffMs, defaultBounds } from '../../src/engine/engine.ts';
import { perform } from '../../src/engine/perform.ts';
import { GitHubFailure, TooEarly } from '../../src/engine/ports/failures.ts';
import type { ClaimedEffect } from '../../src/engine/ports/store.ts';
import { aCaseId, aSaying } from '../fixtures/a-case.ts';
import { dayMs, hourMs, theCaseIssue } from '../fixtures/happenings.ts';
import { outage, refusal } from './a-github.ts';
import { anEngine, type AnEngine } from './an-engine.ts';

const bounds = { mostTries: 3, mostTriesInOutage: 5, firstRetryMs: 2_000, longestRetryMs: 600_000 } as const;
let bot: AnEngine;
beforeEach(async () => {
  bot = await anEngine(bounds);
  await bot.known({ caseIssue: theCaseIssue });
});
afterEach(() => bot.close());

const claim = async (): Promise<ClaimedEffect | undefined> => {
  const [claimed] = await bot.store.claimEffects({ now: bot.now(), leaseMs: 60_000, paceMs: 0, limit: 1 });
  return claimed;
};

/** The next try, once it is due; answers how long that took. Unit: ms. */
async function nextTry(): Promise<number> {
  const from = bot.now();
  const dueAt = await bot.store.nextDueAt(from);
  if (dueAt === undefined) throw new Error('nothing waits');
  bot.drill.setNow(dueAt);
  const claimed = await claim();
  if (claimed === undefined) throw new Error('nothing could be claimed');
  await perform(bot.engine, claimed);
  return bot.now() - from;
}

const saying = aSaying();
const posted = () => bot.github.standing.filter(({ key }) => key === saying.key);
/** What the case is told, and has taken in. */
async function outcomes(): Promise<readonly unknown[]> {
  const told: unknown[] = [];
  for (;;) {
    const [arrival] = await bot.store.claimArrivals({ now: bot.now() + dayMs, leaseMs: 1, limit: 1 });
    if (arrival === undefined) return told;
    told.push(JSON.parse(arrival.body));
    await bot.store.finishArrival(arrival.key, { note: '', arrivals: [], now: bot.now() });
  }
}

describe('a first try', () => {
  it('acts without looking, and the end is done with', async () => {
    await bot.want([saying]);
    await nextTry();
    expect(bot.github.calls.map(({ what }) => what)).toEqual(['perform SayOnAdvisory']);
    expect(posted()).toEqual([saying]);
    expect(await bot.store.nextDueAt(bot.now())).toBeUndefined();
  });

  it('tells the case what it brought back', async () => {
    bot.github.bringsBack.set('OpenCaseIssue', { kind: 'CaseIssueOpened', place: theCaseIssue, at: bot.now() });
    const opening = { kind: 'OpenCaseIssue', audience: 'maintainers', repository: theCaseIssue.repository, title: 'T', body: 'B' } as const;
    await bot.want([{ key: effectKey(aCaseId, 'case-issue'), ...opening }]);
    await nextTry();
    expect(await outcomes()).toEqual([{ kind: 'CaseIssueOpened', place: theCaseIssue, at: bot.now() }]);
  });
});

describe('a first try in newer words', () => {
  const opening = (body: string): Effect => ({
    key: effectKey(aCaseId, 'case-issue'),
    kind: 'OpenCaseIssue',
    audience: 'maintainers',
    repository: theCaseIssue.repository,
    title: 'T',
    body,
  });

  it('looks first for an issue, which the try before may have opened', async () => {
    await bot.want([opening('old words')]);
    bot.github.fail('perform OpenCaseIssue', { times: 1, afterDoing: true });
    await nextTry();
    await bot.want([opening('new words')]);
    await nextTry();
    expect(bot.github.calls.map(({ what }) => what).slice(0, 2)).toEqual(['perform OpenCaseIssue', 'look OpenCaseIssue']);
  });

  it('acts without looking where each of its words is said', async () => {
    await bot.want([saying]);
    await nextTry();
    await bot.want([aSaying(undefined, 'new words')]);
    await nextTry();
    expect(bot.github.calls.map(({ what }) => what)).toEqual(['perform SayOnAdvisory', 'perform SayOnAdvisory']);
  });
});

describe('a later try', () => {
  it('is not begun any more when the app died over more than can have failed, and the case is told', async () => {
    await bot.want([saying]);
    for (let died = 0; died < bounds.mostTriesInOutage + defaultBounds.mostDeaths; died += 1) {
      await claim();
      bot.drill.setNow(bot.now() + 60_000);
    }
    await nextTry();
    expect(bot.github.calls).toEqual([]);
    expect(await bot.store.listParked()).toMatchObject([{ key: saying.key, attempts: 12 }]);
    expect(await outcomes()).toMatchObject([{ kind: 'EffectGivenUp', error: expect.stringMatching(/^the app ended again and again/) }]);
  });

  it('looks first, and does nothing when the earlier one had reached GitHub after all', async () => {
    await bot.want([saying]);
    bot.github.fail('perform SayOnAdvisory', { times: 1, afterDoing: true });
    await nextTry();
    await nextTry();
    expect(bot.github.calls.map(({ what }) => what)).toEqual(['perform SayOnAdvisory', 'look SayOnAdvisory']);
    expect(posted()).toEqual([saying]);
    expect(await bot.store.nextDueAt(bot.now())).toBeUndefined();
  });

  it('looks first, and acts when the earlier one had not reached GitHub', async () => {
    await bot.want([saying]);
    bot.github.fail('perform SayOnAdvisory', { times: 1 });
    await nextTry();
    await nextTry();
    expect(bot.github.calls.map(({ what }) => what)).toEqual(['perform SayOnAdvisory', 'look SayOnAdvisory', 'perform SayOnAdvisory']);
    expect(posted()).toEqual([saying]);
  });

  it('does not act when it could not look', async () => {
    await bot.want([saying]);
    bot.github.fail('perform SayOnAdvisory', { times: 1, afterDoing: true });
    bot.github.fail('look SayOnAdvisory', { times: 1 });
    await nextTry();
    await nextTry();
    expect(posted()).toEqual([saying]);
    await nextTry();
    expect(posted()).toEqual([saying]);
    expect(await bot.store.nextDueAt(bot.now())).toBeUndefined();
  });

  it('looks first also when the process died between the act and its answer', async () => {
    await bot.want([saying]);
    const claimed = await claim();
    bot.github.standing.push(saying);
    bot.drill.setNow(bot.now() + 60_001);
    const again = await claim();
    expect(again).toMatchObject({ generation: claimed?.generation, attempt: 2 });
    if (again !== undefined) await perform(bot.engine, again);
    expect(posted()).toEqual([saying]);
  });
});

describe('the wait before another try', () => {
  it('doubles and is bounded', () => {
    const waits = [1, 2, 3, 4, 8, 9, 10, 50, 5_000].map((attempt) => backOffMs(attempt, bounds));
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 256_000, 512_000, 600_000, 600_000, 600_000]);
  });

  it('is kept', async () => {
    await bot.want([saying]);
    bot.github.fail('perform SayOnAdvisory', { times: 2 });
    expect([await nextTry(), await nextTry(), await nextTry()]).toEqual([0, 2_000, 4_000]);
  });

  it('is what GitHub asks for, and the whole installation waits', async () => {
    await bot.want([saying, aSaying('say/2')]);
    bot.github.fail('perform SayOnAdvisory', { times: 1, error: new GitHubFailure('secondary limit', { retryAfterMs: 90_000 }) });
    await nextTry();
    bot.drill.setNow(bot.now() + 89_999);
    expect(await claim()).toBeUndefined();
    bot.drill.setNow(bot.now() + 1);
    expect((await claim())?.effect.key).toBe(saying.key);
  });

  it('is not of what says nothing, or elsewhere, when GitHub asks for none', async () => {
    const status: Effect = { ...aSaying('status'), kind: 'ShowStatus' } as Effect;
    await bot.want([saying, aSaying('say/2'), status]);
    bot.github.fail('perform SayOnAdvisory', { times: 1 });
    await nextTry();
    expect((await claim())?.effect.key).toBe(status.key);
  });
});

describe('giving up', () => {
  const givenUp = (error: string) => ({ kind: 'EffectGivenUp', key: saying.key, what: 'SayOnAdvisory', error, at: bot.now() });

  it('comes at once when no other try can help, and the case learns of it', async () => {
    await bot.want([saying]);
    bot.github.fail('perform SayOnAdvisory', { error: refusal('refused to write: acme/widget-security is not private') });
    await nextTry();
    expect(await bot.store.listParked()).toMatchObject([
      { key: saying.key, attempts: 1, error: 'refused to write: acme/widget-security is not private' },
    ]);
    expect(await outcomes()).toEqual([givenUp('refused to write: acme/widget-security is not private')]);
  });

  it('comes only after many tries while GitHub fails', async () => {
    await bot.want([saying]);
    bot.github.fail('perform SayOnAdvisory', { error: outage('no answer (ECONNRESET)') });
    for (let tried = 1; tried < bounds.mostTriesInOutage; tried += 1) {
      await nextTry();
      expect(await bot.store.listParked()).toEqual([]);
    }
    await nextTry();
    expect(await bot.store.listParked()).toMatchObject([{ key: saying.key, attempts: bounds.mostTriesInOutage }]);
    expect(await outcomes()).toEqual([givenUp('no answer (ECONNRESET)')]);
    expect(bot.logged).toContainEqual(expect.objectContaining({ level: 'error', message: 'gave up', effect: saying.key }));
  });

  it('never comes while it is too early, which is asked again when that says', async () => {
    await bot.want([saying]);
    bot.github.fail('perform SayOnAdvisory', { error: new TooEarly('it is not 9 yet', { waitMs: 60_000 }) });
    await nextTry();
    for (let tried = 0; tried < 3 * bounds.mostTriesInOutage; tried += 1) expect(await nextTry()).toBe(60_000);
    expect(await bot.store.listParked()).toEqual([]);
    expect(await outcomes()).toEqual([]);
  });

  it('counts no try that came too early', async () => {
    await bot.want([{ key: effectKey(aCaseId, 'advisory-state'), kind: 'PublishAdvisory', audience: 'public', askedAt: bot.now() }]);
    const early = { error: new TooEarly('it is not 9 yet', { waitMs: 60_000 }), times: 2 * bounds.mostTries };
    bot.github.fail('perform PublishAdvisory', early);
    for (let tried = 0; tried < early.times; tried += 1) await nextTry();
    bot.github.fail('perform PublishAdvisory', { times: bounds.mostTries - 1 });
    for (let tried = 0; tried < bounds.mostTries; tried += 1) await nextTry();
    expect(await bot.store.listParked()).toEqual([]);
    expect(bot.github.standing).toHaveLength(1);
  });

  it('of a publication comes sooner, because hours later it may be wrong', async () => {
    await bot.want([{ key: effectKey(aCaseId, 'advisory-state'), kind: 'PublishAdvisory', audience: 'public', askedAt: bot.now() }]);
    bot.github.fail('perform PublishAdvisory');
    for (let tried = 0; tried < bounds.mostTries; tried += 1) await nextTry();
    expect(await bot.store.listParked()).toMatchObject([{ what: 'PublishAdvisory', attempts: bounds.mostTries }]);
  });

  it('comes sooner for a bug of ours, which waiting does not mend', async () => {
    await bot.want([saying]);
    bot.github.fail('perform SayOnAdvisory', { error: new TypeError('x is undefined') });
    for (let tried = 0; tried < bounds.mostTries; tried += 1) await nextTry();
    expect(await bot.store.listParked()).toMatchObject([{ error: 'x is undefined' }]);
  });

  it('is told again when a person had it tried again and it failed again', async () => {
    await bot.want([saying]);
    bot.github.fail('perform SayOnAdvisory', { error: refusal('no') });
    await nextTry();
    expect(await outcomes()).toHaveLength(1);
    bot.drill.setNow(bot.now() + hourMs);
    expect(await bot.store.retryParked(saying.key, bot.now())).toBe(true);
    await nextTry();
    expect(await outcomes()).toEqual([givenUp('no')]);
  });
});

describe('an end that was replaced while it was carried out', () => {
  const newer = aSaying('say/1', 'Other words.');

  it('does not end the newer one when it succeeds', async () => {
    await bot.want([saying]);
    const claimed = await claim();
    await bot.want([newer]);
    if (claimed !== undefined) await perform(bot.engine, claimed);
    expect(await claim()).toMatchObject({ effect: newer, generation: 2, attempt: 1 });
  });

  it('does not park the newer one, nor tell of it, when it is given up', async () => {
    await bot.want([saying]);
    const claimed = await claim();
    await bot.want([newer]);
    bot.github.fail('perform SayOnAdvisory', { times: 1, error: refusal() });
    if (claimed !== undefined) await perform(bot.engine, claimed);
    expect(await bot.store.listParked()).toEqual([]);
    expect(await outcomes()).toEqual([]);
    expect(await claim()).toMatchObject({ effect: newer });
  });

  it('does not make the newer one wait when it fails', async () => {
    await bot.want([saying]);
    const claimed = await claim();
    await bot.want([newer]);
    bot.github.fail('perform SayOnAdvisory', { times: 1 });
    if (claimed !== undefined) await perform(bot.engine, claimed);
    expect(await claim()).toMatchObject({ effect: newer });
  });
});
