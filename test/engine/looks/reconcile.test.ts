import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { caseId, login, repositoryName } from '../../../src/core/ids.ts';
import type { Bounds } from '../../../src/engine/engine.ts';
import { outcomeArrival } from '../../../src/engine/arrivals.ts';
import { startWork } from '../../../src/engine/work.ts';
import { aCaseId, aMaintainer, aRepository } from '../../fixtures/a-case.ts';
import { hourMs, theCaseIssue } from '../../fixtures/happenings.ts';
import { outage, refusal } from '../a-github.ts';
import { anEngine, type AnEngine } from '../an-engine.ts';
import { advisorySighted, polled } from '../sightings.ts';

const second = 1_000;
const minute = 60 * second;
const bounds: Partial<Bounds> = {
  fastestLookMs: 15 * second,
  slowestRepositoryLookMs: 10 * minute,
  slowestCaseLookMs: 3 * minute,
  sweepMs: 5 * minute,
};

let bot: AnEngine;
beforeEach(async () => void (bot = await anEngine(bounds)));
afterEach(() => bot.close());

/** The times between looks, in seconds. */
function gaps(what: string): readonly number[] {
  const at = bot.github.askedAt(what);
  return at.slice(1).map((asked, index) => (asked - (at[index] ?? 0)) / second);
}

const installed = (installationId = 41, ...repositories: readonly string[]): void =>
  void (bot.github.shows.installations = [{ installationId, repositories: repositories.map(repositoryName) }]);

describe('the looks at a repository', () => {
  beforeEach(() => installed(41, aRepository));

  it('begin at once and become rarer while it is quiet', async () => {
    await bot.work();
    await bot.pass(1);
    expect(bot.github.asked('advisories')).toEqual([aRepository]);
    await bot.pass(hourMs);
    expect(gaps('advisories').slice(0, 7)).toEqual([30, 60, 120, 240, 480, 600, 600]);
  });

  it('become frequent again when something was found, and open the case', async () => {
    await bot.work();
    await bot.pass(30 * minute);
    bot.github.shows.advisories.set(aRepository, [advisorySighted()]);
    await bot.pass(10 * minute);
    const foundAt = gaps('advisories').indexOf(15);
    expect(gaps('advisories').slice(foundAt, foundAt + 3)).toEqual([15, 30, 60]);
    expect((await bot.caseNow()).phase).toBe('reported');
  });

  it('show what was seen before only once, also after a restart', async () => {
    bot.github.shows.advisories.set(aRepository, [advisorySighted()]);
    const work = await bot.work();
    await bot.pass(minute);
    await work.stop();
    await bot.work();
    await bot.pass(minute);
    expect((await bot.history()).map(({ event }) => event.kind)).toEqual(['ReportReceived', 'AdvisoryCommentsFound']);
  });

  it('end when the repository is taken out of the installation', async () => {
    await bot.work();
    await bot.settle();
    installed(41);
    await bot.pass(hourMs);
    const looks = bot.github.asked('advisories').length;
    await bot.pass(hourMs);
    expect(bot.github.asked('advisories')).toHaveLength(looks);
  });

  it('go on under the new number when the app was uninstalled and installed again', async () => {
    const asked: number[] = [];
    const { watch } = bot.github;
    const look = watch.advisories.bind(watch);
    Object.assign(watch, { advisories: (...args: Parameters<typeof look>) => (asked.push(args[0]), look(...args)) });
    await bot.work();
    await bot.settle();
    installed(42, aRepository);
    await bot.pass(hourMs);
    expect(asked[0]).toBe(41);
    expect(asked.at(-1)).toBe(42);
  });

  it('wait after a failure as long as after a quiet look, but the first, and the other looks go on', async () => {
    bot.github.fail('advisories', { error: outage('GET /repos: 502') });
    await bot.known();
    await bot.work();
    await bot.pass(10 * minute);
    expect(gaps('advisories')).toEqual([15, 30, 60, 120, 240]);
    expect(bot.logged).toContainEqual(expect.objectContaining({ level: 'warn', message: 'a look failed', error: 'GET /repos: 502' }));
    expect(bot.github.asked('comments').length).toBeGreaterThan(3);
  });
});

