import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { caseId } from '../../src/core/ids.ts';
import { defaultBounds, type Bounds } from '../../src/engine/engine.ts';
import { StoreFailure } from '../../src/engine/ports/failures.ts';
import type { Arrival, Store } from '../../src/engine/ports/store.ts';
import type { Sighting } from '../../src/engine/sighting.ts';
import { aCase, aCaseId, aMaintainer, anArrival, aSaying } from '../fixtures/a-case.ts';
import { hourMs, theCaseIssue } from '../fixtures/happenings.ts';
import { deliveryOf, outage } from './a-github.ts';
import { anEngine, type AnEngine } from './an-engine.ts';
import { advisorySighted, issueComment, pullComment } from './sightings.ts';

let bot: AnEngine;
afterEach(() => bot.close());
const start = async (bounds: Partial<Bounds> = {}, wrap?: (store: Store) => Store): Promise<void> => {
  bot = await anEngine(bounds, wrap);
};

let deliveries = 0;
/** Real deliveries name their repository; the GitHub made by hand does not mind. */
function delivery(sighting: Sighting, { repository = 'acme/widget' } = {}): Arrival {
  deliveries += 1;
  const named: Sighting & { readonly full_name: string } = { ...sighting, full_name: repository };
  const body = deliveryOf(named);
  return anArrival({ key: `delivery:${deliveries}`, name: 'x', body, about: undefined, receivedAt: bot.now() });
}

/** A case of another installation. */
const elsewhere = aCase({ id: caseId('GHSA-cccc-cccc-cccc'), installationId: 42 });
const said = (of = aCase()) => aSaying('say/1', 'Thank you.', of.id);

