import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { createLanes } from '../../src/engine/lanes.ts';

it('works in order within a lane, side by side beyond it, and begins anew after a failure', async () => {
  const lanes = createLanes();
  const take = (lane: string, work: () => Promise<void>) => lanes.take(lane, work);
  const seen: string[] = [];
  const work = (name: string, ms: number) => async () => {
    await pause(ms);
    seen.push(name);
  };
  const fails = async () => {
    throw new Error('disk full');
  };
  await Promise.all([take('a', work('a1', 30)), take('a', work('a2', 0)), take('b', work('b1', 0))]);
  expect(seen).toEqual(['b1', 'a1', 'a2']);

  const ended = await Promise.allSettled([take('a', fails), take('a', work('behind', 0))]);
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await take('a', work('later', 0));
  expect(seen).toEqual(['b1', 'a1', 'a2', 'later']);
});
