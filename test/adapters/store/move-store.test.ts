import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { verifyHistory } from '../../../src/adapters/store/history-chain.ts';
import { moveStore } from '../../../src/adapters/store/move-store.ts';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import type { Store } from '../../../src/engine/ports/store.ts';
import { run } from '../../../src/cli/store.ts';
import { embeddedPostgresBinaries, startEmbeddedPostgres, type EmbeddedPostgres } from '../../contracts/embedded-postgres.ts';
import { startProcess } from '../../a-process.ts';
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
        // One says that it was moved.
        cursors: 2,
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

    /** Resolves when the move waits for this on the server; it is asked again and again, because nobody tells. */
    async function waitsFor(event: string): Promise<void> {
      const waiting = `select 1 from pg_stat_activity where datname = '${database}' and wait_event = '${event}'`;
      while ((await server.query('postgres', waiting)).length === 0) await pause(20);
    }

    /** Tables as an app makes them, and a trap on one, in which a move sits until it is let go. */
    async function layTrap(kind: 'before insert' | 'at commit'): Promise<void> {
      await (await openStore(server.urlOf(database))).close();
      await server.query(database, 'create table trap as select 1 as set');
      await server.query(
        database,
        `create function wait() returns trigger language plpgsql as $$
          begin while exists (select 1 from trap) loop perform pg_sleep(0.05); end loop; return new; end $$`,
      );
      const trigger = {
        'before insert': 'create trigger slow before insert on cursors for each row execute function wait()',
        'at commit':
          'create constraint trigger slow after insert on cursors deferrable initially deferred for each row execute function wait()',
      }[kind];
      await server.query(database, trigger);
    }

    const letGo = () => server.query(database, 'delete from trap');
    const moving = () => startProcess(['store', 'move', path, server.urlOf(database)], { folder });

    it.each([
      { when: 'before insert', arrived: [] },
      { when: 'at commit', arrived: ['one', 'other'] },
    ] as const)('that dies $when leaves a file that no app works on, and is finished by another move', async ({ when, arrived }) => {
      await layTrap(when);
      const dying = moving();
      await waitsFor('PgSleep');
      await dying.kill();
      await letGo();
      expect(await problemOf(open(`sqlite:${path}`))).toContain(`run \`fixlead store move ${path} URL\` with the same database again`);
      const again = moving();
      expect([await again.ended(), again.stderr()]).toEqual([0, '']);
      expect(again.stdout()).toContain(arrived.length > 0 ? 'Everything had arrived before' : '452 rows, the same on both sides');
      expect(await rowsThere('arrivals')).toHaveLength(452);
      expect(await problemOf(open(`sqlite:${path}`))).toContain('was moved into a PostgreSQL database');
    });

    it('into another database than the one it was begun into is refused, because that one may hold everything', async () => {
      await layTrap('at commit');
      const dying = moving();
      await waitsFor('PgSleep');
      await dying.kill();
      await letGo();
      await server.query('postgres', `create database ${database}_other`);
      const problem = await problemOf(moveStore(path, server.urlOf(`${database}_other`)));
      expect(problem).toMatch(new RegExp(`was being moved into postgres://127\\.0\\.0\\.1:\\d+/${database} when that ended`));
    });

    it('whose commit is not answered says that it is not known what has arrived, and the next finds out', async () => {
      await layTrap('at commit');
      const asking = problemOf(moveStore(path, server.urlOf(database)));
      await waitsFor('PgSleep');
      await server.query('postgres', `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`);
      expect(await asking).toContain('did not say whether it has everything');
      expect(await problemOf(open(`sqlite:${path}`))).toContain('was being moved');
      await letGo();
      expect(await moveStore(path, server.urlOf(database))).toHaveLength(13);
    });

    it('that the database refuses leaves the file in use', async () => {
      await layTrap('before insert');
      await server.query(
        database,
        'create or replace function wait() returns trigger language plpgsql as $$ begin raise $1; end $$'.replace('$1', "'no'"),
      );
      expect(await problemOf(moveStore(path, server.urlOf(database)))).toContain('StoreProblem');
      await (await open(`sqlite:${path}`)).close();
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
