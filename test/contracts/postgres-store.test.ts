import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { embeddedPostgresBinaries, startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';
import { emptyGround, makeDatabase } from './postgres-ground.ts';
import { describeStore } from './store-contract.ts';

const binaries = embeddedPostgresBinaries();

if ('missing' in binaries) {
  describe('the store on PostgreSQL', () => {
    it.skip(`cannot be tested here: ${binaries.missing}`, () => undefined);
  });
} else {
  let server: EmbeddedPostgres;
  beforeAll(async () => {
    server = await startEmbeddedPostgres(binaries.folder);
    await makeDatabase(server);
  });
  afterAll(() => server.stop());
  describeStore('PostgreSQL', () => emptyGround(server));
}
