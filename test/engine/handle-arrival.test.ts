import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { caseIssueKey } from '../../src/core/standing-effects.ts';
import { outcomeArrival } from '../../src/engine/arrivals.ts';
import { handleArrival } from '../../src/engine/handle-arrival.ts';
import { aCaseId, aMaintainer } from '../fixtures/a-case.ts';
import { hourMs, theCaseIssue } from '../fixtures/happenings.ts';
import type { ClaimedArrival } from '../../src/engine/ports/store.ts';
import { deliveryOf, nameOf } from './a-github.ts';
import { anEngine, type AnEngine } from './an-engine.ts';
import { advisoryComment, advisorySighted, issueComment } from './sightings.ts';

let bot: AnEngine;
beforeEach(async () => void (bot = await anEngine()));
afterEach(() => bot.close());

const delivery = (body: string) => bot.claim({ key: 'delivery:1', source: 'webhook', name: 'issue_comment', body });
const leftOver = () => bot.store.claimArrivals({ now: bot.now() + 3_600_000, leaseMs: 1, limit: 99 });

describe('a delivery', () => {
  it('in which there is nothing for us is done with, and nobody is asked anything', async () => {
    await handleArrival(bot.engine, await delivery(deliveryOf()));
    expect(await leftOver()).toEqual([]);
    expect(bot.github.calls).toEqual([]);
  });

  it('with one sighting is decided on at once', async () => {
    await handleArrival(bot.engine, await delivery(deliveryOf(advisorySighted())));
    expect((await bot.caseNow()).phase).toBe('reported');
    expect(await leftOver()).toEqual([]);
  });

  it('with several sightings becomes as many arrivals, in their order, and is itself done with', async () => {
    await handleArrival(bot.engine, await delivery(deliveryOf(advisorySighted(), issueComment('/ack'))));
    const became = await leftOver();
    expect(became.map(({ key, about }) => ({ key, about }))).toEqual([
      { key: 'delivery:1#0', about: aCaseId },
      { key: 'delivery:1#1', about: undefined },
    ]);
    expect(became.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      { kind: 'AdvisorySighted' },
      { kind: 'IssueCommentSighted' },
    ]);
  });

  it('that is not what GitHub documents is a failure that another try cannot mend, and says which field', async () => {
    const arrival = await delivery(JSON.stringify({ unreadable: 'issue_comment: comment.id is missing' }));
    await expect(handleArrival(bot.engine, arrival)).rejects.toMatchObject({
      permanent: true,
      message: 'Delivery delivery:1 is not what GitHub documents: issue_comment: comment.id is missing',
    });
  });

  it('that was given to two workers, because a lease had run out, counts once', async () => {
    await bot.known({ caseIssue: theCaseIssue });
    bot.github.shows.maintainers = [aMaintainer];
    const arrival = await delivery(deliveryOf(advisoryComment('/ack')));
    await handleArrival(bot.engine, arrival);
    await handleArrival(bot.engine, { ...arrival, attempt: 2 });
    expect(await bot.decided()).toEqual(['AdvisoryCommentSeen: accepted', 'ReportAcknowledged: accepted']);
  });

  it('of a command in a case issue that the case does not know yet makes it known, and is carried out', async () => {
    await bot.known({ caseIssue: undefined });
    bot.github.shows.maintainers = [aMaintainer];
    bot.github.shows.issuesOfOurs.set(nameOf(theCaseIssue), caseIssueKey(aCaseId));
    await handleArrival(bot.engine, await delivery(deliveryOf(issueComment('/ack', { isMarked: true }))));
    const [inLine] = await leftOver();
    if (inLine === undefined) throw new Error('nothing was put in line');
    await handleArrival(bot.engine, inLine);
    expect(await bot.decided()).toEqual(['CaseIssueOpened: accepted', 'ReportAcknowledged: accepted']);
    expect((await bot.caseNow()).caseIssue).toEqual(theCaseIssue);
  });

  it('of a comment in a case issue is put in the line of its case, with the time at which it came', async () => {
    await bot.known({ caseIssue: theCaseIssue });
    const arrival = await delivery(deliveryOf(issueComment('/ack')));
    bot.drill.setNow(bot.now() + 60_000);
    await handleArrival(bot.engine, arrival);
    expect(await leftOver()).toMatchObject([{ key: 'delivery:1#in-line', about: aCaseId, receivedAt: arrival.receivedAt }]);
    expect(bot.github.calls).toEqual([]);
  });
});

