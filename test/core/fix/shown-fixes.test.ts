// Which public changes hold the fix of an open case.
import { describe, expect, it } from '@jest/globals';
import { shownFixes, type ShownHead } from '../../../src/core/fix/shown-fixes.ts';
import type { Case } from '../../../src/core/case.ts';
import { aCase, aCaseId, aPolicy } from '../../fixtures/a-case.ts';
import { aPull, aReadyCase, ana, ben, lgtmOf, releaseAt, sha } from '../../fixtures/happenings.ts';

const policy = aPolicy();
const patch = { patchId: 'p1', commitPatchIds: ['c1', 'c2'], tree: 't1' };
const fix = aPull({ ...patch, headSha: sha('a') });
const withFix = (but: Partial<Case> = {}): Case => aCase({ phase: 'accepted', pullRequests: [fix], ...but });
const shown = (thisCase: Case, head: ShownHead) => shownFixes([{ case: thisCase, policy }], head, releaseAt);

describe('a public change', () => {
  it.each<{ name: string; head: ShownHead; given?: Case; isShown: boolean }>([
    { name: 'with one commit of the fix among others', head: { sha: sha('9'), commitPatchIds: ['x', 'c2'] }, isShown: true },
    { name: 'that is one commit of the fix as a whole', head: { sha: sha('9'), patchId: 'c1' }, isShown: true },
    { name: 'that squashed the fix', head: { sha: sha('9'), commitPatchIds: ['p1'] }, isShown: true },
    { name: 'with the very files of the fix', head: { sha: sha('9'), tree: 't1' }, isShown: true },
    { name: 'that is the very commit, of which git knows nothing', head: { sha: sha('a') }, isShown: true },
    { name: 'of something else', head: { sha: sha('9'), patchId: 'x', commitPatchIds: ['y'], tree: 'z' }, isShown: false },
    {
      name: 'without any content',
      head: { sha: sha('9'), patchId: '', tree: '' },
      given: withFix({ pullRequests: [aPull({ patchId: '', tree: '' })] }),
      isShown: false,
    },
    {
      name: 'that equals a pull request which was closed',
      head: { sha: sha('9'), patchId: 'p1' },
      given: withFix({ pullRequests: [{ ...fix, state: 'closed' }] }),
      isShown: false,
    },
    {
      name: 'that equals the fix of a published case',
      head: { sha: sha('9'), patchId: 'p1' },
      given: withFix({ phase: 'published' }),
      isShown: false,
    },
    {
      name: 'that is the commit declared in a temporary fork',
      head: { sha: sha('d') },
      given: withFix({ pullRequests: [], declared: [{ line: 'main', sha: sha('d'), lgtms: [], tests: [] }] }),
      isShown: true,
    },
  ])('$name: $isShown', ({ head, given = withFix(), isShown }) => {
    expect(shown(given, head).map(({ caseId }) => caseId)).toEqual(isShown ? [aCaseId] : []);
  });

  it('counts as reviewed by the very gates of its head', () => {
    const head = { sha: sha('9'), patchId: 'p1' };
    const lgtms = [lgtmOf(ana.login, patch), lgtmOf(ben.login, patch)];
    const pull = { ...fix, lgtms };
    expect(shown(withFix(), head)).toMatchObject([{ isReviewed: false }]);
    expect(shown(withFix({ pullRequests: [{ ...fix, lgtms: lgtms.slice(1) }] }), head)).toMatchObject([{ isReviewed: false }]);
    expect(shown(withFix({ pullRequests: [pull] }), head)).toMatchObject([{ isReviewed: true }]);
  });

  it('goes out only while the case is being published with every gate green', () => {
    const head = { sha: sha('a') };
    expect(shown(aReadyCase({ phase: 'publishing' }), head)).toMatchObject([{ isGoingOut: true }]);
    expect(shown(aReadyCase(), head)).toMatchObject([{ isGoingOut: false }]);
    const [first, ...others] = aReadyCase().pullRequests;
    const withPatch = aReadyCase({ phase: 'publishing', pullRequests: [{ ...first!, ...patch }, ...others] });
    expect(shown(withPatch, { sha: sha('9'), commitPatchIds: ['c1', 'more'] })).toMatchObject([{ isGoingOut: false }]);
    const held = aReadyCase({ phase: 'publishing', holds: [{ by: ana.login, at: releaseAt, reason: 'Wait.' }] });
    expect(shown(held, head)).toMatchObject([{ isGoingOut: false }]);
  });
});
