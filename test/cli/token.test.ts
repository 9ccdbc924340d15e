import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openStore } from '../../src/adapters/store/open-store.ts';
import { run } from '../../src/cli/token.ts';
import { digestOf } from '../../src/dashboard/sealing.ts';
import { runCommand } from './run-command.ts';

let folder: string;
const before = process.env.FIXLEAD_STORE;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'token-'));
  process.env.FIXLEAD_STORE = `sqlite:${join(folder, 'store.sqlite')}`;
});
afterEach(() => {
  if (before === undefined) delete process.env.FIXLEAD_STORE;
  else process.env.FIXLEAD_STORE = before;
  rmSync(folder, { recursive: true, force: true });
});

const token = (...args: readonly string[]) => runCommand(run, { args });
const create = (...more: readonly string[]) => token('create', '--as', 'Max', '--scope', 'acme', 'wall', 'screen', ...more);

describe('fixlead token', () => {
  it('makes one that is printed once and of which the store has the digest, lists it, and ends it', async () => {
    const made = await create('--reads', 'obligations', '--days', '7');
    expect([made.exitCode, made.stdout]).toEqual([0, expect.stringMatching(/^fixlead_[\w-]{43}\n$/)]);
    const listed = await token('list', '--json');
    const [one] = listed.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string });
    expect(one).toMatchObject({ name: 'wall screen', as: 'max', scope: 'acme', reads: ['obligations'] });
    const store = await openStore(process.env.FIXLEAD_STORE ?? '');
    expect((await store.readAccessKey(digestOf(made.stdout.trim().replace('fixlead_', ''))))?.id.slice(0, 12)).toBe(one?.id);
    await store.close();
    expect((await token('list')).stdout).toContain('wall screen  as @max  acme  obligations');
    expect([(await token('revoke', one?.id ?? '')).exitCode, (await token('list')).stdout]).toEqual([0, '']);
    expect((await token('revoke', one?.id ?? '')).exitCode).toBe(1);
  });

  it.each([
    { name: 'nothing', args: [], says: 'Wanted is create, list or revoke' },
    { name: 'create without a login', args: ['create', '--scope', 'acme', 'x'], says: '--as must be the login' },
    { name: 'create without a scope', args: ['create', '--as', 'max', 'x'], says: 'The scope must be' },
    { name: 'an option that is none', args: ['create', '--admin'], says: '--admin' },
    { name: 'revoke without an id', args: ['revoke'], says: 'Revoke needs the ID' },
  ])('ends with 2 for $name, and says what is wanted', async ({ args, says }) => {
    const { exitCode, stderr } = await token(...args);
    expect([exitCode, stderr.includes(says), stderr.includes('Usage: fixlead token')]).toEqual([2, true, true]);
  });
});