describe('the looks at a case', () => {
  beforeEach(async () => {
    await bot.known();
    bot.github.shows.maintainers = [aMaintainer];
  });

  it('become rarer while it is quiet, but never rare: somebody may be waiting for an answer', async () => {
    await bot.work();
    await bot.pass(30 * minute);
    // The first look finds out that there are comments at all.
    expect(gaps('comments').slice(0, 7)).toEqual([15, 30, 60, 120, 180, 180, 180]);
  });

  it('read each comment once, and carry out its commands', async () => {
    bot.github.shows.comments.set(aCaseId, [polled('71', '/ack')]);
    await bot.work();
    await bot.settle();
    bot.github.shows.comments.set(aCaseId, [polled('71', '/ack'), polled('72', '/accept')]);
    await bot.pass(5 * minute);
    expect(await bot.decided()).toEqual([
      'AdvisoryCommentsFound: accepted',
      'AdvisoryCommentSeen: accepted',
      'ReportAcknowledged: accepted',
      'AdvisoryCommentSeen: accepted',
      'ReportAccepted: accepted',
    ]);
  });

  it('take no command from a comment that was edited before it was seen', async () => {
    bot.github.shows.comments.set(aCaseId, [polled('71', '/accept', { updatedAt: bot.now() + 1 })]);
    await bot.work();
    await bot.settle();
    expect(await bot.decided()).toContain('CommandNotUnderstood: not-understood');
    expect((await bot.caseNow()).phase).toBe('reported');
  });

  it('notice a comment that was changed after it was read, and take no command from it', async () => {
    bot.github.shows.comments.set(aCaseId, [polled('71', 'Thank you.')]);
    await bot.work();
    await bot.settle();
    bot.github.shows.comments.set(aCaseId, [polled('71', '/accept', { updatedAt: bot.now() + minute })]);
    await bot.pass(5 * minute);
    expect(await bot.decided()).toEqual([
      'AdvisoryCommentsFound: accepted',
      'AdvisoryCommentSeen: accepted',
      'AdvisoryCommentEdited: accepted',
    ]);
    expect((await bot.caseNow()).phase).toBe('reported');
  });

  it('do not mind a comment that only looks edited', async () => {
    bot.github.shows.comments.set(aCaseId, [polled('71', 'Thank you.')]);
    await bot.work();
    await bot.settle();
    bot.github.shows.comments.set(aCaseId, [polled('71', 'Thank you.', { updatedAt: bot.now() + minute })]);
    await bot.pass(5 * minute);
    expect(await bot.decided()).toEqual(['AdvisoryCommentsFound: accepted', 'AdvisoryCommentSeen: accepted']);
    expect(bot.logged.filter(({ arrival }) => String(arrival).startsWith('comment-changed:'))).toEqual([]);
  });

  it('notice a comment that is gone, once', async () => {
    bot.github.shows.comments.set(aCaseId, [polled('71', 'Thank you.'), polled('72', 'Indeed.')]);
    await bot.work();
    await bot.settle();
    bot.github.shows.comments.set(aCaseId, [polled('72', 'Indeed.')]);
    await bot.pass(hourMs);
    expect((await bot.decided()).filter((line) => line.startsWith('AdvisoryCommentGone'))).toEqual(['AdvisoryCommentGone: accepted']);
    expect((await bot.caseNow()).seenComments).toMatchObject({ '71': { gone: true }, '72': { gone: false } });
  });

  it('pass over what bots say, our own comments above all', async () => {
    bot.github.shows.comments.set(aCaseId, [polled('71', '/accept', { author: login('fixlead[bot]'), authorIsBot: true })]);
    await bot.work();
    await bot.pass(5 * minute);
    expect(await bot.decided()).toEqual(['AdvisoryCommentsFound: accepted']);
  });

  it('find out that GitHub does not offer the comments, and once only', async () => {
    bot.github.shows.comments.set(aCaseId, 'absent');
    await bot.work();
    await bot.pass(hourMs);
    expect(await bot.decided()).toEqual(['AdvisoryCommentsFound: accepted']);
    expect((await bot.caseNow()).advisoryComments).toBe('absent');
  });

  it('find out that GitHub offers them again, though nobody has said anything since', async () => {
    bot.github.shows.comments.set(aCaseId, [polled('71', 'Thank you.')]);
    await bot.work();
    await bot.settle();
    bot.github.shows.comments.set(aCaseId, 'absent');
    await bot.pass(5 * minute);
    expect((await bot.caseNow()).advisoryComments).toBe('absent');
    bot.github.shows.comments.set(aCaseId, [polled('71', 'Thank you.')]);
    await bot.pass(5 * minute);
    expect((await bot.caseNow()).advisoryComments).toBe('available');
  });

  it('end when it is closed', async () => {
    await bot.known({ id: caseId('GHSA-cccc-cccc-cccc'), phase: 'rejected' });
    await bot.work();
    await bot.pass(hourMs);
    expect(new Set(bot.github.asked('comments'))).toEqual(new Set([aCaseId]));
  });
});

