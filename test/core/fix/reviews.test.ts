// LGTMs: by whom, of which head, and when they stop counting (S100).
import { describe, expect, it } from '@jest/globals';
import { fixReadyAt, isReviewed, validLgtms } from '../../../src/core/fix/approvals.ts';
import type { Case } from '../../../src/core/case.ts';
import type { FixPullRequest } from '../../../src/core/fix/fix-pull-request.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Decision } from '../../../src/core/decision.ts';
import type { CaseEvent, Seen } from '../../../src/core/events.ts';
import { login } from '../../../src/core/ids.ts';
import { aFixRepository, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aPull, aReadyCase, ana, ben, effectsOfKind, hourMs, lgtmOf, max, nextOf, onPullRequest } from '../../fixtures/happenings.ts';
import { oscar, rita, seen, sha, typed, ulla, wordsOf } from '../../fixtures/happenings.ts';

const policy = aPolicy();
const now = reportedAt + 10 * hourMs;
const place = { repository: aFixRepository, number: 11 };

function caseWith(...pulls: readonly FixPullRequest[]): Case {
  return aReadyCase({ release: undefined, pullRequests: pulls });
}

function after(pull: FixPullRequest, event: CaseEvent): Decision {
  return decide(caseWith(pull), event, policy, now);
}

function lgtm(rest: Parameters<typeof typed>[1] & { sha?: string } = {}): CaseEvent {
  return typed({ kind: 'LgtmGiven', sha: rest.sha }, { from: onPullRequest(), at: reportedAt + 5 * hourMs, ...rest });
}

function pushed(overrides: Partial<Seen<'PullRequestSeen'>> = {}): CaseEvent {
  return seen(
    { kind: 'PullRequestSeen', place, line: 'main', headSha: sha('b'), state: 'open', authors: [login('wanda')], ...overrides },
    reportedAt + 6 * hourMs,
  );
}

function review(overrides: Partial<Seen<'ReviewSubmitted'>> = {}): CaseEvent {
  return seen({ kind: 'ReviewSubmitted', place, by: ana, verdict: 'approved', sha: sha('a'), ...overrides }, reportedAt + 5 * hourMs);
}

function pullOf(decision: Decision): FixPullRequest {
  const [pull] = nextOf(decision).pullRequests;
  if (pull === undefined) throw new Error('the case has no pull request');
  return pull;
}

