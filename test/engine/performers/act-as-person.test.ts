// With whose hand an advisory is published, and what happens when that hand is not there any more.
import { describe, expect, it } from '@jest/globals';
import { login } from '../../../src/core/ids.ts';
import type { EffectOf } from '../../../src/core/effects.ts';
import { publishAsPerson, setStateAsPerson } from '../../../src/engine/performers/act-as-person.ts';
import { GitHubFailure } from '../../../src/engine/ports/failures.ts';
import type { Found } from '../../../src/engine/ports/github.ts';
import { TokenRefused } from '../../../src/engine/ports/surface.ts';
import { aCaseId, aRepository, reportedAt } from '../../fixtures/a-case.ts';

type World = {
  readonly isPublic?: boolean;
  /** The advisory is to be closed instead. */
  readonly closes?: true;
  readonly signedIn?: boolean;
  readonly token?: () => Promise<string>;
  readonly answer?: () => Promise<{ readonly publishedAt: number | undefined } | 'not-permitted'>;
};

const byApp: Found = { result: 'by the app' };
const already: Found = { result: 'it is public' };
const context = { about: aCaseId, repository: aRepository, installationId: 1 };
const wish = (act: string | undefined): EffectOf<'PublishAdvisory'> => ({
  ...{ key: `${aCaseId}/advisory-state`, kind: 'PublishAdvisory', audience: 'public', askedAt: reportedAt },
  ...(act !== undefined && { act }),
});

async function publish(act: string | undefined, world: World = {}) {
  const { isPublic = false, signedIn = true, token = async () => 'ghu_max', answer = async () => ({ publishedAt: reportedAt }) } = world;
  const used: string[] = [];
  const silent = (): void => undefined;
  const tools = {
    people: {
      publish: async (shown: string) => {
        used.push(shown);
        return answer();
      },
      setState: async (shown: string, _repository: unknown, _id: unknown, state: string) => {
        used.push(`${state} with ${shown}`);
        return (await answer()) === 'not-permitted' ? 'not-permitted' : 'done';
      },
    } as const,
    actorOf: async () => (signedIn ? { login: login('max'), token } : undefined),
    now: () => reportedAt,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  };
  const look = async () => (isPublic ? already : undefined);
  const performer = publishAsPerson(tools, { look, perform: async () => byApp });
  const closing = setStateAsPerson(tools, { look, perform: async () => byApp });
  const close = async (): Promise<Found> =>
    closing.perform(context, {
      key: 'k',
      kind: 'SetAdvisoryState',
      audience: 'reporter',
      state: 'closed',
      ...(act !== undefined && { act }),
    });
  return { found: await (world.closes === true ? close() : performer.perform(context, wish(act))), used };
}

describe('publishing for somebody who asked for it on the dashboard', () => {
  it('is done with their own token, and says whose', async () => {
    const { found, used } = await publish('act-1');
    expect([found.event, used]).toEqual([
      { kind: 'AdvisoryPublished', at: reportedAt, publishedAt: reportedAt, as: login('max') },
      ['ghu_max'],
    ]);
  });

  it.each([
    { name: 'where nobody asked there', act: undefined, world: {} },
    { name: 'where the session has ended', act: 'act-1', world: { signedIn: false } },
    { name: 'where GitHub takes their token no more', act: 'act-1', world: { token: () => Promise.reject(new TokenRefused('over')) } },
    { name: 'where GitHub does not let them', act: 'act-1', world: { answer: async () => 'not-permitted' as const } },
  ])('is done by the app $name', async ({ act, world }) => expect((await publish(act, world)).found).toBe(byApp));

  it('is done by nobody once it is public', async () => {
    expect(await publish('act-1', { isPublic: true })).toEqual({ found: already, used: [] });
  });

  it('is tried again, and not done by the app meanwhile, when it is not known whether it was done', async () => {
    const answer = () => Promise.reject(new GitHubFailure('no answer', {}));
    await expect(publish('act-1', { answer })).rejects.toThrow('no answer');
  });
});

describe('closing an advisory for somebody who rejected its report on the dashboard', () => {
  it('is done with their own token, and says whose', async () => {
    expect(await publish('act-1', { closes: true })).toEqual({ found: { result: 'closed as @max' }, used: ['closed with ghu_max'] });
  });

  it.each([
    { name: 'where nobody asked there', act: undefined, world: {} },
    { name: 'where the session has ended', act: 'act-1', world: { signedIn: false } },
    { name: 'where GitHub takes their token no more', act: 'act-1', world: { token: () => Promise.reject(new TokenRefused('over')) } },
    { name: 'where GitHub does not let them', act: 'act-1', world: { answer: async () => 'not-permitted' as const } },
  ])('is done by the app $name', async ({ act, world }) => expect((await publish(act, { ...world, closes: true })).found).toBe(byApp));
});
