import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Effect } from '../../../src/core/effects.ts';
import { aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { ana, aPull, aReadyCase, lgtmOf, max, seen, sha } from '../../fixtures/happenings.ts';

const policy = aPolicy();
const line = 'release-1.0';
const [one, two, three] = [sha('1'), sha('2'), sha('3')];

const see = (thisCase: Case, publicSha: string, mirrorSha?: string) =>
  decide(thisCase, seen({ kind: 'LineSeen', line, publicSha, mirrorSha }), policy, reportedAt);
const effects = (decision: ReturnType<typeof decide>): readonly Effect[] => (decision.outcome === 'accepted' ? decision.effects : []);
const mirrored = (decision: ReturnType<typeof decide>) => effects(decision).filter((effect) => effect.kind === 'MirrorLine');
const said = (decision: ReturnType<typeof decide>) =>
  effects(decision).flatMap((effect) => (effect.kind === 'SayInFixRepository' ? [effect.body] : []));
const known = (state: 'wanted' | 'done' | 'diverged', publicSha: string, mirrorSha: string) => ({
  mirror: { [line]: { publicSha, mirrorSha, state } },
});

describe('a public line is mirrored', () => {
  it.each([
    { name: 'first seen, where the mirror has none', given: {}, mirrorSha: undefined, wants: 1 },
    { name: 'first seen, equal', given: {}, mirrorSha: one, wants: 0 },
    { name: 'first seen, other', given: {}, mirrorSha: two, wants: 1 },
    { name: 'moved on in public', given: known('done', two, two), mirrorSha: two, wants: 1 },
    { name: 'with a fix merged in the mirror', given: known('done', one, one), mirrorSha: two, wants: 0 },
    { name: 'parted, and nothing has changed', given: known('diverged', one, two), mirrorSha: two, wants: 0 },
    { name: 'parted, and brought together by a person', given: known('diverged', one, two), mirrorSha: three, wants: 1 },
  ])('$name – $wants', ({ given, mirrorSha, wants }) => {
    expect(mirrored(see(aReadyCase(given), one, mirrorSha))).toHaveLength(wants);
  });

  it('never without a fix repository', () => {
    const decision = decide(
      aReadyCase(),
      seen({ kind: 'LineSeen', line, publicSha: one, mirrorSha: undefined }),
      aPolicy({ fixRepository: undefined, requiredLgtms: 0 }),
      reportedAt,
    );
    expect(decision.outcome).toBe('ignored');
  });

  it('and told in the case issue when it has parted', () => {
    const event = seen({ kind: 'LineMirrored', line, publicSha: one, mirrorSha: two, state: 'diverged' });
    expect(said(decide(aReadyCase(), event, policy, reportedAt))).toEqual([expect.stringContaining('I never force anything')]);
  });
});

describe('a line of the fix repository that moves past the gate', () => {
  const before = known('done', one, one);
  const reviewed = aPull({ line, lgtms: [lgtmOf(ana.login), lgtmOf(max.login)] });
  const headAt = (head: string) =>
    aPull({ line, headSha: head, lgtms: [lgtmOf(ana.login, { sha: head }), lgtmOf(max.login, { sha: head })] });
  it.each([
    { name: 'with no pull request', pulls: [], told: 1 },
    { name: 'with one that lacks its LGTMs', pulls: [aPull({ line })], told: 1 },
    { name: 'with a reviewed one of another line', pulls: [{ ...reviewed, line: 'main' }], told: 1 },
    { name: 'with a reviewed one that is something else', pulls: [reviewed], told: 1 },
    { name: 'past a reviewed one that was merged', pulls: [{ ...reviewed, state: 'merged' as const, mergedAs: three }], told: 1 },
    { name: 'by the merge of one that lacks its LGTMs', pulls: [aPull({ line, state: 'merged', mergedAs: two })], told: 1 },
    { name: 'by the merge of a reviewed one', pulls: [{ ...reviewed, state: 'merged' as const, mergedAs: two }], told: 0 },
    { name: 'to the head of a reviewed one', pulls: [headAt(two)], told: 0 },
  ])('$name – told $told times', ({ pulls, told }) => {
    expect(said(see(aReadyCase({ ...before, pullRequests: pulls }), one, two))).toHaveLength(told);
  });

  it('is not told where the reporter reads: it waits for the case issue', () => {
    expect(see(aReadyCase({ ...before, pullRequests: [], caseIssue: undefined }), one, two).outcome).toBe('ignored');
  });
});
