import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Policy } from '../../../src/core/policy.ts';
import { isProposalWanted } from '../../../src/core/release-day/carry-on.ts';
import { wakeUps } from '../../../src/core/schedule/wake-ups.ts';
import { aPolicy, aRepository } from '../../fixtures/a-case.ts';
import {
  ana,
  aPull,
  aReadyCase,
  ben,
  effectsOf,
  effectsOfKind,
  hourMs,
  lgtmOf,
  nextOf,
  releaseAt,
  seen,
  sha,
  typed,
  wordsOf,
} from '../../fixtures/happenings.ts';

const minuteMs = 60_000;
const rules = { via: 'by-hand', publishAfter: 'releases', ringMinutes: 15, versions: [] } as const;
const policy = aPolicy({ publish: 'auto', releaseDay: rules });
const begins = seen({ kind: 'WakeUpRang', name: 'release', dueAt: releaseAt });

function begun(under: Policy = policy): Case {
  return nextOf(decide(aReadyCase(), begins, under, releaseAt));
}

/** What happens one after the other, a minute apart, and what each asked of the advisory. */
function after(
  thisCase: Case,
  happenings: readonly Parameters<typeof seen>[0][],
  under: Policy = policy,
): { next: Case; asked: readonly string[] } {
  let next = thisCase;
  const asked: string[] = [];
  for (const [index, what] of happenings.entries()) {
    const now = releaseAt + (index + 1) * minuteMs;
    const decision = decide(next, seen(what, now), under, now);
    asked.push(
      ...effectsOf(decision)
        .filter((effect) => effect.key.endsWith('/advisory-state'))
        .map((effect) => effect.kind),
    );
    next = nextOf(decision);
  }
  return { next, asked };
}

const onMain = { kind: 'FixBecamePublic', line: 'main', sha: sha('a') } as const;
const onRelease = { kind: 'FixBecamePublic', line: 'release-1.0', sha: sha('a') } as const;
const released = { kind: 'ReleaseSeen', line: 'release-1.0', tag: 'v1.0.1' } as const;
const named = { kind: 'PatchedVersionsSet', versions: ['1.0.1'], kept: [] } as const;

describe('at the Release Date, with every gate green', () => {
  it('publishes nothing while the fix is not public, and says what it waits for', () => {
    const decision = decide(aReadyCase(), begins, policy, releaseAt);
    expect(effectsOfKind(decision, 'PublishAdvisory')).toEqual([]);
    expect(nextOf(decision).phase).toBe('publishing');
    expect(wordsOf(decision).join()).toContain('waiting for the fix of main (`aaaaaaaaaa`), release-1.0 (`aaaaaaaaaa`)');
  });

  it('keeps the order: the fix, its releases, the patched versions, the advisory (S43, S45, S46)', () => {
    expect(after(begun(), [onRelease, onMain, released, named]).asked).toEqual(['SetPatchedVersions', 'PublishAdvisory']);
  });

  it('does not mind in which order it hears of them', () => {
    expect(after(begun(), [released, onMain, onRelease, named]).asked).toEqual(['SetPatchedVersions', 'PublishAdvisory']);
  });

  it.each([
    { name: 'another head than the approved one', happenings: [onMain, { ...onRelease, sha: sha('b') }, released] },
    { name: 'one line of two', happenings: [onMain, released] },
    { name: 'the fix without a release', happenings: [onMain, onRelease] },
  ])('does not publish for $name', ({ happenings }) => {
    expect(after(begun(), happenings).asked).toEqual([]);
  });

  it('waits for the fix alone where the policy says so', () => {
    const forFix = aPolicy({ publish: 'auto', releaseDay: { ...rules, publishAfter: 'fix' } });
    expect(after(begun(forFix), [onMain, onRelease], forFix).asked).toEqual(['PublishAdvisory']);
  });

  it('publishes at once under a policy that was stored before there was an order', () => {
    expect(effectsOfKind(decide(aReadyCase(), begins, aPolicy({ publish: 'auto' }), releaseAt), 'PublishAdvisory')).toHaveLength(1);
  });

  it('maps the tag to the version that the package has', () => {
    const versions = [{ ecosystem: 'go', tag: 'v{a}.{b}.{c}', version: '0.{a}.{c}' }];
    const go = aPolicy({ publish: 'auto', releaseDay: { ...rules, versions } });
    const { next } = after(begun(go), [onMain, onRelease], go);
    const decision = decide(next, seen({ ...released, tag: 'v19.0.4' }, releaseAt + hourMs), go, releaseAt + hourMs);
    expect(effectsOfKind(decision, 'SetPatchedVersions')[0]?.versions).toEqual([
      { ecosystem: 'go', version: '0.19.4' },
      { ecosystem: undefined, version: '19.0.4' },
    ]);
  });

  it('is called off when a gate turns red before the fix is out, and says what is public already', () => {
    const { next } = after(begun(), [onMain]);
    const pulls = [aPull({ lgtms: [lgtmOf(ana.login)] }), ...next.pullRequests.slice(1)];
    const decision = decide({ ...next, pullRequests: pulls }, seen(onRelease, releaseAt + hourMs), policy, releaseAt + hourMs);
    expect(nextOf(decision).phase).toBe('accepted');
    expect(effectsOfKind(decision, 'SetAdvisoryState')).toMatchObject([{ state: 'draft' }]);
    expect(wordsOf(decision).join()).toContain('**The publication is called off**');
    expect(wordsOf(decision).join()).toContain('- main: `aaaaaaaaaa` is public since');
  });

  it('is pulled back by a hold, and goes on where it stopped when begun again', () => {
    const { next } = after(begun(), [onMain, onRelease]);
    const held = nextOf(decide(next, typed({ kind: 'HoldPlaced', reason: 'wait' }), policy, releaseAt + hourMs));
    expect(held.phase).toBe('accepted');
    expect(after(held, [released]).asked).toEqual([]);
    const lifted = nextOf(decide(held, typed({ kind: 'HoldLifted' }), policy, releaseAt + hourMs));
    const again = decide(after(lifted, [released]).next, typed({ kind: 'PublicationAsked' }), policy, releaseAt + 2 * hourMs);
    expect(effectsOfKind(again, 'SetPatchedVersions')).toHaveLength(1);
  });
});