describe('/lgtm', () => {
  const coauthored = aPull({ authors: [login('wanda'), ana.login] });
  const rows = [
    {
      name: 'refuses whoever opened the pull request',
      given: aPull({ authors: [max.login] }),
      event: lgtm(),
      code: 'own-change',
      says: '@max wrote part of this change',
    },
    {
      name: 'refuses a co-author of one of its commits',
      given: coauthored,
      event: lgtm({ by: ana }),
      code: 'own-change',
      says: 'Another maintainer has to look',
    },
    {
      name: 'refuses one that was typed before the head was pushed',
      given: aPull({ headSeenAt: reportedAt + 6 * hourMs }),
      event: lgtm(),
      code: 'head-moved',
      says: 'If it looks good to you, name it: `/lgtm aaaaaaaaaa`.',
    },
    {
      name: 'refuses one that names an older head',
      given: aPull({ headSha: sha('b') }),
      event: lgtm({ sha: sha('a') }),
      code: 'head-moved',
      says: 'The head is `bbbbbbbbbb`, not the one you named',
    },
    {
      name: 'refuses a name too short to be a commit',
      given: aPull(),
      event: lgtm({ sha: 'aaaaaa' }),
      code: 'head-moved',
      says: 'give 7 to 40 hexadecimal digits',
    },
    {
      name: 'refuses a name that is no commit',
      given: aPull(),
      event: lgtm({ sha: 'looksgood' }),
      code: 'head-moved',
      says: '"looksgood" is not a commit',
    },
    {
      name: 'calls nobody when it quotes what is no commit',
      given: aPull(),
      event: lgtm({ sha: '@acme/security' }),
      code: 'head-moved',
      says: '"@\u200Bacme/security" is not a commit',
    },
    {
      name: 'refuses a pull request that it has not seen',
      given: aPull({ number: 12 }),
      event: lgtm(),
      code: 'not-found',
      says: 'not known as a fix of this case yet',
    },
  ];
  it.each(rows)('$name', ({ given, event, code, says }) => {
    expect(after(given, event)).toMatchObject({ outcome: 'refused', refusal: { code, message: expect.stringContaining(says) } });
  });

  it.each([
    { name: 'of the head as it stands', event: lgtm() },
    { name: 'typed in the very moment in which the head was seen', event: lgtm({ at: reportedAt + 2 * hourMs }) },
    { name: 'naming the head in full', event: lgtm({ sha: sha('a') }) },
    { name: 'naming the head in short and in capitals', event: lgtm({ sha: 'AAAAAAA' }) },
    { name: 'naming the head, even if typed before we had seen it', event: lgtm({ sha: 'aaaaaaa', at: reportedAt + hourMs }) },
  ])('counts $name', ({ event }) => {
    const decision = after(aPull(), event);
    expect(pullOf(decision).lgtms).toEqual([{ by: max.login, at: event.at, sha: sha('a'), via: 'command' }]);
    expect(wordsOf(decision)).toEqual(['LGTM of @max for `aaaaaaaaaa`: 1 of 2.']);
  });

  it('counts one person once, however often it is said', () => {
    const decision = after(aPull({ lgtms: [lgtmOf(max.login)] }), lgtm());
    expect(validLgtms(pullOf(decision), policy)).toHaveLength(1);
    expect(wordsOf(decision)).toEqual(['LGTM of @max for `aaaaaaaaaa`: 1 of 2.']);
  });

  it('turns the check green with the last one that is needed, and not before', () => {
    const conclusions = [[], [lgtmOf(ana.login)]].map((lgtms) => {
      const [check] = effectsOfKind(after(aPull({ lgtms }), lgtm()), 'ShowCheck');
      return [check?.conclusion, check?.title];
    });
    expect(conclusions).toEqual([
      ['failure', '1 of 2 LGTMs'],
      ['success', '2 of 2 LGTMs'],
    ]);
  });
});

describe('/lgtm cancel', () => {
  const cancel = typed({ kind: 'LgtmWithdrawn' }, { from: onPullRequest(), by: ana });

  it('takes the LGTM back and remembers that it was given', () => {
    const pull = pullOf(after(aPull({ lgtms: [lgtmOf(ana.login), lgtmOf(ben.login)] }), cancel));
    expect(validLgtms(pull, policy).map((one) => one.by)).toEqual([ben.login]);
    expect(pull.voided).toEqual([{ ...lgtmOf(ana.login), voidedAt: cancel.at, why: 'withdrawn' }]);
  });

  it('takes back an approving review as well', () => {
    expect(pullOf(after(aPull({ lgtms: [lgtmOf(ana.login, { via: 'review' })] }), cancel)).lgtms).toEqual([]);
  });

  it("refuses to take back somebody else's", () => {
    const decision = after(aPull({ lgtms: [lgtmOf(ben.login)] }), cancel);
    expect(decision).toMatchObject({ refusal: { code: 'nothing-to-undo', message: 'You have no LGTM on this pull request.' } });
  });
});

