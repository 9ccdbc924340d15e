import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { verifyHistory } from '../../../src/adapters/store/history-chain.ts';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import { decideAll } from '../../../src/engine/step.ts';
import { aCase, aCaseId, anArrival, aStep, reportedAt } from '../../fixtures/a-case.ts';

describe('a store that an older Fixlead left', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fixlead-older-'));
  const path = join(folder, 'fixlead.sqlite');
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** As it was before there were sessions: their tables are not there, and a case has the fields that it had from the first day. */
  async function leftByAnOlderOne(): Promise<void> {
    const store = await openStore(`sqlite:${path}`);
    await store.receive([anArrival({ key: 'first' })]);
    await store.saveStep('first', aCaseId, reportedAt, () => aStep({ next: aCase() }));
    await store.close();
    const file = new DatabaseSync(path);
    file.exec('drop table sessions; drop table access_keys; drop index arrivals_by_due; drop index outbox_by_due');
    file.exec('drop table looks; drop index places_of_a_case; alter table cases drop column installation_id');
    file.exec('update schema_version set version = 2');
    file.close();
  }

  it('is brought up to date, and its cases go on without the fields that are new', async () => {
    await leftByAnOlderOne();
    const store = await openStore(`sqlite:${path}`);
    const now = reportedAt + 3_600_000;
    expect(await store.listOpen()).toMatchObject([{ id: aCaseId, installationId: undefined }]);
    expect(await store.readCase(aCaseId)).toMatchObject({ case: { id: aCaseId, phase: 'reported' }, version: 1 });
    await store.receive([anArrival({ key: 'next' })]);
    const rang = { kind: 'WakeUpRang', name: 'nothing-of-today', dueAt: now, at: now } as const;
    const seen = { kind: 'AdvisorySeen', state: 'closed', temporaryFork: undefined, at: now } as const;
    const saved = await store.saveStep('next', aCaseId, now, (current) =>
      decideAll(current, [rang, seen], { freshPolicy: undefined, now, key: 'next' }),
    );
    expect(saved).toBe('saved');
    const stored = await store.readCase(aCaseId);
    expect(stored?.version).toBeGreaterThan(1);
    expect(stored && verifyHistory(stored, await store.readHistory(aCaseId))).toEqual({ whole: true });
    await store.close();
  });
});
