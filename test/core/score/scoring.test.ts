// Provisional, final, and what takes a final call back (S28–S30, S96–S98).
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import { areGreen, publicationGates } from '../../../src/core/gates.ts';
import { aCase, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import {
  aReadyCase,
  ana,
  effectsOfKind,
  max,
  nextOf,
  onAdvisory,
  oscar,
  releaseAt,
  rita,
  seen,
  theCaseIssue,
  typed,
  wordsOf,
} from '../../fixtures/happenings.ts';

const policy = aPolicy();
const now = reportedAt + 1;
const vector = 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N';
const other = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N';
const given = (text: string) => typed({ kind: 'VectorGiven', vector: text });
const final = (by = max) => typed({ kind: 'ScoreFinalised' }, { by });
const reported = aCase({ caseIssue: theCaseIssue, advisoryComments: 'available' });
const provisional = nextOf(decide(reported, given(vector), policy, now));
const called = nextOf(decide(provisional, final(ana), policy, now));

describe('the final call', () => {
  it('is of whoever made it, on the vector as it stands', () => {
    expect(provisional.score?.final).toBeUndefined();
    expect(called.score).toMatchObject({ by: max.login, cvss: { vector }, final: { by: ana.login } });
    expect(wordsOf(decide(provisional, final(ana), policy, now))).toEqual([`@ana made the final call: 6.5 Medium, \`${vector}\`.`]);
    expect(decide(provisional, final(), policy, now)).toMatchObject({ because: [{ rule: 'S29' }] });
  });

  it('is taken back by another vector, and that is said', () => {
    const decision = decide(called, given(other), policy, now);
    expect(nextOf(decision).score).toMatchObject({ cvss: { vector: other }, final: undefined });
    expect(wordsOf(decision)[0]).toMatch(/The final call of @ana was on another vector, and is gone\.$/);
  });

  it('is not taken back by the same vector', () => {
    expect(decide(called, given(vector), policy, now)).toMatchObject({
      refusal: { code: 'already-done', message: '@max gave this very vector already, and it is final.' },
    });
    expect(decide(provisional, given(vector), policy, now)).toMatchObject({
      refusal: { message: '@max gave this very vector already; `/cvss final` makes it final.' },
    });
  });

  it.each([
    { name: 'without a score', one: reported, code: 'no-score', says: 'There is no score to be final yet' },
    { name: 'twice', one: called, code: 'already-done', says: '@ana made the final call already.' },
  ])('is refused $name', ({ one, code, says }) => {
    expect(decide(one, final(), policy, now)).toMatchObject({ refusal: { code, message: expect.stringContaining(says) } });
  });

  it('is for the Fix Lead alone under a policy that says so (S97)', () => {
    const led = { ...provisional, fixLead: { login: ana.login, by: ana.login, at: reportedAt } };
    const driven = aPolicy({ scoreFinalCall: 'fix-lead' });
    expect(decide(led, final(max), driven, now)).toMatchObject({ refusal: { code: 'not-permitted', because: [{ rule: 'S97' }] } });
    expect(decide(led, final(ana), driven, now)).toMatchObject({ outcome: 'accepted', because: [{ rule: 'S97' }] });
    expect(wordsOf(decide(led, given(other), driven, now))[0]).toContain('the Fix Lead makes the final call with `/cvss final`.');
  });

  it('blocks nothing while it is missing, and neither does a missing score (S30, S98)', () => {
    for (const score of [undefined, provisional.score]) {
      expect(areGreen(publicationGates(aReadyCase({ score }), policy, releaseAt))).toBe(true);
    }
  });
});

describe('vectors of CVSS 3 and 4', () => {
  const both = nextOf(decide(called, given(other), policy, now));
  const third = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

  it('stand side by side, and the advisory gets the newer one', () => {
    const decision = decide(called, given(other), policy, now);
    expect(nextOf(decision).score).toMatchObject({ cvss: { vector: other }, beside: { vector }, final: undefined });
    expect(effectsOfKind(decision, 'SetSeverity')).toMatchObject([{ vector: other }]);
    expect(wordsOf(decision)[0]).toContain('Beside it stays 6.5 Medium (CVSS 3.1); the advisory gets the newer vector.');
  });

  it('are replaced by one of the same version, which leaves the other', () => {
    expect(nextOf(decide(both, given(third), policy, now)).score).toMatchObject({ cvss: { vector: third }, beside: { vector: other } });
    expect(nextOf(decide(called, given(third), policy, now)).score).not.toHaveProperty('beside');
  });

  it('change places when the older one is said again', () => {
    expect(nextOf(decide(both, given(vector), policy, now)).score).toMatchObject({ cvss: { vector }, beside: { vector: other } });
  });

  it('are both in the final call, which either takes back', () => {
    const decision = decide(both, final(ana), policy, now);
    expect(wordsOf(decision)[0]).toMatch(/`CVSS:4\.0\S+` and `CVSS:3\.1\S+`\.$/);
    for (const another of [third, other.replace('PR:N', 'PR:H')])
      expect(nextOf(decide(nextOf(decision), given(another), policy, now)).score?.final).toBeUndefined();
  });

  it('are both decoded by `/cvss` alone, and both on the status page', () => {
    const page = wordsOf(decide(both, typed({ kind: 'ScoreAsked' }), policy, now))[0] ?? '';
    expect(page).toContain('Beside it **6.5 Medium** (CVSS 3.1)');
    expect(page).toContain('| `AT` | attack requirements | **`N` none**, `P` present |');
    expect(page).toContain('| `VC` | confidentiality lost, vulnerable system | **`H` high**, `L` low, `N` none |');
    expect(page).toContain('| `PR` | privileges required | `N` none, **`L` low**, `H` high |');
    expect(wordsOf(decide(both, typed({ kind: 'StatusAsked' }), policy, now))[0]).toContain(`beside it 6.5 Medium, \`${vector}\``);
  });
});

describe('/cvss alone', () => {
  const page = (one: typeof reported, by = max, rules = policy) =>
    wordsOf(decide(one, typed({ kind: 'ScoreAsked' }, { by }), rules, now))[0] ?? '';

  it('explains the metrics while there is no score', () => {
    expect(page(reported)).toMatch(/^There is no score yet\.\n\n\| Metric \| \| Values \|/);
    expect(page(reported)).toContain('| `AV` | attack vector | `N` network, `A` adjacent, `L` local, `P` physical |');
    expect(page(reported)).toMatch(/CVSS 3\.0 and 4\.0 are understood as well\.$/);
  });

  it('marks what the present vector says', () => {
    expect(page(provisional)).toContain('| `PR` | privileges required | `N` none, **`L` low**, `H` high |');
    expect(page(provisional)).toContain('Priority: highest, because of confidentiality (S69).');
  });

  it.each([
    {
      name: 'a provisional score',
      one: provisional,
      rules: policy,
      says: 'by @max, provisional until members of `acme/security` say `/cvss final`.',
    },
    {
      name: 'one the Fix Lead has to call',
      one: provisional,
      rules: aPolicy({ scoreFinalCall: 'fix-lead' }),
      says: 'by @max, provisional until the Fix Lead says `/cvss final`.',
    },
    { name: 'a final one', one: called, rules: policy, says: 'by @max, final by @ana.' },
  ])('tells $name', ({ one, rules, says }) => {
    expect(page(one, max, rules)).toContain(`**6.5 Medium** (CVSS 3.1), ${says}\n\`${vector}\``);
  });

  it('changes nothing, answers the reporter where they asked, and no outsider', () => {
    const asked = decide(provisional, typed({ kind: 'ScoreAsked' }, { by: rita, from: onAdvisory }), policy, now);
    expect(nextOf(asked)).toEqual(provisional);
    expect(effectsOfKind(asked, 'SayOnAdvisory')).toHaveLength(1);
    expect(decide(provisional, typed({ kind: 'ScoreAsked' }, { by: oscar }), policy, now)).toMatchObject({
      refusal: { code: 'not-permitted' },
    });
  });
});

describe('which vector the advisory gets', () => {
  it.each([
    { write: 'newest', first: vector, then: other, gets: other },
    { write: 'newest', first: other, then: vector, gets: vector },
    { write: '3', first: vector, then: other, gets: vector },
    { write: '3', first: other, then: vector, gets: vector },
    { write: '4', first: other, then: vector, gets: other },
    { write: '4', first: vector, then: vector.replace('C:H', 'C:L'), gets: vector.replace('C:H', 'C:L') },
  ] as const)('where the policy says $write and $then follows is $gets', ({ write, first, then, gets }) => {
    const rules = aPolicy({ cvssWrite: write });
    const decision = decide(nextOf(decide(reported, given(first), rules, now)), given(then), rules, now);
    expect(effectsOfKind(decision, 'SetSeverity').map((effect) => effect.vector)).toEqual([gets]);
    // What was written there by ourselves is nobody's edit.
    const looked = {
      kind: 'AdvisorySeen',
      state: 'triage',
      temporaryFork: undefined,
      severity: { vectors: [gets], severity: undefined },
    } as const;
    const seenThere = decide(nextOf(decision), seen(looked, reportedAt + 2 * 3_600_000), rules, reportedAt + 2 * 3_600_000);
    expect(wordsOf(seenThere)).toEqual([]);
  });
});
