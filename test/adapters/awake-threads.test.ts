import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { keepThreadsAwake } from '../../src/adapters/awake-threads.ts';

it('gives the threads something to do every second, until it is ended', async () => {
  let given = 0;
  const end = keepThreadsAwake(() => void (given += 1));
  while (given < 2) await pause(50);
  end();
  const before = given;
  await pause(1_200);
  expect(given).toBe(before);
});