describe('what arrives', () => {
  it('is decided on at once, not at the next poll', async () => {
    await start();
    await bot.work();
    await bot.settle();
    await bot.store.receive([delivery(advisorySighted())]);
    await bot.settle();
    expect((await bot.caseNow()).phase).toBe('reported');
  });

  it('is found by the next poll when nobody called', async () => {
    await start({ idleMs: 60_000 }, (store) => ({ ...store, onWork: async () => undefined }));
    await bot.work();
    await bot.settle();
    await bot.store.receive([delivery(advisorySighted())]);
    await bot.settle();
    expect(await bot.store.listCases()).toEqual([]);
    await bot.pass(60_000);
    expect(await bot.store.listCases()).toHaveLength(1);
  });

  it('is decided on in the order in which it came, for one case, also when the first must be tried again', async () => {
    await start();
    await bot.known({ caseIssue: theCaseIssue, advisoryComments: 'available' });
    bot.github.shows.maintainers = [aMaintainer];
    bot.github.fail('isMaintainer', { times: 1 });
    await bot.store.receive([delivery(issueComment('/hold it breaks')), delivery(issueComment('/hold cancel', { commentId: '74' }))]);
    await bot.work();
    await bot.settle();
    expect(await bot.decided()).toEqual([]);
    await bot.pass(2_000);
    expect(await bot.decided()).toEqual(['HoldPlaced: accepted', 'HoldLifted: accepted']);
  });

  it('is decided on one after the other for one repository, and side by side for several', async () => {
    await start();
    const answered = bot.github.delay('pullRequest');
    const from = (repository: string) => delivery(pullComment('/lgtm'), { repository });
    await bot.store.receive([from('acme/widget'), from('acme/widget'), from('acme/gadget')]);
    await bot.work();
    await bot.settle(2);
    expect(bot.github.asked('pullRequest')).toHaveLength(2);
    answered.release();
    await bot.settle();
    expect(bot.github.asked('pullRequest')).toHaveLength(3);
  });

  it('stays with whoever has it in hand for as long as that takes, and is not begun a second time', async () => {
    await start({ patienceMs: 20, leaseMs: 60 });
    const answered = bot.github.delay('pullRequest');
    await bot.store.receive([delivery(pullComment('/lgtm'))]);
    await bot.work();
    await bot.settle(2);
    for (let passed = 0; passed < 10; passed += 1) {
      bot.drill.setNow(bot.now() + 40);
      await pause(40);
    }
    expect(await bot.store.claimArrivals({ now: bot.now(), leaseMs: 60, limit: 9 })).toEqual([]);
    answered.release();
    await bot.settle();
    expect(bot.github.asked('pullRequest')).toHaveLength(1);
  });

  it('is tried again after a doubling wait while GitHub fails, and parked at last', async () => {
    await start({ mostTriesInOutage: 4 });
    bot.github.fail('policyFiles');
    await bot.work();
    const at = bot.now();
    await bot.store.receive([delivery(advisorySighted())]);
    await bot.pass(hourMs);
    expect(bot.github.askedAt('policyFiles').map((asked) => asked - at)).toEqual([0, 2_000, 6_000, 14_000]);
    expect(await bot.store.listParked()).toMatchObject([{ what: 'webhook x', attempts: 4, error: outage().message }]);
    expect(bot.logged).toContainEqual(expect.objectContaining({ level: 'error', message: 'parked an arrival' }));
  });

  it('is tried as long while the store fails: a full disk is nothing that a person has to look at twice', async () => {
    let fails = true;
    const full = (): Promise<never> => Promise.reject(new StoreFailure('database or disk is full'));
    await start({ mostTries: 2, mostTriesInOutage: 9 }, (store) => ({
      ...store,
      saveStep: (...step) => (fails ? full() : store.saveStep(...step)),
    }));
    await bot.work();
    await bot.store.receive([delivery(advisorySighted())]);
    await bot.pass(20_000);
    expect(await bot.store.listParked()).toEqual([]);
    fails = false;
    await bot.pass(60_000);
    expect(await bot.store.listCases()).toHaveLength(1);
  });

  it('is not taken for deadly because the store fails for hours to take in how it ended, nor what stands behind it', async () => {
    let fails = true;
    const full = (): Promise<never> => Promise.reject(new StoreFailure('database or disk is full'));
    await start({}, (store) => ({
      ...store,
      saveStep: (...step) => (fails ? full() : store.saveStep(...step)),
      retryArrival: (...end) => (fails ? full() : store.retryArrival(...end)),
    }));
    await bot.work();
    await bot.store.receive([delivery(advisorySighted()), delivery(advisorySighted()), delivery(advisorySighted(), { repository: 'a/b' })]);
    for (let life = 0; life < 2 * defaultBounds.mostDeaths; life += 1) await bot.pass(defaultBounds.leaseMs);
    expect(await bot.store.listParked()).toEqual([]);
    fails = false;
    await bot.pass(10 * defaultBounds.leaseMs);
    expect((await bot.store.countWork()).arrivals).toMatchObject({ waiting: 0, parked: 0 });
    expect(await bot.store.listCases()).toHaveLength(1);
  });

  it('is not parked for what fails once after an outage, and is for what fails so again', async () => {
    const failures = [...Array.from({ length: 3 }, () => new StoreFailure('database or disk is full')), new Error('a mistake')];
    await start({ mostTries: 2, mostTriesInOutage: 9 }, (store) => ({
      ...store,
      saveStep: (...step) => {
        const failure = failures.shift();
        return failure === undefined ? store.saveStep(...step) : Promise.reject(failure);
      },
    }));
    await bot.work();
    await bot.store.receive([delivery(advisorySighted())]);
    await bot.pass(120_000);
    expect(await bot.store.listParked()).toEqual([]);
    expect(await bot.store.listCases()).toHaveLength(1);
    failures.push(...Array.from({ length: 3 }, () => new Error('a mistake')));
    await bot.store.receive([delivery(advisorySighted())]);
    await bot.pass(120_000);
    expect(await bot.store.listParked()).toMatchObject([{ attempts: 2, error: 'a mistake' }]);
  });

  it('is parked at once when it is not what GitHub documents', async () => {
    await start();
    await bot.work();
    const body = JSON.stringify({ unreadable: 'issue_comment: comment.id is missing', secret: 'the report itself' });
    await bot.store.receive([anArrival({ key: 'delivery:bad', body, about: undefined, receivedAt: bot.now() })]);
    await bot.settle();
    expect(await bot.store.listParked()).toMatchObject([{ key: 'delivery:bad', attempts: 1 }]);
    expect(JSON.stringify(bot.logged)).not.toContain('the report itself');
  });
});

