// One Release Date: proposed on the advisory, binding in private, and what happens when it comes (S42, S63, S84, S106).
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Decision } from '../../../src/core/decision.ts';
import type { CaseEvent } from '../../../src/core/events.ts';
import { wakeUps } from '../../../src/core/schedule/wake-ups.ts';
import { aCaseId, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import {
  aReadyCase,
  ana,
  dayMs,
  effectsOf,
  effectsOfKind,
  hourMs,
  max,
  nextOf,
  onAdvisory,
  onPullRequest,
} from '../../fixtures/happenings.ts';
import { releaseAt, reviewedPulls, rita, seen, theCaseIssue, typed, wordsOf } from '../../fixtures/happenings.ts';

const auto = aPolicy({ publish: 'auto' });
const confirm = aPolicy({ publish: 'confirm' });
const setAt = reportedAt + 4 * hourMs;
const undated = aReadyCase({ release: undefined });

function date(at: number, rest: Parameters<typeof typed>[1] = {}): CaseEvent {
  return typed({ kind: 'ReleaseDateGiven', releaseAt: at }, { at: setAt, ...rest });
}

function rang(given: Case, policy = auto, now = releaseAt): Decision {
  return decide(given, seen({ kind: 'WakeUpRang', name: 'release', dueAt: releaseAt }, now), policy, now);
}

describe('/date in a private place', () => {
  it('binds, is answered, and is told to the reporter with its weekday', () => {
    const decision = decide(undated, date(releaseAt), auto, setAt);
    expect(nextOf(decision).release).toEqual({ by: max.login, at: setAt, releaseAt });
    expect(wordsOf(decision)).toEqual([
      'The Release Date is **2026-03-07 09:00 UTC (Saturday)**. Until then, please keep this confidential. If the date does not work for you, answer here.',
      'The Release Date is 2026-03-07 09:00 UTC (Saturday). That day is no business day.',
    ]);
  });

  it('binds on a pull request of the fix repository too', () => {
    expect(nextOf(decide(undated, date(releaseAt, { from: onPullRequest() }), auto, setAt)).release?.releaseAt).toBe(releaseAt);
  });

  it('moves a date that was set, and says from where to where', () => {
    const decision = decide(aReadyCase(), date(releaseAt + dayMs), auto, setAt);
    expect(nextOf(decision).release?.releaseAt).toBe(releaseAt + dayMs);
    expect(wordsOf(decision)[0]).toContain('has moved from 2026-03-07 09:00 UTC (Saturday) to **2026-03-08 09:00 UTC (Sunday)**');
  });

  it('settles what was proposed', () => {
    const proposed = { ...undated, proposedRelease: { by: ana.login, at: setAt, releaseAt } };
    expect(nextOf(decide(proposed, date(releaseAt), auto, setAt)).proposedRelease).toBeUndefined();
  });

  it.each([
    { name: 'the same date again', event: date(releaseAt), now: setAt, code: 'already-done', says: 'already is 2026-03-07 09:00 UTC' },
    { name: 'this very moment', event: date(setAt), now: setAt, code: 'date-passed', says: '2026-03-02 13:00 UTC (Monday) has passed' },
    { name: 'yesterday', event: date(setAt - dayMs), now: setAt, code: 'date-passed', says: 'Please give a later one' },
    {
      name: 'a date that passed before we read the comment',
      event: date(setAt + hourMs),
      now: setAt + 2 * hourMs,
      code: 'date-passed',
      says: 'it is 2026-03-02 15:00 UTC (Monday)',
    },
  ])('refuses $name', ({ event, now, code, says }) => {
    expect(decide(aReadyCase(), event, auto, now)).toMatchObject({
      outcome: 'refused',
      refusal: { code, message: expect.stringContaining(says) },
    });
  });
});

describe('/date on the advisory', () => {
  const proposal = date(releaseAt, { from: onAdvisory, by: ana });

  it('is a proposal that binds nobody, and the maintainers are told how to settle it', () => {
    const decision = decide(undated, proposal, auto, setAt);
    const next = nextOf(decision);
    expect([next.release, next.proposedRelease?.releaseAt]).toEqual([undefined, releaseAt]);
    expect(wakeUps(next, auto).filter((one) => one.name.startsWith('release'))).toEqual([]);
    expect(effectsOfKind(decision, 'SayInFixRepository')).toMatchObject([
      {
        place: theCaseIssue,
        body: '@ana proposes the Release Date 2026-03-07 09:00 UTC (Saturday). To make it binding, say `/date 2026-03-07 09:00 UTC` in the private case issue.',
      },
    ]);
  });

  it('leaves a date that is set as it was', () => {
    const next = nextOf(decide(aReadyCase(), date(releaseAt + dayMs, { from: onAdvisory }), auto, setAt));
    expect(next.release?.releaseAt).toBe(releaseAt);
  });

  it('shows on the status page as what it is', () => {
    const [status] = effectsOfKind(decide(undated, proposal, auto, setAt), 'ShowStatus');
    expect(status?.body).toContain(
      '- **Release Date**: not set\n- **Proposed Release Date**: 2026-03-07 09:00 UTC (Saturday), by @ana, agreed by @ana (maintainers); binding once said in the private case issue',
    );
  });

  it('says openly where a project has no place to make it binding', () => {
    const homeless = aPolicy({ fixRepository: undefined });
    const decision = decide({ ...undated, caseIssue: undefined }, proposal, homeless, setAt);
    expect(wordsOf(decision)).toEqual([expect.stringContaining('I cannot make it binding')]);
    expect(effectsOfKind(decision, 'ShowStatus')[0]?.body).toContain('a wish only, as there is no private case issue');
  });
});

describe('when the Release Date comes', () => {
  it('publishes at the minute when every gate is green, and says nothing more before GitHub has done it', () => {
    const decision = rang(aReadyCase());
    expect(nextOf(decision).phase).toBe('publishing');
    expect(effectsOfKind(decision, 'PublishAdvisory')).toEqual([
      { key: `${aCaseId}/advisory-state`, kind: 'PublishAdvisory', audience: 'public', askedAt: releaseAt },
    ]);
    expect(wordsOf(decision)).toEqual([]);
  });

  it('publishes late after an outage, with the clock as it really is', () => {
    expect(effectsOfKind(rang(aReadyCase(), auto, releaseAt + 3 * hourMs), 'PublishAdvisory')).toMatchObject([
      { askedAt: releaseAt + 3 * hourMs },
    ]);
  });

  it('publishes nothing before the minute, even if something rings', () => {
    expect(effectsOfKind(rang(aReadyCase(), auto, releaseAt - 1), 'PublishAdvisory')).toEqual([]);
  });

  it('passes over a date that has been moved since', () => {
    const moved = aReadyCase({ release: { by: max.login, at: setAt, releaseAt: releaseAt + dayMs } });
    expect(rang(moved)).toEqual({ outcome: 'ignored', because: 'what it was set for has been done or moved since' });
  });

  it('tells the maintainers, and not the reporter, when a gate is red', () => {
    const decision = rang(aReadyCase({ pullRequests: [] }));
    expect(nextOf(decision).phase).toBe('accepted');
    expect(effectsOfKind(decision, 'SayOnAdvisory')).toEqual([]);
    expect(effectsOfKind(decision, 'SayInFixRepository')).toMatchObject([{ place: theCaseIssue }]);
    expect(wordsOf(decision)[0]).toMatch(/^\*\*The Release Date has come and nothing was published\*\*/);
    expect(wordsOf(decision)[0]).toMatch(/say `\/publish` in the private case issue, or set a new `\/date`\.$/);
  });

  it('waits for a word where the policy says so, and asks for it', () => {
    const decision = rang(aReadyCase(), confirm);
    expect(nextOf(decision).phase).toBe('accepted');
    expect(effectsOfKind(decision, 'PublishAdvisory')).toEqual([]);
    expect(wordsOf(decision)).toEqual([
      'The Release Date 2026-03-07 09:00 UTC (Saturday) has come and every gate is green. This project publishes only when told: say `/publish` in the private case issue.',
    ]);
  });

  it.each([
    [24, '24 hours'],
    [1, '60 minutes'],
  ])('shows the gates %s hours ahead, and says that it is %s', (hours, left) => {
    const dueAt = releaseAt - hours * hourMs;
    const ring = seen({ kind: 'WakeUpRang', name: hours === 1 ? 'release-in-1-hour' : 'release-in-24-hours', dueAt }, dueAt);
    const [words, ...others] = wordsOf(decide(aReadyCase({ pullRequests: [] }), ring, auto, dueAt));
    expect(others).toEqual([]);
    expect(words).toContain(`**${left} to the Release Date**, 2026-03-07 09:00 UTC (Saturday). What stands before it:`);
    expect(words).toContain('❌ **LGTM main**: no pull request');
  });
});

describe('a fix in GitHub’s temporary private fork', () => {
  const inFork = aPolicy({ publish: 'auto', fixMode: 'temporary-fork' });
  const dueAt = releaseAt - 24 * hourMs;
  const ring = seen({ kind: 'WakeUpRang', name: 'release-in-24-hours', dueAt }, dueAt);

  it('is reminded of before the date, with how to keep what publishing deletes', () => {
    expect(wordsOf(decide(aReadyCase(), ring, inFork, dueAt)).join()).toContain('Before publication, keep what it will delete.');
  });

  it('is not, once somebody said that it was kept', () => {
    const exported = { by: ana.login, at: dueAt };
    expect(wordsOf(decide(aReadyCase({ exported }), ring, inFork, dueAt)).join()).not.toContain('keep what it will delete');
  });
});

describe('/publish', () => {
  const ask = typed({ kind: 'PublicationAsked' }, { at: releaseAt });

  it.each([
    { name: 'where the policy waits for a word', policy: confirm },
    { name: 'where a gate was red when the date came', policy: auto },
  ])('publishes with green gates $name', ({ policy }) => {
    const decision = decide(aReadyCase(), ask, policy, releaseAt);
    expect(nextOf(decision).phase).toBe('publishing');
    expect(effectsOfKind(decision, 'PublishAdvisory')).toHaveLength(1);
    expect(wordsOf(decision)).toEqual(['Every gate is green: publishing now.']);
  });

  it('cannot be said before the Release Date', () => {
    const decision = decide(aReadyCase(), typed({ kind: 'PublicationAsked' }), auto, releaseAt - 1);
    expect(effectsOf(decision).map((effect) => effect.audience)).toEqual(['maintainers']);
    expect(wordsOf(decision)[0]).toContain('2026-03-07 09:00 UTC, not reached yet');
  });
});

describe('a publication under way', () => {
  const publishing = nextOf(rang(aReadyCase()));
  const hold = typed({ kind: 'HoldPlaced', reason: 'The patch is wrong.' }, { by: rita, from: onAdvisory, at: releaseAt });

  it('is called back by a hold: the wish to publish is replaced under its own key', () => {
    const decision = decide(publishing, hold, auto, releaseAt);
    expect(nextOf(decision).phase).toBe('accepted');
    expect(effectsOfKind(decision, 'SetAdvisoryState')).toEqual([
      { key: `${aCaseId}/advisory-state`, kind: 'SetAdvisoryState', audience: 'reporter', state: 'draft' },
    ]);
  });

  it('called back, does not begin again by itself', () => {
    const held = nextOf(decide(publishing, hold, auto, releaseAt));
    expect(wakeUps(held, auto).map((one) => one.name)).not.toContain('release');
    const lifted = decide(held, typed({ kind: 'HoldLifted' }, { by: rita, at: releaseAt + hourMs }), auto, releaseAt + hourMs);
    expect(wordsOf(lifted)).toEqual([
      'The hold is lifted. The Release Date 2026-03-07 09:00 UTC (Saturday) has passed: say `/publish` in the private case issue, or set a new `/date`.',
    ]);
    expect(effectsOfKind(lifted, 'PublishAdvisory')).toEqual([]);
  });

  it('that GitHub refuses for good puts the case back, drops the wish and says how to go on', () => {
    const key = `${aCaseId}/advisory-state`;
    const decision = decide(
      publishing,
      seen({ kind: 'EffectGivenUp', key, what: 'PublishAdvisory', error: 'Validation @failed' }),
      auto,
      releaseAt,
    );
    const next = nextOf(decision);
    expect([next.phase, next.stuck.map((stuck) => stuck.key)]).toEqual(['accepted', [key]]);
    expect(effectsOfKind(decision, 'SetAdvisoryState')).toMatchObject([{ key, state: 'draft' }]);
    expect(wordsOf(decision)).toEqual([
      '**Not published**: GitHub did not take the publication.\n\n> Validation @\u200Bfailed\n\nThe case is back to accepted. Say `/publish` in the private case issue to try again, or publish the advisory by hand.',
    ]);
    const again = decide(next, typed({ kind: 'PublicationAsked' }, { at: releaseAt }), auto, releaseAt + hourMs);
    expect(effectsOfKind(again, 'PublishAdvisory')).toMatchObject([{ askedAt: releaseAt + hourMs }]);
    expect(nextOf(again).stuck).toEqual([]);
  });

  it('is not taken back because an older wish about the advisory was given up', () => {
    const event = seen({ kind: 'EffectGivenUp', key: `${aCaseId}/advisory-state`, what: 'SetAdvisoryState', error: 'late' });
    expect(nextOf(decide(publishing, event, auto, releaseAt)).phase).toBe('publishing');
  });

  it('that was called back stays so when the old wish is given up afterwards', () => {
    const held = nextOf(decide(publishing, hold, auto, releaseAt));
    const decision = decide(held, seen({ kind: 'EffectGivenUp', key: 'k', what: 'PublishAdvisory', error: 'late' }), auto, releaseAt);
    expect(nextOf(decision).phase).toBe('accepted');
    expect(effectsOfKind(decision, 'SetAdvisoryState')).toEqual([]);
  });

  const publishedAt = releaseAt + 60_000;
  it.each([
    { name: 'our own act brings it back', event: seen({ kind: 'AdvisoryPublished', publishedAt }, publishedAt) },
    {
      name: 'a look at GitHub is quicker',
      event: seen({ kind: 'AdvisorySeen', state: 'published', temporaryFork: undefined }, publishedAt),
    },
  ])('ends with the news for the maintainers when $name', ({ event }) => {
    const decision = decide(publishing, event, auto, publishedAt);
    expect(nextOf(decision)).toMatchObject({ phase: 'published', published: { at: publishedAt, by: 'fixlead' } });
    expect(wordsOf(decision)).toEqual(['The advisory is published, 2026-03-07 09:01 UTC (Saturday). The embargo is over.']);
  });

  it('ends once: the second news of it is passed over', () => {
    const done = nextOf(decide(publishing, seen({ kind: 'AdvisoryPublished', publishedAt }), auto, publishedAt));
    for (const state of ['published', 'withdrawn'] as const)
      expect(decide(done, seen({ kind: 'AdvisorySeen', state, temporaryFork: undefined }), auto, publishedAt).outcome).toBe('ignored');
  });

  it('is stopped when somebody closes the advisory on GitHub', () => {
    const decision = decide(publishing, seen({ kind: 'AdvisorySeen', state: 'closed', temporaryFork: undefined }), auto, releaseAt);
    expect(nextOf(decision).phase).toBe('rejected');
    expect(effectsOfKind(decision, 'SetAdvisoryState')).toMatchObject([{ key: `${aCaseId}/advisory-state`, state: 'closed' }]);
  });
});

describe('a publication by somebody else', () => {
  const publishedAt = releaseAt - dayMs;
  const seenPublished = seen({ kind: 'AdvisorySeen', state: 'published', temporaryFork: undefined }, publishedAt);

  it('before the Release Date is told with how early it was', () => {
    const decision = decide(aReadyCase(), seenPublished, auto, publishedAt);
    expect(nextOf(decision).published).toEqual({ at: publishedAt, by: 'somebody-else' });
    expect(wordsOf(decision)).toEqual([
      '**The advisory is public** since 2026-03-06 09:00 UTC (Friday), before the Release Date 2026-03-07 09:00 UTC (Saturday). No publication was under way here. The embargo is over: please get the fix out now, if it is not.',
    ]);
  });

  it('ends every wake-up but those about what follows: nothing is published, reminded of or warned about any more', () => {
    const left = wakeUps(nextOf(decide(aReadyCase(), seenPublished, auto, publishedAt)), auto).map(({ name }) => name);
    expect(left).toEqual(['channels-check', 'retrospective']);
  });

  it('in spite of a hold says that there was one', () => {
    const held = aReadyCase({ holds: [{ by: rita.login, at: 0, reason: 'wait' }] });
    expect(wordsOf(decide(held, seenPublished, auto, publishedAt))[0]).toContain(
      'It was on hold: the hold came too late, or somebody did not keep to it.',
    );
  });

  it('and withdrawn again counts as published, because it was', () => {
    const withdrawn = seen({ kind: 'AdvisorySeen', state: 'withdrawn', temporaryFork: undefined }, publishedAt);
    expect(nextOf(decide(aReadyCase(), withdrawn, auto, publishedAt)).phase).toBe('published');
  });

  it('of a case that was closed is noticed too', () => {
    const closed = aReadyCase({ phase: 'rejected', pullRequests: reviewedPulls() });
    expect(nextOf(decide(closed, seenPublished, auto, publishedAt)).phase).toBe('published');
  });
});
