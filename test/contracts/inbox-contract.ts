import { describe, expect, it } from '@jest/globals';
import { caseId } from '../../src/core/ids.ts';
import type { Arrival, ClaimedArrival } from '../../src/engine/ports/store.ts';
import { anArrival, reportedAt } from '../fixtures/a-case.ts';
import type { Bench } from './ground.ts';

const now = reportedAt;
const leaseMs = 60_000;
const another = caseId('GHSA-9999-8888-7777');

export function inboxContract({ store, reopen, replica }: Bench): void {
  const claim = (at = now, limit = 10) => store().claimArrivals({ now: at, leaseMs, limit });
  const finish = (key: string) => store().finishArrival(key, { note: 'seen', arrivals: [], now });

  describe('receiving', () => {
    it('says that an arrival is new, and that it is not when it comes again', async () => {
      expect(await store().receive([anArrival()])).toEqual([true]);
      expect(await store().receive([anArrival()])).toEqual([false]);
    });

    it('answers in the order of the arrivals, and takes a key that stands twice among them once', async () => {
      await store().receive([anArrival({ key: 'b' })]);
      const fresh = await store().receive(['a', 'b', 'c', 'a'].map((key) => anArrival({ key })));
      expect(fresh).toEqual([true, false, true, false]);
    });

    it('keeps what came first when a key comes again with another body', async () => {
      await store().receive([anArrival({ body: '{"first":true}' })]);
      await store().receive([anArrival({ body: '{"first":false}' })]);
      expect((await claim()).map(({ body }) => body)).toEqual(['{"first":true}']);
    });

    it('knows when the newest delivery came, also when it is done, and that a find or a wake-up is none', async () => {
      expect(await store().newestDeliveryAt()).toBe(undefined);
      await store().receive([
        anArrival({ key: 'late', receivedAt: now - 1 }),
        anArrival({ key: 'early', receivedAt: now - 9 }),
        anArrival({ key: 'found', source: 'poll', receivedAt: now }),
      ]);
      for (const { key } of await claim()) await finish(key);
      expect(await store().newestDeliveryAt()).toBe(now - 1);
    });

    it('answers nothing to nothing', async () => {
      expect(await store().receive([])).toEqual([]);
    });

    it('has made an arrival durable when it answers', async () => {
      await store().receive([anArrival()]);
      await reopen();
      expect(await claim()).toEqual([{ ...anArrival(), attempt: 1, abandoned: 0 }]);
    });

    it('remembers after a restart that an arrival was done', async () => {
      await store().receive([anArrival()]);
      await claim();
      await finish(anArrival().key);
      await reopen();
      expect(await store().receive([anArrival()])).toEqual([false]);
      expect(await claim()).toEqual([]);
    });

    it('answers each of many callers for their own arrivals', async () => {
      const callers = Array.from({ length: 50 }, (_, caller) => [anArrival({ key: `own:${caller}` }), anArrival({ key: 'shared' })]);
      const answers = await Promise.all(callers.map((arrivals) => store().receive(arrivals)));
      expect(answers.every(([own]) => own)).toBe(true);
      expect(answers.filter(([, shared]) => shared)).toHaveLength(1);
    });

    it('takes in more arrivals at once than one statement holds', async () => {
      const many = Array.from({ length: 1_234 }, (_, index) => anArrival({ key: `many:${index}`, about: undefined }));
      expect(await store().receive(many)).toEqual(many.map(() => true));
      expect(await claim(now, 2_000)).toHaveLength(1_234);
    });

    it('keeps text of every kind as it came', async () => {
      const body = JSON.stringify({ text: 'naïve “quotes” \u0000 🧵 \ud800 \n' });
      await store().receive([anArrival({ body })]);
      expect((await claim()).map((arrival) => arrival.body)).toEqual([body]);
    });
  });

  describe('claiming arrivals', () => {
    it('gives the oldest out first, however they came in', async () => {
      await store().receive([unrelated('young', now), unrelated('old', now - 2), unrelated('middle', now - 1)]);
      expect(keys(await claim())).toEqual(['old', 'middle', 'young']);
    });

    it('gives out no more than asked for, and the rest next time', async () => {
      await store().receive(['a', 'b', 'c'].map((key) => unrelated(key)));
      expect(keys(await claim(now, 2))).toEqual(['a', 'b']);
      expect(keys(await claim(now, 2))).toEqual(['c']);
    });

    it('gives out of one case only the oldest unfinished one', async () => {
      await store().receive([anArrival({ key: 'first' }), anArrival({ key: 'second' })]);
      expect(keys(await claim())).toEqual(['first']);
      expect(await claim()).toEqual([]);
      await finish('first');
      expect(keys(await claim())).toEqual(['second']);
    });

    it('gives out several cases at once', async () => {
      await store().receive([anArrival({ key: 'one' }), anArrival({ key: 'other', about: another }), anArrival({ key: 'one again' })]);
      expect(keys(await claim())).toEqual(['one', 'other']);
    });

    it('waits with an older arrival that came late while the case is at work', async () => {
      await store().receive([anArrival({ key: 'in hand' })]);
      await claim();
      await store().receive([anArrival({ key: 'late', receivedAt: now - 5_000 })]);
      expect(await claim()).toEqual([]);
      await finish('in hand');
      expect(keys(await claim())).toEqual(['late']);
    });

    it('holds the later arrivals of a case back while an earlier one waits for its next try', async () => {
      await store().receive([anArrival({ key: 'first' }), anArrival({ key: 'second' })]);
      await claim();
      await store().retryArrival('first', { dueAt: now + 500, error: 'GitHub did not answer' });
      expect(await claim(now + 499)).toEqual([]);
      expect(keys(await claim(now + 500))).toEqual(['first']);
    });

    it('goes on with a case whose earlier arrival was parked', async () => {
      await store().receive([anArrival({ key: 'first' }), anArrival({ key: 'second' })]);
      await claim();
      await store().parkArrival('first', { error: 'unreadable', now });
      expect(keys(await claim())).toEqual(['second']);
    });

    it('keeps an arrival for its worker until the lease ends, then gives it out again as a further attempt', async () => {
      await store().receive([anArrival()]);
      expect(attempts(await claim())).toEqual([1]);
      expect(await claim(now + leaseMs - 1)).toEqual([]);
      expect(attempts(await claim(now + leaseMs))).toEqual([2]);
    });

    it('counts a retry as a further attempt, and tells why the one before failed', async () => {
      await store().receive([anArrival()]);
      await claim();
      await store().retryArrival(anArrival().key, { dueAt: now, error: 'GitHub did not answer' });
      expect(await claim()).toMatchObject([{ attempt: 2, lastError: 'GitHub did not answer' }]);
    });

    it('is kept by its worker for longer, until it has ended', async () => {
      await store().receive([unrelated('ended'), unrelated('kept')]);
      await claim();
      await store().retryArrival('ended', { dueAt: now + leaseMs, error: 'GitHub did not answer' });
      for (const key of ['ended', 'kept']) await store().keepArrival(key, now + 2 * leaseMs);
      expect(keys(await claim(now + leaseMs))).toEqual(['ended']);
      expect(keys(await claim(now + 2 * leaseMs - 1))).toEqual([]);
    });

    it('counts how many in a row took an arrival and never said how it ended, over restarts too', async () => {
      await store().receive([anArrival()]);
      const lives = [];
      for (let life = 0; life < 4; life += 1) {
        lives.push(...(await claim(now + life * leaseMs)).map(({ abandoned }) => abandoned));
        await reopen();
      }
      expect(lives).toEqual([0, 1, 2, 3]);
      await claim(now + 4 * leaseMs);
      await store().retryArrival(anArrival().key, { dueAt: now, error: 'GitHub did not answer' });
      expect(await claim()).toMatchObject([{ abandoned: 0, attempt: 6 }]);
    });

    it('gives out one at a time, to anybody, of what two in a row abandoned, and the rest beside it', async () => {
      await store().receive(['a', 'b', 'c'].map((key) => unrelated(key)));
      for (const life of [0, 1]) expect(keys(await claim(now + life * leaseMs))).toEqual(['a', 'b', 'c']);
      await store().receive(['d', 'e'].map((key) => unrelated(key)));
      const at = now + 2 * leaseMs;
      expect(keys(await claim(at))).toEqual(['a', 'd', 'e']);
      expect(keys(await (await replica()).claimArrivals({ now: at, leaseMs, limit: 9 }))).toEqual([]);
      await finish('a');
      expect(keys(await claim(at))).toEqual(['b']);
      await store().retryArrival('b', { dueAt: at + leaseMs, error: 'GitHub did not answer' });
      expect(keys(await claim(at))).toEqual(['c']);
    });

    it('gives each arrival to one of several workers who ask at the same time', async () => {
      await store().receive(Array.from({ length: 60 }, (_, index) => unrelated(`u${index}`)));
      const stores = [store(), await replica()];
      const rounds = Array.from({ length: 12 }, (_, round) => stores[round % 2] ?? store());
      const claims = await Promise.all(rounds.map((one) => one.claimArrivals({ now, leaseMs, limit: 7 })));
      const given = claims.flatMap(keys);
      expect(new Set(given).size).toBe(given.length);
      expect(given).toHaveLength(60);
    });

    it('gives one arrival of a case to one of several workers who ask at the same time', async () => {
      await store().receive(Array.from({ length: 20 }, (_, index) => anArrival({ key: `a${index}` })));
      const stores = [store(), await replica()];
      const rounds = Array.from({ length: 8 }, (_, round) => stores[round % 2] ?? store());
      const claims = await Promise.all(rounds.map((one) => one.claimArrivals({ now, leaseMs, limit: 7 })));
      expect(claims.flatMap(keys)).toEqual(['a0']);
    });

    it('gives a case to one worker even when an older arrival comes late in that very moment', async () => {
      const stores = [store(), await replica()];
      const ids = ['2', '3', '4', '5', '6', '7', '8', '9', 'c', 'f', 'g', 'h'].map((part) => caseId(`GHSA-${part.repeat(4)}-2222-3333`));
      await store().receive(ids.map((id) => anArrival({ key: `known ${id}`, about: id })));
      const late = ids.map((id) => anArrival({ key: `late ${id}`, about: id, receivedAt: now - 5_000 }));
      const asked: Promise<readonly ClaimedArrival[]>[] = [];
      const ask = (index: number) => asked.push((stores[index % 2] ?? store()).claimArrivals({ now, leaseMs, limit: 2 }));
      const taken = late.map((arrival, index) => {
        ask(index);
        const taking = (stores[index % 2] ?? store()).receive([arrival]);
        ask(index + 1);
        return taking;
      });
      await Promise.all(taken);
      const atWork = (await Promise.all(asked)).flat().map((arrival) => arrival.about);
      expect(new Set(atWork).size).toBe(atWork.length);
    });
  });

  describe('finishing arrivals', () => {
    it('turns one arrival into several in the same act', async () => {
      await store().receive([anArrival({ key: 'delivery', about: undefined })]);
      await claim();
      const parts = [anArrival({ key: 'part 1' }), anArrival({ key: 'part 2', about: another })];
      await store().finishArrival('delivery', { note: 'two sightings', arrivals: parts, now });
      expect(keys(await claim())).toEqual(['part 1', 'part 2']);
    });

    it('takes nothing in when the arrival was finished before', async () => {
      await store().receive([anArrival({ key: 'delivery' })]);
      await finish('delivery');
      await store().finishArrival('delivery', { note: 'again', arrivals: [anArrival({ key: 'part' })], now });
      expect(await claim()).toEqual([]);
    });

    it('refuses to finish what never arrived', async () => {
      await expect(finish('never')).rejects.toThrow('There is no arrival "never"');
    });

    it('leaves an arrival done when a slow worker asks for a retry or gives it up', async () => {
      await store().receive([anArrival()]);
      await finish(anArrival().key);
      await store().retryArrival(anArrival().key, { dueAt: now, error: 'too late' });
      await store().parkArrival(anArrival().key, { error: 'too late', now });
      expect(await claim()).toEqual([]);
      expect(await store().listParked()).toEqual([]);
    });

    it('leaves the next arrival of the case to whoever has it when a slow worker finishes the one before again', async () => {
      await store().receive([anArrival({ key: 'first' }), anArrival({ key: 'second' })]);
      await claim();
      await finish('first');
      await claim();
      await finish('first');
      expect(await claim()).toEqual([]);
    });
  });

  function unrelated(key: string, receivedAt = now): Arrival {
    return anArrival({ key, about: undefined, receivedAt });
  }
}

function keys(arrivals: readonly ClaimedArrival[]): readonly string[] {
  return arrivals.map(({ key }) => key);
}

function attempts(arrivals: readonly ClaimedArrival[]): readonly number[] {
  return arrivals.map(({ attempt }) => attempt);
}
