// How a case begins, what GitHub shows of its advisory, and what our own work brings back.
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import { repositoryName } from '../../../src/core/ids.ts';
import { aCase, aCaseId, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import {
  aReadyCase,
  ana,
  dayMs,
  effectsOf,
  effectsOfKind,
  hourMs,
  nextOf,
  releaseAt,
  seen,
  theCaseIssue,
  theReport,
  typed,
  wordsOf,
} from '../../fixtures/happenings.ts';
import type { AdvisoryState } from '../../../src/core/sighting-events.ts';

const policy = aPolicy();
const now = reportedAt + hourMs;
const reported = aCase({ caseIssue: theCaseIssue, advisoryComments: 'available' });

function shows(state: AdvisoryState, temporaryFork?: ReturnType<typeof repositoryName>) {
  return seen({ kind: 'AdvisorySeen', state, temporaryFork });
}

describe('a report', () => {
  it('opens a case, asks for a private issue and shows the reporter where it stands', () => {
    const decision = decide(undefined, theReport(), policy, reportedAt);
    expect(nextOf(decision)).toEqual(aCase({ recent: [{ at: reportedAt, words: 'the report came in' }] }));
    expect(effectsOf(decision).map(({ key, kind, audience }) => ({ key, kind, audience }))).toEqual([
      { key: `${aCaseId}/case-issue`, kind: 'OpenCaseIssue', audience: 'maintainers' },
      { key: `${aCaseId}/status`, kind: 'ShowStatus', audience: 'reporter' },
    ]);
  });

  it('without a fix repository in the policy asks for no issue', () => {
    const kinds = effectsOf(decide(undefined, theReport(), aPolicy({ fixRepository: undefined }), reportedAt)).map((effect) => effect.kind);
    expect(kinds).toEqual(['ShowStatus']);
  });

  it('under a policy that could not be used says so, harmlessly', () => {
    const problem = '.github/fixlead.yml:3:1: "@everyone" is not a setting <!-- -->';
    const [words] = wordsOf(decide(undefined, theReport({ policyProblem: problem }), policy, reportedAt));
    expect(words).toContain('the cautious default rules this case');
    expect(words).not.toMatch(/@everyone|<!--/);
  });

  it('that comes twice opens nothing twice', () => {
    expect(decide(reported, theReport(), policy, now)).toEqual({ outcome: 'ignored', because: 'the report is known' });
  });

  it('that comes again as a draft, because a maintainer was quicker on GitHub, is accepted', () => {
    expect(nextOf(decide(reported, theReport({ state: 'draft' }), policy, now)).phase).toBe('accepted');
  });

  it('begun as a draft by maintainers owes nobody an answer', () => {
    const next = nextOf(decide(undefined, theReport({ state: 'draft', reporter: undefined }), policy, reportedAt));
    expect([next.phase, next.acknowledged?.at, next.accepted?.at]).toEqual(['accepted', reportedAt, reportedAt]);
    expect(next.recent.map((note) => note.words)).toEqual(['maintainers began the advisory']);
  });

  it('of no case we know is passed over, whatever happens to it', () => {
    for (const event of [shows('closed'), typed({ kind: 'StatusAsked' }), seen({ kind: 'WakeUpRang', name: 'release', dueAt: 0 })])
      expect(decide(undefined, event, policy, now)).toEqual({ outcome: 'ignored', because: 'there is no such case' });
  });
});

describe('what people do with the buttons of GitHub', () => {
  it('accepting there accepts here, and names nobody whom we do not know', () => {
    const next = nextOf(decide(reported, shows('draft'), policy, now));
    expect([next.phase, next.recent.at(-1)?.words]).toEqual(['accepted', 'the report was accepted on GitHub']);
    expect(decide(next, typed({ kind: 'ReportAcknowledged' }), policy, now)).toMatchObject({
      refusal: { message: 'Somebody on GitHub already answered the reporter, 2026-03-02 10:00 UTC (Monday).' },
    });
  });

  it('closing there closes here, asks for the reason that the reporter is owed, and drops what we had wished for', () => {
    const decision = decide(reported, shows('closed'), policy, now);
    expect(nextOf(decision)).toMatchObject({ phase: 'rejected', rejected: { reason: 'closed on GitHub without a reason given here' } });
    expect(effectsOfKind(decision, 'SetAdvisoryState')).toMatchObject([{ key: `${aCaseId}/advisory-state`, state: 'closed' }]);
    expect(wordsOf(decision)).toEqual([
      'The advisory was closed on GitHub, so this case is closed. The reporter has had no reason from here; the policy promises one. Please write it at https://github.com/acme/widget/security/advisories/GHSA-2222-3333-4444.\n\n- S23 (G:46): “the maintainers will follow up with a detailed reason for rejection”',
    ]);
  });

  it('closing there once more, after it was reopened, is said once more', () => {
    const closes = (thisCase: typeof reported, at: number) =>
      decide(thisCase, seen({ kind: 'AdvisorySeen', state: 'closed', temporaryFork: undefined }, at), policy, at);
    const first = closes(reported, now);
    const reopened = nextOf(decide(nextOf(first), typed({ kind: 'CaseReopened', reason: 'It is one.' }), policy, now));
    const second = closes(reopened, now + hourMs);
    const [keysBefore, keys] = [first, second].map((one) => effectsOfKind(one, 'SayInFixRepository').map(({ key }) => key));
    expect(keys).toHaveLength(1);
    expect(keysBefore).not.toEqual(keys);
  });

  it('closing what we had closed ourselves says nothing', () => {
    const closed = nextOf(decide(reported, typed({ kind: 'ReportRejected', name: 'not-a-vulnerability', reason: 'no' }), policy, now));
    expect(decide(closed, shows('closed'), policy, now)).toEqual({ outcome: 'ignored', because: 'it is known to be closed' });
  });

  it.each([
    { name: 'a report that still waits', given: reported, state: 'triage', because: 'the report is still waiting' },
    { name: 'a draft that we know', given: aReadyCase(), state: 'draft', because: 'it is known to be a draft' },
    {
      name: 'a draft of a case that was closed',
      given: aCase({ phase: 'rejected' }),
      state: 'draft',
      because: 'the case is rejected, and stays so',
    },
    {
      name: 'a closed advisory that was public',
      given: aReadyCase({ phase: 'published' }),
      state: 'closed',
      because: 'it is known to be closed',
    },
  ] as const)('$name changes nothing', ({ given, state, because }) => {
    expect(decide(given, shows(state), policy, now)).toEqual({ outcome: 'ignored', because });
  });

  it('a temporary private fork is noted once, also beside something else', () => {
    const fork = repositoryName('acme/widget-ghsa-2222-3333-4444');
    const waiting = nextOf(decide(reported, shows('triage', fork), policy, now));
    expect([waiting.temporaryFork, waiting.recent.map((note) => note.words)]).toEqual([
      fork,
      ['a temporary private fork appeared; the app cannot see into it'],
    ]);
    expect(decide(waiting, shows('triage', fork), policy, now).outcome).toBe('ignored');
    expect(nextOf(decide(reported, shows('draft', fork), policy, now))).toMatchObject({ phase: 'accepted', temporaryFork: fork });
  });
});

describe('a comment on the advisory', () => {
  const first = seen({ kind: 'AdvisoryCommentSeen', commentId: '5', digest: 'first' });
  const known = nextOf(decide(aCase({ caseIssue: theCaseIssue }), first, policy, now));
  const edited = (digest: string) => seen({ kind: 'AdvisoryCommentEdited', commentId: '5', digest });
  const gone = seen({ kind: 'AdvisoryCommentGone', commentId: '5' });

  it('shows that comments can be read', () => {
    expect(known).toMatchObject({ advisoryComments: 'available', seenComments: { 5: { digest: 'first', gone: false } } });
  });

  it.each([
    { name: 'edited', event: edited('second'), says: 'was edited after I had read it', seenAs: { digest: 'second', gone: false } },
    { name: 'deleted', event: gone, says: 'was deleted after I had read it', seenAs: { digest: 'first', gone: true } },
  ])('$name afterwards is told to the maintainers and never acted upon', ({ event, says, seenAs }) => {
    const decision = decide(known, event, policy, now);
    expect(nextOf(decision)).toEqual({ ...known, seenComments: { 5: seenAs } });
    expect(wordsOf(decision)).toEqual([expect.stringContaining(says)]);
  });

  it('edited and then deleted is told twice, under two keys', () => {
    const once = decide(known, edited('second'), policy, now);
    const twice = decide(nextOf(once), gone, policy, now);
    const keys = [once, twice].map((decision) => effectsOfKind(decision, 'SayInFixRepository')[0]?.key);
    expect(keys).toEqual([`${aCaseId}/tell-maintainers/comment-changed/5/second`, `${aCaseId}/tell-maintainers/comment-changed/5/gone`]);
  });

  it.each([
    { name: 'an edit that is no change', event: edited('first') },
    { name: 'an edit of a comment never seen', event: seen({ kind: 'AdvisoryCommentEdited', commentId: '6', digest: 'x' }) },
    { name: 'the loss of a comment never seen', event: seen({ kind: 'AdvisoryCommentGone', commentId: '6' }) },
  ])('$name is passed over', ({ event }) => {
    expect(decide(known, event, policy, now).outcome).toBe('ignored');
  });

  it('deleted twice is told once', () => {
    expect(decide(nextOf(decide(known, gone, policy, now)), gone, policy, now).outcome).toBe('ignored');
  });
});

describe('the private case issue', () => {
  const opened = seen({ kind: 'CaseIssueOpened', place: theCaseIssue });

  it('once opened shows the board, and is asked for no more', () => {
    const decision = decide(aCase(), opened, policy, now);
    expect(nextOf(decision).caseIssue).toEqual(theCaseIssue);
    expect(effectsOf(decision).map((effect) => effect.kind)).toEqual(['ShowBoard', 'ShowStatus']);
    expect(decide(nextOf(decision), opened, policy, now).outcome).toBe('ignored');
  });

  it('is asked for in the same words as long as the case is open, so that no second one is opened', () => {
    const wish = effectsOfKind(decide(undefined, theReport(), policy, now), 'OpenCaseIssue');
    const later = aReadyCase({ caseIssue: undefined, fixLead: { login: ana.login, by: ana.login, at: 0 } });
    expect(effectsOfKind(decide(later, typed({ kind: 'HoldPlaced', reason: 'no' }), policy, now), 'OpenCaseIssue')).toEqual(wish);
  });

  it.each(['rejected', 'published'] as const)('is not asked for any more once the case is %s', (phase) => {
    const decision = decide(aReadyCase({ phase, caseIssue: undefined }), typed({ kind: 'StatusAsked' }), policy, now);
    expect(effectsOfKind(decision, 'OpenCaseIssue')).toEqual([]);
  });
});

describe('where GitHub offers no advisory comments', () => {
  const absent = seen({ kind: 'AdvisoryCommentsFound', are: 'absent' });
  const deaf = aReadyCase({ advisoryComments: 'absent' });

  it('says so openly in the case issue, once', () => {
    const decision = decide(aCase({ caseIssue: theCaseIssue }), absent, policy, now);
    expect(effectsOf(decision).map((effect) => effect.kind)).toEqual(['SayInFixRepository', 'ShowBoard']);
    expect(wordsOf(decision)[0]).toContain('**write to the reporter by hand**');
    expect(decide(nextOf(decision), absent, policy, now).outcome).toBe('ignored');
  });

  it('says so as soon as there is a case issue to say it in', () => {
    const decision = decide(aCase(), absent, policy, now);
    expect(wordsOf(decision)).toEqual([]);
    const opened = decide(nextOf(decision), seen({ kind: 'CaseIssueOpened', place: theCaseIssue }), policy, now);
    expect(wordsOf(opened)).toEqual([expect.stringContaining('GitHub does not let this app read or write comments')]);
  });

  it('hands over what the reporter may not have been told: a rejection', () => {
    const rejected = nextOf(
      decide(
        aCase({ caseIssue: theCaseIssue }),
        typed({ kind: 'ReportRejected', name: 'not-a-vulnerability', reason: 'Works as designed.' }),
        policy,
        now,
      ),
    );
    expect(wordsOf(decide(rejected, absent, policy, now))).toEqual([
      expect.stringContaining('does not let this app'),
      expect.stringMatching(/^Please post this on the advisory for the reporter[^]*> Works as designed\./),
    ]);
  });

  it('hands over what the reporter may not have been told: the Release Date', () => {
    expect(wordsOf(decide(aReadyCase(), absent, policy, now))[1]).toContain('The Release Date is **2026-03-07 09:00 UTC (Saturday)**');
  });

  it('hands over no reason that nobody gave', () => {
    const closed = nextOf(decide(reported, shows('closed'), policy, now));
    expect(wordsOf(decide(closed, absent, policy, now))).toHaveLength(1);
  });

  it('everything for the reporter goes to the case issue, marked as theirs', () => {
    const decision = decide(deaf, typed({ kind: 'ReleaseDateGiven', releaseAt: releaseAt + dayMs }), policy, now);
    expect(effectsOf(decision).filter((effect) => effect.kind === 'SayOnAdvisory' || effect.kind === 'ShowStatus')).toEqual([]);
    expect(effectsOfKind(decision, 'SayInFixRepository')[0]).toMatchObject({
      place: theCaseIssue,
      body: expect.stringMatching(/^Please post this on the advisory[^]*has moved from/),
    });
  });

  it('ends when comments appear: the status comment is shown again', () => {
    const decision = decide(deaf, seen({ kind: 'AdvisoryCommentsFound', are: 'available' }), policy, now);
    // In words of its own: the same as before would pass for shown.
    expect(effectsOfKind(decision, 'ShowStatus')).toMatchObject([{ body: expect.stringContaining('read and write comments here again') }]);
    expect(wordsOf(decision)).toEqual([]);
  });
});

describe('work that was given up', () => {
  const given = aReadyCase();
  const stuck = (key: string, what: string, error = 'refused') => seen({ kind: 'EffectGivenUp', key, what, error });

  it('is told in words, with the command that tries again', () => {
    const decision = decide(given, stuck(`${aCaseId}/status`, 'ShowStatus', 'Resource not accessible by integration'), policy, now);
    expect(wordsOf(decision)).toEqual([
      `**Given up**: keeping the status comment on the advisory up to date.\n\n> Resource not accessible by integration\n\nSomebody has to look. \`/retry ${aCaseId}/status\` tries again, \`fixlead parked\` lists all that was given up.`,
    ]);
  });

  it('stands on the board, once for each thing', () => {
    const once = nextOf(decide(given, stuck('k', 'ShowCheck', 'first'), policy, now));
    const decision = decide(once, stuck('k', 'ShowCheck', 'second'), policy, now);
    expect(nextOf(decision).stuck.map((one) => one.error)).toEqual(['second']);
    expect(effectsOfKind(decision, 'ShowBoard')[0]?.body).toContain('- 2026-03-02 10:00 UTC, showing the LGTM check: second');
  });

  it('that was itself such a message is not told again and changes no page, or it would never end', () => {
    const decision = decide(given, stuck(`${aCaseId}/tell-maintainers/given-up/k/1`, 'SayInFixRepository'), policy, now);
    expect(wordsOf(decision)).toEqual([]);
    expect(nextOf(decision)).toEqual(given);
  });

  it('that was the board itself is told on the advisory, in the same words each time, and not on the board', () => {
    const first = decide(given, stuck('k', 'ShowBoard', 'not private'), policy, now);
    const later = decide(nextOf(first), { ...stuck('k', 'ShowBoard', 'not private'), at: now + 60_000 }, policy, now + 60_000);
    expect(nextOf(first)).toEqual(given);
    const [told] = effectsOfKind(first, 'SayOnAdvisory');
    expect(told?.body).toContain('**Given up**: keeping the private issue up to date.');
    expect(effectsOfKind(later, 'SayOnAdvisory')).toEqual([told]);
  });

  it('of a kind from another version is named harmlessly', () => {
    expect(wordsOf(decide(given, stuck('k', '@acme/everyone'), policy, now))[0]).toContain('**Given up**: @\u200Bacme/everyone.');
  });

  it('of another wish leaves the phase alone', () => {
    const decision = decide(given, stuck(`${aCaseId}/advisory-state`, 'SetAdvisoryState'), policy, now);
    expect([nextOf(decision).phase, effectsOfKind(decision, 'SetAdvisoryState')]).toEqual(['accepted', []]);
  });
});