describe('a push', () => {
  const approved = aPull({ lgtms: [lgtmOf(ana.login), lgtmOf(ben.login, { via: 'review' })] });

  it('voids every LGTM and asks those who gave one to look again', () => {
    const decision = after(approved, pushed());
    const pull = pullOf(decision);
    expect(pull.lgtms).toEqual([]);
    expect(pull.voided.map(({ by, why }) => [by, why])).toEqual([
      [ana.login, 'new-push'],
      [ben.login, 'new-push'],
    ]);
    expect(wordsOf(decision)).toEqual([
      'The new head `bbbbbbbbbb` voids the LGTM of @ana, @ben. Please look at the change and say `/lgtm` again.',
    ]);
  });

  it('puts a red check on the new head', () => {
    expect(effectsOfKind(after(approved, pushed()), 'ShowCheck')).toMatchObject([
      { sha: sha('b'), conclusion: 'failure', title: '0 of 2 LGTMs' },
    ]);
  });

  it('does not bring the LGTMs back when the old head is pushed again', () => {
    const once = nextOf(after(approved, pushed()));
    const back = decide(once, pushed({ headSha: sha('a') }), policy, now);
    expect(validLgtms(pullOf(back), policy)).toEqual([]);
  });

  it('bothers nobody when nobody had said anything', () => {
    expect(wordsOf(after(aPull(), pushed()))).toEqual([]);
  });

  it('that makes a reviewer a co-author takes the LGTM out of the count, also on the same head', () => {
    const decision = after(approved, pushed({ headSha: sha('a'), authors: [ana.login] }));
    expect(validLgtms(pullOf(decision), policy).map((one) => one.by)).toEqual([ben.login]);
    expect(pullOf(decision).authors).toEqual([login('wanda'), ana.login]);
  });

  it('never takes an author off the list, so that a rebase cannot launder one', () => {
    expect(pullOf(after(aPull(), pushed({ authors: [login('otto')] }))).authors).toEqual([login('wanda'), login('otto')]);
  });

  it('brings along what git knows of the new head, and forgets it of the old one', () => {
    const first = pullOf(after(aPull(), pushed({ headSha: sha('a'), patchId: 'p1', tree: 't1', unknownAuthors: ['Co <co@x.example>'] })));
    expect(first).toMatchObject({ headSha: sha('a'), patchId: 'p1', tree: 't1' });
    const second = pullOf(after(first, pushed({ tree: 't2' })));
    expect(second).not.toHaveProperty('patchId');
    expect(second).toMatchObject({ headSha: sha('b'), tree: 't2', unknownAuthors: ['Co <co@x.example>'] });
  });

  it('of which git could say nothing this time keeps what is known of that head', () => {
    const known = aPull({ patchId: 'p1', tree: 't1' });
    expect(after(known, pushed({ headSha: sha('a') })).outcome).toBe('ignored');
  });

  it('is passed over when everything about it is known, so that the history stays readable', () => {
    expect(after(approved, pushed({ headSha: sha('a') }))).toEqual({ outcome: 'ignored', because: 'that is known' });
  });

  it.each([
    { state: 'closed', checks: 0 },
    { state: 'merged', checks: 1 },
  ] as const)('is noticed when the pull request is $state, with $checks checks to keep', ({ state, checks }) => {
    const decision = after(approved, pushed({ headSha: sha('a'), state }));
    expect(pullOf(decision)).toMatchObject({ state, lgtms: approved.lgtms });
    expect(effectsOfKind(decision, 'ShowCheck')).toHaveLength(checks);
  });

  it('to a pull request for another line moves it there', () => {
    expect(pullOf(after(approved, pushed({ headSha: sha('a'), line: 'release-1.0' }))).line).toBe('release-1.0');
  });
});

