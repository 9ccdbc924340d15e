// Whatever is pushed, reviewed, tested and typed, in whatever order: no head gets out that lacks its LGTMs or its tests.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Decision } from '../../../src/core/decision.ts';
import type { Actor } from '../../../src/core/command-events.ts';
import type { CaseEvent } from '../../../src/core/events.ts';
import { fixReadyAt } from '../../../src/core/fix/approvals.ts';
import { shownFixes } from '../../../src/core/fix/shown-fixes.ts';
import { publicAnswer } from '../../../src/core/project/public-answer.ts';
import { headGates } from '../../../src/core/fix/head-gates.ts';
import { publicationGates } from '../../../src/core/gates.ts';
import { login } from '../../../src/core/ids.ts';
import type { Policy } from '../../../src/core/policy.ts';
import { isPushWanted } from '../../../src/core/release-day/carry-on.ts';
import { publicFix } from '../../../src/core/release-day/release-day.ts';
import { aFixRepository, aPolicy } from '../../fixtures/a-case.ts';
import { aReadyCase, effectsOfKind, inCaseIssue, onPullRequest, releaseAt, seen, typed } from '../../fixtures/happenings.ts';
import { aNotebook } from './a-reviewers-notebook.ts';

/** Two heads with the same change, one with another, and one that git could not be asked about. */
const heads = [
  { headSha: '1'.repeat(40), patchId: 'p1', tree: 't1' },
  { headSha: '2'.repeat(40), patchId: 'p1', tree: 't2' },
  { headSha: '3'.repeat(40), patchId: 'p3', tree: 't3' },
  { headSha: '4'.repeat(40) },
] as const;
const lineOf = { 11: 'main', 12: 'release-1.0' } as const;
const numbers = [11, 12] as const;
const people: readonly Actor[] = [
  ...['ana', 'ben', 'cleo', 'wanda'].map((name) => ({ login: login(name), role: 'maintainer' }) as const),
  { login: login('oscar'), role: 'outsider' },
  { login: login('ulla'), role: 'unknown' },
];
const minuteMs = 60_000;

const aNumber = fc.constantFrom(...numbers);
/** Mostly those who may. */
const aPerson = fc.constantFrom(...people, ...people.slice(0, 3), ...people.slice(0, 3));
const aHead = fc.constantFrom(...heads);
const aSubset = fc.subarray(people.map((one) => one.login));
/** What happens may be about the case as it stands. */
type Happening = (at: number, thisCase: Case) => CaseEvent;

const pushed = fc.record({ number: aNumber, head: aHead, authors: fc.subarray([login('wanda'), login('ana')]) }).map(
  ({ number, head, authors }): Happening =>
    (at) =>
      seen({ kind: 'PullRequestSeen', place: place(number), line: lineOf[number], state: 'open', authors, ...head }, at),
);
const said = fc.record({ number: aNumber, by: aPerson, head: fc.option(aHead, { nil: undefined, freq: 1 }), isLate: fc.boolean() }).map(
  ({ number, by, head, isLate }): Happening =>
    (at) =>
      typed(
        { kind: 'LgtmGiven', sha: head?.headSha.slice(0, 9) },
        { by, from: onPullRequest(number), at: isLate ? at - 3 * minuteMs : at },
      ),
);
const takenBack = fc.record({ number: aNumber, by: aPerson }).map(
  ({ number, by }): Happening =>
    (at) =>
      typed({ kind: 'LgtmWithdrawn' }, { by, from: onPullRequest(number), at }),
);
const reviewed = fc
  .record({
    number: aNumber,
    by: aPerson,
    head: aHead,
    verdict: fc.constantFrom('approved', 'approved', 'approved', 'changes-requested', 'dismissed', 'other'),
  })
  .map(
    ({ number, by, head, verdict }): Happening =>
      (at) =>
        seen({ kind: 'ReviewSubmitted', place: place(number), by, verdict, sha: head.headSha }, at),
  );
/** Most tests are of a head that stands. */
const tested = fc
  .record({
    head: fc.option(aHead, { nil: undefined, freq: 3 }),
    number: aNumber,
    outcome: fc.constantFrom('passed', 'passed', 'failed', 'running'),
  })
  .map(({ head, number, outcome }): Happening => (at, { pullRequests }) => {
    const sha = head?.headSha ?? pullRequests.find((pull) => pull.number === number)?.headSha ?? '';
    const evidence = { name: 'unit', outcome, source: 'check-run', series: '1', sha } as const;
    return seen({ kind: 'EvidenceGiven', repository: aFixRepository, evidence }, at);
  });
