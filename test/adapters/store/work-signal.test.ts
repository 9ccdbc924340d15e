import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import type { Schema } from '../../../src/adapters/store/schema.ts';
import { signalConnections } from '../../../src/adapters/store/signal-connections.ts';
import { startWorkSignal, type WorkSignal } from '../../../src/adapters/store/work-signal.ts';
import { embeddedPostgresBinaries, startEmbeddedPostgres, type EmbeddedPostgres } from '../../contracts/embedded-postgres.ts';

/** Errors: throws after five seconds. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries === 100) throw new Error('it did not come about');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const binaries = embeddedPostgresBinaries();

if ('missing' in binaries) {
  describe('the call between replicas', () => {
    it.skip(`cannot be tested here: ${binaries.missing}`, () => undefined);
  });
} else {
  describe('the call between replicas', () => {
    let server: EmbeddedPostgres;
    let db: Kysely<Schema>;
    let signal: WorkSignal;

    beforeAll(async () => {
      server = await startEmbeddedPostgres(binaries.folder);
      const store = await openStore(server.urlOf('postgres'));
      await store.close();
      const connection = {
        connectionString: server.urlOf('postgres'),
        application_name: 'test',
        connectionTimeoutMillis: 5_000,
        keepAlive: true,
      };
      const pool = new pg.Pool({ ...connection, max: 5 });
      // The server may stop before the driver has taken its leave of it.
      pool.on('error', () => undefined);
      db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
      signal = await startWorkSignal({ connection, db, log: undefined });
    });

    afterAll(async () => {
      await signal.stop();
      await db.destroy();
      await server.stop();
    });

    it('is heard again after the server has cut off whoever listened, and ends no process that stops in that moment', async () => {
      const connection = { connectionString: server.urlOf('postgres'), connectionTimeoutMillis: 5_000, keepAlive: true };
      const lost: string[] = [];
      const { db: asked, end } = signalConnections(
        { ...connection, application_name: 'cut-off' },
        ({ message }) => void lost.push(message),
      );
      const cut = (): Promise<unknown> =>
        server.query('postgres', `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cut-off'`);
      let begun = 0;
      const heard: string[] = [];
      const listen = () =>
        asked.listen?.(
          'calls',
          (payload) => void heard.push(payload),
          () => void (begun += 1),
        );
      const handle = await listen();
      expect(begun).toBe(1);
      await cut();
      await until(() => begun === 2);
      await server.query('postgres', `notify calls, 'work'`);
      await until(() => heard.length > 0);
      expect(heard).toEqual(['work']);
      expect(lost).toContainEqual(expect.stringContaining('terminating connection'));
      await Promise.all([cut(), handle?.close()]);
      const beginning = listen();
      await cut();
      await (await beginning)?.close();
      await end();
    });

    it('comes after the commit of a save that found a job waiting and so sent none', async () => {
      await db.transaction().execute((trx) => signal.announce(trx));
      const slow = await db.startTransaction().execute();
      await slow.insertInto('cursors').values({ key: 'slow', value: '' }).execute();
      await signal.announce(slow);
      const seen = new Promise<number>((resolve) => {
        void signal.listen(() =>
          resolve(
            db
              .selectFrom('cursors')
              .select('key')
              .execute()
              .then((rows) => rows.length),
          ),
        );
      });
      await new Promise((resolve) => setTimeout(resolve, 400));
      await slow.commit().execute();
      expect(await seen).toBe(1);
    });
  });
}