describe('deliveries that were missed', () => {
  const missed = (...guids: readonly string[]) => (bot.github.shows.missed = guids.map((guid) => ({ id: `id of ${guid}`, guid })));

  it('are asked for again', async () => {
    missed('a', 'b');
    await bot.work();
    await bot.settle();
    expect(bot.github.asked('askForRedelivery')).toEqual(['id of a', 'id of b']);
  });

  it('are looked for as far back as GitHub keeps them', async () => {
    await bot.work();
    await bot.settle();
    expect(bot.github.asked('missedDeliveries')).toEqual([String(bot.now() - 3 * 24 * hourMs)]);
  });

  it('are asked for ever more rarely when they fail again, since they may never succeed', async () => {
    missed('a');
    await bot.work();
    await bot.pass(3 * hourMs);
    const waits = gaps('askForRedelivery');
    expect(waits.length).toBeGreaterThanOrEqual(4);
    expect(waits.length).toBeLessThanOrEqual(6);
    expect(waits.every((wait, index) => index === 0 || wait > (waits[index - 1] ?? 0))).toBe(true);
  });

  it('are asked for again soon after a clock that was hours ahead has been set right', async () => {
    missed('a');
    await bot.work();
    await bot.pass(minute);
    const before = bot.github.asked('askForRedelivery').length;
    bot.drill.setNow(bot.now() - 3 * hourMs, bot.now());
    await bot.pass(11 * minute);
    expect(bot.github.asked('askForRedelivery').length).toBeGreaterThan(before);
  });

  it('are asked for as often as before where GitHub failed to take the question', async () => {
    missed('a');
    bot.github.fail('askForRedelivery', { error: outage('POST /app/hook/deliveries: 502') });
    await bot.work();
    await bot.pass(hourMs);
    expect(gaps('askForRedelivery').slice(0, 6)).toEqual([30, 60, 120, 240, 300, 300]);
  });

  it('are asked for one by one: one that is gone keeps nobody from the others', async () => {
    missed('a', 'b');
    bot.github.fail('askForRedelivery', { about: 'id of a', error: refusal('404') });
    await bot.work();
    await bot.settle();
    expect(bot.github.asked('askForRedelivery')).toEqual(['id of a', 'id of b']);
  });

  it('are looked for every few minutes', async () => {
    await bot.work();
    await bot.pass(hourMs);
    expect(gaps('missedDeliveries').slice(0, 7)).toEqual([30, 60, 120, 240, 300, 300, 300]);
  });
});

describe('when something changed about what we watch', () => {
  it('every look is brought forward', async () => {
    installed(41, aRepository);
    await bot.known();
    const work = await bot.work();
    await bot.pass(hourMs);
    const before = bot.github.calls.length;
    work.lookNow();
    await bot.settle();
    expect(bot.github.calls.slice(before).map(({ what }) => what)).toEqual([
      ...['comments', 'publicRepository', 'collaborators', 'teams', 'advisories', 'policyFiles'],
      ...['installations', 'missedDeliveries'],
    ]);
  });

  it('a new repository is looked at without waiting for another round', async () => {
    const work = await bot.work();
    await bot.settle();
    installed(41, aRepository);
    work.lookNow();
    await bot.pass(1);
    expect(bot.github.asked('advisories')).toEqual([aRepository]);
  });
});

describe('a look for which something happened', () => {
  it('is taken again soon when it fails, however quiet it was before, and more rarely while it goes on failing', async () => {
    installed(41, aRepository);
    const work = await bot.work();
    await bot.pass(hourMs);
    const before = bot.github.asked('advisories').length;
    bot.github.fail('advisories', { error: outage('GET /repos: 502') });
    work.lookNow();
    await bot.pass(2 * minute);
    expect(gaps('advisories').slice(before)).toEqual([15, 30, 60]);
  });
});

