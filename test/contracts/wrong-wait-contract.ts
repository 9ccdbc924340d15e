import { describe, expect, it } from '@jest/globals';
import { aCaseId, anArrival, aSaying, aStep, reportedAt } from '../fixtures/a-case.ts';
import type { Bench } from './ground.ts';

const now = reportedAt;
const hourMs = 3_600_000;
const minuteMs = 60_000;
/** What a clock showed that was three hours ahead. */
const wrong = now + 3 * hourMs;

export function wrongWaitContract({ store }: Bench): void {
  const mend = (at = now) => store().endWrongWaits({ now: at, longestMs: hourMs });
  const claimArrivals = () => store().claimArrivals({ now, leaseMs: 60_000, limit: 9 });
  const claimEffects = () => store().claimEffects({ now, leaseMs: 60_000, paceMs: 1_000, limit: 9 });

  async function want(...ends: readonly string[]): Promise<void> {
    await store().receive([anArrival({ key: `want:${ends.join()}` })]);
    await store().saveStep(`want:${ends.join()}`, aCaseId, now, () => aStep({ effects: ends.map((end) => aSaying(end)) }));
  }

  describe('what a clock that was ahead has put off', () => {
    it('is due once it is mended: what came in then, and what was to be tried again', async () => {
      await store().receive([anArrival({ key: 'of later', about: undefined, receivedAt: wrong })]);
      await store().receive([anArrival({ key: 'retried', about: undefined })]);
      await claimArrivals();
      await store().retryArrival('retried', { dueAt: wrong, error: '502' });
      expect(await claimArrivals()).toEqual([]);
      expect(await mend()).toBe(2);
      expect((await claimArrivals()).map(({ key }) => key)).toEqual(['retried', 'of later']);
    });

    it('is due also when whoever had an arrival in hand then is gone', async () => {
      await store().receive([anArrival()]);
      await store().claimArrivals({ now: wrong, leaseMs: 60_000, limit: 9 });
      expect(await mend()).toBe(1);
      expect(await claimArrivals()).toMatchObject([{ attempt: 2 }]);
    });

    it('is carried out, though the installation had its last turn then and was to rest until then', async () => {
      await want('a', 'b');
      const [first] = await store().claimEffects({ now: wrong, leaseMs: 60_000, paceMs: 1_000, limit: 9 });
      if (first === undefined) throw new Error('nothing was claimed');
      await store().retryEffect(first.effect.key, 1, { dueAt: wrong, error: 'slow down', pauseInstallationUntil: wrong });
      expect(await claimEffects()).toEqual([]);
      expect(await mend()).toBe(2);
      expect(await claimEffects()).toMatchObject([{ effect: aSaying('a'), attempt: 2 }]);
    });

    it('stays with whoever carries an effect out, whose clock may still be ahead', async () => {
      await want('a');
      await store().claimEffects({ now: wrong, leaseMs: 60_000, paceMs: 1_000, limit: 9 });
      await mend();
      expect(await claimEffects()).toEqual([]);
      await store().keepEffect(aSaying('a').key, 1, wrong + 120_000);
      await mend(now + minuteMs);
      expect(await claimEffects()).toEqual([]);
    });

    it('is taken up again when whoever carried an effect out has not renewed its lease for a minute', async () => {
      await want('a');
      await store().claimEffects({ now: wrong, leaseMs: 60_000, paceMs: 1_000, limit: 9 });
      await mend();
      await mend(now + minuteMs - 1);
      expect(await claimEffects()).toEqual([]);
      expect(await mend(now + minuteMs)).toBe(1);
      expect(await claimEffects()).toMatchObject([{ effect: aSaying('a'), attempt: 2 }]);
      expect(await mend(now + 2 * minuteMs)).toBe(0);
    });
  });

  it('leaves alone what waits for no longer than anything may', async () => {
    await store().receive([anArrival({ key: 'soon', about: undefined, receivedAt: now + hourMs })]);
    await want('a');
    await claimEffects();
    await store().retryEffect(aSaying('a').key, 1, { dueAt: now + hourMs, error: '429', pauseInstallationUntil: now + hourMs });
    expect(await mend()).toBe(0);
    expect([await claimArrivals(), await claimEffects()]).toEqual([[], []]);
    expect(await store().nextDueAt(now)).toBe(now + hourMs);
  });
}
