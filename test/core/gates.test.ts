import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../src/core/case.ts';
import { decide } from '../../src/core/decide.ts';
import { areGreen, publicationGates } from '../../src/core/gates.ts';
import { gateLine, gatesPage } from '../../src/core/messages.ts';
import type { Policy } from '../../src/core/policy.ts';
import { aPolicy } from '../fixtures/a-case.ts';
import {
  aPull,
  aReadyCase,
  ana,
  ben,
  effectsOf,
  effectsOfKind,
  lgtmOf,
  max,
  releaseAt,
  reviewedPulls,
  rita,
  seen,
  sha,
  typed,
  wordsOf,
} from '../fixtures/happenings.ts';

const hold = { by: rita.login, at: 0, reason: 'The patch is wrong.' };
const [main = aPull(), older = aPull()] = reviewedPulls();
const both = [lgtmOf(ana.login), lgtmOf(ben.login)];

/** One thing is wrong in each, and the gate named says so. */
const reds: readonly { name: string; given: Case; policy: Policy; now: number; gate: string; says: string }[] = [
  {
    name: 'the report is not accepted',
    given: aReadyCase({ accepted: undefined }),
    policy: aPolicy(),
    now: releaseAt,
    gate: 'accepted',
    says: 'the report is not accepted',
  },
  {
    name: 'a line has no pull request',
    given: aReadyCase({ pullRequests: [main] }),
    policy: aPolicy(),
    now: releaseAt,
    gate: 'LGTM release-1.0',
    says: 'no pull request',
  },
  {
    name: 'the only pull request of a line was closed',
    given: aReadyCase({ pullRequests: [main, { ...older, state: 'closed' }] }),
    policy: aPolicy(),
    now: releaseAt,
    gate: 'LGTM release-1.0',
    says: 'no pull request',
  },
  {
    name: 'an LGTM is missing',
    given: aReadyCase({ pullRequests: [main, { ...older, lgtms: both.slice(1) }] }),
    policy: aPolicy(),
    now: releaseAt,
    gate: 'LGTM release-1.0',
    says: '#12 has 1 of 2 LGTMs',
  },
  {
    name: 'GitHub could not be asked about one of two who said LGTM',
    given: aReadyCase({
      pullRequests: [main, { ...older, lgtms: both.map((one, index) => (index === 0 ? { ...one, doubted: true } : one)) }],
    }),
    policy: aPolicy(),
    now: releaseAt,
    gate: 'LGTM release-1.0',
    says: '#12 has 1 of 2 LGTMs (GitHub could not be asked whether @ana still may, and will be asked again)',
  },
  {
    name: 'an LGTM is of another head',
    given: aReadyCase({ pullRequests: [{ ...main, headSha: sha('b') }, older] }),
    policy: aPolicy(),
    now: releaseAt,
    gate: 'LGTM main',
    says: '#11 has 0 of 2 LGTMs',
  },
  {
    name: 'a reviewer wrote part of it',
    given: aReadyCase({ pullRequests: [{ ...main, authors: [ana.login] }, older] }),
    policy: aPolicy(),
    now: releaseAt,
    gate: 'LGTM main',
    says: '#11 has 1 of 2 LGTMs',
  },
  {
    name: 'a second pull request of a line is not reviewed',
    given: aReadyCase({ pullRequests: [main, older, aPull({ number: 13 })] }),
    policy: aPolicy(),
    now: releaseAt,
    gate: 'LGTM main',
    says: '#11 has 2 of 2 LGTMs, #13 has 0 of 2 LGTMs',
  },
  {
    name: 'a pull request for a line outside the policy is not reviewed',
    given: aReadyCase({ pullRequests: [main, older, aPull({ number: 13, line: 'release-0.9' })] }),
    policy: aPolicy(),
    now: releaseAt,
    gate: 'LGTM release-0.9',
    says: '#13 has 0 of 2 LGTMs',
  },
  {
    name: 'no lines are named and there is no fix at all',
    given: aReadyCase({ pullRequests: [] }),
    policy: aPolicy({ lines: [] }),
    now: releaseAt,
    gate: 'LGTM',
    says: 'no pull request',
  },
  {
    name: 'somebody holds it',
    given: aReadyCase({ holds: [hold] }),
    policy: aPolicy(),
    now: releaseAt,
    gate: 'no hold',
    says: 'held by @rita',
  },
  {
    name: 'no Release Date is set',
    given: aReadyCase({ release: undefined }),
    policy: aPolicy(),
    now: releaseAt,
    gate: 'Release Date',
    says: 'no Release Date is set',
  },
  {
    name: 'the Release Date is a millisecond away',
    given: aReadyCase(),
    policy: aPolicy(),
    now: releaseAt - 1,
    gate: 'Release Date',
    says: '2026-03-07 09:00 UTC, not reached yet',
  },
  {
    name: 'a duty that the policy makes a gate is open',
    given: aReadyCase(),
    policy: aPolicy({ fixLeadBusinessDays: 9, gates: ['fix-lead', 'fix'] }),
    now: releaseAt,
    gate: 'fix-lead',
    says: 'the naming of a Fix Lead is still to come',
  },
  {
    name: 'a duty that the policy makes a gate is overdue',
    given: aReadyCase(),
    policy: aPolicy({ fixLeadBusinessDays: 1, gates: ['fix-lead', 'fix'] }),
    now: releaseAt,
    gate: 'fix-lead',
    says: 'the naming of a Fix Lead is overdue',
  },
];

