// This machine's clock may go ahead of the time; GitHub's does not, or the world has other troubles.
import { expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import type { EffectOf } from '../../../src/core/effects.ts';
import { notBefore } from '../../../src/engine/performers/not-before.ts';
import type { Performer } from '../../../src/engine/ports/github.ts';
import type { StoredCase } from '../../../src/engine/ports/store.ts';
import { aCaseId, aRepository } from '../../fixtures/a-case.ts';
import { aReadyCase, releaseAt } from '../../fixtures/happenings.ts';

const minuteMs = 60_000;
const wish = { key: 'k', kind: 'PublishAdvisory', audience: 'public' } as EffectOf<'PublishAdvisory'>;

function publishing({ here, there, release = { at: 0, by: 'max', releaseAt } }: { here: number; there: number; release?: unknown }) {
  let published = 0;
  let asked = 0;
  const publish: Performer<'PublishAdvisory'> = {
    look: () => Promise.resolve(undefined),
    perform: async () => ({ result: `published ${(published += 1)}` }),
  };
  const stored = { case: aReadyCase({ release } as Partial<Case>) } as unknown as StoredCase;
  const around = {
    facts: { time: async () => ((asked += 1), there) },
    store: { readCase: async () => stored },
    now: () => here,
  };
  const performer = notBefore(around, publish);
  const done = performer.perform({ about: aCaseId, repository: aRepository, installationId: 41 }, wish);
  return done.then(
    ({ result }) => ({ result, asked, published }),
    (error: unknown) => ({ result: String(error), asked, published }),
  );
}

it.each([
  { name: 'the clock here is an hour ahead', here: releaseAt, there: releaseAt - 60 * minuteMs, expected: 'is 60 min ahead of GitHub' },
  { name: 'the clock here is a second ahead', here: releaseAt, there: releaseAt - 1_000, expected: 'is 1 min ahead of GitHub' },
])('publishes nothing while $name, and says so', async ({ here, there, expected }) => {
  const { result, published } = await publishing({ here, there });
  expect(result).toContain(expected);
  expect(result).toContain('set it right');
  expect(published).toBe(0);
});

it.each([
  { name: 'the minute has come on both clocks', here: releaseAt, there: releaseAt, asked: 1 },
  { name: 'the clock here is behind', here: releaseAt, there: releaseAt + 60 * minuteMs, asked: 1 },
  { name: 'it is wanted before its date on purpose', here: releaseAt - minuteMs, there: releaseAt - minuteMs, asked: 0 },
  { name: 'there is no date', here: releaseAt, there: 0, release: undefined, asked: 0 },
])('publishes when $name', async ({ here, there, asked, ...rest }) => {
  const given = 'release' in rest ? { here, there, release: null } : { here, there };
  expect(await publishing(given)).toEqual({ result: 'published 1', asked, published: 1 });
});
