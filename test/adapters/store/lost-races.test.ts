// Races on PostgreSQL that are really lost: two transactions that PostgreSQL cannot bring into an order, and two that wait for each other.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { verifyHistory } from '../../../src/adapters/store/history-chain.ts';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import type { Schema } from '../../../src/adapters/store/schema.ts';
import { tryingAgain } from '../../../src/adapters/store/try-again.ts';
import type { Store } from '../../../src/engine/ports/store.ts';
import { aCase, aCaseId, anArrival, aStep, reportedAt as now } from '../../fixtures/a-case.ts';
import { embeddedPostgresBinaries, startEmbeddedPostgres, type EmbeddedPostgres } from '../../contracts/embedded-postgres.ts';

const binaries = embeddedPostgresBinaries();

if ('missing' in binaries) {
  describe('a race on PostgreSQL', () => {
    it.skip(`cannot be tested here: ${binaries.missing}`, () => undefined);
  });
} else {
  describe('a race on PostgreSQL', () => {
    let server: EmbeddedPostgres;
    let database = '';
    let databases = 0;
    let store: Store;
    let other: pg.Client;

    beforeAll(async () => {
      server = await startEmbeddedPostgres(binaries.folder);
    });
    afterAll(() => server.stop());

    beforeEach(async () => {
      database = `races_${(databases += 1)}`;
      await server.query('postgres', `create database ${database}`);
      await server.query('postgres', `alter database ${database} set default_transaction_isolation = 'serializable'`);
      store = await openStore(server.urlOf(database));
      await store.receive([anArrival({ key: 'first' }), anArrival({ key: 'second' })]);
      await store.saveStep('first', aCaseId, now, () => aStep());
      other = new pg.Client({ connectionString: server.urlOf(database) });
      await other.connect();
    });
    afterEach(async () => {
      await other.end();
      await store.close();
    });

    async function untilSomebodyWaitsForALock(): Promise<void> {
      const waiting = `select 1 from pg_stat_activity where datname = '${database}' and wait_event_type = 'Lock'`;
      while ((await server.query('postgres', waiting)).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    }

    async function deadlocksSoFar(): Promise<number> {
      const [row] = await server.query('postgres', `select deadlocks from pg_stat_database where datname = '${database}'`);
      return Number(row?.['deadlocks']);
    }

    const saveSecond = (): Promise<string> =>
      store.saveStep('second', aCaseId, now, (current) => aStep({ next: aCase({ rung: [...(current?.case.rung ?? []), 'second'] }) }));

    async function expectSecondSavedOnce(): Promise<void> {
      const stored = await store.readCase(aCaseId);
      const lines = await store.readHistory(aCaseId);
      expect(stored?.case.rung).toEqual(['second']);
      expect(lines).toHaveLength(2);
      expect(stored && verifyHistory(stored, lines)).toEqual({ whole: true });
      expect(await store.saveStep('second', aCaseId, now, () => aStep())).toBe('already-done');
    }

    it('that two lose who each read what the other writes is run again by one of them, on what the other has written', async () => {
      await server.query(
        database,
        `create table doors (name text primary key, is_open boolean); insert into doors values ('a', true), ('b', true)`,
      );
      const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: server.urlOf(database) }) }) });
      const { transact } = tryingAgain(db);
      const meeting = meetingOf(2);
      let runs = 0;
      // Each closes its door unless it would be the last one open: without an order between them both do.
      const close = (name: string): Promise<string> =>
        transact(async (trx) => {
          runs += 1;
          const { rows } = await sql<{ name: string }>`select name from doors where is_open`.execute(trx);
          await meeting.come();
          if (rows.length < 2) return 'left open';
          await sql`update doors set is_open = false where name = ${name}`.execute(trx);
          return 'closed';
        });
      expect((await Promise.all([close('a'), close('b')])).toSorted()).toEqual(['closed', 'left open']);
      expect(runs).toBe(3);
      expect(await server.query(database, 'select count(*)::int as open from doors where is_open')).toEqual([{ open: 1 }]);
      await db.destroy();
    });

    it('that a step loses to somebody who changed its case first is taken again, and it is saved once', async () => {
      await other.query('begin');
      await other.query('update cases set version = version');
      const saving = saveSecond();
      await untilSomebodyWaitsForALock();
      await other.query('commit');
      expect(await saving).toBe('saved');
      await expectSecondSavedOnce();
    });

    it('in which a step and somebody else wait for each other is lost by the step, which is then saved once', async () => {
      await other.query('begin');
      // Whoever has waited for so long looks whether it waits for ever, and gives way: the step, after a second.
      await other.query(`set local deadlock_timeout = '1min'`);
      await other.query('update cases set version = version');
      const saving = saveSecond();
      await untilSomebodyWaitsForALock();
      await other.query(`update arrivals set attempt = attempt where key = 'second'`);
      await other.query('commit');
      expect(await saving).toBe('saved');
      await expectSecondSavedOnce();
      while ((await deadlocksSoFar()) === 0) await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await deadlocksSoFar()).toBe(1);
    });

    it('between many steps of one case on two replicas loses none of them and saves none twice', async () => {
      const replica = await openStore(server.urlOf(database));
      const names = Array.from({ length: 8 }, (_, index) => `step ${index}`);
      await store.receive(names.map((key) => anArrival({ key })));
      const saved = await Promise.all(
        names.map((name, index) =>
          (index % 2 === 0 ? store : replica).saveStep(name, aCaseId, now, (current) =>
            aStep({ next: aCase({ rung: [...(current?.case.rung ?? []), name] }) }),
          ),
        ),
      );
      await replica.close();
      expect(new Set(saved)).toEqual(new Set(['saved']));
      const stored = await store.readCase(aCaseId);
      expect(stored?.case.rung.toSorted()).toEqual(names.toSorted());
      expect(stored && verifyHistory(stored, await store.readHistory(aCaseId))).toEqual({ whole: true });
    });
  });
}

/** Whoever comes waits until so many have come; later ones do not wait. */
function meetingOf(count: number): { come(): Promise<void> } {
  let come = 0;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  return {
    come: () => {
      if ((come += 1) === count) begin();
      return begun;
    },
  };
}