describe('the gates', () => {
  it.each(reds)('are red when $name, and only there', ({ given, policy, now, gate, says }) => {
    const red = publicationGates(given, policy, now).filter((one) => !one.green);
    expect(red.map((one) => [one.name, one.says])).toEqual([[gate, says]]);
  });

  it.each([
    { name: 'everything holds, at the very millisecond of the Release Date', given: aReadyCase(), policy: aPolicy(), count: 5 },
    {
      name: 'a pull request has been merged with its LGTMs',
      given: aReadyCase({ pullRequests: [{ ...main, state: 'merged' }, older] }),
      policy: aPolicy(),
      count: 5,
    },
    {
      name: 'the policy asks for no LGTM, whatever the pull requests are',
      given: aReadyCase({ pullRequests: [aPull()] }),
      policy: aPolicy({ requiredLgtms: 0 }),
      count: 3,
    },
    {
      name: 'a closed pull request for another line lacks its LGTMs',
      given: aReadyCase({ pullRequests: [main, older, aPull({ number: 13, line: 'old', state: 'closed' })] }),
      policy: aPolicy(),
      count: 5,
    },
    // What is overdue and no gate only warns (S83).
    { name: 'a duty is overdue that is no gate', given: aReadyCase(), policy: aPolicy({ fixLeadBusinessDays: 1 }), count: 5 },
    {
      name: 'a duty that is a gate was done too late',
      given: aReadyCase({ acknowledged: { by: max.login, at: releaseAt - 1 } }),
      policy: aPolicy({ gates: ['first-answer'] }),
      count: 6,
    },
    // It has none: only main is affected (S89).
    {
      name: 'the case has no such duty as the policy makes a gate',
      given: aReadyCase({ affected: { by: max.login, at: 0, lines: ['main'] }, pullRequests: [main] }),
      policy: aPolicy({ lines: ['release-1.0'], fixLeadBusinessDays: 1, gates: ['fix-lead'] }),
      count: 4,
    },
  ])('are all green when $name', ({ given, policy, count }) => {
    const gates = publicationGates(given, policy, releaseAt);
    expect(gates).toHaveLength(count);
    expect(areGreen(gates)).toBe(true);
  });
});

describe('the Release Date', () => {
  it('of a publication that has begun has come, also where the clock by which it had is set back', () => {
    const isGreen = (given: Case) => areGreen(publicationGates(given, aPolicy(), releaseAt - 60_000));
    expect([isGreen(aReadyCase({ phase: 'publishing' })), isGreen(aReadyCase())]).toEqual([true, false]);
  });
});