describe('/publish anyway', () => {
  const anyway = typed({ kind: 'PublicationForced', reason: 'The distributions have it.' });

  it('publishes an advisory whose fix is not public, and says so line by line', () => {
    const decision = decide(begun(), anyway, policy, releaseAt + minuteMs);
    expect(effectsOfKind(decision, 'PublishAdvisory')).toHaveLength(1);
    expect(wordsOf(decision).join()).toContain('`aaaaaaaaaa` is **not public**');
  });

  it('gives up the order, not the gates', () => {
    const held = aReadyCase({ holds: [{ by: ana.login, at: 0, reason: 'no' }] });
    const decision = decide(held, anyway, policy, releaseAt);
    expect(decision).toMatchObject({ outcome: 'refused', refusal: { code: 'gates-not-green' } });
  });
});

describe('the publish sentinel', () => {
  const confirm = aPolicy({ publish: 'confirm', releaseDay: rules });
  const at = releaseAt - 2 * hourMs;
  const out = nextOf(decide(aReadyCase(), seen(released, at), confirm, at));
  const ringsAt = (thisCase: Case) => wakeUps(thisCase, confirm).find((one) => one.name === 'publish-sentinel')?.dueAt;

  it('tells at once of a release that contains the fix of a draft, and names who can press the button', () => {
    const decision = decide(aReadyCase({ fixLead: { login: ana.login, by: ana.login, at: 0 } }), seen(released, at), confirm, at);
    expect(wordsOf(decision).join()).toContain('v1.0.1 contains the fix of release-1.0. **The advisory is not published**');
    expect(wordsOf(decision).join()).toContain('Fix Lead @ana, or another maintainer, says `/publish`');
  });

  it('rings at the pace of the policy, again and again', () => {
    expect(ringsAt(out)).toBe(at + 15 * minuteMs);
    const ring = decide(
      out,
      seen({ kind: 'WakeUpRang', name: 'publish-sentinel', dueAt: at + 15 * minuteMs }),
      confirm,
      at + 15 * minuteMs,
    );
    expect(wordsOf(ring).join()).toContain('15 minutes ago, and the advisory is not.**');
    expect(ringsAt(nextOf(ring))).toBe(at + 30 * minuteMs);
  });

  it('rings once after an outage, not once for each time it missed', () => {
    const late = at + 3 * hourMs;
    const ring = decide(out, seen({ kind: 'WakeUpRang', name: 'publish-sentinel', dueAt: at + 15 * minuteMs }, late), confirm, late);
    expect(ringsAt(nextOf(ring))).toBe(late + 15 * minuteMs);
  });

  it('is silent once excused with a reason, until another release shows', () => {
    const excused = nextOf(decide(out, typed({ kind: 'LatePublicationExcused', reason: 'withdrawn' }), confirm, at));
    expect(ringsAt(excused)).toBeUndefined();
    const other = nextOf(decide(excused, seen({ ...released, line: 'main', tag: 'v1.1.0' }, at), confirm, at));
    expect(ringsAt(other)).toBeDefined();
  });

  it('needs no excuse while nothing is public', () => {
    const decision = decide(aReadyCase(), typed({ kind: 'LatePublicationExcused', reason: 'x' }), confirm, at);
    expect(decision).toMatchObject({ outcome: 'refused', refusal: { code: 'not-needed' } });
  });

  it('ends with the publication, which says how long users were exposed (S74)', () => {
    const publishedAt = at + 10 * minuteMs;
    const decision = decide(out, seen({ kind: 'AdvisoryPublished', publishedAt }, publishedAt), confirm, publishedAt);
    expect(wordsOf(decision).join()).toContain('The fix had been public for 10 minutes by then (S74).');
    expect(ringsAt(nextOf(decision))).toBeUndefined();
  });
});