describe('a wake-up', () => {
  it('rings at its instant, neither earlier nor later', async () => {
    await start();
    await bot.known({ caseIssue: theCaseIssue, advisoryComments: 'available' });
    await bot.work();
    const dueAt = bot.now() + 90 * 60_000 + 17;
    await bot.want([], { wakeUps: [{ name: 'first-answer-due', dueAt }] });
    await bot.pass(dueAt - bot.now() - 1);
    expect(bot.logged.filter(({ message }) => message === 'stepped')).toEqual([]);
    await bot.pass(1);
    expect(bot.logged).toContainEqual(
      expect.objectContaining({ message: 'stepped', arrival: `wake-up:${aCaseId}:first-answer-due@${dueAt}` }),
    );
  });
});

describe('effects', () => {
  it('are carried out one a second for each installation, in the order in which they were wanted', async () => {
    await start({ paceMs: 1_000 });
    await bot.known();
    await bot.known(elsewhere);
    await bot.work();
    const at = bot.now();
    await bot.want([said(), aSaying('say/2'), aSaying('say/3')]);
    await bot.want([said(elsewhere)], { of: elsewhere });
    await bot.pass(10_000);
    const calls = bot.github.calls
      .filter(({ what }) => what === 'perform SayOnAdvisory')
      .map(({ about, at: asked }) => [about, asked - at]);
    expect(calls.filter(([about]) => about !== said(elsewhere).key)).toEqual([
      [`${aCaseId}/say/1`, 0],
      [`${aCaseId}/say/2`, 1_000],
      [`${aCaseId}/say/3`, 2_000],
    ]);
    expect(calls).toContainEqual([said(elsewhere).key, 0]);
  });
});

describe('work that is slow', () => {
  it('of one installation keeps no other waiting', async () => {
    await start({ patienceMs: 20 });
    await bot.known();
    await bot.known(elsewhere);
    const answered = bot.github.delay('perform SayOnAdvisory');
    await bot.want([said()]);
    const work = await bot.work();
    await bot.settle(3);
    expect(work.inHand()).toBeGreaterThan(0);
    await bot.want([{ ...said(elsewhere), kind: 'ShowStatus', audience: 'reporter', body: 'x' }], { of: elsewhere });
    await bot.pass(5_000, 3);
    expect(bot.github.asked('perform ShowStatus')).toContain(said(elsewhere).key);
    expect(work.inHand()).toBeGreaterThan(0);
    answered.release();
    await bot.settle();
    expect(bot.github.standing).toContainEqual(said());
  });

  it('is followed by the next of its installation as soon as it ends', async () => {
    await start({ patienceMs: 20, paceMs: 0, idleMs: hourMs });
    await bot.known();
    const answered = bot.github.delay('perform SayOnAdvisory');
    await bot.want([said(), { ...aSaying('say/2'), kind: 'ShowStatus', audience: 'reporter', body: 'x' }]);
    await bot.work();
    await bot.settle(3);
    expect(bot.github.asked('perform ShowStatus')).toEqual([]);
    answered.release();
    await bot.settle();
    expect(bot.github.asked('perform ShowStatus')).toContain(aSaying('say/2').key);
  });

  it('keeps its lease for as long as it takes, and is not begun a second time', async () => {
    await start({ patienceMs: 20, leaseMs: 60 });
    await bot.known();
    await bot.want([said()]);
    const answered = bot.github.delay('perform SayOnAdvisory');
    await bot.work();
    await bot.settle(3);
    for (let passed = 0; passed < 10; passed += 1) {
      bot.drill.setNow(bot.now() + 40);
      await pause(40);
    }
    expect(bot.github.asked('perform SayOnAdvisory')).toHaveLength(1);
    answered.release();
    await bot.settle();
    expect(bot.logged.filter(({ message }) => message === 'performed')).toMatchObject([{ attempt: 1 }]);
  });

  it('of which the lease cannot be kept goes on, and that is logged', async () => {
    await start({ patienceMs: 20, leaseMs: 60 }, (store) => ({ ...store, keepEffect: () => Promise.reject(new Error('disk full')) }));
    await bot.known();
    await bot.want([said()]);
    const answered = bot.github.delay('perform SayOnAdvisory');
    await bot.work();
    await pause(100);
    answered.release();
    await bot.settle();
    expect(bot.logged).toContainEqual(expect.objectContaining({ message: 'could not keep a lease', error: 'disk full' }));
    expect(bot.logged).toContainEqual(expect.objectContaining({ message: 'performed', attempt: 1 }));
  });
});

