import { describe, expect, it } from '@jest/globals';
import { caseId, repositoryName } from '../../src/core/ids.ts';
import type { Step, StoredCase } from '../../src/engine/ports/store.ts';
import { verifyHistory } from '../../src/adapters/store/history-chain.ts';
import { aCase, aCaseId, aDecidedEvent, anArrival, aPolicy, aSaying, aStep, reportedAt } from '../fixtures/a-case.ts';
import type { Bench } from './ground.ts';

const now = reportedAt;
const another = caseId('GHSA-9999-8888-7777');

export function stepContract({ ground, store, reopen, replica }: Bench): void {
  let arrivals = 0;

  /** Saves a step for an arrival of its own. */
  async function save(step: Partial<Step> = {}, on = store()): Promise<void> {
    const key = `step:${(arrivals += 1)}`;
    await on.receive([anArrival({ key })]);
    expect(await on.saveStep(key, step.next?.id ?? aCaseId, now, () => aStep(step))).toBe('saved');
  }

  const claimedEffects = () => store().claimEffects({ now, leaseMs: 1_000, paceMs: 0, limit: 10 });
  const claimedArrivals = () => store().claimArrivals({ now, leaseMs: 1_000, limit: 10 });

  describe('a step', () => {
    it('finds no case before the first, and afterwards what was saved', async () => {
      const seen: (StoredCase | undefined)[] = [];
      await store().receive([anArrival({ key: 'first' }), anArrival({ key: 'second' })]);
      for (const key of ['first', 'second']) {
        await store().saveStep(key, aCaseId, now, (current) => {
          seen.push(current);
          return aStep({ next: aCase({ phase: 'accepted' }) });
        });
      }
      expect(seen[0]).toBeUndefined();
      expect(seen[1]).toEqual({ case: aCase({ phase: 'accepted' }), version: 1, policy: aPolicy(), policyDigest: expect.any(String) });
    });

    it('is durable when it is answered, all of it', async () => {
      const wakeUps = [{ name: 'acknowledge-due', dueAt: now + 1 }];
      await save({ next: aCase({ phase: 'accepted' }), effects: [aSaying()], wakeUps });
      await reopen();
      expect((await store().readCase(aCaseId))?.case).toEqual(aCase({ phase: 'accepted' }));
      expect(await store().readHistory(aCaseId)).toHaveLength(1);
      expect((await claimedEffects()).map(({ effect }) => effect)).toEqual([aSaying()]);
      expect(await store().ringWakeUps(now + 1, 10)).toBe(1);
    });

    it('keeps under which policy each line was decided, also when the policy changes on the way', async () => {
      const [before, after] = [aPolicy({ requiredLgtms: 2 }), aPolicy({ requiredLgtms: 3 })];
      await save({ policy: before });
      await save({ policy: after, history: [{ ...aDecidedEvent(), policy: before }, aDecidedEvent()] });
      await reopen();
      const stored = await store().readCase(aCaseId);
      const lines = await store().readHistory(aCaseId);
      expect(stored?.policy).toEqual(after);
      expect(lines.map(({ policyDigest }) => policyDigest === stored?.policyDigest)).toEqual([false, false, true]);
      expect(lines[0]?.policyDigest).toBe(lines[1]?.policyDigest);
      expect(stored && verifyHistory(stored, lines)).toEqual({ whole: true });
    });

    it('marks its arrival done', async () => {
      await store().receive([anArrival({ key: 'a' }), anArrival({ key: 'b' })]);
      await claimedArrivals();
      await store().saveStep('a', aCaseId, now, () => aStep());
      expect((await claimedArrivals()).map(({ key }) => key)).toEqual(['b']);
    });

    it('saves nothing when deciding throws, and leaves the arrival to be tried again', async () => {
      await save();
      await store().receive([anArrival()]);
      await claimedArrivals();
      const failing = store().saveStep(anArrival().key, aCaseId, now, () => {
        throw new Error('impossible state');
      });
      await expect(failing).rejects.toThrow('impossible state');
      expect(await store().readHistory(aCaseId)).toHaveLength(1);
      await store().retryArrival(anArrival().key, { dueAt: now, error: 'impossible state' });
      expect((await claimedArrivals()).map(({ key }) => key)).toEqual([anArrival().key]);
    });

    it('saves nothing when saving fails in the middle', async () => {
      await save();
      await ground().tamper(
        "insert into history (case_id, version, event, outcome, decided_at, because, policy_digest, previous_hash, hash) values ('GHSA-2222-3333-4444', 2, '{}', 'accepted', 0, '[]', '', '', '')",
      );
      await store().receive([anArrival()]);
      const step = aStep({ next: aCase({ phase: 'accepted' }), effects: [aSaying()] });
      await expect(store().saveStep(anArrival().key, aCaseId, now, () => step)).rejects.toThrow();
      expect((await store().readCase(aCaseId))?.case.phase).toBe('reported');
      expect(await claimedEffects()).toEqual([]);
      expect((await claimedArrivals()).map(({ key }) => key)).toEqual([anArrival().key]);
    });

    it('refuses a case too large to be right, and saves nothing', async () => {
      await store().receive([anArrival()]);
      const report = { ...aCase().report, text: 'x'.repeat(8 * 1024 * 1024) };
      const saving = store().saveStep(anArrival().key, aCaseId, now, () => aStep({ next: aCase({ report }) }));
      await expect(saving).rejects.toThrow(/snapshot of GHSA-2222-3333-4444 has \d+ bytes; at most 8388608/);
      expect(await store().readCase(aCaseId)).toBeUndefined();
    });

    it('that cannot be saved leaves nothing behind, while one that was asked for with it is saved', async () => {
      const caseIssue = { repository: repositoryName('acme/widget-security'), number: 7 };
      const report = { ...aCase().report, text: 'x'.repeat(8 * 1024 * 1024) };
      const tooLarge = aStep({
        ...{ next: aCase({ report, caseIssue }), effects: [aSaying('said in vain')], wakeUps: [{ name: 'in-vain', dueAt: now }] },
        arrivals: [anArrival({ key: 'in vain' })],
      });
      await store().receive([anArrival({ key: 'large' }), anArrival({ key: 'small' })]);
      const [large, small] = await Promise.allSettled([
        store().saveStep('large', aCaseId, now, () => tooLarge),
        store().saveStep('small', another, now, () => aStep({ next: aCase({ id: another }), effects: [aSaying('said', 'x', another)] })),
      ]);
      expect(large.status).toBe('rejected');
      expect(small).toMatchObject({ value: 'saved' });
      expect(await store().findSubjectAt(caseIssue)).toBeUndefined();
      expect(await store().readHistory(aCaseId)).toEqual([]);
      expect(await store().ringWakeUps(now, 10)).toBe(0);
      expect((await claimedEffects()).map(({ effect }) => effect.key)).toEqual([`${another}/said`]);
      expect((await claimedArrivals()).map(({ key }) => key)).toEqual(['large']);
    });

    it('refuses to save another case than the one it was asked about', async () => {
      await store().receive([anArrival()]);
      const saving = store().saveStep(anArrival().key, aCaseId, now, () => aStep({ next: aCase({ id: another }) }));
      await expect(saving).rejects.toThrow('A step of GHSA-2222-3333-4444 would save GHSA-9999-8888-7777');
    });

    it('that ignores its arrival marks it done and changes nothing', async () => {
      await store().receive([anArrival()]);
      expect(await store().saveStep(anArrival().key, aCaseId, now, () => ({ ignored: 'about nothing' }))).toBe('ignored');
      expect(await store().readCase(aCaseId)).toBeUndefined();
      expect(await claimedArrivals()).toEqual([]);
    });

    it('of an arrival that is done is not decided again', async () => {
      await store().receive([anArrival()]);
      await store().saveStep(anArrival().key, aCaseId, now, () => aStep());
      const again = await store().saveStep(anArrival().key, aCaseId, now, () => {
        throw new Error('must not be asked');
      });
      expect(again).toBe('already-done');
      expect(await store().readHistory(aCaseId)).toHaveLength(1);
    });

    it('of an arrival that never came is refused', async () => {
      await expect(store().saveStep('never', aCaseId, now, () => aStep())).rejects.toThrow('There is no arrival "never"');
    });

    it('of an arrival that was parked meanwhile is saved after all', async () => {
      await store().receive([anArrival()]);
      await store().parkArrival(anArrival().key, { error: 'gave up', now });
      expect(await store().saveStep(anArrival().key, aCaseId, now, () => aStep())).toBe('saved');
      expect(await store().listParked()).toEqual([]);
    });

    it('keeps both lines when two steps race for one case', async () => {
      await save();
      await race(2);
      expect((await store().readCase(aCaseId))?.version).toBe(3);
      expect((await store().readCase(aCaseId))?.case.rung).toHaveLength(2);
    });

    it('keeps both lines when two steps race to create the case', async () => {
      await race(2);
      expect((await store().readCase(aCaseId))?.version).toBe(2);
      expect((await store().readCase(aCaseId))?.case.rung).toHaveLength(2);
    });

    it('keeps what both say when two steps race to create the case without a line of history', async () => {
      await race(2, { history: [] });
      expect((await store().readCase(aCaseId))?.case.rung).toHaveLength(2);
    });

    it('loses none of many steps that race from two connections, and decides none on an old state', async () => {
      await race(24);
      const stored = await store().readCase(aCaseId);
      expect(stored?.version).toBe(24);
      expect(new Set(stored?.case.rung).size).toBe(24);
      expect(stored === undefined ? undefined : verifyHistory(stored, await store().readHistory(aCaseId))).toEqual({ whole: true });
    });

    it('loses none of the steps that race and add no line to the history', async () => {
      await save();
      await race(12, { history: [] });
      expect((await store().readCase(aCaseId))?.case.rung).toHaveLength(12);
    });

    it('is taken once when two workers save it for the same arrival', async () => {
      const other = await replica();
      await store().receive([anArrival()]);
      const saving = [store(), other].map((one) => one.saveStep(anArrival().key, aCaseId, now, () => aStep()));
      expect((await Promise.all(saving)).sort()).toEqual(['already-done', 'saved']);
      expect(await store().readHistory(aCaseId)).toHaveLength(1);
    });
  });

  describe('the history', () => {
    it('numbers its lines from 1 and gives them back as they were saved', async () => {
      const [first, second] = [
        aDecidedEvent(),
        aDecidedEvent({ outcome: 'refused', refusalCode: 'wrong-phase', because: [{ fact: 'it is over' }] }),
      ];
      await save({ history: [first, second] });
      expect(await store().readHistory(aCaseId)).toMatchObject([
        { ...first, version: 1 },
        { ...second, version: 2 },
      ]);
    });

    it('stays as it is when a step adds no line', async () => {
      await save();
      await save({ history: [], next: aCase({ phase: 'accepted' }) });
      expect(await store().readHistory(aCaseId)).toHaveLength(1);
      expect(await store().readCase(aCaseId)).toMatchObject({ version: 1, case: { phase: 'accepted' } });
    });

    it('names in each line the policy it was decided under, and the case keeps the latest', async () => {
      await save();
      await save({ policy: aPolicy({ requiredLgtms: 1 }) });
      await save({ policy: aPolicy() });
      const digests = (await store().readHistory(aCaseId)).map(({ policyDigest }) => policyDigest);
      expect(digests[0]).not.toBe(digests[1]);
      expect(digests[2]).toBe(digests[0]);
      const stored = await store().readCase(aCaseId);
      expect(stored?.policy).toEqual(aPolicy());
      expect(stored?.policyDigest).toBe(digests[0]);
    });

    it('is whole when nobody touched it', async () => {
      for (let line = 0; line < 3; line += 1) await save();
      expect(await check()).toEqual({ whole: true });
    });

    it.each([
      ['an event was changed', "update history set event = replace(event, 'max', 'mex') where version = 2", 2],
      ['an instant was changed', 'update history set decided_at = decided_at + 1 where version = 3', 3],
      ['a refusal was made an acceptance', "update history set outcome = 'refused' where version = 1", 1],
      ['a reason was changed', "update history set because = '[]' where version = 2", 2],
      ['the policy was changed', "update history set policy_digest = 'f00' where version = 2", 2],
      ['a line was removed from the middle', 'delete from history where version = 2', 2],
      ['the last line was removed', 'delete from history where version = 3', 3],
      ['all lines were removed', 'delete from history', 1],
    ])('shows it when %s', async (_, statement, brokenAt) => {
      for (let line = 0; line < 3; line += 1) await save();
      await ground().tamper(statement);
      expect(await check()).toEqual({ whole: false, brokenAt });
    });

    it('shows it when it was taken from another case', async () => {
      await save();
      const stored = await store().readCase(aCaseId);
      const moved = { case: { id: another }, version: stored?.version ?? 0 };
      expect(verifyHistory(moved, await store().readHistory(aCaseId))).toEqual({ whole: false, brokenAt: 1 });
    });
  });

  /** That many steps at once, from two connections where there may be two; each adds its name to what it finds. */
  async function race(many: number, step: Partial<Step> = {}): Promise<void> {
    const stores = [store(), await replica()];
    const names = Array.from({ length: many }, (_, index) => `racer ${index}`);
    await store().receive(names.map((key) => anArrival({ key })));
    await Promise.all(
      names.map((name, index) =>
        (stores[index % 2] ?? store()).saveStep(name, aCaseId, now, (current) =>
          aStep({ ...step, next: aCase({ rung: [...(current?.case.rung ?? []), name] }) }),
        ),
      ),
    );
  }

  async function check() {
    const stored = await store().readCase(aCaseId);
    return stored === undefined ? undefined : verifyHistory(stored, await store().readHistory(aCaseId));
  }
}
