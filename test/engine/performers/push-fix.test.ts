// Pushing the fix, with real git over HTTP between two repositories of the simulated GitHub.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import type { EffectOf } from '../../../src/core/effects.ts';
import { notBefore } from '../../../src/engine/performers/not-before.ts';
import { pushFix } from '../../../src/engine/performers/push-fix.ts';
import type { Found, PerformContext } from '../../../src/engine/ports/github.ts';
import { TooEarly } from '../../../src/engine/ports/failures.ts';
import type { Git } from '../../../src/engine/ports/git.ts';
import { aWorkplace, failureOf, type AWorkplace, type Clone } from '../../adapters/git/a-workplace.ts';
import { aCaseId, aPolicy } from '../../fixtures/a-case.ts';
import { ana, aPull, aReadyCase, ben, lgtmOf, releaseAt } from '../../fixtures/happenings.ts';

let place: AWorkplace;
let fixes: Clone;
let people: Clone;
let start: string;
let run = 0;
/** Three lines, as the public repository has them, and the approved head of each. */
let heads: readonly { readonly line: string; readonly sha: string }[];
let current: Case;

const policy = aPolicy({
  publish: 'auto',
  releaseDay: { via: 'push', publishAfter: 'fix', ringMinutes: 15, versions: [] },
});

beforeAll(async () => {
  place = await aWorkplace();
  people = await place.clone('acme/widget', 'people');
  fixes = await place.clone('acme/widget-fixes', 'fixes');
  start = await people.git('rev-parse', 'HEAD');
  await fixes.git('fetch', '--quiet', place.github.sim.gitUrl('acme/widget'), 'main');
});
afterAll(() => place.close());

beforeEach(async () => {
  run += 1;
  heads = [];
  for (const line of ['one', 'two', 'three'].map((name) => `${name}-${run}`)) {
    await people.git('checkout', '--quiet', '--detach', start);
    await people.push(line);
    await fixes.git('checkout', '--quiet', '--detach', start);
    await fixes.write('fix.txt', `fix of ${line}\n`);
    const sha = await fixes.commit('Stop at an incomplete character');
    await fixes.push(`fix/${line}`);
    heads = [...heads, { line, sha }];
  }
  const pullRequests = heads.map(({ line, sha }, index) =>
    aPull({ number: 11 + index, line, headSha: sha, lgtms: [lgtmOf(ana.login, { sha }), lgtmOf(ben.login, { sha })] }),
  );
  const affected = { by: ana.login, at: 0, lines: heads.map(({ line }) => line) };
  current = aReadyCase({ phase: 'publishing', pullRequests, affected, releaseDay: { begunAt: releaseAt, fixes: [], releases: [] } });
});

const context = (): PerformContext => ({
  about: aCaseId,
  repository: place.widget.repository,
  installationId: place.widget.installationId,
});
const linesPolicy = () => ({ ...policy, lines: heads.map(({ line }) => line) });

const readCase = async () => ({ case: current, policy: linesPolicy(), version: 1, policyDigest: '' });

function performer(git: Git = place.git, now = releaseAt) {
  return pushFix({ git, store: { readCase }, now: () => now });
}

function wish(index: number): EffectOf<'PushFix'> {
  const [head, ...others] = heads.slice(index);
  if (head === undefined) throw new Error('there is no such line');
  return {
    key: `${aCaseId}/advisory-state`,
    kind: 'PushFix',
    audience: 'public',
    from: place.fixes.repository,
    ...head,
    others,
    askedAt: releaseAt,
  };
}

/** The outcome enters the case, as it does in the app. */
function learn(found: Found | undefined): Found | undefined {
  const event = found?.event;
  if (event?.kind === 'FixBecamePublic') {
    const { line, sha, at } = event;
    current = { ...current, releaseDay: { fixes: [...(current.releaseDay?.fixes ?? []), { line, sha, at }], releases: [] } };
  }
  return found;
}

const publicTips = () => Promise.all(heads.map(({ line }) => place.git.tipOf(place.widget, `heads/${line}`)));

async function movePublic(line: string): Promise<string> {
  await people.git('checkout', '--quiet', '--detach', start);
  await people.write('other.txt', `of ${line}\n`);
  const tip = await people.commit('Something else');
  await people.push(line);
  return tip;
}

