import { describe, expect, it } from '@jest/globals';
import { noDistributors } from '../../src/core/distributors/distributor-policy.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';

function read(text: string) {
  return readPolicy(text, { path: 'fixlead.yml' });
}

function problems(text: string): readonly string[] {
  const answer = read(text);
  return answer.ok ? [] : answer.problems.map(({ code, line }) => `${code} in line ${line}`);
}

describe('distributors in a policy', () => {
  it.each(['extends: vitess\nfix_repository: acme/widget-security', 'extends: distributors-list', 'publish: confirm'])(
    'are told nothing early unless it says so (S113): %s',
    (text) => {
      const answer = read(text);
      expect(answer.ok && answer.policy.distributors).toEqual(noDistributors);
    },
  );

  it('are told under its own terms', () => {
    const answer = read(`fix_repository: acme/widget-security
distributors:
  enabled: true
  decided_by: [Ana]
  criteria: [track-record]
  agreement: Keep it to yourselves.
  agreement_version: 3
  agreement_holds_from: 2
  review_days: 0
  plan_days: 30
  patches_days: 7
  notice_days: 1
  checked_releases: 2
  link_days: 3
`);
    expect(answer.ok && answer.policy.distributors).toEqual({
      enabled: true,
      decidedBy: ['ana'],
      criteria: ['track-record'],
      agreement: { version: 3, holdsFrom: 2, text: 'Keep it to yourselves.' },
      reviewDays: 0,
      planDays: 30,
      patchesDays: 7,
      noticeDays: 1,
      checkedReleases: 2,
      linkDays: 3,
    });
  });

  it('agree to each new version anew unless it says which still holds', () => {
    const answer = read('distributors: { agreement_version: 4 }');
    expect(answer.ok && answer.policy.distributors?.agreement).toMatchObject({ version: 4, holdsFrom: 4 });
  });

  it.each([
    { text: 'distributors: { agreement_version: 2, agreement_holds_from: 3 }', problem: 'agreement-versions in line 1' },
    { text: 'extends: distributors-list\ndistributors: { enabled: true }', problem: 'distributors-without-fix-repository in line 2' },
    { text: 'distributors: { criteria: [voucher, voucher] }', problem: 'given-twice in line 1' },
    { text: 'distributors: { criteria: [vouchers] }', problem: 'not-allowed in line 1' },
    { text: 'distributors: { agreement: " " }', problem: 'not-allowed in line 1' },
    { text: 'distributors: { enable: true }', problem: 'unknown-key in line 1' },
    { text: 'distributors: { agreement_version: 0 }', problem: 'out-of-range in line 1' },
  ])('cannot be written as $text', ({ text, problem }) => {
    expect(problems(text)).toEqual([problem]);
  });
});
