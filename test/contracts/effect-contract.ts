import { describe, expect, it } from '@jest/globals';
import type { CaseId } from '../../src/core/ids.ts';
import { caseId } from '../../src/core/ids.ts';
import type { Effect } from '../../src/core/effects.ts';
import type { ClaimedEffect, Store } from '../../src/engine/ports/store.ts';
import { aCase, aCaseId, anArrival, aRepository, aSaying, aStep, reportedAt } from '../fixtures/a-case.ts';
import type { Bench } from './ground.ts';

const now = reportedAt;
const leaseMs = 60_000;
const paceMs = 1_000;
const far = now + 10 * leaseMs;
const another = caseId('GHSA-9999-8888-7777');

export function effectContract({ store, reopen, replica }: Bench): void {
  let steps = 0;

  type Wanting = { readonly at?: number; readonly by?: CaseId; readonly installationId?: number };

  async function want(effects: readonly Effect[], { at = now, by = aCaseId, installationId = 41 }: Wanting = {}): Promise<void> {
    const key = `want:${(steps += 1)}`;
    await store().receive([anArrival({ key, about: by })]);
    await store().saveStep(key, by, at, () => aStep({ next: aCase({ id: by, installationId }), effects }));
  }

  /** As if no pace were kept; the tests of the pace say so themselves. */
  const claim = (at = now, on: Store = store()) => on.claimEffects({ now: at, leaseMs, paceMs: 0, limit: 10 });
  const finish = (key: string, generation = 1, outcome?: ReturnType<typeof anArrival>) =>
    store().finishEffect(key, generation, { now, result: 'done', outcome });
  const retry = (key: string, generation: number, dueAt: number, pauseInstallationUntil?: number) =>
    store().retryEffect(key, generation, { dueAt, error: 'GitHub said 502', pauseInstallationUntil });
  const arrivals = () => store().claimArrivals({ now: far, leaseMs, limit: 20 });

  describe('words about a case', () => {
    const inOrder = async (at: number): Promise<readonly string[]> => {
      const said: string[] = [];
      for (;;) {
        const [next] = await claim(at);
        if (next === undefined) return said;
        said.push(next.effect.key);
        await finish(next.effect.key, next.generation);
      }
    };
    const [first, second, third] = ['first', 'second', 'third'].map((end) => aSaying(end)) as [Effect, Effect, Effect];

    it('stand in the order in which they were decided, while an earlier one is tried again', async () => {
      await want([first, second]);
      await claim();
      await retry(first.key, 1, now + 4_000);
      await want([third], { at: now + 1_000 });
      expect(await inOrder(now + 3_999)).toEqual([]);
      expect(await store().nextDueAt(now)).toBe(now + 4_000);
      await claim(now + 4_000);
      await retry(first.key, 1, now + 20_000);
      expect(await inOrder(now + 19_999)).toEqual([]);
      expect(await inOrder(now + 20_000)).toEqual([first, second, third].map(({ key }) => key));
    });

    it('let the earlier ones be tried again soon, so that nobody waits for minutes for an answer', async () => {
      await want([first, second]);
      await claim();
      await retry(first.key, 1, now + 600_000);
      await want([third], { at: now + 1_000 });
      await want([aSaying('fourth')], { at: now + 2_000 });
      expect(await store().nextDueAt(now)).toBe(now + 16_000);
      expect(await inOrder(now + 15_999)).toEqual([]);
      expect(await inOrder(now + 17_000)).toEqual([first, second, third, aSaying('fourth')].map(({ key }) => key));
    });

    it('do not wait for one that was given up', async () => {
      await want([first, second]);
      await claim();
      await retry(first.key, 1, now + 4_000);
      await claim(now + 4_000);
      await store().parkEffect(first.key, 1, { now: now + 4_000, error: 'gone', outcome: undefined });
      await want([third], { at: now + 4_000 });
      expect(await inOrder(now + 4_000)).toEqual([second.key, third.key]);
    });

    it('do not wait for ever: one that never gets through holds up the others for twelve tries', async () => {
      await want([first, second]);
      let at = now;
      for (let tries = 1; tries <= 13; tries += 1) {
        expect(await claim(at)).toMatchObject([{ effect: first, attempt: tries }]);
        await retry(first.key, 1, (at += 60_000));
      }
      await want([third], { at: at - 60_000 });
      expect(await inOrder(at - 60_000)).toEqual([second.key, third.key]);
    });

    it('do not wait for those about another case, nor for anything that says nothing', async () => {
      const board: Effect = { ...aSaying('board'), kind: 'ShowStatus' } as Effect;
      const elsewhere = aSaying('elsewhere', 'Thank you.', another);
      await want([first]);
      await claim();
      await retry(first.key, 1, now + 4_000);
      await want([board]);
      await want([elsewhere], { by: another });
      expect(await inOrder(now)).toEqual([board.key, elsewhere.key]);
    });

    it('do not wait where only a clock that was ahead can have put the earlier ones off', async () => {
      await want([first]);
      await claim();
      await retry(first.key, 1, now + 3_000_000);
      await want([second]);
      expect(await inOrder(now)).toEqual([second.key]);
    });
  });

  describe('claiming effects', () => {
    it('hands out an effect with all that a worker needs', async () => {
      await want([aSaying()]);
      const claimed: ClaimedEffect = {
        effect: aSaying(),
        about: aCaseId,
        repository: aRepository,
        installationId: 41,
        generation: 1,
        attempt: 1,
      };
      expect(await claim()).toEqual([claimed]);
    });

    it('hands what waits, or waits for a person, out under the number of the case when that is another, and what is done stays', async () => {
      await want([aSaying('done'), aSaying('parked'), aSaying('waiting')]);
      await claim();
      const [done, parked, waiting] = ['done', 'parked', 'waiting'].map((end) => aSaying(end).key) as [string, string, string];
      await finish(done);
      await store().parkEffect(parked, 1, { now, error: 'gone', outcome: undefined });
      await want([], { installationId: 77 });
      expect(await claim(far)).toMatchObject([{ effect: aSaying('waiting'), installationId: 77 }]);
      await finish(waiting);
      await store().retryParked(parked, far);
      expect(await claim(far)).toMatchObject([{ effect: aSaying('parked'), installationId: 77 }]);
      await finish(parked, 2);
      expect(await claim(far)).toEqual([]);
    });

    it('keeps an effect for whoever keeps it, and for nobody once it has ended or another end is wanted', async () => {
      await want([aSaying()]);
      const { key } = aSaying();
      await store().keepEffect(key, 1, far);
      expect(await claim()).toHaveLength(1);
      await store().keepEffect(key, 1, far);
      await store().keepEffect(key, 2, far + leaseMs);
      expect(await claim(far - 1)).toEqual([]);
      expect(await claim(far)).toMatchObject([{ attempt: 2 }]);
      await retry(key, 1, now);
      await store().keepEffect(key, 1, far + leaseMs);
      expect(await claim(far)).toMatchObject([{ attempt: 3 }]);
    });

    it('hands out effects in the order they were wanted, one at a time for an installation', async () => {
      await want([aSaying('z'), aSaying('a')]);
      await want([aSaying('m')]);
      const order: string[] = [];
      for (let turn = 0; turn < 3; turn += 1) {
        const claimed = await claim();
        expect(claimed).toHaveLength(1);
        for (const { effect, generation } of claimed) {
          order.push(effect.key);
          await finish(effect.key, generation);
        }
      }
      expect(order).toEqual(['z', 'a', 'm'].map((end) => aSaying(end).key));
      expect(await claim()).toEqual([]);
    });

    it('keeps the order of wanting even when the clock goes back', async () => {
      await want([aSaying('first')], { at: now });
      await want([aSaying('second')], { at: now - 5_000 });
      expect(ends(await claim())).toEqual(['first']);
    });

    it('serves installations side by side, the longest waiting first', async () => {
      await want([aSaying('b', 'x', another)], { by: another, installationId: 7 });
      await want([aSaying('a')]);
      const claimed = await claim();
      expect(claimed.map(({ installationId }) => installationId)).toEqual([7, 41]);
    });

    it('hands out no more than asked for', async () => {
      await want([aSaying('b', 'x', another)], { by: another, installationId: 7 });
      await want([aSaying('a')]);
      expect(await store().claimEffects({ now, leaseMs, paceMs: 0, limit: 1 })).toHaveLength(1);
    });

    it('hands out nothing to an installation while one of its effects is in flight', async () => {
      await want([aSaying('a'), aSaying('b')]);
      await claim();
      expect(await claim(now + leaseMs - 1)).toEqual([]);
    });

    it('keeps an effect for its worker until the lease ends, then hands it out again as a further attempt', async () => {
      await want([aSaying()]);
      await claim();
      expect(await claim(now + leaseMs)).toMatchObject([{ generation: 1, attempt: 2 }]);
    });

    it('tells the end that is wanted under a key in its newest words, until it is carried out or given up', async () => {
      const [first, other] = [aSaying('first'), aSaying('other')];
      expect(await store().pendingEffect(first.key)).toBeUndefined();
      await want([first, other]);
      await claim();
      expect(await store().pendingEffect(first.key)).toEqual(first);
      await want([aSaying('first', 'in other words')]);
      expect(await store().pendingEffect(first.key)).toEqual(aSaying('first', 'in other words'));
      await finish(first.key, 2);
      expect(await store().pendingEffect(first.key)).toBeUndefined();
      await store().parkEffect(other.key, 1, { now, error: 'gone', outcome: undefined });
      expect(await store().pendingEffect(other.key)).toBeUndefined();
    });

    it('does not count a try that was none', async () => {
      await want([aSaying()]);
      await claim();
      await store().retryEffect(aSaying().key, 1, { dueAt: now, error: 'too early', pauseInstallationUntil: undefined, tries: 0 });
      expect(await claim()).toMatchObject([{ attempt: 1 }]);
    });

    it('hands out a leased effect again after a restart, as a further attempt', async () => {
      await want([aSaying()]);
      await claim();
      await reopen();
      expect(await claim(now + leaseMs)).toMatchObject([{ attempt: 2 }]);
    });

    it('keeps the pace of an installation', async () => {
      await want([aSaying('a'), aSaying('b')]);
      const paced = (at: number) => store().claimEffects({ now: at, leaseMs, paceMs, limit: 10 });
      expect(ends(await paced(now))).toEqual(['a']);
      await finish(aSaying('a').key);
      expect(await paced(now + paceMs - 1)).toEqual([]);
      expect(ends(await paced(now + paceMs))).toEqual(['b']);
    });

    it('keeps the pace over a restart', async () => {
      await want([aSaying('a'), aSaying('b')]);
      await store().claimEffects({ now, leaseMs, paceMs, limit: 10 });
      await finish(aSaying('a').key);
      await reopen();
      expect(await store().claimEffects({ now: now + 1, leaseMs, paceMs, limit: 10 })).toEqual([]);
    });

    it('keeps the pace between workers who ask at the same time', async () => {
      await want(Array.from({ length: 12 }, (_, index) => aSaying(`e${index}`)));
      const stores = [store(), await replica()];
      const asked = Array.from({ length: 10 }, (_, index) => stores[index % 2] ?? store());
      const claims = await Promise.all(asked.map((one) => one.claimEffects({ now, leaseMs, paceMs, limit: 10 })));
      expect(claims.flat()).toHaveLength(1);
    });

    it('keeps the pace between workers who ask at the same time and are done in no time', async () => {
      await want(Array.from({ length: 12 }, (_, index) => aSaying(`e${index}`)));
      const stores = [store(), await replica()];
      let handedOut = 0;
      const askAndFinish = async (one: Store) => {
        for (const { effect, generation } of await one.claimEffects({ now, leaseMs, paceMs, limit: 10 })) {
          handedOut += 1;
          await one.finishEffect(effect.key, generation, { now, result: '', outcome: undefined });
        }
      };
      for (let round = 0; round < 4; round += 1) {
        await Promise.all(Array.from({ length: 12 }, (_, index) => askAndFinish(stores[index % 2] ?? store())));
      }
      expect(handedOut).toBe(1);
    });

    it('hands one effect of an installation to one of several workers, even without a pace', async () => {
      await want(Array.from({ length: 12 }, (_, index) => aSaying(`e${index}`)));
      const stores = [store(), await replica()];
      const asked = Array.from({ length: 10 }, (_, index) => stores[index % 2] ?? store());
      const claims = await Promise.all(asked.map((one) => claim(now, one)));
      expect(claims.flat()).toHaveLength(1);
    });

    it('passes over an effect that waits for its next try', async () => {
      await want([aSaying('a'), { ...aSaying('b'), kind: 'ShowStatus' } as Effect]);
      await claim();
      await retry(aSaying('a').key, 1, now + 5_000);
      expect(ends(await claim())).toEqual(['b']);
      await finish(aSaying('b').key);
      expect(await claim(now + 5_000)).toMatchObject([{ effect: aSaying('a'), attempt: 2 }]);
    });

    it('hands out nothing to a paused installation, until the pause is over', async () => {
      await want([aSaying('a'), aSaying('b')]);
      await claim();
      await retry(aSaying('a').key, 1, now, now + 90_000);
      expect(await claim(now + 89_999)).toEqual([]);
      expect(ends(await claim(now + 90_000))).toEqual(['a']);
    });

    it('pauses only the installation that GitHub asked to wait', async () => {
      await want([aSaying('a')]);
      await want([aSaying('b', 'x', another)], { by: another, installationId: 7 });
      await claim();
      await retry(aSaying('a').key, 1, now, now + 90_000);
      await finish(aSaying('b', 'x', another).key);
      await want([aSaying('c', 'x', another)], { by: another, installationId: 7 });
      expect((await claim()).map(({ installationId }) => installationId)).toEqual([7]);
    });

    it('does not let a shorter pause end a longer one', async () => {
      await want([aSaying('a')]);
      await claim();
      await retry(aSaying('a').key, 1, now, now + 90_000);
      await retry(aSaying('a').key, 1, now, now + 10);
      expect(await claim(now + 89_999)).toEqual([]);
    });
  });

  describe('wanting an effect again', () => {
    it('in the same words leaves it as it is, while it waits', async () => {
      await want([aSaying('a'), aSaying('b')]);
      await want([aSaying('a')]);
      expect(await claim()).toMatchObject([{ effect: aSaying('a'), generation: 1 }]);
    });

    it('in the same words leaves it as it is, while it is carried out', async () => {
      await want([aSaying()]);
      await claim();
      await want([aSaying()]);
      await finish(aSaying().key);
      expect(await claim(far)).toEqual([]);
    });

    it('in the same words leaves it as it is, when it is done', async () => {
      await want([aSaying()]);
      await claim();
      await finish(aSaying().key);
      await want([aSaying()]);
      expect(await claim(far)).toEqual([]);
    });

    it('in the same words leaves it as it is, when it was given up', async () => {
      await want([aSaying()]);
      await claim();
      await store().parkEffect(aSaying().key, 1, { now, error: 'forbidden', outcome: undefined });
      await want([aSaying()]);
      expect(await claim(far)).toEqual([]);
    });

    it('in the same words, put together in another order, leaves it as it is', async () => {
      const { key, ...rest } = aSaying();
      await want([{ key, ...rest }]);
      await claim();
      await finish(key);
      await want([{ ...rest, key }]);
      expect(await claim(far)).toEqual([]);
    });

    it('in other words replaces it, at the end of the order', async () => {
      await want([aSaying('a', 'old'), aSaying('b')]);
      await want([aSaying('a', 'new')]);
      expect(ends(await claim())).toEqual(['b']);
      await finish(aSaying('b').key);
      expect(await claim()).toMatchObject([{ effect: aSaying('a', 'new'), generation: 2, attempt: 1 }]);
    });

    it.each(['done', 'parked', 'waiting for its next try'])('in other words makes it due afresh when the older was %s', async (state) => {
      await want([aSaying('a', 'old')]);
      await claim();
      if (state === 'done') await finish(aSaying('a').key);
      else if (state === 'parked') await store().parkEffect(aSaying('a').key, 1, { now, error: 'forbidden', outcome: undefined });
      else await retry(aSaying('a').key, 1, far);
      await want([aSaying('a', 'new')]);
      expect(await claim()).toMatchObject([{ effect: aSaying('a', 'new'), generation: 2, attempt: 1 }]);
    });

    it('in other words waits until the worker of the older has answered', async () => {
      await want([aSaying('a', 'old')]);
      await claim();
      await want([aSaying('a', 'new')]);
      expect(await claim()).toEqual([]);
      await finish(aSaying('a').key, 1);
      expect(await claim()).toMatchObject([{ effect: aSaying('a', 'new'), generation: 2, attempt: 1 }]);
    });

    it('in other words waits no longer than the lease of the older', async () => {
      await want([aSaying('a', 'old')]);
      await claim();
      await want([aSaying('a', 'new')]);
      expect(await claim(now + leaseMs)).toMatchObject([{ generation: 2, attempt: 1 }]);
    });

    it('twice in one step keeps the last words', async () => {
      await want([aSaying('a', 'old'), aSaying('a', 'new')]);
      expect(await claim()).toMatchObject([{ effect: aSaying('a', 'new'), generation: 1 }]);
    });
  });

  describe('answering for an effect', () => {
    const outcome = anArrival({ key: 'outcome:say:1', source: 'outcome', name: 'event' });

    it('marks it done and takes its outcome in', async () => {
      await want([aSaying()]);
      await claim();
      await finish(aSaying().key, 1, outcome);
      expect(await claim(far)).toEqual([]);
      expect(await arrivals()).toEqual([{ ...outcome, attempt: 1, abandoned: 0 }]);
    });

    it('twice takes its outcome in once', async () => {
      await want([aSaying()]);
      await claim();
      await finish(aSaying().key, 1, outcome);
      await arrivals();
      await store().finishArrival(outcome.key, { note: '', arrivals: [], now });
      await finish(aSaying().key, 1, outcome);
      expect(await arrivals()).toEqual([]);
    });

    it('of an older generation takes its outcome in and leaves the newer one to be done', async () => {
      await want([aSaying('a', 'old')]);
      await claim();
      await want([aSaying('a', 'new')]);
      await finish(aSaying('a').key, 1, outcome);
      expect((await arrivals()).map(({ key }) => key)).toEqual([outcome.key]);
      expect(await claim()).toMatchObject([{ generation: 2 }]);
    });

    it("of an older generation does not give away what the newer one's worker holds", async () => {
      await want([aSaying('a', 'old')]);
      await claim();
      await want([aSaying('a', 'new')]);
      await claim(now + leaseMs);
      await finish(aSaying('a').key, 1);
      await retry(aSaying('a').key, 1, now);
      await store().parkEffect(aSaying('a').key, 1, { now, error: 'late', outcome: undefined });
      expect(await claim(now + leaseMs + 1)).toEqual([]);
    });

    it('of an older generation with a retry frees the newer one, which is due at once', async () => {
      await want([aSaying('a', 'old')]);
      await claim();
      await want([aSaying('a', 'new')]);
      await retry(aSaying('a').key, 1, far);
      expect(await claim()).toMatchObject([{ generation: 2, attempt: 1 }]);
    });

    it('of an older generation by giving up frees the newer one, and tells nobody', async () => {
      await want([aSaying('a', 'old')]);
      await claim();
      await want([aSaying('a', 'new')]);
      await store().parkEffect(aSaying('a').key, 1, { now, error: 'forbidden', outcome });
      expect(await claim()).toMatchObject([{ generation: 2 }]);
      expect(await store().listParked()).toEqual([]);
      expect(await arrivals()).toEqual([]);
    });

    it('that is done leaves it done when a slow worker retries it or gives it up', async () => {
      await want([aSaying()]);
      await claim();
      await finish(aSaying().key);
      await retry(aSaying().key, 1, now);
      await store().parkEffect(aSaying().key, 1, { now, error: 'late', outcome: undefined });
      expect(await claim(far)).toEqual([]);
      expect(await store().listParked()).toEqual([]);
    });
  });

  describe('withdrawing an effect', () => {
    const outcome = anArrival({ key: 'outcome:say:1', source: 'outcome', name: 'event' });
    const { key } = aSaying();
    const withdraw = async (keys: readonly string[] = [key]) => {
      await store().receive([anArrival({ key: 'withdraw', about: aCaseId })]);
      await store().saveStep('withdraw', aCaseId, now, () => aStep({ withdraws: keys }));
    };

    it('leaves nothing to do of what waits, and nothing for a person of what was given up; others stay', async () => {
      await want([aSaying('a'), aSaying('b'), aSaying('c')]);
      await claim();
      await store().parkEffect(aSaying('a').key, 1, { now, error: 'forbidden', outcome: undefined });
      await withdraw([aSaying('a').key, aSaying('b').key, 'nothing']);
      expect(await store().listParked()).toEqual([]);
      expect(ends(await claim(far))).toEqual(['c']);
    });

    it('makes the failure of a try that is under way no news', async () => {
      await want([aSaying()]);
      await claim();
      await withdraw();
      await store().parkEffect(key, 1, { now, error: 'forbidden', outcome });
      expect([await arrivals(), await store().listParked(), await claim(far)]).toEqual([[], [], []]);
    });

    it('does not keep what such a try did from being known', async () => {
      await want([aSaying()]);
      await claim();
      await withdraw();
      await finish(key, 1, outcome);
      expect(await arrivals()).toEqual([{ ...outcome, attempt: 1, abandoned: 0 }]);
    });

    it('does not stand in the way of the same words when they are wanted again', async () => {
      await want([aSaying()]);
      await withdraw();
      await want([aSaying()]);
      expect(await claim()).toMatchObject([{ effect: aSaying(), generation: 3, attempt: 1 }]);
    });

    it('leaves what is done as it is: the same words are not said again', async () => {
      await want([aSaying()]);
      await claim();
      await finish(key);
      await withdraw();
      await want([aSaying()]);
      expect(await claim(far)).toEqual([]);
    });
  });

  function ends(claimed: readonly ClaimedEffect[]): readonly (string | undefined)[] {
    return claimed.map(({ effect }) => effect.key.split('/').at(-1));
  }
}