describe('what is shown is what is enforced', () => {
  const ring = seen({ kind: 'WakeUpRang', name: 'release', dueAt: releaseAt }, releaseAt);
  // Without a date nothing rings, and before it nothing does.
  const rung = reds.filter((row) => row.given.release !== undefined && row.now >= releaseAt);

  it.each(rung)('at the Release Date nothing is published when $name', ({ given, policy, now, gate, says }) => {
    const decision = decide(given, ring, { ...policy, publish: 'auto' }, now);
    expect(effectsOfKind(decision, 'PublishAdvisory')).toEqual([]);
    expect(wordsOf(decision)).toEqual([expect.stringContaining('nothing was published')]);
    expect(wordsOf(decision)[0]).toContain(`❌ **${gate}**: ${says}`);
    expect(wordsOf(decision)[0]?.match(/❌/g)).toHaveLength(1);
  });

  it.each(reds)('/publish is refused with the same gate when $name', ({ given, policy, now, gate, says }) => {
    const decision = decide(given, typed({ kind: 'PublicationAsked' }), policy, now);
    expect(decision).toMatchObject({ outcome: 'refused', refusal: { code: 'gates-not-green' } });
    expect(effectsOf(decision).map((effect) => effect.kind)).toEqual(['SayInFixRepository']);
    expect(wordsOf(decision)[0]).toContain(`❌ **${gate}**: ${says}`);
  });

  it.each(reds)('/why publish shows the same gates when $name', ({ given, policy, now }) => {
    const decision = decide(given, typed({ kind: 'WhyAsked', topic: 'publish' }), policy, now);
    expect(wordsOf(decision)).toEqual([gatesPage(given, policy, now)]);
  });
});

describe('a gate in words', () => {
  it.each([
    {
      given: aReadyCase({ holds: [hold] }),
      now: releaseAt,
      line: '- ❌ **no hold**: held by @rita (needs: @rita or the Fix Lead, with /hold cancel)',
    },
    {
      given: aReadyCase(),
      now: releaseAt - 1,
      line: '- ❌ **Release Date**: 2026-03-07 09:00 UTC, not reached yet (needs: nothing but time)',
    },
    {
      given: aReadyCase({ pullRequests: [main] }),
      now: releaseAt,
      line: '- ❌ **LGTM release-1.0**: no pull request (needs: a pull request in the fix repository that names GHSA-2222-3333-4444 in its branch, title or body)',
    },
    {
      given: aReadyCase({ pullRequests: [aPull(), older] }),
      now: releaseAt,
      line: '- ❌ **LGTM main**: #11 has 0 of 2 LGTMs (needs: 2 different maintainers who wrote none of it, with /lgtm or an approving review)',
    },
    { given: aReadyCase(), now: releaseAt, line: '- ✅ **LGTM main**: #11 has 2 of 2 LGTMs' },
  ])('reads $line', ({ given, now, line }) => {
    expect(publicationGates(given, aPolicy(), now).map(gateLine)).toContain(line);
  });

  it('names a hostile branch harmlessly', () => {
    const pull = aPull({ number: 13, line: '@acme/security|<!--' });
    const [line] = publicationGates(aReadyCase({ pullRequests: [main, older, pull] }), aPolicy(), releaseAt)
      .map(gateLine)
      .filter((one) => one.includes('#13'));
    expect(line).toMatch(/^- ❌ \*\*LGTM @\u200Bacme\/security\\\|&lt;!--\*\*: #13 has 0 of 2 LGTMs/);
  });

  it('speaks of one maintainer where one is enough', () => {
    const gates = publicationGates(aReadyCase({ pullRequests: [aPull()] }), aPolicy({ lines: ['main'], requiredLgtms: 1 }), releaseAt);
    expect(gates.find((gate) => !gate.green)?.who).toBe('a maintainer who wrote none of it, with /lgtm or an approving review');
  });

  it('names its sentence of the policy', () => {
    expect(gatesPage(aReadyCase(), aPolicy(), releaseAt)).toContain(
      '  - S63 (G:90): “This remains true until the public disclosure date/time agreed upon by the list”',
    );
  });
});
