import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import type { EffectOf } from '../../../src/core/effects.ts';
import { createSealing, digestOf } from '../../../src/dashboard/sealing.ts';
import { statusLinks } from '../../../src/dashboard/status-links.ts';
import { keepStatusPage } from '../../../src/engine/performers/keep-status-page.ts';
import type { Performer } from '../../../src/engine/ports/github.ts';
import type { Store } from '../../../src/engine/ports/store.ts';
import { aCaseId, aRepository, reportedAt } from '../../fixtures/a-case.ts';

let store: Store;
let said: EffectOf<'SayOnAdvisory' | 'SayInFixRepository'>[];
beforeEach(async () => {
  said = [];
  store = await openStore('sqlite::memory:');
});
afterEach(() => store.close());

/** Says a thing once, as GitHub shows it to whoever looks. */
function sayer<Kind extends 'SayOnAdvisory' | 'SayInFixRepository'>(): Performer<Kind> {
  return {
    look: async (_context, effect) =>
      said.some((one) => one.key === (effect as (typeof said)[number]).key) ? { result: 'there' } : undefined,
    perform: async (_context, effect) => {
      said.push(effect);
      return { result: 'said' };
    },
  };
}

const links = statusLinks({ url: 'https://fixlead.example.org', sealing: createSealing('a session key') });
const context = { about: aCaseId, repository: aRepository, installationId: 1 };
const wish = (edition: number | undefined, place?: EffectOf<'KeepStatusPage'>['place']): EffectOf<'KeepStatusPage'> => ({
  ...{ key: `${aCaseId}/status-page`, kind: 'KeepStatusPage', audience: 'reporter', place, edition, body: 'See {link}.' },
});
const keep = (effect: EffectOf<'KeepStatusPage'>, to: typeof links | undefined = links) =>
  keepStatusPage({ links: to, store, say: sayer(), sayByHand: sayer(), now: () => reportedAt }).perform(context, effect);
const linkIn = (text = ''): string => /\/status\/([\w-]{43})\b/.exec(text)?.[1] ?? '';
const opens = async (secret: string): Promise<boolean> => (await store.readAccessKey(digestOf(secret)))?.caseId === aCaseId;

describe('keeping the status page', () => {
  it('tells a link that opens the page, and keeps its digest alone', async () => {
    await keep(wish(1));
    expect(said).toMatchObject([
      { kind: 'SayOnAdvisory', body: expect.stringMatching(/^See https:\/\/fixlead\.example\.org\/status\/[\w-]{43}\.$/) },
    ]);
    expect(await opens(linkIn(said[0]?.body))).toBe(true);
    expect(JSON.stringify(await store.listAccessKeys({}))).not.toContain(linkIn(said[0]?.body));
  });

  it('tells nothing twice, however often it is tried', async () => {
    await keep(wish(1));
    await keep(wish(1));
    expect([said.length, (await store.listAccessKeys({ kind: 'status' })).length]).toEqual([1, 1]);
  });

  it('tells another link for the next edition, which ends the one before', async () => {
    await keep(wish(1));
    await keep(wish(2));
    const [first, second] = said.map(({ body }) => linkIn(body));
    expect([first === second, await opens(first ?? ''), await opens(second ?? '')]).toEqual([false, false, true]);
  });

  it('ends the page without a word', async () => {
    await keep(wish(1));
    await keep(wish(undefined));
    expect([said.length, await opens(linkIn(said[0]?.body))]).toEqual([1, false]);
  });

  it('hands the link to the maintainers where GitHub does not let us write on the advisory', async () => {
    await keep(wish(1, { repository: aRepository, number: 3 }));
    expect(said).toMatchObject([{ kind: 'SayInFixRepository', place: { number: 3 }, audience: 'maintainers' }]);
  });

  it('does nothing where there is no dashboard', async () => {
    await keepStatusPage({ links: undefined, store, say: sayer(), sayByHand: sayer(), now: () => reportedAt }).perform(context, wish(1));
    expect([said, await store.listAccessKeys({})]).toEqual([[], []]);
  });
});