describe('a review', () => {
  const rows = [
    { name: 'of the head by a maintainer is an LGTM', given: aPull(), event: review(), valid: ['ana'], says: [] },
    {
      name: 'in place of a typed LGTM counts once',
      given: aPull({ lgtms: [lgtmOf(ana.login)] }),
      event: review(),
      valid: ['ana'],
      says: [],
    },
    {
      name: 'of an older head counts for nothing and says so',
      given: aPull({ headSha: sha('b') }),
      event: review(),
      valid: [],
      says: [
        'The approval of @ana is of `aaaaaaaaaa`, and the head is `bbbbbbbbbb`, so it does not count. Please look at the head and say `/lgtm`.',
      ],
    },
    {
      name: 'by a co-author counts for nothing and says so',
      given: aPull({ authors: [ana.login] }),
      event: review(),
      valid: [],
      says: ['@ana wrote part of this change, so their LGTM cannot count. Another maintainer has to look at it.'],
    },
    {
      name: 'by somebody we could not find out about says that we could not',
      given: aPull(),
      event: review({ by: ulla }),
      valid: [],
      says: [
        'I could not find out from GitHub whether @ulla is a maintainer, so the approval does not count yet. Please say `/lgtm` in a few minutes.',
      ],
    },
    {
      name: 'dismissed is an LGTM no more',
      given: aPull({ lgtms: [lgtmOf(ana.login, { via: 'review' })] }),
      event: review({ verdict: 'dismissed' }),
      valid: [],
      says: [],
    },
    {
      name: 'asking for changes takes back an approval',
      given: aPull({ lgtms: [lgtmOf(ana.login, { via: 'review' })] }),
      event: review({ verdict: 'changes-requested' }),
      valid: [],
      says: [],
    },
    {
      name: 'asking for changes takes back a typed LGTM',
      given: aPull({ lgtms: [lgtmOf(ana.login)] }),
      event: review({ verdict: 'changes-requested' }),
      valid: [],
      says: [],
    },
  ];
  it.each(rows)('$name', ({ given, event, valid, says }) => {
    const decision = after(given, event);
    expect(validLgtms(pullOf(decision), policy).map((one) => one.by)).toEqual(valid);
    expect(wordsOf(decision)).toEqual(says);
  });

  it.each([
    { name: 'by the reporter', given: aPull(), event: review({ by: rita }) },
    { name: 'by an outsider', given: aPull(), event: review({ by: oscar }) },
    { name: 'that only comments', given: aPull({ lgtms: [lgtmOf(ana.login, { via: 'review' })] }), event: review({ verdict: 'other' }) },
    { name: 'whose dismissal meets a typed LGTM', given: aPull({ lgtms: [lgtmOf(ana.login)] }), event: review({ verdict: 'dismissed' }) },
    { name: 'dismissed that had been voided before', given: aPull(), event: review({ verdict: 'dismissed' }) },
    { name: 'of a pull request of no case', given: aPull({ number: 12 }), event: review() },
  ])('$name changes nothing', ({ given, event }) => {
    expect(after(given, event).outcome).toBe('ignored');
  });
});

describe('what counts', () => {
  it('is of the present head, by distinct people who wrote none of it', () => {
    const lgtms = [lgtmOf(ana.login), lgtmOf(ana.login, { via: 'review' }), lgtmOf(ben.login, { sha: sha('b') }), lgtmOf(login('wanda'))];
    expect(validLgtms(aPull({ lgtms }), policy)).toEqual([lgtmOf(ana.login)]);
  });

  it('needs as many as the policy says, and none when it says none', () => {
    const pull = aPull({ lgtms: [lgtmOf(ana.login)] });
    expect([0, 1, 2].map((requiredLgtms) => isReviewed(caseWith(pull), pull, aPolicy({ requiredLgtms })))).toEqual([true, true, false]);
  });
});

describe('when the fix was ready', () => {
  const lgtms = [lgtmOf(ana.login, { at: 100 }), lgtmOf(ben.login, { at: 300 }), lgtmOf(max.login, { at: 900 })];
  const rows = [
    {
      name: 'at the LGTM that was the last one needed, not at a later one',
      pulls: [aPull({ line: 'main', lgtms })],
      policy: aPolicy({ lines: ['main'] }),
      expect: 300,
    },
    {
      name: 'at the last of all lines',
      pulls: [
        aPull({ lgtms }),
        aPull({ number: 12, line: 'release-1.0', lgtms: [lgtmOf(ana.login, { at: 400 }), lgtmOf(ben.login, { at: 200 })] }),
      ],
      policy,
      expect: 400,
    },
    { name: 'not while a line has no pull request', pulls: [aPull({ lgtms })], policy, expect: undefined },
    {
      name: 'not while a second pull request of a line is not reviewed',
      pulls: [aPull({ lgtms }), aPull({ number: 12 })],
      policy: aPolicy({ lines: ['main'] }),
      expect: undefined,
    },
    {
      name: 'without regard to a pull request that was closed',
      pulls: [aPull({ lgtms }), aPull({ number: 12, state: 'closed' })],
      policy: aPolicy({ lines: ['main'] }),
      expect: 300,
    },
    {
      name: 'when the head was seen, where no LGTM is asked for',
      pulls: [aPull({ headSeenAt: 50 })],
      policy: aPolicy({ lines: [], requiredLgtms: 0 }),
      expect: 50,
    },
    { name: 'never without any pull request', pulls: [], policy: aPolicy({ lines: [], requiredLgtms: 0 }), expect: undefined },
  ] as const;
  it.each(rows)('$name', ({ pulls, policy: rules, expect: at }) => {
    expect(fixReadyAt(caseWith(...pulls), rules)).toBe(at);
  });
});
