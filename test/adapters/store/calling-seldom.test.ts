import { describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { callingSeldom } from '../../../src/adapters/store/calling-seldom.ts';

/** Calls that can be let end one by one; `failures` of the first fail. */
function calls({ failures = 0, betweenMs = 1, afterFailureMs = 1 } = {}) {
  const open: (() => void)[] = [];
  const heard: string[] = [];
  let made = 0;
  const seldom = callingSeldom(
    async () => {
      const number = (made += 1);
      await new Promise<void>((resolve) => open.push(resolve));
      if (number <= failures) throw new Error(`call ${number}`);
    },
    { betweenMs, afterFailureMs, failed: ({ message }) => void heard.push(message) },
  );
  const letEnd = async (): Promise<void> => {
    open.shift()?.();
    await pause(20);
  };
  return { ...seldom, letEnd, heard, made: () => made };
}

describe('a call that many want', () => {
  it('begins at once for the first', () => {
    const { call, made } = calls();
    call();
    expect(made()).toBe(1);
  });

  it('is made once more for all who came while it was made, and then no more', async () => {
    const { call, letEnd, made } = calls();
    for (let times = 0; times < 100; times += 1) call();
    expect(made()).toBe(1);
    await letEnd();
    expect(made()).toBe(2);
    await letEnd();
    expect(made()).toBe(2);
    call();
    expect(made()).toBe(3);
  });

  it('is made for whoever came in the pause when that is over, and not before', async () => {
    const { call, letEnd, made } = calls({ betweenMs: 60 });
    call();
    await letEnd();
    call();
    expect(made()).toBe(1);
    await pause(80);
    expect(made()).toBe(2);
  });

  it('is made again when it failed, until it works', async () => {
    const { call, letEnd, made, heard } = calls({ failures: 2 });
    call();
    await letEnd();
    await letEnd();
    expect(made()).toBe(3);
    await letEnd();
    expect(made()).toBe(3);
    expect(heard).toEqual(['call 1', 'call 2']);
  });

  it('is still made at the end for whoever waits for it', async () => {
    const { call, letEnd, made, stop } = calls({ betweenMs: 3_600_000 });
    call();
    await letEnd();
    call();
    expect(made()).toBe(1);
    const stopped = stop();
    await pause(5);
    expect(made()).toBe(2);
    await letEnd();
    await stopped;
  });

  it('ends without a call when nobody waits, and does not try again what fails at the end', async () => {
    const unused = calls();
    await unused.stop();
    expect(unused.made()).toBe(0);
    const { call, letEnd, made, heard, stop } = calls({ failures: 9, afterFailureMs: 3_600_000 });
    call();
    const stopped = stop();
    await letEnd();
    await stopped;
    expect(made()).toBe(1);
    expect(heard).toEqual(['call 1']);
  });
});