/** Counts what is asked of the store. */
function counting(calls: string[]): (store: Store) => Store {
  const counted = (name: string, value: unknown): unknown =>
    typeof value !== 'function'
      ? value
      : (...args: unknown[]): unknown => (calls.push(name), (value as (...all: unknown[]) => unknown)(...args));
  return (store) => Object.fromEntries(Object.entries(store).map(([name, value]) => [name, counted(name, value)])) as unknown as Store;
}

describe('with nothing to do', () => {
  it('the store is asked a few times a minute, and no more', async () => {
    const calls: string[] = [];
    await start({ idleMs: 60_000 }, counting(calls));
    await bot.work();
    await bot.settle();
    calls.length = 0;
    await bot.pass(hourMs);
    // Two loops of three questions once a minute, and one list of the open cases for each look.
    expect(calls.length).toBeLessThan(60 * 6 + 60);
    expect(calls.filter((call) => call === 'claimEffects').length).toBeLessThanOrEqual(61);
  });

  it('the store is not asked again and again about what another worker has in hand', async () => {
    const calls: string[] = [];
    await start({ restMs: 1_000 }, counting(calls));
    await bot.known();
    await bot.known(elsewhere);
    const answered = bot.github.delay('perform SayOnAdvisory');
    await bot.want([said(), aSaying('say/2')]);
    await bot.work();
    await bot.settle(2);
    await bot.want([said(elsewhere)], { of: elsewhere });
    calls.length = 0;
    await bot.pass(10_000, 2);
    expect(calls.filter((call) => call === 'claimArrivals').length).toBeLessThanOrEqual(12);
    answered.release();
    await bot.settle();
  });
});

