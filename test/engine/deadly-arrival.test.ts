import { expect, it } from '@jest/globals';
import { deciding } from '../../src/engine/deciding.ts';
import { inHand } from '../../src/engine/in-hand.ts';
import { defaultBounds, type Engine } from '../../src/engine/engine.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import { anArrival } from '../fixtures/a-case.ts';
import { deliveryOf } from './a-github.ts';
import { anEngine } from './an-engine.ts';
import { advisorySighted } from './sightings.ts';

const deadly = 'the death of whoever reads it';

it('is put aside after the app ended over it again and again, and what was in hand beside it is decided on', async () => {
  const bot = await anEngine();
  const harmless = Array.from({ length: 14 }, (_, index) => `harmless ${index}`);
  const keys = [...harmless.slice(0, 5), 'deadly', ...harmless.slice(5)];
  const bodyOf = (key: string) => (key === 'deadly' ? deadly : deliveryOf(advisorySighted()));
  await bot.store.receive(keys.map((key) => anArrival({ key, body: bodyOf(key), about: undefined, receivedAt: bot.now() })));
  let deaths = 0;
  while ((await bot.store.countWork()).arrivals.waiting > 0) {
    if (await diesInARound(bot.engine)) deaths += 1;
    bot.drill.setNow(bot.now() + defaultBounds.leaseMs);
    if (deaths > 9) break;
  }
  expect(deaths).toBe(defaultBounds.mostDeaths);
  const parked = await bot.store.listParked();
  expect(parked).toMatchObject([{ key: 'deadly', error: expect.stringMatching(/^6 times in a row whoever took this never came to say/) }]);
  expect((await bot.caseNow()).phase).toBe('reported');
  await bot.close();
});

/** One life of the app, as long as a round of deciding; of whoever has died no call reaches the store. */
async function diesInARound(engine: Engine): Promise<boolean> {
  const death = new AbortController();
  const died = new Promise<true>((resolve) => death.signal.addEventListener('abort', () => resolve(true)));
  const readDelivery: Engine['github']['readDelivery'] = (name, body, at) => {
    if (body === deadly) death.abort();
    return engine.github.readDelivery(name, body, at);
  };
  const mortal = { ...engine, store: mortalStore(engine.store, death.signal), github: { ...engine.github, readDelivery } };
  const round = deciding(mortal, () => undefined)(inHand({ patienceMs: 1_000, onLate: () => undefined }));
  return Promise.race([died, round.then(() => false)]);
}

function mortalStore(store: Store, death: AbortSignal): Store {
  const never = new Promise<never>(() => undefined);
  const mortal =
    (call: (...all: unknown[]) => unknown) =>
    (...all: unknown[]) =>
      death.aborted ? never : call(...all);
  return Object.fromEntries(Object.entries(store).map(([name, call]) => [name, mortal(call as never)])) as unknown as Store;
}
