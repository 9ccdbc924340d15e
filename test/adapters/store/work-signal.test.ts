import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore } from '../../../src/adapters/store/open-store.ts';
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
    const signals: WorkSignal[] = [];

    beforeAll(async () => {
      server = await startEmbeddedPostgres(binaries.folder);
      const store = await openStore(server.urlOf('postgres'));
      await store.close();
    });

    afterEach(() => Promise.all(signals.splice(0).map((signal) => signal.stop())));

    afterAll(() => server.stop());

    async function start(name: string): Promise<WorkSignal> {
      const connection = {
        connectionString: server.urlOf('postgres'),
        application_name: name,
        connectionTimeoutMillis: 5_000,
        keepAlive: true,
      };
      const signal = await startWorkSignal({ connection, log: undefined });
      signals.push(signal);
      return signal;
    }

    const jobsSent = async (): Promise<number> => (await server.query('postgres', 'select id from pgboss.job_common')).length;

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

    it('is one call for a burst of saves, and another for what is saved after that one was taken', async () => {
      const [one, other] = [await start('one'), await start('other')];
      const before = await jobsSent();
      let heard = 0;
      await other.listen(() => void (heard += 1));
      for (let save = 0; save < 500; save += 1) one.announce();
      await until(() => heard > 0);
      // What was to be told while the first call was made is told by a second.
      await new Promise((resolve) => setTimeout(resolve, 500));
      const [calls, sent] = [heard, (await jobsSent()) - before];
      expect(sent).toBeLessThanOrEqual(2);
      one.announce();
      await until(() => heard > calls);
    });

    it('is made once the server can be reached again', async () => {
      const [one, other] = [await start('one'), await start('other')];
      let heard = 0;
      await other.listen(() => void (heard += 1));
      const restarted = server.restart();
      one.announce();
      await restarted;
      await until(() => heard > 0);
    });
  });
}