describe('a policy that has the fix proposed as pull requests', () => {
  const proposes = aPolicy({ publish: 'auto', releaseDay: { ...rules, via: 'pull-request', publishAfter: 'fix' } });
  const proposed = (line: string, number: number) =>
    ({ kind: 'FixProposed', line, sha: sha('a'), place: { repository: aRepository, number } }) as const;

  it('proposes each line in turn, waits until they are merged, and then publishes', () => {
    const { next, asked } = after(begun(proposes), [proposed('main', 7), proposed('release-1.0', 8)], proposes);
    expect(asked).toEqual(['ProposeFix']);
    expect(next.phase).toBe('publishing');
    expect(after(next, [onMain, onRelease], proposes).asked).toEqual(['PublishAdvisory']);
  });

  it('names nothing of the vulnerability, and no case, where everybody reads it', () => {
    const [wish] = effectsOfKind(decide(aReadyCase(), begins, proposes, releaseAt), 'ProposeFix');
    expect(wish).toMatchObject({ audience: 'public', line: 'main', sha: sha('a'), branch: 'security-fix/aaaaaaaaaa' });
    expect(`${wish?.title} ${wish?.body} ${wish?.branch}`).not.toMatch(/GHSA|CVE|Widgets can be read/i);
  });

  it('asks the maintainers to merge it now', () => {
    const decision = decide(begun(proposes), seen(proposed('main', 7)), proposes, releaseAt + minuteMs);
    expect(wordsOf(decision)).toEqual([expect.stringContaining(`public as ${aRepository}#7. **Please merge it now**`)]);
  });

  it.each([
    {
      how: 'other-change' as const,
      says: [
        `**${aRepository}#7 was merged with another change than the reviewed one**`,
        '- reviewed: `aaaaaaaaaa`, the change that git could not name',
        '- merged: `cccccccccc`, the change with the patch id `1234567890`; the head of the pull request was `bbbbbbbbbb`',
        '`/publish anyway REASON`',
      ],
    },
    { how: 'more-beside-it' as const, says: ['was merged with more than the reviewed fix', 'nobody reviewed here'] },
    { how: 'closed' as const, says: ['was closed without being merged', 'Reopen it'] },
  ])('tells once when one came to something else ($how), and takes that for no fix', ({ how, says }) => {
    const { next } = after(begun(proposes), [proposed('main', 7), proposed('release-1.0', 8)], proposes);
    const { place, line } = proposed('main', 7);
    const merged = how === 'closed' ? {} : { mergedAs: sha('c'), patchId: '1234567890abc' };
    const ended = seen({ kind: 'ProposalEnded', line, sha: sha('a'), place, how, headSha: sha('b'), ...merged });
    const decision = decide(next, ended, proposes, releaseAt + minuteMs);
    for (const words of says) expect(wordsOf(decision).join()).toContain(words);
    expect(nextOf(decision)).toMatchObject({ phase: 'publishing', releaseDay: { fixes: [] } });
    expect(effectsOfKind(decision, 'PublishAdvisory')).toEqual([]);
    expect(decide(nextOf(decision), ended, proposes, releaseAt + minuteMs).outcome).toBe('ignored');
  });

  it('proposes nothing while a gate is red, and not another head than the one that was reviewed', () => {
    const red = decide(aReadyCase({ pullRequests: [aPull()] }), begins, proposes, releaseAt);
    expect(effectsOfKind(red, 'ProposeFix')).toEqual([]);
    const [wish] = effectsOfKind(decide(aReadyCase(), begins, proposes, releaseAt), 'ProposeFix');
    if (wish === undefined) throw new Error('nothing was proposed');
    const publishing = begun(proposes);
    expect(isProposalWanted(publishing, proposes, wish, releaseAt)).toBe(true);
    expect(isProposalWanted(publishing, proposes, { ...wish, sha: sha('b') }, releaseAt)).toBe(false);
    expect(isProposalWanted(publishing, proposes, { ...wish, body: 'GHSA-2222-3333-4444' }, releaseAt)).toBe(false);
    expect(isProposalWanted({ ...publishing, phase: 'accepted' }, proposes, wish, releaseAt)).toBe(false);
    expect(isProposalWanted(publishing, aPolicy({ releaseDay: { ...rules, via: 'push' } }), wish, releaseAt)).toBe(false);
  });
});

