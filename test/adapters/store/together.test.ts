import { describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { together } from '../../../src/adapters/store/together.ts';

describe('what is done together', () => {
  it('answers in its order', async () => {
    expect(await together([pause(5, 'a'), Promise.resolve(2), undefined])).toEqual(['a', 2, undefined]);
  });

  it('has all ended when one of it failed, and fails as the first in its order', async () => {
    let ended = false;
    const slow = pause(10).then(() => (ended = true));
    const failed = (name: string, afterMs: number) => pause(afterMs).then(() => Promise.reject(new Error(name)));
    await expect(together([slow, failed('first', 5), failed('second', 1)])).rejects.toThrow('first');
    expect(ended).toBe(true);
  });

  it('fails as the one that failed by itself, not as one that was refused because of it', async () => {
    const refused = Promise.reject(Object.assign(new Error('current transaction is aborted'), { code: '25P02' }));
    await expect(together([refused, Promise.reject(new Error('deadlock detected'))])).rejects.toThrow('deadlock detected');
    await expect(together([refused])).rejects.toThrow('aborted');
  });
});
