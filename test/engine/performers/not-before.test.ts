// This machine's clock may go ahead of the time; GitHub's does not, or the world has other troubles.
import { expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import type { EffectOf } from '../../../src/core/effects.ts';
import { notBefore } from '../../../src/engine/performers/not-before.ts';
import { whilePublishing } from '../../../src/engine/performers/while-publishing.ts';
import type { Performer } from '../../../src/engine/ports/github.ts';
import type { StoredCase } from '../../../src/engine/ports/store.ts';
import { aCaseId, aRepository } from '../../fixtures/a-case.ts';
import { aReadyCase, releaseAt } from '../../fixtures/happenings.ts';
import { anEngine } from '../an-engine.ts';

const minuteMs = 60_000;
const wish = { key: 'k', kind: 'PublishAdvisory', audience: 'public' } as EffectOf<'PublishAdvisory'>;

type Clocks = { readonly here: number; readonly there: number; readonly release?: unknown };

function performing({ here, there, release = { at: 0, by: 'max', releaseAt } }: Clocks) {
  const counted = { asked: 0, published: 0 };
  const publish: Performer<'PublishAdvisory'> = {
    look: () => Promise.resolve(undefined),
    perform: async () => ({ result: `published ${(counted.published += 1)}` }),
  };
  const stored = { case: aReadyCase({ release } as Partial<Case>) } as unknown as StoredCase;
  const around = {
    facts: { time: async () => ((counted.asked += 1), there) },
    store: { readCase: async () => stored },
    now: () => here,
  };
  const performer = notBefore(around, publish);
  return { counted, done: performer.perform({ about: aCaseId, repository: aRepository, installationId: 41 }, wish) };
}

async function publishing(clocks: Clocks) {
  const { counted, done } = performing(clocks);
  const result = await done.then(
    (found) => found.result,
    (error: unknown) => String(error),
  );
  return { result, ...counted };
}

it.each([
  {
    name: 'the clock here is an hour ahead',
    here: releaseAt,
    there: releaseAt - 60 * minuteMs,
    expected: 'is 60 min ahead of it, set it right',
  },
  {
    name: 'the clock here is some seconds ahead',
    here: releaseAt,
    there: releaseAt - 3_000,
    expected: 'is 1 min ahead of it, set it right',
  },
  {
    name: 'a clock that was ahead has been set back',
    here: releaseAt - 60 * minuteMs,
    there: releaseAt - 60 * minuteMs,
    expected: /clock$/,
  },
])('publishes nothing while $name, and says so', async ({ here, there, expected }) => {
  const { result, published } = await publishing({ here, there });
  expect(result).toContain("TooEarly: it is not 2026-03-07 09:00 UTC yet by GitHub's clock");
  expect(result).toMatch(expected);
  expect(published).toBe(0);
});

it.each([
  { left: 60 * minuteMs, waitMs: minuteMs },
  { left: 5_000, waitMs: 5_000 },
])('waits until the date comes, and looks at the clocks once a minute: $left ms before it', async ({ left, waitMs }) => {
  await expect(performing({ here: releaseAt, there: releaseAt - left }).done).rejects.toMatchObject({ waitMs });
});

it.each([
  { name: 'the minute has come on both clocks', here: releaseAt, there: releaseAt, asked: 1 },
  { name: 'the clock here is behind', here: releaseAt - minuteMs, there: releaseAt, asked: 1 },
  { name: 'there is no date', here: releaseAt, there: 0, release: undefined, asked: 0 },
])('publishes when $name', async ({ here, there, asked, ...rest }) => {
  const given = 'release' in rest ? { here, there, release: null } : { here, there };
  expect(await publishing(given)).toEqual({ result: 'published 1', asked, published: 1 });
});

it.each([
  { name: 'somebody holds it', phase: 'accepted', expected: /refused to publish/ },
  { name: 'the case is gone', phase: undefined, expected: /refused to publish/ },
  { name: 'it is published by hand', phase: 'published', expected: /^published 1$/ },
  { name: 'nothing happens', phase: 'publishing', expected: /^published 1$/ },
] as const)('while GitHub takes its time to say what time it is, $name', async ({ phase, expected }) => {
  let current: StoredCase | undefined = { case: aReadyCase({ phase: 'publishing' }) } as unknown as StoredCase;
  const store = { readCase: async () => current };
  const time = async (): Promise<number> => {
    current = phase && ({ case: aReadyCase({ phase }) } as unknown as StoredCase);
    return releaseAt;
  };
  const publish: Performer<'PublishAdvisory'> = {
    look: () => Promise.resolve(undefined),
    perform: async () => ({ result: 'published 1' }),
  };
  const performer = notBefore({ facts: { time }, store, now: () => releaseAt }, whilePublishing(store, publish));
  const context = { about: aCaseId, repository: aRepository, installationId: 41 };
  const said = await performer.perform(context, wish).then(
    ({ result }) => result,
    (error: unknown) => String(error),
  );
  expect(said).toMatch(expected);
});

it('publishes once and on time where a clock that was hours ahead began the publication and is set right before the date', async () => {
  const bot = await anEngine();
  const trueTime = (ahead: number) => bot.now() - ahead;
  const around = { facts: { time: async () => trueTime(ahead) }, store: bot.store, now: () => bot.now() };
  let ahead = 180 * minuteMs;
  Object.assign(bot.engine.performers, { PublishAdvisory: notBefore(around, bot.engine.performers.PublishAdvisory) });
  const published = () => bot.github.asked('perform PublishAdvisory').length;
  try {
    bot.drill.setNow(releaseAt, releaseAt - ahead);
    await bot.known(aReadyCase({ phase: 'publishing' }));
    await bot.want([{ ...wish, key: `${aCaseId}/advisory-state`, askedAt: releaseAt }], { of: aReadyCase({ phase: 'publishing' }) });
    await bot.work();
    await bot.pass(3 * minuteMs);
    expect([trueTime(ahead), published()]).toEqual([releaseAt - 177 * minuteMs, 0]);
    const truly = trueTime(ahead);
    ahead = 0;
    bot.drill.setNow(truly, truly);
    await bot.pass(176 * minuteMs);
    expect([trueTime(ahead), published()]).toEqual([releaseAt - minuteMs, 0]);
    await bot.pass(2 * minuteMs);
    expect(published()).toBe(1);
  } finally {
    await bot.close();
  }
});
