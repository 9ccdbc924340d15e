import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../src/adapters/store/open-store.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import type { Ground } from './ground.ts';
import { describeStore } from './store-contract.ts';

describeStore('SQLite', async (): Promise<Ground> => {
  const folder = mkdtempSync(join(tmpdir(), 'fixlead-store-'));
  const path = join(folder, 'fixlead.db');
  const opened: Store[] = [];
  return {
    async open() {
      const store = await openStore(`sqlite:${path}`);
      opened.push(store);
      return store;
    },
    // One process has the file to itself, so several workers share one store.
    replicaOf: async (store) => store,
    async tamper(statement) {
      const shell = new DatabaseSync(path, { timeout: 1_000 });
      shell.exec(statement);
      shell.close();
    },
    async clear() {
      for (const store of opened) await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
