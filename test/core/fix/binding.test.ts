// What an LGTM is bound to: the change or the tree, as the policy has it; who keeps theirs after a push, and who is told.
import { describe, expect, it } from '@jest/globals';
import { validLgtms } from '../../../src/core/fix/approvals.ts';
import type { FixPullRequest, Lgtm } from '../../../src/core/fix/fix-pull-request.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Decision } from '../../../src/core/decision.ts';
import type { CaseEvent, Seen } from '../../../src/core/events.ts';
import { login } from '../../../src/core/ids.ts';
import type { Policy } from '../../../src/core/policy.ts';
import { aFixRepository, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aPull, aReadyCase, ana, ben, effectsOfKind, hourMs, lgtmOf, max, nextOf, onPullRequest } from '../../fixtures/happenings.ts';
import { seen, sha, typed, wordsOf } from '../../fixtures/happenings.ts';

const now = reportedAt + 10 * hourMs;
const byPatch = aPolicy();
const byTree = aPolicy({ lgtmBoundTo: 'tree' });
const content = { patchId: 'p1', tree: 't1' };
const reviewed = aPull({ ...content, lgtms: [lgtmOf(ana.login, content), lgtmOf(ben.login, content)] });

function pushed(overrides: Partial<Seen<'PullRequestSeen'>> = {}): CaseEvent {
  const place = { repository: aFixRepository, number: 11 };
  const event = { kind: 'PullRequestSeen', place, line: 'main', headSha: sha('b'), state: 'open', authors: [login('wanda')] } as const;
  return seen({ ...event, ...overrides }, reportedAt + 6 * hourMs);
}

function after(pull: FixPullRequest, event: CaseEvent, policy: Policy): Decision {
  return decide(aReadyCase({ release: undefined, pullRequests: [pull] }), event, policy, now);
}

function pullOf(decision: Decision): FixPullRequest {
  const [pull] = nextOf(decision).pullRequests;
  if (pull === undefined) throw new Error('the case has no pull request');
  return pull;
}

describe('a push', () => {
  const rows: readonly { name: string; policy: Policy; given?: FixPullRequest; push: Partial<Seen<'PullRequestSeen'>>; valid: number }[] = [
    {
      name: 'of the same change on another tree keeps LGTMs bound to the patch',
      policy: byPatch,
      push: { patchId: 'p1', tree: 't2' },
      valid: 2,
    },
    {
      name: 'of the same change on another tree voids LGTMs bound to the tree',
      policy: byTree,
      push: { patchId: 'p1', tree: 't2' },
      valid: 0,
    },
    {
      name: 'of another change on the same tree voids LGTMs bound to the patch',
      policy: byPatch,
      push: { patchId: 'p2', tree: 't1' },
      valid: 0,
    },
    {
      name: 'of another change on the same tree keeps LGTMs bound to the tree',
      policy: byTree,
      push: { patchId: 'p2', tree: 't1' },
      valid: 2,
    },
    { name: 'of which git can say nothing voids them', policy: byPatch, push: {}, valid: 0 },
    { name: 'without any content, which git gives no name, voids them', policy: byPatch, push: { patchId: '', tree: 't2' }, valid: 0 },
    {
      name: 'voids LGTMs of a head of which git could say nothing',
      policy: byPatch,
      given: aPull({ lgtms: [lgtmOf(ana.login), lgtmOf(ben.login)] }),
      push: { patchId: 'p1', tree: 't1' },
      valid: 0,
    },
    {
      name: 'that makes one of them an author takes that one out',
      policy: byPatch,
      push: { patchId: 'p1', authors: [ana.login] },
      valid: 1,
    },
    {
      name: 'to another line voids them where git knows another change',
      policy: byPatch,
      push: { headSha: sha('a'), line: 'x', patchId: 'p2' },
      valid: 0,
    },
    {
      name: 'to another line keeps them where git knows the same change',
      policy: byPatch,
      push: { headSha: sha('a'), line: 'x', patchId: 'p1' },
      valid: 2,
    },
  ];
  it.each(rows)('$name', ({ policy, given = reviewed, push, valid }) => {
    expect(validLgtms(pullOf(after(given, pushed(push), policy)), policy)).toHaveLength(valid);
  });

  it('to another line voids them where git knows nothing', () => {
    const given = aPull({ lgtms: [lgtmOf(ana.login)] });
    const pull = pullOf(after(given, pushed({ headSha: sha('a'), line: 'x' }), byPatch));
    expect(pull.voided).toMatchObject([{ by: ana.login, why: 'other-line' }]);
  });

  it('that keeps them says whose, and the check on the new head is green', () => {
    const decision = after(reviewed, pushed({ patchId: 'p1', tree: 't2' }), byPatch);
    expect(wordsOf(decision)).toEqual(['The new head `bbbbbbbbbb` holds the same change: the LGTM of @ana, @ben was kept.']);
    const [check] = effectsOfKind(decision, 'ShowCheck');
    expect(check).toMatchObject({ sha: sha('b'), conclusion: 'success', title: '2 of 2 LGTMs' });
    expect(check?.summary).toContain('- @ana (command, of `aaaaaaaaaa`, which holds the same)');
  });

  it('that voids some and keeps others says both', () => {
    const other: Lgtm = lgtmOf(ben.login, { sha: sha('a') });
    const given = aPull({ ...content, lgtms: [lgtmOf(ana.login, content), other] });
    expect(wordsOf(after(given, pushed({ patchId: 'p1' }), byPatch))).toEqual([
      'The new head `bbbbbbbbbb` voids the LGTM of @ben. Please look at the change and say `/lgtm` again. ' +
        'The new head `bbbbbbbbbb` holds the same change: the LGTM of @ana was kept.',
    ]);
  });

  it('back to what was voided does not bring the LGTMs back', () => {
    const once = pullOf(after(reviewed, pushed({ patchId: 'p2' }), byPatch));
    expect(validLgtms(pullOf(after(once, pushed({ headSha: sha('a'), ...content }), byPatch)), byPatch)).toEqual([]);
  });
});