const asked = fc.record({ asked: aSubset, left: aSubset, unknown: aSubset }).map(
  ({ asked, left, unknown }): Happening =>
    (at) =>
      seen(
        {
          kind: 'GiversAsked',
          asked,
          left: left.filter((one) => asked.includes(one)),
          unknown: unknown.filter((one) => asked.includes(one) && !left.includes(one)),
        },
        at,
      ),
);
const overridden = fc.record({ number: aNumber, by: aPerson }).map(
  ({ number, by }): Happening =>
    (at) =>
      typed({ kind: 'GateOverridden', words: 'The CI is down.' }, { by, from: onPullRequest(number), at }),
);
const published = fc.constant<Happening>((at) => typed({ kind: 'PublicationAsked' }, { from: inCaseIssue, at }));
/** A push came through: of the head that is next, or of any. */
const cameThrough = fc
  .record({ number: aNumber, head: fc.option(aHead, { nil: undefined, freq: 1 }) })
  .map(({ number, head }): Happening => (at, thisCase) => {
    const next = thisCase.pullRequests.find((pull) => publicFix(thisCase, pull) === undefined);
    const { line, headSha } =
      head === undefined && next !== undefined ? next : { line: lineOf[number], headSha: (head ?? heads[0]).headSha };
    return seen({ kind: 'FixBecamePublic', line, sha: headSha }, at);
  });
const calledBack = fc.constant<Happening>((at) => seen({ kind: 'PushRefused', line: 'main', sha: heads[0].headSha, tip: undefined }, at));

const happenings = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: pushed },
    { weight: 8, arbitrary: said },
    { weight: 5, arbitrary: reviewed },
    { weight: 5, arbitrary: tested },
    { weight: 5, arbitrary: published },
    { weight: 1, arbitrary: takenBack },
    { weight: 1, arbitrary: asked },
    { weight: 1, arbitrary: overridden },
    { weight: 3, arbitrary: cameThrough },
    { weight: 1, arbitrary: calledBack },
  ),
  { minLength: 8, maxLength: 40 },
);

const policies: fc.Arbitrary<Policy> = fc
  .record({
    requiredLgtms: fc.constantFrom(1, 1, 2),
    lgtmBoundTo: fc.constantFrom('patch', 'tree'),
    requiredChecks: fc.constantFrom([], ['unit']),
    lgtmOverride: fc.constantFrom('nobody', 'maintainers'),
  })
  .map((given) => aPolicy({ ...given, publish: 'auto', releaseDay: { via: 'push', publishAfter: 'fix', ringMinutes: 0, versions: [] } }));

function place(number: number) {
  return { repository: aFixRepository, number };
}

type Checked = {
  readonly next: Case;
  readonly decision: Decision;
  /** What a head of a pull request lacks by the notebook; undefined: nothing. */
  readonly lacks: (number: number, sha: string) => string | undefined;
  readonly policy: Policy;
  readonly now: number;
};

/** Plays from a case that is ready but for its fixes, at its Release Date, with a pull request for each line. */
function play(policy: Policy, told: readonly Happening[], check: (checked: Checked) => void): void {
  const notebook = aNotebook(policy);
  let current = aReadyCase({ pullRequests: [] });
  const opened = numbers.map(
    (number): Happening =>
      (at) =>
        seen(
          { kind: 'PullRequestSeen', place: place(number), line: lineOf[number], state: 'open', authors: [login('wanda')], ...heads[0] },
          at,
        ),
  );
  for (const [index, happens] of [...opened, ...told].entries()) {
    const now = releaseAt + index * minuteMs;
    const event = happens(now, current);
    const decision = decide(current, event, policy, now);
    notebook.note(event, decision.outcome === 'accepted');
    if (decision.outcome === 'accepted') current = decision.next;
    const next = current;
    const lacking = new Map(next.pullRequests.map(({ number, headSha }) => [`${number} ${headSha}`, notebook.lacks(number, headSha)]));
    const lacks: Checked['lacks'] = (number, sha) => (lacking.has(`${number} ${sha}`) ? lacking.get(`${number} ${sha}`) : 'it is no head');
    check({ next, decision, lacks, policy, now });
  }
}

