import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import type { Schema } from '../../../src/adapters/store/schema.ts';
import { startWorkSignal, type WorkSignal } from '../../../src/adapters/store/work-signal.ts';
import { embeddedPostgresBinaries, startEmbeddedPostgres, type EmbeddedPostgres } from '../../contracts/embedded-postgres.ts';

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
