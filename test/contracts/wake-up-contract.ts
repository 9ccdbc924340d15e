import { describe, expect, it } from '@jest/globals';
import type { WakeUp } from '../../src/core/effects.ts';
import { caseId } from '../../src/core/ids.ts';
import { aCase, aCaseId, anArrival, aSaying, aStep, reportedAt } from '../fixtures/a-case.ts';
import type { Bench } from './ground.ts';

const now = reportedAt;
const leaseMs = 60_000;
const another = caseId('GHSA-9999-8888-7777');

export function wakeUpContract({ store, reopen, replica }: Bench): void {
  let steps = 0;

  async function plan(wakeUps: readonly WakeUp[], by = aCaseId): Promise<void> {
    const key = `plan:${(steps += 1)}`;
    await store().receive([anArrival({ key, about: by })]);
    await store().saveStep(key, by, now, () => aStep({ next: aCase({ id: by }), wakeUps }));
  }

  async function rung(at: number): Promise<readonly string[]> {
    await store().ringWakeUps(at, 100);
    const claimed = await store().claimArrivals({ now: at, leaseMs, limit: 100 });
    for (const { key } of claimed) await store().finishArrival(key, { note: 'heard', arrivals: [], now: at });
    return claimed.map(({ key }) => key);
  }

  const [due, later] = [
    { name: 'acknowledge-due', dueAt: now + 100 },
    { name: 'fix-due', dueAt: now + 200 },
  ] as const;
  const keyOf = ({ name, dueAt }: WakeUp, by = aCaseId) => `wake-up:${by}:${name}@${dueAt}`;

  describe('wake-ups', () => {
    it('ring when they are due and not before, as an arrival of their case', async () => {
      await plan([due]);
      expect(await store().ringWakeUps(due.dueAt - 1, 10)).toBe(0);
      expect(await store().ringWakeUps(due.dueAt, 10)).toBe(1);
      const [arrival] = await store().claimArrivals({ now: due.dueAt, leaseMs, limit: 10 });
      expect(arrival).toMatchObject({ key: keyOf(due), source: 'wake-up', name: 'event', about: aCaseId, receivedAt: due.dueAt });
      expect(JSON.parse(arrival?.body ?? '')).toEqual({ kind: 'WakeUpRang', at: due.dueAt, ...due });
    });

    it('ring once', async () => {
      await plan([due]);
      expect(await rung(now + 500)).toEqual([keyOf(due)]);
      expect(await rung(now + 900)).toEqual([]);
    });

    it('ring once even when a step that did not know asked for the same again', async () => {
      await plan([due]);
      await rung(now + 500);
      await plan([due]);
      expect(await rung(now + 900)).toEqual([]);
      expect(await store().nextDueAt(now + 900)).toBeUndefined();
    });

    it('ring late, with the time it really is, after an outage', async () => {
      await plan([due]);
      await reopen();
      await store().ringWakeUps(now + 86_400_000, 10);
      const [arrival] = await store().claimArrivals({ now: now + 86_400_000, leaseMs, limit: 10 });
      expect(JSON.parse(arrival?.body ?? '')).toMatchObject({ at: now + 86_400_000, dueAt: due.dueAt });
    });

    it('that are not named any more are dropped', async () => {
      await plan([due, later]);
      await plan([later]);
      expect(await rung(now + 500)).toEqual([keyOf(later)]);
    });

    it('of the same name are replaced by those with another time', async () => {
      await plan([due]);
      await plan([{ ...due, dueAt: now + 700 }]);
      expect(await rung(now + 500)).toEqual([]);
      expect(await rung(now + 700)).toEqual([keyOf({ ...due, dueAt: now + 700 })]);
    });

    it('of other cases are left alone', async () => {
      await plan([due], another);
      await plan([later]);
      await plan([]);
      expect(await rung(now + 500)).toEqual([keyOf(due, another)]);
    });

    it('ring no more at once than asked for, the earliest first', async () => {
      await plan([later, due], another);
      expect(await store().ringWakeUps(now + 500, 1)).toBe(1);
      expect((await store().claimArrivals({ now: now + 500, leaseMs, limit: 10 })).map(({ key }) => key)).toEqual([keyOf(due, another)]);
      expect(await store().ringWakeUps(now + 500, 5)).toBe(1);
    });

    it('ring once when several workers ring at the same time', async () => {
      await plan(Array.from({ length: 30 }, (_, index) => ({ name: `n${index}`, dueAt: now + index })));
      const stores = [store(), await replica()];
      const counts = await Promise.all(Array.from({ length: 8 }, (_, index) => (stores[index % 2] ?? store()).ringWakeUps(now + 500, 10)));
      let total = counts.reduce((sum, count) => sum + count, 0);
      total += await store().ringWakeUps(now + 500, 100);
      expect(total).toBe(30);
    });
  });

  describe('the next thing due', () => {
    const soonest = (at = now) => store().nextDueAt(at);

    it('is nothing when nothing waits', async () => {
      expect(await soonest()).toBeUndefined();
    });

    it('is the earliest wake-up', async () => {
      await plan([later, due]);
      expect(await soonest()).toBe(due.dueAt);
    });

    it('is an arrival that waits, then the end of its lease, then its next try', async () => {
      await store().receive([anArrival()]);
      expect(await soonest()).toBe(now);
      await store().claimArrivals({ now, leaseMs, limit: 1 });
      expect(await soonest()).toBe(now + leaseMs);
      await store().retryArrival(anArrival().key, { dueAt: now + 77, error: 'no answer' });
      expect(await soonest()).toBe(now + 77);
    });

    it('is not an arrival behind another of its case', async () => {
      await store().receive([anArrival({ key: 'a' }), anArrival({ key: 'b' })]);
      await store().claimArrivals({ now, leaseMs, limit: 5 });
      expect(await soonest()).toBe(now + leaseMs);
    });

    it('is an effect, when its installation may be served again', async () => {
      await store().receive([anArrival()]);
      await store().saveStep(anArrival().key, aCaseId, now, () => aStep({ effects: [aSaying('a'), aSaying('b')] }));
      expect(await soonest()).toBe(now);
      await store().claimEffects({ now, leaseMs, paceMs: 1_000, limit: 5 });
      expect(await soonest()).toBe(now + leaseMs);
      await store().finishEffect(aSaying('a').key, 1, { now, result: '', outcome: undefined });
      expect(await soonest()).toBe(now + 1_000);
      await store().claimEffects({ now: now + 1_000, leaseMs, paceMs: 1_000, limit: 5 });
      await store().retryEffect(aSaying('b').key, 1, { dueAt: now + 5_000, error: '429', pauseInstallationUntil: now + 9_000 });
      expect(await soonest(now + 1_000)).toBe(now + 9_000);
    });

    it('is nothing when all is done or parked', async () => {
      await store().receive([anArrival(), anArrival({ key: 'parked' })]);
      await store().saveStep(anArrival().key, aCaseId, now, () => aStep({ effects: [aSaying()] }));
      await store().parkArrival('parked', { error: 'no', now });
      await store().claimEffects({ now, leaseMs, paceMs: 0, limit: 1 });
      await store().finishEffect(aSaying().key, 1, { now, result: '', outcome: undefined });
      expect(await soonest()).toBeUndefined();
    });
  });

  describe('waking', () => {
    it.each([
      ['something arrives', async () => void (await store().receive([anArrival({ key: 'x' })]))],
      ['a step is saved', () => plan([])],
      ['a wake-up rings', async () => void (await store().ringWakeUps(now + 500, 10))],
      ['an effect is answered for', () => store().finishEffect('none', 1, { now, result: '', outcome: undefined })],
      ['parked work is to be tried again', async () => void (await store().retryParked('none', now))],
    ])('happens when %s', async (_, act) => {
      await plan([due]);
      let woken = 0;
      await store().onWork(() => (woken += 1));
      await act();
      expect(woken).toBeGreaterThan(0);
    });
  });
}
