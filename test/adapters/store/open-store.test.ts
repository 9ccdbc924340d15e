import { describe, expect, it } from '@jest/globals';
import { openStore } from '../../../src/adapters/store/open-store.ts';

describe('opening a store', () => {
  it.each([
    ['', 'The store has no scheme; use sqlite:PATH or postgres://USER@HOST/DATABASE.'],
    ['fixlead.db', 'The store has no scheme; use sqlite:PATH or postgres://USER@HOST/DATABASE.'],
    ['mysql://host/db', '"mysql:" names no store; use sqlite:PATH or postgres://USER@HOST/DATABASE.'],
    ['sqlite:', '"sqlite:" names no store; use sqlite:PATH or postgres://USER@HOST/DATABASE.'],
    // Two slashes could mean a relative path, or a host.
    ['sqlite://fixlead.db', '"sqlite:" names no store; use sqlite:PATH or postgres://USER@HOST/DATABASE.'],
    ['postgres://', '"postgres:" names no store; use sqlite:PATH or postgres://USER@HOST/DATABASE.'],
    ['postgres://host:99999/db', '"postgres:" names no store; use sqlite:PATH or postgres://USER@HOST/DATABASE.'],
  ])('refuses "%s" and says what is allowed', async (url, message) => {
    await expect(openStore(url)).rejects.toMatchObject({ name: 'StoreProblem', code: 'bad-url', message });
  });

  it('names a server that does not answer, and keeps the password to itself', async () => {
    const problem: unknown = await openStore('postgres://fixlead:s3cret@127.0.0.1:1/store').catch((error: unknown) => error);
    expect(problem).toMatchObject({ name: 'StoreProblem', code: 'unreachable' });
    expect(String(problem)).toContain('postgres://127.0.0.1:1/store cannot be reached (connect ECONNREFUSED 127.0.0.1:1)');
    expect(String(problem)).not.toContain('s3cret');
  });
});