describe('an LGTM', () => {
  it('remembers the change and the tree that it was said of', () => {
    const event = typed({ kind: 'LgtmGiven', sha: undefined }, { from: onPullRequest(), at: reportedAt + 5 * hourMs });
    expect(pullOf(after(aPull(content), event, byPatch)).lgtms).toMatchObject([{ by: max.login, sha: sha('a'), ...content }]);
  });

  it('given before git could be asked is completed when it can, for that very head', () => {
    const given = aPull({ lgtms: [lgtmOf(ana.login)] });
    const known = pullOf(after(given, pushed({ headSha: sha('a'), ...content }), byPatch));
    expect(known.lgtms).toMatchObject([content]);
    expect(validLgtms(pullOf(after(known, pushed({ patchId: 'p1' }), byPatch)), byPatch)).toHaveLength(1);
  });
});

describe('the summary of the check', () => {
  it.each([
    {
      name: 'of the commit where git could not be asked',
      pull: aPull(),
      policy: byPatch,
      says: 'of this very commit, because git could not be asked',
    },
    { name: 'of the change', pull: aPull(content), policy: byPatch, says: 'a rebase or squash keeps it' },
    { name: 'of the tree', pull: aPull(content), policy: byTree, says: 'It is of every file of the head' },
  ])('says that an LGTM is $name', ({ pull, policy, says }) => {
    const [check] = effectsOfKind(after(pull, typed({ kind: 'StatusAsked' }), policy), 'ShowCheck');
    expect(check?.summary).toContain(says);
  });

  it('names unknown authors without calling anybody', () => {
    const pull = aPull({ unknownAuthors: ['@everyone <co@x.example>'] });
    const [check] = effectsOfKind(after(pull, typed({ kind: 'StatusAsked' }), byPatch), 'ShowCheck');
    expect(check?.summary).toContain('cannot be told apart from a reviewer: @\u200Beveryone &lt;co@\u200Bx.example>');
  });

  it.each([
    { holds: undefined, says: 'Enforced by this app' },
    { holds: 'by-github' as const, says: 'Enforced by GitHub' },
    { holds: 'recorded-only' as const, says: 'Recorded only' },
  ])('says what keeps an unreviewed head from being merged: $says', ({ holds, says }) => {
    const given = aReadyCase({ pullRequests: [aPull()], ...(holds !== undefined && { enforcement: holds }) });
    const [check] = effectsOfKind(decide(given, typed({ kind: 'StatusAsked' }), byPatch, now), 'ShowCheck');
    expect(check?.summary).toContain(says);
  });
});
