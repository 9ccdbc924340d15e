import { describe, expect, it } from '@jest/globals';
import { anArrival, aCaseId, aSaying, aStep, reportedAt } from '../fixtures/a-case.ts';
import type { Bench } from './ground.ts';

const now = reportedAt;
const leaseMs = 60_000;

export function parkedContract({ store, reopen }: Bench): void {
  const claimArrivals = () => store().claimArrivals({ now, leaseMs, limit: 10 });
  const claimEffects = () => store().claimEffects({ now, leaseMs, paceMs: 0, limit: 10 });

  async function parkOneEffect(outcome = anArrival({ key: 'outcome:given-up', source: 'outcome', name: 'event' })): Promise<void> {
    await store().receive([anArrival({ key: 'step' })]);
    await store().saveStep('step', aCaseId, now, () => aStep({ effects: [aSaying()] }));
    await claimEffects();
    await store().parkEffect(aSaying().key, 1, { now: now + 2, error: 'GitHub said 403', outcome });
  }

  describe('parked work', () => {
    it('is listed with what it was and why it was given up, in the order it was', async () => {
      await parkOneEffect();
      await store().receive([anArrival({ key: 'odd', about: undefined, name: 'push' })]);
      await claimArrivals();
      await store().parkArrival('odd', { error: 'not what GitHub documents', now: now + 1 });
      await reopen();
      expect(await store().listParked()).toEqual([
        { key: 'odd', what: 'webhook push', error: 'not what GitHub documents', attempts: 1, parkedAt: now + 1 },
        { key: aSaying().key, what: 'SayOnAdvisory', error: 'GitHub said 403', attempts: 1, parkedAt: now + 2 },
      ]);
    });

    it('is not handed out', async () => {
      await parkOneEffect();
      expect(await claimEffects()).toEqual([]);
      expect(await store().claimEffects({ now: now + 10 * leaseMs, leaseMs, paceMs: 0, limit: 10 })).toEqual([]);
    });

    it('tells the case that an effect was given up', async () => {
      await parkOneEffect();
      expect((await claimArrivals()).map(({ key }) => key)).toEqual(['outcome:given-up']);
    });

    it('gives its error in a line that a database can keep, cut to a bearable length', async () => {
      await store().receive([anArrival()]);
      await store().parkArrival(anArrival().key, { error: `\0${'x'.repeat(9_000)}`, now });
      const [parked] = await store().listParked();
      expect(parked?.error).toMatch(/^\uFFFDx{1999}$/);
    });

    it('is handed out again when somebody asks for it: an arrival as new', async () => {
      await store().receive([anArrival()]);
      await claimArrivals();
      await store().parkArrival(anArrival().key, { error: 'no', now });
      expect(await store().retryParked(anArrival().key, now)).toBe(true);
      expect(await claimArrivals()).toEqual([{ ...anArrival(), attempt: 1, abandoned: 0 }]);
      expect(await store().listParked()).toEqual([]);
    });

    it('is handed out again when somebody asks for it: an effect as one that may have been carried out before', async () => {
      await parkOneEffect();
      expect(await store().retryParked(aSaying().key, now)).toBe(true);
      expect(await claimEffects()).toMatchObject([{ effect: aSaying(), attempt: 2 }]);
    });

    it('is answered for under a generation of its own after that, and late answers do not count', async () => {
      await parkOneEffect();
      await store().retryParked(aSaying().key, now);
      await store().parkEffect(aSaying().key, 1, { now, error: 'late', outcome: undefined });
      expect(await claimEffects()).toMatchObject([{ generation: 2 }]);
    });

    it('is handed out again by a step that asks for it, together with what the step saves', async () => {
      await parkOneEffect();
      await store().receive([anArrival({ key: 'retry' })]);
      await store().saveStep('retry', aCaseId, now, () => aStep({ retries: [aSaying().key, 'nothing'] }));
      expect(await claimEffects()).toMatchObject([{ effect: aSaying(), attempt: 2, generation: 2 }]);
      expect(await store().listParked()).toEqual([]);
    });

    it('cannot be asked for twice, nor when there is none', async () => {
      await parkOneEffect();
      expect(await store().retryParked('nothing', now)).toBe(false);
      expect(await store().retryParked(aSaying().key, now)).toBe(true);
      expect(await store().retryParked(aSaying().key, now)).toBe(false);
    });
  });
}