describe('a store that fails', () => {
  it('stops no loop: work goes on after a rest', async () => {
    let failing = 3;
    await start({ restMs: 1_000 }, (store) => ({
      ...store,
      claimArrivals: (claim) => (failing-- > 0 ? Promise.reject(new Error('disk full')) : store.claimArrivals(claim)),
    }));
    await bot.work();
    await bot.store.receive([delivery(advisorySighted())]);
    await bot.pass(5_000);
    expect(bot.logged.filter(({ message }) => message === 'a round of work failed')).toHaveLength(3);
    expect(await bot.store.listCases()).toHaveLength(1);
  });

  it('is not asked without a rest in between', async () => {
    let asked = 0;
    await start({ restMs: 1_000 }, (store) => ({ ...store, claimArrivals: () => ((asked += 1), Promise.reject(new Error('disk full'))) }));
    await bot.work();
    await bot.store.receive([delivery(advisorySighted())]);
    await bot.pass(10_000);
    expect(asked).toBeLessThan(15);
  });

  it('and cannot say when something is due is asked again after a rest, not after the longest sleep', async () => {
    let failing = true;
    await start({ restMs: 1_000, idleMs: hourMs }, (store) => ({
      ...store,
      onWork: async () => undefined,
      nextDueAt: (now) => (failing ? Promise.reject(new Error('disk full')) : store.nextDueAt(now)),
    }));
    await bot.work();
    await bot.settle();
    await bot.store.receive([delivery(advisorySighted())]);
    await bot.pass(1_000);
    failing = false;
    expect(await bot.store.listCases()).toHaveLength(1);
  });

  it('for one effect does not let go of the others that are in hand', async () => {
    await start({}, (store) => ({
      ...store,
      finishEffect: (key, ...rest) => (key === said().key ? Promise.reject(new Error('disk full')) : store.finishEffect(key, ...rest)),
    }));
    await bot.known();
    await bot.known(elsewhere);
    await bot.want([said()]);
    await bot.want([{ ...said(elsewhere), kind: 'ShowStatus', audience: 'reporter', body: 'x' }], { of: elsewhere });
    const answered = bot.github.delay('perform ShowStatus');
    const work = await bot.work();
    await bot.settle(2);
    expect(bot.github.standing).toHaveLength(1);
    let stopped = false;
    const stopping = work.stop().then(() => (stopped = true));
    await pause(20);
    expect(stopped).toBe(false);
    answered.release();
    await stopping;
    expect(bot.github.standing).toHaveLength(2);
  });
});

describe('stopping', () => {
  it('waits for what is in hand and takes nothing new', async () => {
    await start({ paceMs: 0 });
    await bot.known();
    await bot.want([said(), aSaying('say/2')]);
    const answered = bot.github.delay('perform SayOnAdvisory');
    const work = await bot.work();
    await bot.settle(2);
    let stopped = false;
    const stopping = work.stop().then(() => (stopped = true));
    await pause(20);
    expect(stopped).toBe(false);
    answered.release();
    await stopping;
    expect(bot.github.asked('perform SayOnAdvisory')).toEqual([said().key]);
    expect(await bot.store.claimEffects({ now: bot.now() + hourMs, leaseMs: 1, paceMs: 0, limit: 9 })).toMatchObject([
      { effect: aSaying('say/2') },
    ]);
  });

  it('is quick when everything sleeps', async () => {
    await start();
    const work = await bot.work();
    await bot.settle();
    await work.stop();
    expect(bot.drill.sleepers().count).toBe(0);
  });

  it('does not begin another look', async () => {
    await start();
    bot.github.shows.installations = [{ installationId: 41, repositories: [aCase().repository] }];
    const answered = bot.github.delay('installations');
    const work = await bot.work();
    await bot.settle(2);
    const stopping = work.stop();
    answered.release();
    await stopping;
    expect(bot.github.calls.map(({ what }) => what)).toEqual(['installations']);
  });
});

it('starts nothing when the store cannot tell of work', async () => {
  await start({}, (store) => ({ ...store, onWork: () => Promise.reject(new Error('no LISTEN')) }));
  await expect(bot.work()).rejects.toThrow('no LISTEN');
  await pause(5);
  expect(bot.drill.sleepers().count).toBe(0);
  expect(bot.github.calls).toEqual([]);
});

it('looks everywhere when an installation changed', async () => {
  await start();
  await bot.work();
  await bot.settle();
  expect(bot.github.asked('installations')).toHaveLength(1);
  const change: Sighting = { kind: 'SurroundingsChanged', what: 'installation created', installationId: 41, at: bot.now() };
  await bot.store.receive([{ ...delivery(change), name: 'installation' }]);
  await bot.settle();
  expect(bot.github.asked('installations')).toHaveLength(2);
});
