// The check on public pull requests: what it answers, and that nobody can read anything else in it.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ShownFix } from '../../../src/core/fix/shown-fixes.ts';
import { decideProject } from '../../../src/core/project/decide-project.ts';
import { newProject, type Project } from '../../../src/core/project/project.ts';
import type { ProjectEvent } from '../../../src/core/project/project-events.ts';
import { projectWakeUps } from '../../../src/core/project/project-wake-ups.ts';
import { publicAnswer, publicWords } from '../../../src/core/project/public-answer.ts';
import { aCaseId, anotherCaseId, aPolicy, aRepository, reportedAt as at } from '../../fixtures/a-case.ts';
import { sha } from '../../fixtures/happenings.ts';

type Seen = Extract<ProjectEvent, { kind: 'PublicPullSeen' }>;
const minuteMs = 60_000;
const policy = aPolicy({ publicCheck: true });
const start = newProject(aRepository, 41);
const unreviewed: ShownFix = { caseId: aCaseId, isReviewed: false, isGoingOut: false };
const reviewed: ShownFix = { ...unreviewed, isReviewed: true };

function pullSeen(but: Partial<Seen> = {}): Seen {
  const plain = { number: 12, sha: sha('a'), isOpen: true, isApproved: false, isKnown: true, fixes: [] };
  return { kind: 'PublicPullSeen', ...plain, at, ...but };
}

function happens(project: Project, event: ProjectEvent) {
  const decision = decideProject(project, event, policy, event.at);
  if (decision.outcome !== 'accepted') throw new Error(decision.outcome);
  const checks = decision.effects.flatMap((effect) => (effect.kind === 'ShowPublicCheck' ? [effect.answer] : []));
  return { project: decision.next, checks, tells: decision.tells ?? [], effects: decision.effects };
}

describe('the check on a public pull request', () => {
  it.each<{ name: string; asked: Partial<Seen>; answer: 'waiting' | 'done' }>([
    { name: 'approved, but a fix without its LGTMs', asked: { isApproved: true, fixes: [unreviewed] }, answer: 'waiting' },
    {
      name: 'approved, with a reviewed fix and one that is not',
      asked: { isApproved: true, fixes: [reviewed, unreviewed] },
      answer: 'waiting',
    },
    { name: 'approved, but git could not say what it holds', asked: { isApproved: true, isKnown: false }, answer: 'waiting' },
    { name: 'a reviewed fix that nobody approved here', asked: { fixes: [reviewed] }, answer: 'waiting' },
    {
      name: 'a fix going out, and another case’s that lacks its LGTMs',
      asked: { fixes: [{ ...reviewed, isGoingOut: true }, unreviewed] },
      answer: 'waiting',
    },
    { name: 'no fix at all, and nobody approved it', asked: {}, answer: 'waiting' },
    { name: 'no fix at all, approved', asked: { isApproved: true }, answer: 'done' },
    { name: 'approved, with a fix that has its LGTMs', asked: { isApproved: true, fixes: [reviewed] }, answer: 'done' },
    { name: 'a fix that is being published now', asked: { fixes: [{ ...reviewed, isGoingOut: true }] }, answer: 'done' },
  ])('is $answer for $name', ({ asked, answer }) => {
    expect(publicAnswer(pullSeen(asked))).toBe(answer);
    expect(happens(start, pullSeen(asked)).checks).toEqual([answer]);
  });

  it('says the same, letter for letter, of everything that nobody approved', () => {
    const facts = fc.record({
      isKnown: fc.boolean(),
      fixes: fc.array(
        fc.record({ caseId: fc.constantFrom(aCaseId, anotherCaseId), isReviewed: fc.boolean(), isGoingOut: fc.constant(false) }),
      ),
    });
    const plain = JSON.stringify(happens(start, pullSeen()).effects);
    fc.assert(fc.property(facts, (secret) => expect(JSON.stringify(happens(start, pullSeen(secret)).effects)).toBe(plain)));
  });

  it('has no words but these, and they are of nothing secret', () => {
    const words = JSON.stringify(publicWords);
    expect(words).not.toMatch(/GHSA|CVE|secur|vulnerab|embargo|case|severity|fix|LGTM|line/i);
    const [effect] = happens(start, pullSeen({ isApproved: true, fixes: [unreviewed] })).effects;
    expect(effect).toEqual({
      ...{ key: `${aRepository}/public-check/${sha('a')}`, kind: 'ShowPublicCheck', audience: 'public' },
      ...{ repository: aRepository, sha: sha('a'), answer: 'waiting' },
    });
  });
});

describe('the case whose fix shows', () => {
  it('hears of it once for each head, and once more when somebody approves that', () => {
    const first = happens(start, pullSeen({ fixes: [unreviewed] }));
    expect(first.tells).toMatchObject([
      { to: 'case', caseId: aCaseId, event: { kind: 'FixShownInPull', isApproved: false, isReviewed: false, place: { number: 12 } } },
    ]);
    const again = happens(first.project, pullSeen({ fixes: [unreviewed] }));
    expect(again.tells).toEqual([]);
    const approved = happens(again.project, pullSeen({ fixes: [unreviewed], isApproved: true }));
    expect(approved.tells).toMatchObject([{ event: { isApproved: true } }]);
    expect(happens(approved.project, pullSeen({ fixes: [unreviewed], isApproved: true, sha: sha('b') })).tells).toHaveLength(1);
  });

  it('hears nothing of the pull request by which it is published', () => {
    expect(happens(start, pullSeen({ fixes: [{ ...reviewed, isGoingOut: true }] })).tells).toEqual([]);
  });
});

describe('an approved pull request that waits', () => {
  const held = happens(start, pullSeen({ isApproved: true, fixes: [unreviewed] })).project;
  const [wakeUp] = projectWakeUps(held, policy);

  it('is looked at again after five minutes, until it is done', () => {
    expect(wakeUp).toEqual({ name: 'public-check/12', dueAt: at + 5 * minuteMs });
    const dueAt = at + 5 * minuteMs;
    const rang = happens(held, { kind: 'WakeUpRang', name: 'public-check/12', dueAt, at: dueAt });
    expect(projectWakeUps(rang.project, policy)).toEqual([]);
    const still = happens(rang.project, pullSeen({ isApproved: true, fixes: [unreviewed], at: dueAt }));
    expect(projectWakeUps(still.project, policy)).toEqual([{ name: 'public-check/12', dueAt: dueAt + 5 * minuteMs }]);
    const done = happens(still.project, pullSeen({ isApproved: true, at: dueAt }));
    expect([done.checks, projectWakeUps(done.project, policy), done.project.heldPulls]).toEqual([['done'], [], []]);
  });

  it('is forgotten when it is closed', () => {
    expect(happens(held, pullSeen({ isOpen: false })).project.heldPulls).toEqual([]);
    expect(decideProject(start, pullSeen({ isOpen: false }), policy, at).outcome).toBe('ignored');
  });
});
