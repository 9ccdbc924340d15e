import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../src/core/case.ts';
import { caseId, repositoryName } from '../../src/core/ids.ts';
import { aCase, aCaseId, aFixRepository, anArrival, aPullRequest, aStep, reportedAt } from '../fixtures/a-case.ts';
import type { Bench } from './ground.ts';

const now = reportedAt;
const another = caseId('GHSA-9999-8888-7777');
const [three, four] = [aPullRequest({ number: 3 }), aPullRequest({ number: 4 })];
const issue = { repository: aFixRepository, number: 12 };

export function readingContract({ store, reopen }: Bench): void {
  let steps = 0;

  async function save(next: Case): Promise<void> {
    const key = `save:${(steps += 1)}`;
    await store().receive([anArrival({ key, about: next.id })]);
    await store().saveStep(key, next.id, now, () => aStep({ next }));
  }

  describe('finding a case by its place', () => {
    it('finds it by its issue and by each of its pull requests', async () => {
      await save(aCase({ caseIssue: issue, pullRequests: [three, four] }));
      for (const number of [12, 3, 4]) expect(await store().findSubjectAt({ repository: aFixRepository, number })).toBe(aCaseId);
    });

    it('finds nothing elsewhere', async () => {
      await save(aCase({ caseIssue: issue }));
      expect(await store().findSubjectAt({ repository: aFixRepository, number: 13 })).toBeUndefined();
      expect(await store().findSubjectAt({ repository: repositoryName('acme/other'), number: 12 })).toBeUndefined();
    });

    it('follows what a later step adds and takes away', async () => {
      await save(aCase({ pullRequests: [three] }));
      await save(aCase({ pullRequests: [four], caseIssue: issue }));
      expect(await store().findSubjectAt(three)).toBeUndefined();
      expect(await store().findSubjectAt(four)).toBe(aCaseId);
      expect(await store().findSubjectAt(issue)).toBe(aCaseId);
    });

    it('finds the case that named the place last, and keeps it when the other lets it go', async () => {
      await save(aCase({ pullRequests: [three] }));
      await save(aCase({ id: another, pullRequests: [three] }));
      expect(await store().findSubjectAt(three)).toBe(another);
      await save(aCase());
      expect(await store().findSubjectAt(three)).toBe(another);
    });
  });

  describe('reading cases', () => {
    it('finds no case where there is none', async () => {
      expect(await store().readCase(aCaseId)).toBeUndefined();
      expect(await store().readHistory(aCaseId)).toEqual([]);
      expect(await store().listCases()).toEqual([]);
    });

    it('lists cases in the order of their reports', async () => {
      const older = { ...aCase().report, reportedAt: now - 1 };
      await save(aCase());
      await save(aCase({ id: another, report: older }));
      expect((await store().listCases()).map(({ id }) => id)).toEqual([another, aCaseId]);
    });

    it('lists the open ones, the closed ones, or those of one repository', async () => {
      await save(aCase({ repository: repositoryName('acme/gadget') }));
      await save(aCase({ id: another, phase: 'published' }));
      const ids = async (filter: Parameters<ReturnType<typeof store>['listCases']>[0]) =>
        (await store().listCases(filter)).map(({ id }) => id);
      expect(await ids({ open: true })).toEqual([aCaseId]);
      expect(await ids({ open: false })).toEqual([another]);
      expect(await ids({ repository: repositoryName('acme/gadget') })).toEqual([aCaseId]);
      expect(await ids({ open: false, repository: repositoryName('acme/gadget') })).toEqual([]);
      expect(await ids({})).toHaveLength(2);
    });
  });

  describe('the open cases', () => {
    const elsewhere = aPullRequest({ repository: repositoryName('acme/another-fix'), number: 9 });

    it('are told with where they stand, each place once, in the order of their reports', async () => {
      const { report } = aCase();
      await save(aCase({ installationId: 77, caseIssue: issue, pullRequests: [three, four, elsewhere] }));
      await save(aCase({ id: another, report: { ...report, reportedAt: now - 1 } }));
      await save(aCase({ id: caseId('GHSA-7777-8888-7777'), phase: 'published', caseIssue: { ...issue, number: 77 } }));
      expect(await store().listOpen()).toEqual([
        { id: another, repository: aCase().repository, installationId: aCase().installationId, standsIn: [] },
        { id: aCaseId, repository: aCase().repository, installationId: 77, standsIn: ['acme/another-fix', aFixRepository] },
      ]);
    });
  });

  describe('forgetting', () => {
    it('lets webhooks go that were done with long ago, but the newest, some at a time, and nothing else', async () => {
      const old = ['a', 'b', 'c'].map((key) => anArrival({ key, source: 'webhook', about: undefined, receivedAt: now - 9 }));
      const found = anArrival({ key: 'found', source: 'poll', about: undefined, receivedAt: now - 9 });
      const waiting = anArrival({ key: 'waiting', source: 'webhook', about: undefined, receivedAt: now - 9 });
      const newest = anArrival({ key: 'newest', source: 'webhook', about: undefined, receivedAt: now - 9 });
      await store().receive([...old, found, waiting, newest]);
      for (const { key } of [...old, found, newest]) await store().finishArrival(key, { note: '', arrivals: [], now: now - 5 });
      expect(await store().prune(now - 5, 9)).toBe(0);
      expect(await store().prune(now, 2)).toBe(2);
      expect(await store().prune(now, 2)).toBe(1);
      expect(await store().prune(now, 2)).toBe(0);
      expect(await store().receive([...old, found, waiting, newest])).toEqual([true, true, true, false, false, false]);
      expect(await store().newestDeliveryAt()).toBe(now - 9);
    });

    it('lets looks go that nobody took for long', async () => {
      await store().claimLook('of a closed case', { now: now - 9, since: now - 9 });
      await store().claimLook('of an open case', { now, since: now });
      await store().prune(now, 9);
      expect(await store().claimLook('of a closed case', { now, since: now - 20 })).toBe(true);
      expect(await store().claimLook('of an open case', { now, since: now - 20 })).toBe(false);
    });
  });

  describe('a look that several may take', () => {
    const look = (at: number, since: number, name = 'comments') => store().claimLook(name, { now: at, since });

    it('is taken by the first, and again when the time has come', async () => {
      expect(await look(now, now - 10)).toBe(true);
      expect(await look(now + 1, now - 9)).toBe(false);
      expect(await look(now + 1, now - 9, 'policy')).toBe(true);
      expect(await look(now + 11, now + 1)).toBe(true);
      expect(await look(now + 12, now + 2)).toBe(false);
    });

    it('is taken at once by whoever cannot wait, and that counts for the others', async () => {
      expect(await look(now, now - 10)).toBe(true);
      expect(await look(now + 1, now + 2)).toBe(true);
      expect(await look(now + 10, now + 1)).toBe(false);
    });

    it('is not kept from anybody by a clock that was ahead', async () => {
      expect(await look(now + 1_000_000, now)).toBe(true);
      expect(await look(now, now - 10)).toBe(true);
    });
  });

  describe('reading much', () => {
    it('gives the newest lines of a history where it is said how many, oldest first all the same', async () => {
      for (let done = 0; done < 3; done += 1) await save(aCase());
      expect((await store().readHistory(aCaseId, 2)).map(({ version }) => version)).toEqual([2, 3]);
      expect((await store().readHistory(aCaseId)).map(({ version }) => version)).toEqual([1, 2, 3]);
    });

    it('gives all cases with their policies, in the order of their reports', async () => {
      const { report } = aCase();
      await save(aCase({ report: { ...report, reportedAt: now + 1 } }));
      await save(aCase({ id: another }));
      const all = await store().readCases();
      expect(all.map((stored) => stored.case.id)).toEqual([another, aCaseId]);
      expect(all[1]).toEqual(await store().readCase(aCaseId));
    });
  });

  describe('cursors', () => {
    it('are remembered over a restart, the last value of each', async () => {
      expect(await store().readCursor('advisories')).toBeUndefined();
      await store().writeCursor('advisories', '"one"');
      await store().writeCursor('advisories', '"two"');
      await store().writeCursor('deliveries', '3');
      await reopen();
      expect(await store().readCursor('advisories')).toBe('"two"');
      expect(await store().readCursor('deliveries')).toBe('3');
    });
  });

  describe('closing', () => {
    it('may happen twice, and refuses work afterwards', async () => {
      await store().close();
      await store().close();
      await expect(store().receive([anArrival()])).rejects.toThrow('The store is closed.');
      await expect(store().readCase(aCaseId)).rejects.toThrow('The store is closed.');
    });

    it('waits for what was being taken in', async () => {
      const taking = store().receive([anArrival()]);
      await reopen();
      expect(await taking).toEqual([true]);
      expect(await store().claimArrivals({ now, leaseMs: 1, limit: 1 })).toHaveLength(1);
    });
  });
}
