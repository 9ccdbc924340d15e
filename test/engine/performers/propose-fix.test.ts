// Proposing the fix, with real git over HTTP between two repositories of the simulated GitHub.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import type { EffectOf } from '../../../src/core/effects.ts';
import { proposeFix } from '../../../src/engine/performers/propose-fix.ts';
import type { Git } from '../../../src/engine/ports/git.ts';
import type { NewPullRequest } from '../../../src/engine/ports/github.ts';
import { aWorkplace, failureOf, type AWorkplace, type Clone } from '../../adapters/git/a-workplace.ts';
import { aCaseId, aPolicy } from '../../fixtures/a-case.ts';
import { ana, aPull, aReadyCase, ben, effectsOfKind, lgtmOf, nextOf, releaseAt, seen } from '../../fixtures/happenings.ts';

const policy = aPolicy({
  ...{ publish: 'auto', lines: ['main'] },
  releaseDay: { via: 'pull-request', publishAfter: 'fix', ringMinutes: 15, versions: [] },
});
let place: AWorkplace;
let people: Clone;
let sha: string;
let current: Case;
let wish: EffectOf<'ProposeFix'>;
let opened: NewPullRequest[];
beforeEach(async () => {
  place = await aWorkplace();
  people = await place.clone('acme/widget', 'people');
  const fixes = await place.clone('acme/widget-fixes', 'fixes');
  await fixes.write('fix.txt', 'fix\n');
  sha = await fixes.commit('Stop at an incomplete character');
  await fixes.push('fix');
  const lgtms = [lgtmOf(ana.login, { sha }), lgtmOf(ben.login, { sha })];
  const pull = aPull({ repository: place.fixes.repository, headSha: sha, lgtms });
  const begins = seen({ kind: 'WakeUpRang', name: 'release', dueAt: releaseAt });
  const decision = decide(aReadyCase({ pullRequests: [pull] }), begins, policy, releaseAt);
  current = nextOf(decision);
  const [wanted] = effectsOfKind(decision, 'ProposeFix');
  if (wanted === undefined) throw new Error('nothing was proposed');
  wish = wanted;
  opened = [];
});
afterEach(() => place.close());

function perform(git: Git = place.git) {
  const openPullRequest = async (_installationId: number, pull: NewPullRequest) => opened.push(pull);
  const store = { readCase: async () => ({ case: current, version: 1, policy, policyDigest: '' }) };
  const performer = proposeFix({ git, github: { openPullRequest }, store, now: () => releaseAt });
  return performer.perform({ about: aCaseId, ...place.widget }, wish);
}

async function branches(): Promise<string> {
  return people.git('ls-remote', '--heads', 'origin');
}

describe('proposing a fix', () => {
  it('makes a public branch of the very commit that was reviewed, and a pull request from it', async () => {
    const { event } = await perform();
    expect(event).toMatchObject({ kind: 'FixProposed', line: 'main', sha, place: { repository: place.widget.repository, number: 1 } });
    expect(await branches()).toContain(`${sha}\trefs/heads/${wish.branch}`);
    expect(opened).toMatchObject([{ repository: place.widget.repository, branch: wish.branch, line: 'main' }]);
  });

  it('is harmless twice: the branch stays, and the open pull request is asked for again', async () => {
    await perform();
    const before = await branches();
    await perform();
    expect(await branches()).toBe(before);
  });

  it('is refused, with nothing pushed, when somebody held it after it was decided', async () => {
    current = { ...current, holds: [{ by: ana.login, at: releaseAt, reason: 'wait' }] };
    expect(await failureOf(perform())).toMatchObject({ permanent: true, message: expect.stringContaining('refused to propose') });
    expect(await branches()).not.toContain('security-fix');
    expect(opened).toEqual([]);
  });
});

it.each([
  { name: 'before the branch is pushed', whenHeld: 'before', branch: 0 },
  { name: 'before there is a pull request', whenHeld: 'after', branch: 1 },
])('proposes nothing when somebody holds it while git is at work, $name', async ({ whenHeld, branch }) => {
  const hold = () => void (current = { ...current, holds: [{ by: ana.login, at: releaseAt, reason: 'wait' }] });
  const slow: Git = {
    ...place.git,
    pushForward: async (push, how) => {
      const beforeSending = async () => {
        if (whenHeld === 'before') hold();
        await how?.beforeSending?.();
      };
      const pushed = await place.git.pushForward(push, { ...how, beforeSending });
      hold();
      return pushed;
    },
  };
  expect(await failureOf(perform(slow))).toMatchObject({ permanent: true, message: expect.stringContaining('refused to propose') });
  expect((await branches()).split('security-fix').length - 1).toBe(branch);
  expect(opened).toEqual([]);
});

describe('a squash or rebase of the fix', () => {
  const carries = async () => {
    const { patchId, commitPatchIds = [] } = await place.git.patch(place.fixes, { number: 1, line: 'main', headSha: sha });
    return place.git.carries(place.widget, 'main', { since: 0, patchId, commitPatchIds });
  };

  it.each([
    { name: 'with the same change', text: 'fix\n', is: true },
    { name: 'with something added', text: 'fix\nand more\n', is: false },
  ])('on the line $name is the fix: $is', async ({ text, is }) => {
    expect(await carries()).toBe(false);
    await people.write('fix.txt', text);
    await people.commit('Security fix for main (#1)');
    await people.push('main');
    expect(await carries()).toBe(is);
  });
});
