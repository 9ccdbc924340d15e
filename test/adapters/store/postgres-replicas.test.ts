import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { verifyHistory } from '../../../src/adapters/store/history-chain.ts';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import { caseId, repositoryName } from '../../../src/core/ids.ts';
import { newProject } from '../../../src/core/project/project.ts';
import type { Store } from '../../../src/engine/ports/store.ts';
import { aCase, aCaseId, anArrival, aSaying, aStep, reportedAt } from '../../fixtures/a-case.ts';
import { embeddedPostgresBinaries, startEmbeddedPostgres, type EmbeddedPostgres } from '../../contracts/embedded-postgres.ts';

const binaries = embeddedPostgresBinaries();
const now = reportedAt;
const leaseMs = 60_000;

if ('missing' in binaries) {
  describe('replicas on PostgreSQL', () => {
    it.skip(`cannot be tested here: ${binaries.missing}`, () => undefined);
  });
} else {
  describe('replicas on PostgreSQL', () => {
    let server: EmbeddedPostgres;
    let database = '';
    let databases = 0;
    const stores: Store[] = [];

    beforeAll(async () => {
      server = await startEmbeddedPostgres(binaries.folder);
    });

    afterAll(() => server.stop());

    beforeEach(async () => {
      database = `replicas_${(databases += 1)}`;
      await server.query('postgres', `create database ${database}`);
    });

    afterEach(async () => {
      await Promise.all(stores.splice(0).map((store) => store.close()));
    });

    async function open(options: Parameters<typeof openStore>[1] = {}): Promise<Store> {
      const store = await openStore(server.urlOf(database), options);
      stores.push(store);
      return store;
    }

    const rows = (statement: string) => server.query(database, statement);

    /** As a failover or an impatient administrator would; answers how many connections that were. */
    async function cutAllConnections(): Promise<number> {
      const cut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`;
      return (await server.query('postgres', cut)).length;
    }

    it('make the tables once when they start at the same time on an empty database', async () => {
      const opened = await Promise.all([open(), open(), open()]);
      await Promise.all(opened.map((store, index) => store.receive([anArrival({ key: `from ${index}` })])));
      expect(await rows('select version from schema_version')).toEqual([{ version: 8 }]);
      expect(await rows('select key from arrivals')).toHaveLength(3);
    });

    it('claim disjoint work, and together all of it', async () => {
      const [one, other] = [await open(), await open()];
      const cases = Array.from({ length: 40 }, (_, index) => caseId(`GHSA-2222-3333-${4444 + index}`.replaceAll(/[01]/g, 'x')));
      const ids = [...new Set(cases)];
      await one.receive(ids.map((id) => anArrival({ key: `about ${id}`, about: id })));
      const claims = await Promise.all(
        Array.from({ length: 10 }, (_, round) => (round % 2 === 0 ? one : other).claimArrivals({ now, leaseMs, limit: 5 })),
      );
      const keys = claims.flat().map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys).toHaveLength(ids.length);
      await Promise.all(
        ids.map((id, index) =>
          (index % 2 === 0 ? one : other).saveStep(`about ${id}`, id, now, () =>
            aStep({ next: aCase({ id, installationId: index }), effects: [aSaying('hello', 'x', id)] }),
          ),
        ),
      );
      const effects = await Promise.all([one, other].map((store) => store.claimEffects({ now, leaseMs, paceMs: 1_000, limit: 100 })));
      const effectKeys = effects.flat().map(({ effect }) => effect.key);
      expect(new Set(effectKeys).size).toBe(ids.length);
      expect(effectKeys).toHaveLength(ids.length);
    });

    it('keep one pace between them, however often both ask', async () => {
      const [one, other] = [await open(), await open()];
      await one.receive([anArrival()]);
      const effects = Array.from({ length: 10 }, (_, index) => aSaying(`say/${index}`));
      await one.saveStep(anArrival().key, aCaseId, now, () => aStep({ effects }));
      const given: number[] = [];
      for (let at = now; at < now + 5_000; at += 250) {
        const claims = await Promise.all([one, other].map((store) => store.claimEffects({ now: at, leaseMs, paceMs: 1_000, limit: 10 })));
        for (const { effect, generation } of claims.flat()) {
          given.push(at);
          await other.finishEffect(effect.key, generation, { now: at, result: '', outcome: undefined });
        }
      }
      expect(given).toEqual([0, 1_000, 2_000, 3_000, 4_000].map((after) => now + after));
    });

    it('give up the turn of an installation that another took between looking and claiming', async () => {
      const store = await open();
      await store.receive([anArrival()]);
      await store.saveStep(anArrival().key, aCaseId, now, () => aStep({ effects: [aSaying()] }));
      const other = new pg.Client({ connectionString: server.urlOf(database) });
      await other.connect();
      await other.query('begin');
      await other.query(`update installations set last_claim_at = ${now}`);
      const claiming = store.claimEffects({ now, leaseMs, paceMs: 1_000, limit: 10 });
      await untilSomebodyWaitsForALock();
      await other.query('commit');
      await other.end();
      expect(await claiming).toEqual([]);
      expect(await store.claimEffects({ now: now + 1_000, leaseMs, paceMs: 1_000, limit: 10 })).toMatchObject([{ attempt: 1 }]);
    });

    async function untilSomebodyWaitsForALock(): Promise<void> {
      const waiting = `select 1 from pg_stat_activity where datname = '${database}' and wait_event_type = 'Lock'`;
      while ((await server.query('postgres', waiting)).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    }

    it('leave the wake-ups of the last step, however their steps of one case or project meet', async () => {
      const both = [await open(), await open()];
      const project = repositoryName('acme/widget');
      const numbers = Array.from({ length: 40 }, (_, index) => index + 1);
      await both[0]?.receive(numbers.flatMap((number) => [anArrival({ key: `case ${number}` }), anArrival({ key: `project ${number}` })]));
      const wakeUps = (number: number) => ['a', 'b'].map((name) => ({ name, dueAt: now + (number % 3) }));
      await Promise.all(
        numbers.flatMap((number) => {
          const [store, next] = [both[number % 2] as Store, newProject(project, number)];
          return [
            store.saveStep(`case ${number}`, aCaseId, now, () =>
              aStep({ next: aCase({ installationId: number }), wakeUps: wakeUps(number) }),
            ),
            store.saveProjectStep(`project ${number}`, project, now, () => ({ ...aStep(), next, wakeUps: wakeUps(number) })),
          ];
        }),
      );
      const installationOf = {
        [aCaseId]: (await both[0]?.readCase(aCaseId))?.case.installationId,
        [project]: (await both[0]?.readProject(project))?.project.installationId,
      };
      for (const [about, number = 0] of Object.entries(installationOf)) {
        const kept = await rows(`select name, due_at as "dueAt" from wake_ups where case_id = '${about}' order by name`);
        expect(kept.map(({ name, dueAt }) => ({ name, dueAt: Number(dueAt) }))).toEqual(wakeUps(number));
      }
    });

    it('wake each other', async () => {
      const [saving, waiting] = [await open(), await open()];
      const woken = nextCall();
      await waiting.onWork(woken.call);
      await saving.receive([anArrival()]);
      await woken.happened;
    });

    it('wake each other for each kind of work', async () => {
      const [saving, waiting] = [await open(), await open()];
      let woken: Call | undefined;
      await waiting.onWork(() => woken?.call());
      const acts = [
        () => saving.receive([anArrival({ key: 'a' })]),
        () => saving.saveStep('a', aCaseId, now, () => aStep({ effects: [aSaying()], wakeUps: [{ name: 'due', dueAt: now }] })),
        () => saving.ringWakeUps(now, 10),
        () => saving.finishEffect(aSaying().key, 1, { now, result: '', outcome: anArrival({ key: 'outcome' }) }),
      ];
      for (const act of acts) {
        woken = nextCall();
        await act();
        await woken.happened;
      }
    });

    it('lose no wake-up call in a storm of saves: what was saved last is found without a poll', async () => {
      const [saving, waiting] = [await open(), await open()];
      const found = new Set<string>();
      const all = nextCall();
      let looking = Promise.resolve();
      await waiting.onWork(() => {
        looking = looking.then(async () => {
          for (const { key } of await waiting.claimArrivals({ now, leaseMs, limit: 1_000 })) found.add(key);
          if (found.size === 300) all.call();
        });
      });
      for (let round = 0; round < 30; round += 1) {
        const batch = Array.from({ length: 10 }, (_, index) => anArrival({ key: `${round}:${index}`, about: undefined }));
        await Promise.all(batch.map((arrival) => saving.receive([arrival])));
        await new Promise((resolve) => setTimeout(resolve, round % 7));
      }
      await all.happened;
      expect(found.size).toBe(300);
    });

    it('make one job of many saves', async () => {
      const store = await open();
      await Promise.all(Array.from({ length: 200 }, (_, index) => store.receive([anArrival({ key: `k${index}` })])));
      // Others are told a little after the commit; who closes tells them first.
      await store.close();
      const jobs = await rows(`select state, keep_until > now() + interval '9 years' as kept from pgboss.job where name = 'fixlead-work'`);
      expect(jobs).toEqual([{ state: 'created', kept: true }]);
    });

    it('hand the call of a replica that died to another that starts later', async () => {
      const saving = await open();
      await saving.receive([anArrival()]);
      await saving.close();
      const waiting = await open();
      const woken = nextCall();
      await waiting.onWork(woken.call);
      await woken.happened;
    });

    it('go on when all connections are cut while nobody works', async () => {
      const [one, other] = [await open(), await open()];
      const woken = nextCall();
      await other.onWork(() => woken.call());
      expect(await cutAllConnections()).toBeGreaterThan(2);
      await one.receive([anArrival()]);
      expect(await other.readCase(aCaseId)).toBeUndefined();
      await woken.happened;
      expect((await other.claimArrivals({ now, leaseMs, limit: 5 })).map(({ key }) => key)).toEqual([anArrival().key]);
    });

    it('save every step once, and can always be read, when connections are cut again and again', async () => {
      const [one, other] = [await open(), await open()];
      const names = Array.from({ length: 60 }, (_, index) => `step ${index}`);
      await one.receive(names.map((key) => anArrival({ key })));
      const saving = names.map((name, index) =>
        (index % 2 === 0 ? one : other).saveStep(name, aCaseId, now, (current) =>
          aStep({ next: aCase({ rung: [...(current?.case.rung ?? []), name] }) }),
        ),
      );
      let cut = 0;
      const done = Promise.allSettled(saving).then((results) => ({ results }));
      for (let round = 0; round < 5; round += 1) {
        await new Promise((resolve) => setTimeout(resolve, 15));
        const reading = Array.from({ length: 20 }, () => other.readHistory(aCaseId));
        cut += await cutAllConnections();
        await Promise.all(reading);
      }
      const { results } = await done;
      expect(cut).toBeGreaterThan(5);
      // A step whose commit went through unheard is found to be done already when it runs again.
      expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
      const stored = await one.readCase(aCaseId);
      expect([...(stored?.case.rung ?? [])].sort()).toEqual([...names].sort());
      expect(stored === undefined ? undefined : verifyHistory(stored, await one.readHistory(aCaseId))).toEqual({ whole: true });
    });

    it('are told when a newer Fixlead has changed the tables', async () => {
      await (await open()).close();
      await rows('update schema_version set version = 99');
      const opening = openStore(server.urlOf(database));
      await expect(opening).rejects.toMatchObject({ name: 'StoreProblem', code: 'newer-schema' });
      await expect(opening).rejects.toThrow(
        `postgres://127.0.0.1:${new URL(server.urlOf('x')).port}/${database} was written by a newer Fixlead`,
      );
    });

    it('can be looked into, without a change', async () => {
      const store = await open();
      await store.receive([anArrival()]);
      const looking = await open({ readOnly: true });
      expect(await looking.nextDueAt(now)).toBe(now);
      expect(await looking.listCases()).toEqual([]);
      await expect(looking.receive([anArrival({ key: 'x' })])).rejects.toThrow('opened for looking only');
    });

    it('are not made by whoever only looks', async () => {
      const opening = openStore(server.urlOf(database), { readOnly: true });
      await expect(opening).rejects.toMatchObject({ name: 'StoreProblem', code: 'unreadable' });
      expect(await rows(`select table_name from information_schema.tables where table_schema in ('public', 'pgboss')`)).toEqual([]);
    });

    it('are told when the database is not there', async () => {
      const opening = openStore(server.urlOf('nowhere'));
      await expect(opening).rejects.toMatchObject({ name: 'StoreProblem', code: 'unreachable' });
      await expect(opening).rejects.toThrow('database "nowhere" does not exist');
    });

    it('are told when they may not create tables', async () => {
      await server.query('postgres', 'create role guest login');
      const url = server.urlOf(database).replace('postgres@', 'guest@');
      await expect(openStore(url)).rejects.toMatchObject({ name: 'StoreProblem', code: 'read-only' });
    });
  });
}

type Call = { readonly call: () => void; readonly happened: Promise<void> };

const patienceMs = 15_000;

/** Rejects when nobody calls within any reasonable time. */
function nextCall(): Call {
  let call: () => void = () => undefined;
  const happened = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('nobody called')), patienceMs);
    call = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { call, happened };
}
