// Whoever said LGTM counts only while they are a maintainer; before a gate is used they are asked about again.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Seen } from '../../../src/core/events.ts';
import { giversOf } from '../../../src/core/fix/givers.ts';
import { areGreen, publicationGates } from '../../../src/core/gates.ts';
import { aPolicy } from '../../fixtures/a-case.ts';
import { aPull, aReadyCase, ana, ben, lgtmOf, max, nextOf, releaseAt, seen, sha, wordsOf } from '../../fixtures/happenings.ts';

const policy = aPolicy({ lgtmOverride: 'maintainers' });

function asked(answer: Partial<Seen<'GiversAsked'>>, given: Case = aReadyCase()) {
  return decide(
    given,
    seen({ kind: 'GiversAsked', asked: [ana.login, ben.login], left: [], unknown: [], ...answer }, releaseAt),
    policy,
    releaseAt,
  );
}

const isGreen = (given: Case): boolean => areGreen(publicationGates(given, policy, releaseAt));

describe('a giver', () => {
  it('who left is voided on every pull request, named, and the gates turn red', () => {
    const decision = asked({ left: [ana.login] });
    const next = nextOf(decision);
    expect(next.pullRequests.map((pull) => pull.voided.map(({ by, why }) => [by, why]))).toEqual([
      [['ana', 'left-team']],
      [['ana', 'left-team']],
    ]);
    expect(wordsOf(decision)).toEqual([
      'Not a maintainer any more, so it does not count: @ana (#11, main), @ana (#12, release-1.0). Somebody else has to look.',
    ]);
    expect([isGreen(aReadyCase()), isGreen(next)]).toEqual([true, false]);
  });

  it('about whom GitHub could not be asked does not count, and counts again when it could', () => {
    const doubted = nextOf(asked({ unknown: [ana.login] }));
    expect(isGreen(doubted)).toBe(false);
    expect(isGreen(nextOf(asked({}, doubted)))).toBe(true);
  });

  it('who is still a maintainer changes nothing, and nothing is written down', () => {
    expect(asked({}).outcome).toBe('ignored');
  });

  it('of an override who left takes it along', () => {
    const override = { by: max.login, at: 0, reason: 'urgent', sha: sha('a') };
    const given = aReadyCase({ pullRequests: [aPull({ override }), aPull({ number: 12, line: 'release-1.0', override })] });
    expect(isGreen(given)).toBe(true);
    const decision = asked({ asked: [max.login], left: [max.login] }, given);
    expect(isGreen(nextOf(decision))).toBe(false);
    expect(wordsOf(decision)[0]).toContain('@max (the override of #11, main)');
  });

  it('is everybody whose word a gate rests on, each once', () => {
    const override = { by: max.login, at: 0, reason: 'urgent', sha: sha('a') };
    const pulls = [
      aPull({ lgtms: [lgtmOf(ana.login)], override }),
      aPull({ number: 12, lgtms: [lgtmOf(ana.login)] }),
      aPull({ number: 13, state: 'closed', lgtms: [lgtmOf(ben.login)] }),
    ];
    const declared = [{ line: 'main', sha: 'abcdef1', lgtms: [{ by: ben.login, at: 0 }], tests: [] }];
    expect(giversOf(aReadyCase({ pullRequests: pulls }))).toEqual([ana.login, max.login]);
    expect(giversOf(aReadyCase({ pullRequests: pulls, declared }))).toEqual([ana.login, max.login, ben.login]);
  });
});
