import { beforeEach, describe, expect, it } from '@jest/globals';
import { AppDied, type AppUnderDrill } from '../../src/drill/app-under-drill.ts';
import { keepApp, type KeptApp } from '../../src/drill/kept-app.ts';

let told: string[];
let kept: KeptApp;
beforeEach(() => {
  told = [];
  let begun = 0;
  const start = (): AppUnderDrill => {
    const name = `app ${++begun}`;
    const end = (how: string) => async () => void told.push(`${how} ${name}`);
    return { url: Promise.resolve(name), setNow: async () => undefined, settle: async () => begun, kill: end('kill'), stop: end('stop') };
  };
  kept = keepApp({
    start,
    onStart: () => told.push('start'),
    onUp: (url) => told.push(`up ${url}`),
    onDeath: () => told.push('death'),
  });
});

/** Answers which app it was. */
const which = (one: AppUnderDrill) => one.url;

describe('the app of a drill', () => {
  it('is started by the first question, and not again by the next', async () => {
    expect([await kept.ask(which), await kept.ask(which)]).toEqual(['app 1', 'app 1']);
    expect(told).toEqual(['start', 'up app 1', 'up app 1']);
  });

  it('is started again when it dies under a question, and asked anew', async () => {
    const dyingOnce = async (one: AppUnderDrill) => {
      if ((await one.url) === 'app 1') throw new AppDied('the app died');
      return one.url;
    };
    expect(await kept.ask(dyingOnce)).toBe('app 2');
    expect(told).toEqual(['start', 'up app 1', 'death', 'start', 'up app 2']);
  });

  it('that was killed under a question has not died by itself', async () => {
    const killing = async (one: AppUnderDrill) => {
      if ((await one.url) !== 'app 1') return one.url;
      await kept.kill();
      throw new AppDied('the app died');
    };
    expect(await kept.ask(killing)).toBe('app 2');
    expect(told).toEqual(['start', 'up app 1', 'kill app 1', 'start', 'up app 2']);
  });

  it('is not started again for an error that is not its death', async () => {
    const broken = () => Promise.reject(new Error('no such scenario'));
    await expect(kept.ask(broken)).rejects.toThrow('no such scenario');
    expect(told).toEqual(['start', 'up app 1']);
  });

  it('says whether there was one to kill', async () => {
    expect(await kept.kill()).toBe(false);
    await kept.ask(which);
    expect([await kept.kill(), await kept.kill()]).toEqual([true, false]);
  });

  it('that was stopped is started by whoever next needs it, and one that was closed by nobody', async () => {
    await kept.ask(which);
    await kept.stop();
    expect(await kept.ask(which)).toBe('app 2');
    await kept.close();
    await expect(kept.ask(which)).rejects.toThrow('closed');
    expect(told).toEqual(['start', 'up app 1', 'stop app 1', 'start', 'up app 2', 'stop app 2']);
  });
});