describe('on the release day', () => {
  it('each approved head becomes the tip of its public line, unmodified', async () => {
    for (const index of [0, 1, 2]) learn(await performer().perform(context(), wish(index)));
    expect(await publicTips()).toEqual(heads.map(({ sha }) => sha));
  });

  it('nothing is pushed, not even the first line, when a later one has moved underneath', async () => {
    const tip = await movePublic(heads[2]?.line ?? '');
    const found = await performer().perform(context(), wish(0));
    expect(found.event).toMatchObject({ kind: 'PushRefused', line: heads[2]?.line, tip });
    expect(await publicTips()).toEqual([start, start, tip]);
  });

  it('a push that came through before a crash is found and not done again, between line two and line three', async () => {
    learn(await performer().perform(context(), wish(0)));
    // Pushed, and the process dies before the outcome is saved.
    await performer().perform(context(), wish(1));
    const found = learn(await performer().look(context(), wish(1)));
    expect(found?.event).toMatchObject({ kind: 'FixBecamePublic', line: heads[1]?.line });
    learn(await performer().perform(context(), wish(2)));
    expect(await publicTips()).toEqual(heads.map(({ sha }) => sha));
  });

  it('looking pushes nothing', async () => {
    expect(await performer().look(context(), wish(0))).toBeUndefined();
    expect(await publicTips()).toEqual([start, start, start]);
  });

  it('a line that somebody has carried past the head is public too', async () => {
    await performer().perform(context(), wish(0));
    await fixes.git('checkout', '--quiet', '--detach', heads[0]?.sha ?? '');
    await fixes.write('more.txt', 'more\n');
    await fixes.commit('More');
    await fixes.git('push', '--quiet', place.github.sim.gitUrl('acme/widget'), `HEAD:refs/heads/${heads[0]?.line}`);
    expect((await performer().look(context(), wish(0)))?.event).toMatchObject({ kind: 'FixBecamePublic' });
  });
});

describe('nothing leaves the house', () => {
  it.each<{ name: string; change: () => Case }>([
    { name: 'while somebody holds it', change: () => ({ ...current, holds: [{ by: ana.login, at: 0, reason: 'wait' }] }) },
    { name: 'once it was pulled back', change: () => ({ ...current, phase: 'accepted' }) },
    {
      name: 'with an LGTM that is void',
      change: () => ({ ...current, pullRequests: current.pullRequests.map((pull) => ({ ...pull, lgtms: pull.lgtms.slice(1) })) }),
    },
    {
      name: 'with another head than the one that was decided on',
      change: () => ({ ...current, pullRequests: current.pullRequests.map((pull) => ({ ...pull, headSha: 'b'.repeat(40) })) }),
    },
  ])('$name', async ({ change }) => {
    current = change();
    const failure = await failureOf(performer().perform(context(), wish(0)));
    expect(failure.permanent).toBe(true);
    expect(failure.message).toContain('refused to push');
    expect(await publicTips()).toEqual([start, start, start]);
  });

  it('when somebody holds it while git is at work', async () => {
    const busy: Git = {
      ...place.git,
      pushForward: async (push, how) => {
        if (how?.onlyLook === true) return place.git.pushForward(push, how);
        const beforeSending = async () => {
          current = { ...current, holds: [{ by: ana.login, at: 0, reason: 'wait' }] };
          await how?.beforeSending?.();
        };
        return place.git.pushForward(push, { ...how, beforeSending });
      },
    };
    expect(await failureOf(performer(busy).perform(context(), wish(0)))).toMatchObject({ permanent: true });
    expect(await publicTips()).toEqual([start, start, start]);
  });

  it.each([
    { name: 'before the minute', here: releaseAt },
    { name: 'before the minute, when the clock that had begun it is set back', here: releaseAt - 60_000 },
  ])('$name', async ({ here }) => {
    const clocks = { facts: { time: async () => releaseAt - 1 }, store: { readCase }, now: () => here };
    await expect(notBefore(clocks, performer(place.git, here)).perform(context(), wish(0))).rejects.toThrow(TooEarly);
    expect(await publicTips()).toEqual([start, start, start]);
  });

  it('when the effect says of itself that it is for somebody else', async () => {
    const mislabelled = { ...wish(0), audience: 'maintainers' } as unknown as EffectOf<'PushFix'>;
    await failureOf(performer().perform(context(), mislabelled));
    expect(await publicTips()).toEqual([start, start, start]);
  });
});