const options = { seed: Number(process.env.FC_SEED ?? 20261126), numRuns: 350 };
const stories = fc.tuple(policies, happenings);
/** All properties look at the same stories, which are played once; only a failure is played again, to be shrunk. */
const steps = fc.sample(stories, options).map(([policy, told]) => {
  const played: Checked[] = [];
  play(policy, told, (checked) => void played.push(checked));
  return played;
});

function holdsForAll(check: (checked: Checked) => void): void {
  try {
    steps.forEach((played) => played.forEach(check));
  } catch (failure) {
    fc.assert(
      fc.property(stories, ([policy, told]) => play(policy, told, check)),
      options,
    );
    throw failure;
  }
}

const numberOn = (line: string) => (line === 'main' ? 11 : 12);

describe('whatever is pushed, reviewed, tested and typed', () => {
  it('no head is pushed to the public that lacks its LGTMs or its tests', () => {
    let pushes = 0;
    holdsForAll(({ decision, next, lacks, policy, now }) => {
      for (const push of effectsOfKind(decision, 'PushFix')) {
        pushes += 1;
        for (const { line, sha } of [push, ...push.others]) expect(lacks(numberOn(line), sha)).toBeUndefined();
      }
      // What was wished for before is asked about again before it is done, and must be wanted no more when something lacks.
      for (const { line, headSha, number } of next.pullRequests)
        if (isPushWanted(next, policy, { line, sha: headSha }, now)) expect(lacks(number, headSha)).toBeUndefined();
    });
    expect(pushes).toBeGreaterThan(20);
  });

  it('no advisory is published while a head lacks them', () => {
    let publications = 0;
    holdsForAll(({ decision, next, lacks }) => {
      for (const _ of effectsOfKind(decision, 'PublishAdvisory')) {
        publications += 1;
        for (const { number, headSha } of next.pullRequests) expect(lacks(number, headSha)).toBeUndefined();
      }
    });
    expect(publications).toBeGreaterThan(5);
  });

  it('no check on a head is green that lacks them', () => {
    let greens = 0;
    holdsForAll(({ decision, next, lacks }) => {
      for (const { sha, conclusion } of effectsOfKind(decision, 'ShowCheck')) {
        if (conclusion !== 'success') continue;
        greens += 1;
        const lacking = next.pullRequests.filter((pull) => pull.headSha === sha).map(({ number }) => lacks(number, sha));
        // Two pull requests may stand at one commit; the check is of one of them.
        expect(lacking).toContain(undefined);
      }
    });
    expect(greens).toBeGreaterThan(100);
  });

  it('no public pull request with a head is said to be ready that lacks them, whoever approved it there', () => {
    let ready = 0;
    holdsForAll(({ next, lacks, policy, now }) => {
      for (const { headSha } of next.pullRequests) {
        const fixes = shownFixes([{ case: next, policy }], { sha: headSha }, now);
        if (publicAnswer({ isApproved: true, isKnown: true, fixes }) === 'waiting' || fixes.length === 0) continue;
        ready += 1;
        const lacking = next.pullRequests.filter((pull) => pull.headSha === headSha && pull.state !== 'closed');
        for (const { number } of lacking) expect(lacks(number, headSha)).toBeUndefined();
      }
    });
    expect(ready).toBeGreaterThan(50);
  });

  it('the fix does not count as reviewed while a head lacks its LGTMs, but for an override', () => {
    holdsForAll(({ next, lacks, policy }) => {
      if (fixReadyAt(next, policy) === undefined || (policy.requiredChecks ?? []).length > 0) return;
      for (const { number, headSha } of next.pullRequests) expect(lacks(number, headSha)).toBeUndefined();
    });
  });

  it('the gate that is shown on a head is the one that is enforced', () => {
    holdsForAll(({ next, policy, now }) => {
      const shown = next.pullRequests.flatMap((pull) => headGates(next, pull, policy));
      const enforced = publicationGates(next, policy, now).filter(({ name }) => /^(?:LGTM|CI) /.test(name));
      expect(enforced.every((gate) => gate.green)).toBe(shown.every((gate) => gate.green));
    });
  });
});
