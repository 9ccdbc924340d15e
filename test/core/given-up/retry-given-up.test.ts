// What a maintainer may have tried again, and what has a command of its own.
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import { aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, inCaseIssue, max, nextOf, typed, wordsOf } from '../../fixtures/happenings.ts';

const key = `${aReadyCase().id}/status`;
const stuck = [
  { key, what: 'ShowStatus', error: 'refused', at: reportedAt },
  { key: `${aReadyCase().id}/cve`, what: 'AskForCve', error: 'refused', at: reportedAt },
];
const ask = (asked: { readonly key: string; readonly what: string | undefined }) =>
  decide(aReadyCase({ stuck }), typed({ kind: 'RetryAsked', ...asked }, { by: max, from: inCaseIssue }), aPolicy(), reportedAt);

describe('trying again what was given up', () => {
  it('gives it another set of tries, and nothing else, and does not count it as stuck any more', () => {
    const decision = ask({ key, what: 'ShowStatus' });
    expect(decision).toMatchObject({ outcome: 'accepted', retries: [key] });
    expect(nextOf(decision).stuck.map((one) => one.key)).toEqual([`${aReadyCase().id}/cve`]);
    expect(wordsOf(decision)).toContain('Tried again from now on: keeping the status comment on the advisory up to date.');
  });

  it.each([
    { name: 'what is not given up', asked: { key, what: undefined }, code: 'not-found' },
    { name: 'what belongs to another case', asked: { key: 'GHSA-5555-6666-7777/status', what: 'ShowStatus' }, code: 'not-found' },
    {
      name: 'what only begins like a key of this case',
      asked: { key: `${aReadyCase().id}x/status`, what: 'ShowStatus' },
      code: 'not-found',
    },
    { name: 'a publication', asked: { key, what: 'PublishAdvisory' }, code: 'against-policy', instead: '/publish' },
    { name: 'the push of a fix', asked: { key, what: 'PushFix' }, code: 'against-policy', instead: '/publish' },
    { name: 'a notice', asked: { key, what: 'SendNotice' }, code: 'against-policy', instead: '/notice retry' },
    { name: 'a mail to a distributor', asked: { key, what: 'MailDistributor' }, code: 'against-policy', instead: '/early retry' },
  ])('is refused for $name', ({ asked, code, instead = '' }) => {
    const decision = ask(asked);
    expect(decision).toMatchObject({ outcome: 'refused', refusal: { code, message: expect.stringContaining(instead) } });
    expect('retries' in decision).toBe(false);
  });
});
