// Two faults may strike the same file.
import { readFileSync } from 'node:fs';
import { afterAll, expect, it } from '@jest/globals';
import { openStore } from '../../src/adapters/store/open-store.ts';
import { anArrival } from '../fixtures/a-case.ts';
import { openSqliteHomes } from './sqlite-home.ts';

const homes = openSqliteHomes();
afterAll(() => homes.stop());

it('tears the end of a log, and leaves one alone that may not be changed', async () => {
  const home = await homes.fresh('plain');
  const store = await openStore(home.url);
  await store.receive([anArrival()]);
  home.leave(1);
  await store.close();
  const log = (): Buffer => readFileSync(`${home.url.slice('sqlite:'.length)}-wal`);
  const whole = log();
  // Undefined where nobody may make files read-only; there the fault is not played either.
  const end = home.spoil('read-only');
  if (end !== undefined) home.tearTail();
  expect(log()).toEqual(whole);
  end?.();
  home.tearTail();
  expect(log().subarray(0, whole.length)).toEqual(whole);
  expect(log().length).toBeGreaterThan(whole.length);
  await home.remove();
});
