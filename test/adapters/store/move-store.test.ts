import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { verifyHistory } from '../../../src/adapters/store/history-chain.ts';
import { moveStore } from '../../../src/adapters/store/move-store.ts';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import type { Store } from '../../../src/engine/ports/store.ts';
import { run } from '../../../src/cli/store.ts';
import { embeddedPostgresBinaries, startEmbeddedPostgres, type EmbeddedPostgres } from '../../contracts/embedded-postgres.ts';
import { aCase, aCaseId, anArrival, anotherCaseId, aSaying, aStep, reportedAt } from '../../fixtures/a-case.ts';

const binaries = embeddedPostgresBinaries();
const now = reportedAt;

if ('missing' in binaries) {
  describe('moving a store', () => {
    it.skip(`cannot be tested here: ${binaries.missing}`, () => undefined);
  });
} else {
  describe('moving a store into PostgreSQL', () => {
    let server: EmbeddedPostgres;
    let database = '';
    let folder = '';
    let path = '';
    let databases = 0;

    beforeAll(async () => {
      server = await startEmbeddedPostgres(binaries.folder);
    });
    afterAll(() => server.stop());
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'fixlead-move-'));
      path = join(folder, 'fixlead.sqlite');
      database = `moved_${(databases += 1)}`;
      await server.query('postgres', `create database ${database}`);
      await fill();
    });
    const opened: Store[] = [];
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close();
      rmSync(folder, { recursive: true, force: true });
    });
    async function open(url: string): Promise<Store> {
      const store = await openStore(url);
      opened.push(store);
      return store;
    }

    /** Two cases, 450 arrivals of every state, an effect, a wake-up, a cursor; texts that sort and count differently in different places. */
    async function fill(): Promise<void> {
      const store = await open(`sqlite:${path}`);
      await store.receive(
        Array.from({ length: 450 }, (_, index) =>
          anArrival({ key: `é-${index}-${index % 2 ? 'Z' : 'a'}`, about: undefined, body: '{"text":"\\u0000 ✓ “zitiert” 👩‍🚒"}' }),
        ),
      );
      await store.receive([anArrival({ key: 'one' }), anArrival({ key: 'other', about: anotherCaseId })]);
      await store.saveStep('one', aCaseId, now, () =>
        aStep({ effects: [aSaying('hello')], wakeUps: [{ name: 'triage-due', dueAt: now + 1 }] }),
      );
      await store.saveStep('other', anotherCaseId, now, () => aStep({ next: aCase({ id: anotherCaseId }) }));
      await store.parkArrival('é-1-Z', { error: 'kaputt', now });
      await store.writeCursor('advisories/acme/widget', '{"etag":"W/\\"x\\""}');
      await store.close();
    }

    const rowsThere = (table: string) => server.query(database, `select * from ${table}`);

    async function problemOf(moving: Promise<unknown>): Promise<string> {
      return moving.then(
        () => 'it was moved',
        (error: unknown) => String(error),
      );
    }

    it('brings every row of every table over as it was, and every history whole', async () => {
      const moved = await moveStore(path, server.urlOf(database));
      const file = new DatabaseSync(path, { readOnly: true });
      for (const { table, rows } of moved) {
        const before = file.prepare(`select * from ${table}`).all();
        const after = await rowsThere(table);
        const sorted = (all: readonly object[]) =>
          all
            .map((row) =>
              JSON.stringify(
                Object.entries(row)
                  .map(([name, value]) => [name, value === null ? null : String(value)])
                  .sort(),
              ),
            )
            .sort();
        expect(sorted(after)).toEqual(sorted(before));
        expect(after).toHaveLength(rows);
      }
      file.close();
      expect(Object.fromEntries(moved.map(({ table, rows }) => [table, rows]))).toMatchObject({
        arrivals: 452,
        cases: 2,
        history: 2,
        outbox: 1,
        wake_ups: 1,
        cursors: 1,
      });
      const store = await open(server.urlOf(database));
      const stored = await store.readCase(aCaseId);
      expect(stored && verifyHistory(stored, await store.readHistory(aCaseId))).toEqual({ whole: true });
      await store.close();
    });

    it('lets the app go on where it was: what is known stays known, what is new comes after', async () => {
      await moveStore(path, server.urlOf(database));
      const store = await open(server.urlOf(database));
      expect(await store.receive([anArrival({ key: 'one' }), anArrival({ key: 'brand new', about: undefined })])).toEqual([false, true]);
      const [last] = await server.query(database, 'select key from arrivals order by seq desc limit 1');
      expect(last).toEqual({ key: 'brand new' });
      await store.saveStep('brand new', aCaseId, now, () => aStep({ effects: [aSaying('again', 'later')] }));
      const orders = await server.query(database, 'select step_order from outbox order by step_order');
      expect(orders.map(({ step_order }) => Number(step_order))).toEqual([1, 2]);
      expect(await store.claimEffects({ now, leaseMs: 60_000, paceMs: 0, limit: 9 })).toMatchObject([
        { effect: { kind: 'SayOnAdvisory' } },
      ]);
      await store.close();
    });

    it('leaves a file that is refused from then on, since two copies would each do everything', async () => {
      await moveStore(path, server.urlOf(database));
      expect(await problemOf(open(`sqlite:${path}`))).toContain('was moved into a PostgreSQL database; set FIXLEAD_STORE to that');
      expect(await problemOf(moveStore(path, server.urlOf(database)))).toContain('was moved');
    });

    it('is refused while an app works on the file', async () => {
      const running = await open(`sqlite:${path}`);
      expect(await problemOf(moveStore(path, server.urlOf(database)))).toContain('is in use by another Fixlead process');
      await running.close();
    });

    it('is refused where the database holds anything already', async () => {
      const store = await open(server.urlOf(database));
      await store.writeCursor('somebody', '1');
      await store.close();
      expect(await problemOf(moveStore(path, server.urlOf(database)))).toContain('holds Fixlead data already (in cursors)');
    });

    it('moves nothing when a history is broken, and the file stays in use', async () => {
      const file = new DatabaseSync(path);
      file.exec(`update history set because = '[{"fact":"made up"}]' where case_id = '${anotherCaseId}'`);
      file.close();
      expect(await problemOf(moveStore(path, server.urlOf(database)))).toContain(`The history of ${anotherCaseId} is broken at line 1`);
      expect(await rowsThere('arrivals')).toEqual([]);
      await (await open(`sqlite:${path}`)).close();
    });

    it('is a command that tells what it moved, or in a line why not', async () => {
      const said = { stdout: '', stderr: '' };
      const stream = (name: 'stdout' | 'stderr') => ({ write: (text: string) => ((said[name] += text), true) });
      const streams = { stdin: process.stdin, stdout: stream('stdout'), stderr: stream('stderr') } as unknown as Parameters<typeof run>[1];
      expect(await run(['move', path], streams)).toBe(2);
      expect(await run(['move', join(folder, 'none.sqlite'), server.urlOf(database)], streams)).toBe(1);
      expect(await run(['move', path, server.urlOf(database)], streams)).toBe(0);
      expect(said.stdout).toMatch(/arrivals +452 rows, the same on both sides/);
      expect(said.stderr.split('\n')).toHaveLength(3);
    });
  });
}