describe('beside other processes', () => {
  it('a look that another took a moment ago is left out, but not the first, nor one that something brings forward', async () => {
    await bot.close();
    let mayTake = true;
    bot = await anEngine(bounds, (store) => ({
      ...store,
      claimLook: async (name, claim) => (await store.claimLook(name, claim)) && (mayTake || claim.since > claim.now),
    }));
    installed(41, aRepository);
    await bot.known();
    mayTake = false;
    const work = await bot.work();
    await bot.pass(hourMs);
    for (const what of ['advisories', 'comments', 'missedDeliveries']) expect(bot.github.askedAt(what)).toHaveLength(1);
    expect(bot.github.askedAt('installations').length).toBeGreaterThan(6);
    work.lookNow();
    await bot.settle();
    for (const what of ['advisories', 'comments', 'missedDeliveries']) expect(bot.github.askedAt(what)).toHaveLength(2);
    mayTake = true;
    await bot.pass(hourMs);
    expect(bot.github.askedAt('comments').length).toBeGreaterThan(10);
  });

  it('two take each look once between them', async () => {
    installed(41, aRepository);
    await bot.known();
    const [one, other] = [await bot.work(), await startWork(bot.engine)];
    await bot.pass(10 * hourMs, 6);
    await Promise.all([one.stop(), other.stop()]);
    const inTheLastHours = bot.github.askedAt('comments').filter((at) => at > bot.now() - 5 * hourMs);
    expect(inTheLastHours.length).toBeGreaterThan(95);
    expect(inTheLastHours.length).toBeLessThan(105);
  });
});

describe('a look that is slow', () => {
  it('keeps nobody waiting but its own account', async () => {
    await bot.close();
    bot = await anEngine({ ...bounds, patienceMs: 20 });
    const gadget = repositoryName('other/gadget');
    bot.github.shows.installations = [
      { installationId: 41, repositories: [aRepository] },
      { installationId: 42, repositories: [gadget] },
    ];
    await bot.work();
    await bot.pass(minute);
    const asked = (repository: string) => bot.github.asked('advisories').filter((one) => one === repository).length;
    const [before, others] = [asked(aRepository), asked(gadget)];
    const answered = bot.github.delay(`advisories ${aRepository}`);
    await bot.pass(hourMs, 3);
    expect(asked(aRepository)).toBe(before + 1);
    expect(asked(gadget)).toBeGreaterThan(others + 5);
    answered.release();
    await bot.settle();
    await bot.pass(hourMs);
    expect(asked(aRepository)).toBeGreaterThan(before + 5);
  });

  it('is not taken a second time while it is being taken, and is when it was hurried meanwhile', async () => {
    await bot.close();
    bot = await anEngine({ ...bounds, patienceMs: 20 });
    installed(41, aRepository);
    const work = await bot.work();
    await bot.pass(1);
    const answered = bot.github.delay('advisories');
    await bot.pass(hourMs, 3);
    expect(bot.github.asked('advisories')).toHaveLength(2);
    work.lookNow();
    await bot.settle(3);
    expect(bot.github.asked('advisories')).toHaveLength(2);
    answered.release();
    await bot.settle();
    expect(bot.github.asked('advisories')).toHaveLength(3);
    expect(bot.github.askedAt('advisories').at(-1)).toBe(bot.now());
  });
});

it('goes on looking when the store cannot list the cases', async () => {
  await bot.close();
  let failing = true;
  bot = await anEngine(bounds, (store) => ({
    ...store,
    listOpen: () => (failing ? Promise.reject(new Error('disk full')) : store.listOpen()),
  }));
  await bot.known();
  await bot.work();
  await bot.pass(minute);
  expect(bot.github.asked('installations').length).toBeGreaterThan(1);
  expect(bot.logged).toContainEqual({ level: 'warn', message: 'a look failed', look: 'cases', error: 'disk full' });
  failing = false;
  await bot.pass(5 * minute);
  expect(bot.github.asked('comments')).not.toEqual([]);
});

it('makes due what a clock that was ahead has put off', async () => {
  await bot.known();
  const { key, ...outcome } = outcomeArrival(
    'x:1',
    aCaseId,
    { kind: 'CaseIssueOpened', place: theCaseIssue, at: bot.now() },
    bot.now() + 3 * hourMs,
  );
  await bot.store.receive([{ key, ...outcome }]);
  await bot.work();
  await bot.pass(6 * minute);
  expect((await bot.caseNow()).caseIssue).toEqual(theCaseIssue);
  expect(bot.logged).toContainEqual(expect.objectContaining({ level: 'warn', found: 1 }));
});
