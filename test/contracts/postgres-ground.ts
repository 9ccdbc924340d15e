// One database for all tests of a file, emptied between them: making a database and its tables takes a third of a second.
import { openStore } from '../../src/adapters/store/open-store.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import type { EmbeddedPostgres } from './embedded-postgres.ts';
import type { Ground } from './ground.ts';

const database = 'fixlead';

export async function makeDatabase(server: EmbeddedPostgres): Promise<void> {
  await server.query('postgres', `create database ${database}`);
  const store = await openStore(server.urlOf(database));
  await store.close();
}

export async function emptyGround(server: EmbeddedPostgres): Promise<Ground & { readonly url: string }> {
  await server.query(database, emptyAllTables);
  const url = server.urlOf(database);
  const opened: Store[] = [];
  const open = async (): Promise<Store> => {
    const store = await openStore(url);
    opened.push(store);
    return store;
  };
  return {
    url,
    open,
    replicaOf: open,
    tamper: async (statement) => void (await server.query(database, statement)),
    clear: async () => void (await Promise.all(opened.map((store) => store.close()))),
  };
}

const emptyAllTables = `
  truncate arrivals, cases, projects, policies, history, outbox, installations, wake_ups, places, cursors, looks, sessions, access_keys restart identity;
  delete from pgboss.job`;