describe('a policy that lets the app push', () => {
  const pushes = aPolicy({ publish: 'auto', releaseDay: { ...rules, via: 'push', publishAfter: 'fix' } });

  it('pushes one line at a time, each with the heads that are to follow, and then publishes', () => {
    const decision = decide(aReadyCase(), begins, pushes, releaseAt);
    expect(effectsOfKind(decision, 'PushFix')).toMatchObject([
      { audience: 'public', line: 'main', sha: sha('a'), others: [{ line: 'release-1.0', sha: sha('a') }] },
    ]);
    expect(after(begun(pushes), [onMain, onRelease], pushes).asked).toEqual(['PushFix', 'PublishAdvisory']);
  });

  it('stops at a line that has moved underneath, says what is public and what is not, and goes on from there', () => {
    const { next } = after(begun(pushes), [onMain], pushes);
    const refused = seen({ kind: 'PushRefused', line: 'release-1.0', sha: sha('a'), tip: sha('c') });
    const decision = decide(next, refused, pushes, releaseAt + hourMs);
    expect(nextOf(decision).phase).toBe('accepted');
    expect(effectsOfKind(decision, 'PushFix')).toEqual([]);
    expect(wordsOf(decision).join()).toContain('has moved to `cccccccccc`');
    expect(wordsOf(decision).join()).toContain('- main: `aaaaaaaaaa` is public since');
    expect(wordsOf(decision).join()).toContain('- release-1.0: `aaaaaaaaaa` is **not public**');
    const again = decide(nextOf(decision), typed({ kind: 'PublicationAsked' }), pushes, releaseAt + 2 * hourMs);
    expect(effectsOfKind(again, 'PushFix')).toMatchObject([{ line: 'release-1.0', others: [] }]);
  });

  it('replaces the wish to push by the wish for a draft when somebody holds it', () => {
    const decision = decide(begun(pushes), typed({ kind: 'HoldPlaced', reason: 'wait' }), pushes, releaseAt + minuteMs);
    const wishes = effectsOf(decision).filter((effect) => effect.key.endsWith('/advisory-state'));
    expect(wishes).toMatchObject([{ kind: 'SetAdvisoryState', state: 'draft' }]);
  });

  it('says what is public when a push could not be carried out', () => {
    const givenUp = seen({ kind: 'EffectGivenUp', key: 'k', what: 'PushFix', error: 'a ruleset refuses the push' });
    const decision = decide(begun(pushes), givenUp, pushes, releaseAt + hourMs);
    expect(nextOf(decision).phase).toBe('accepted');
    expect(wordsOf(decision).join()).toContain('> a ruleset refuses the push');
  });

  it.each([
    {
      name: 'two pull requests for one line',
      pulls: [...aReadyCase().pullRequests, aPull({ number: 13, lgtms: [lgtmOf(ana.login), lgtmOf(ben.login)] })],
      says: 'main has #11 and #13',
    },
  ])('begins nothing with $name', ({ pulls, says }) => {
    const decision = decide(aReadyCase({ pullRequests: pulls }), begins, pushes, releaseAt);
    expect(effectsOfKind(decision, 'PushFix')).toEqual([]);
    expect(wordsOf(decision).join()).toContain(says);
  });

  it('publishes without pushing when told to publish anyway, and pushes again after that was called off', () => {
    const anyway = decide(begun(pushes), typed({ kind: 'PublicationForced', reason: 'x' }), pushes, releaseAt + minuteMs);
    expect(effectsOfKind(anyway, 'PushFix')).toEqual([]);
    const failed = nextOf(
      decide(nextOf(anyway), seen({ kind: 'EffectGivenUp', key: 'k', what: 'PublishAdvisory', error: 'no' }), pushes, releaseAt + hourMs),
    );
    expect(effectsOfKind(decide(failed, typed({ kind: 'PublicationAsked' }), pushes, releaseAt + hourMs), 'PushFix')).toHaveLength(1);
  });
});