describe('an arrival of our own', () => {
  it('carries an event straight to its case', async () => {
    await bot.known();
    const { key: _, ...outcome } = outcomeArrival(
      'x:1',
      aCaseId,
      { kind: 'CaseIssueOpened', place: theCaseIssue, at: bot.now() },
      bot.now(),
    );
    await handleArrival(bot.engine, await bot.claim(outcome));
    expect((await bot.caseNow()).caseIssue).toEqual(theCaseIssue);
    expect(bot.github.calls).toEqual([]);
  });

  it('with an event of no case is our bug, and is not swallowed', async () => {
    const event = { kind: 'WakeUpRang', name: 'release', dueAt: bot.now(), at: bot.now() } as const;
    const arrival = await bot.claim({ source: 'wake-up', name: 'event', body: JSON.stringify(event) });
    await expect(handleArrival(bot.engine, arrival)).rejects.toThrow(/carries an event of no case/);
  });

  it('of a wake-up that a clock rang which was ahead, and has been set right since, comes again when its time does', async () => {
    await bot.known({ phase: 'accepted', release: { by: aMaintainer, at: bot.now(), releaseAt: bot.now() + hourMs } });
    const event = { kind: 'WakeUpRang', name: 'release', dueAt: bot.now() + hourMs, at: bot.now() + hourMs } as const;
    await handleArrival(bot.engine, await bot.claim({ source: 'wake-up', name: 'event', body: JSON.stringify(event), about: aCaseId }));
    expect(await bot.decided()).toEqual([]);
    bot.drill.setNow(bot.now() + hourMs - 1);
    expect(await bot.store.claimArrivals({ now: bot.now(), leaseMs: 1, limit: 1 })).toEqual([]);
    bot.drill.setNow(bot.now() + 1);
    const [again] = await bot.store.claimArrivals({ now: bot.now(), leaseMs: 1, limit: 1 });
    if (again === undefined) throw new Error('it does not come again');
    await handleArrival(bot.engine, again);
    expect(await bot.decided()).toEqual(['WakeUpRang: accepted']);
  });

  describe('of a Release Date', () => {
    const release = { kind: 'WakeUpRang', name: 'release' } as const;
    const ring = async (): Promise<void> => {
      const body = JSON.stringify({ ...release, dueAt: bot.now(), at: bot.now() });
      await handleArrival(bot.engine, await bot.claim({ source: 'wake-up', name: 'event', body, about: aCaseId }));
    };
    const next = async () => (await bot.store.claimArrivals({ now: bot.now(), leaseMs: 1, limit: 1 }))[0];

    it("rings again, a minute later at most, while it has not come by GitHub's clock, and counts then", async () => {
      await bot.known({ phase: 'accepted', release: { by: aMaintainer, at: bot.now(), releaseAt: bot.now() } });
      bot.github.shows.time = bot.now() - hourMs;
      await ring();
      for (let minute = 0; minute < 3; minute += 1) {
        expect(await next()).toBeUndefined();
        bot.drill.setNow(bot.now() + 60_000);
        const again = await next();
        if (again === undefined) throw new Error('it does not come again');
        expect(again.key.split('#')).toHaveLength(2);
        await handleArrival(bot.engine, again);
      }
      expect(await bot.decided()).toEqual([]);
      expect(bot.github.asked('time')).toHaveLength(4);
      bot.github.shows.time = bot.now();
      bot.drill.setNow(bot.now() + 60_000);
      await handleArrival(bot.engine, (await next()) as ClaimedArrival);
      expect(await bot.decided()).toEqual(['WakeUpRang: accepted']);
    });

    it('is not lost where the clock shows one instant twice', async () => {
      await bot.known({ phase: 'accepted', release: { by: aMaintainer, at: bot.now(), releaseAt: bot.now() } });
      const shown = bot.now();
      bot.github.shows.time = shown - hourMs;
      await ring();
      for (let times = 0; times < 3; times += 1) {
        bot.drill.setNow(shown + 60_000);
        const again = await next();
        if (again === undefined) throw new Error('it is lost');
        bot.drill.setNow(shown);
        await handleArrival(bot.engine, again);
      }
    });

    it('rings again when it has come, where that is sooner', async () => {
      await bot.known({ phase: 'accepted', release: { by: aMaintainer, at: bot.now(), releaseAt: bot.now() } });
      bot.github.shows.time = bot.now() - 5_000;
      await ring();
      bot.drill.setNow(bot.now() + 4_999);
      expect(await next()).toBeUndefined();
      bot.drill.setNow(bot.now() + 1);
      expect(await next()).toBeDefined();
    });

    it('counts by our own clock when GitHub cannot be asked for the time', async () => {
      await bot.known({ phase: 'accepted', release: { by: aMaintainer, at: bot.now(), releaseAt: bot.now() } });
      bot.github.fail('time');
      await ring();
      expect(await bot.decided()).toEqual(['WakeUpRang: accepted']);
    });
  });

  it('of another wake-up is decided on by our own clock alone', async () => {
    await bot.known({ phase: 'accepted' });
    bot.github.shows.time = bot.now() - hourMs;
    const event = { kind: 'WakeUpRang', name: 'hold-again', dueAt: bot.now(), at: bot.now() } as const;
    await handleArrival(bot.engine, await bot.claim({ source: 'wake-up', name: 'event', body: JSON.stringify(event), about: aCaseId }));
    expect(await leftOver()).toEqual([]);
    expect(bot.github.asked('time')).toEqual([]);
  });

  it('is done with, and changes nothing, when its case is not there', async () => {
    const event = { kind: 'WakeUpRang', name: 'release', dueAt: bot.now(), at: bot.now() } as const;
    await handleArrival(bot.engine, await bot.claim({ source: 'wake-up', name: 'event', body: JSON.stringify(event), about: aCaseId }));
    expect(await bot.store.listCases()).toEqual([]);
    expect(await leftOver()).toEqual([]);
  });
});
