import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { receiveTogether } from '../../../src/adapters/store/receive-together.ts';
import type { Arrival, Store } from '../../../src/engine/ports/store.ts';
import { anArrival } from '../../fixtures/a-case.ts';

describe('receiving together', () => {
  let saved: string[][];
  let receive: Store['receive'];
  let save: (arrivals: readonly Arrival[]) => Promise<readonly boolean[]>;

  const arrivals = (...keys: string[]) => keys.map((key) => anArrival({ key }));

  beforeEach(() => {
    saved = [];
    save = async (group) => {
      saved.push(group.map(({ key }) => key));
      await pause(1);
      return group.map(({ key }) => !key.startsWith('old'));
    };
    receive = receiveTogether((group) => save(group), 4);
  });

  it('saves once for all who ask in one turn, and gives each their own answer', async () => {
    const answers = await Promise.all([receive(arrivals('a', 'old-1')), receive([]), receive(arrivals('old-2')), receive(arrivals('b'))]);
    expect(answers).toEqual([[true, false], [], [false], [true]]);
    expect(saved).toEqual([['a', 'old-1', 'old-2', 'b']]);
  });

  it('lets who comes while others are being saved wait for the next', async () => {
    const first = receive(arrivals('a'));
    await pause(0);
    await Promise.all([first, receive(arrivals('b')), receive(arrivals('c'))]);
    expect(saved).toEqual([['a'], ['b', 'c']]);
  });

  it('keeps to its bound, and to the order, but splits nobody', async () => {
    await Promise.all([receive(arrivals('a', 'b', 'c')), receive(arrivals('d', 'e')), receive(arrivals('1', '2', '3', '4', '5'))]);
    expect(saved).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
      ['1', '2', '3', '4', '5'],
    ]);
  });

  it('answers nobody before the save has ended', async () => {
    let ended = false;
    save = async (group) => {
      await pause(20);
      ended = true;
      return group.map(() => true);
    };
    const seen = await Promise.all(['a', 'b'].map(async (key) => (await receive(arrivals(key))) && ended));
    expect(seen).toEqual([true, true]);
  });

  it('tells of trouble only whose own it is, and saves the others', async () => {
    save = async (group) => {
      if (group.some(({ key }) => key === 'poison')) throw new Error('not to be saved');
      return group.map(() => true);
    };
    const results = await Promise.allSettled([receive(arrivals('a')), receive(arrivals('poison')), receive(arrivals('b'))]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('goes on after trouble', async () => {
    const good = save;
    save = async () => {
      throw new Error('the disk is full');
    };
    await expect(receive(arrivals('a'))).rejects.toThrow('the disk is full');
    save = good;
    expect(await receive(arrivals('a'))).toEqual([true]);
  });
});
