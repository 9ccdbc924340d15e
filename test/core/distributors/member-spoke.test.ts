// What a member says on its own page, and what it may see there.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Decision } from '../../../src/core/decision.ts';
import { noDistributors } from '../../../src/core/distributors/distributor-policy.ts';
import type { MemberSays } from '../../../src/core/distributors/member-says.ts';
import { memberView } from '../../../src/core/distributors/member-view.ts';
import type { Policy } from '../../../src/core/policy.ts';
import { aPolicy } from '../../fixtures/a-case.ts';
import { toldEarly } from '../../fixtures/early.ts';
import { aReadyCase, dayMs, effectsOf, hourMs, max, nextOf, releaseAt, rita, seen, typed } from '../../fixtures/happenings.ts';

const now = releaseAt - 2 * dayMs;
const later = releaseAt + dayMs;
const told = (changes: Partial<Case> = {}): Case => aReadyCase({ early: toldEarly(['a-linux', 'b-linux']), ...changes });
/** Both members were asked about it by mail. */
const proposed = (): Case => {
  const decision = decide(told(), typed({ kind: 'ReleaseDateProposed', releaseAt: later }, { at: now }), aPolicy(), now);
  const { early, ...rest } = nextOf(decision);
  return { ...rest, early: { ...early!, sends: early!.sends.map((send) => ({ ...send, state: 'sent' as const })) } };
};

type How = { readonly by?: string; readonly isMember?: boolean; readonly policy?: Policy; readonly at?: number };
function says(thisCase: Case, what: MemberSays, { by = 'a-linux', isMember = true, policy = aPolicy(), at = now }: How = {}): Decision {
  return decide(thisCase, seen({ kind: 'MemberSpoke', member: by, act: 'act-1', isMember, says: what }, at), policy, at);
}
const codeOf = (decision: Decision): string => (decision.outcome === 'refused' ? decision.refusal.code : decision.outcome);
const inIssue = (decision: Decision): string =>
  effectsOf(decision)
    .flatMap((one) => (one.kind === 'SayInFixRepository' ? [one.body] : []))
    .join('\n');
const onPage = (decision: Decision): string =>
  effectsOf(decision)
    .flatMap((one) => (one.kind === 'AnswerOnDashboard' ? [`${one.audience}: ${one.body}`] : []))
    .join('\n');
const toReporter = (decision: Decision): string =>
  effectsOf(decision)
    .flatMap((one) => (one.audience === 'reporter' && 'body' in one ? [one.body] : []))
    .join('\n');

describe('a member on its page', () => {
  it.each<{ name: string; given: () => Case; what: MemberSays; how?: How; expect: string }>([
    // Awkward first: what the page that was drawn a while ago still offers.
    {
      name: 'an answer of whoever left the list since',
      given: told,
      what: { what: 'received' },
      how: { isMember: false },
      expect: 'not-permitted',
    },
    { name: 'an answer of whoever was not told', given: told, what: { what: 'received' }, how: { by: 'c-linux' }, expect: 'not-found' },
    {
      name: 'an answer of whoever was sent it, and did not get it',
      given: () =>
        told({ early: { ...toldEarly(), sends: toldEarly(['a-linux']).sends.map((send) => ({ ...send, state: 'failed' as const })) } }),
      ...{ what: { what: 'received' }, expect: 'not-found' },
    },
    {
      name: 'an answer where the policy has no pages any more',
      ...{ given: told, what: { what: 'received' }, expect: 'against-policy' },
      how: { policy: aPolicy({ distributors: { ...noDistributors, enabled: true } }) },
    },
    {
      name: 'an answer where nobody is told early any more',
      ...{ given: told, what: { what: 'received' }, expect: 'against-policy' },
      how: { policy: aPolicy({ distributors: { ...noDistributors, linkDays: 3 } }) },
    },
    { name: 'an answer after the embargo', given: () => told({ phase: 'published' }), what: { what: 'received' }, expect: 'wrong-phase' },
    {
      name: 'an answer to a case that is closed',
      given: () => told({ phase: 'rejected' }),
      what: { what: 'received' },
      expect: 'wrong-phase',
    },
    {
      name: 'a word on the date while it is being published',
      given: () => told({ phase: 'publishing' }),
      what: { what: 'agrees', releaseAt },
      expect: 'wrong-phase',
    },
    {
      name: 'a word on a date that has passed',
      given: told,
      what: { what: 'agrees', releaseAt },
      how: { at: releaseAt },
      expect: 'wrong-phase',
    },
    { name: 'a word on another date than is on the table', given: proposed, what: { what: 'agrees', releaseAt }, expect: 'state-changed' },
    {
      name: 'an objection to another date',
      given: told,
      what: { what: 'objects', releaseAt: later, concern: 'No.' },
      expect: 'state-changed',
    },
    { name: 'an objection taken back that nobody raised', given: told, what: { what: 'withdraws' }, expect: 'nothing-to-undo' },
    { name: 'that it has it', given: told, what: { what: 'received' }, expect: 'accepted' },
    { name: 'its agreement to the date that is set', given: told, what: { what: 'agrees', releaseAt }, expect: 'accepted' },
  ])('$name: $expect', ({ given, what, how, expect: expected }) => {
    const decision = says(given(), what, how);
    expect(codeOf(decision)).toBe(expected);
    expect(onPage(decision)).toMatch(expected === 'accepted' ? /^distributors: Recorded/ : /^distributors: .{20,}/);
  });

  it('is recorded by its own word, which maintainers read in private and nobody else', () => {
    const decision = says(told(), { what: 'feedback', words: 'It breaks @everyone on s390x.' });
    expect(nextOf(decision).early?.answers).toEqual([
      { by: '[a-linux]', at: now, member: 'a-linux', what: 'feedback', words: 'It breaks @everyone on s390x.' },
    ]);
    expect(inIssue(decision)).toContain('On its page, by its link: `a-linux` says what it found:');
    expect(inIssue(decision)).not.toContain(' @everyone');
    expect(toReporter(decision)).not.toMatch(/a-linux|s390x/);
    expect(onPage(decision)).not.toContain('b-linux');
  });

  it('says that it has it once', () => {
    const once = nextOf(says(told(), { what: 'received' }));
    expect(codeOf(says(once, { what: 'received' }))).toBe('already-done');
    expect(codeOf(says(once, { what: 'received' }, { by: 'b-linux' }))).toBe('accepted');
  });

  it('holds a proposed date up with an objection, of which the reporter learns neither whose nor why', () => {
    const decision = says(proposed(), { what: 'objects', releaseAt: later, concern: 'We move house.' });
    expect(nextOf(decision).dateObjections).toMatchObject([{ member: 'a-linux', party: 'distributors', concern: 'We move house.' }]);
    expect(inIssue(decision)).toContain('`a-linux` objects to');
    expect(toReporter(decision)).toContain('A distributor objected');
    expect(toReporter(decision)).not.toMatch(/a-linux|We move house/);
    const back = says(nextOf(decision), { what: 'withdraws' });
    expect(nextOf(back).dateObjections?.[0]?.ended).toMatchObject({ how: 'withdrawn', by: '[a-linux]' });
  });

  it('makes a date binding with the last word that was missing; it stays that of whoever proposed it', () => {
    const agreedByRita = nextOf(decide(proposed(), typed({ kind: 'ReleaseDateAgreed' }, { by: rita, at: now }), aPolicy(), now));
    const first = says(agreedByRita, { what: 'agrees', releaseAt: later });
    expect(nextOf(first).release?.releaseAt).toBe(releaseAt);
    const last = says(nextOf(first), { what: 'agrees', releaseAt: later }, { by: 'b-linux', at: now + hourMs });
    expect(nextOf(last).release).toMatchObject({ releaseAt: later, by: max.login, at: now + hourMs });
    expect(toReporter(last)).toContain('The Release Date has moved');
    expect(toReporter(last)).not.toMatch(/-linux/);
  });

  it('keeps its word where the date that all agreed to lacks a reason, and maintainers are told that', () => {
    const policy = aPolicy({ delayReasons: ['not-tested'] });
    const agreedByRita = nextOf(decide(proposed(), typed({ kind: 'ReleaseDateAgreed' }, { by: rita, at: now }), aPolicy(), now));
    const first = nextOf(says(agreedByRita, { what: 'agrees', releaseAt: later }, { policy }));
    const last = says(first, { what: 'agrees', releaseAt: later }, { by: 'b-linux', policy });
    expect([nextOf(last).release?.releaseAt, nextOf(last).dateAgreements?.length]).toEqual([releaseAt, 4]);
    expect(inIssue(last)).toContain('Everybody has agreed, and yet it is not set.');
    expect(onPage(last)).not.toContain('reason');
  });
});

describe('what a member sees of a case', () => {
  it('is what it was sent, the date as it was told it, and its own word', () => {
    const view = memberView(nextOf(says(told(), { what: 'agrees', releaseAt })), 'a-linux');
    expect(view.mails.map(({ subject, body }) => [subject, body.includes('This copy is for a-linux alone.')])).toEqual([['A plan', true]]);
    expect(view.date).toEqual({ releaseAt, isProposed: false, says: 'agrees' });
    expect(view.answers.map(({ what }) => what)).toEqual(['agreed']);
  });

  it('is nothing of others, and nothing that it was not told', () => {
    const wish = typed({ kind: 'ReleaseDateProposed', releaseAt: later }, { by: rita, at: now });
    const wished = nextOf(decide(nextOf(says(told(), { what: 'feedback', words: 'It builds.' })), wish, aPolicy(), now));
    expect(memberView(wished, 'b-linux')).toMatchObject({ mails: [{ subject: 'A plan' }], date: undefined, answers: [] });
    expect(memberView(wished, 'c-linux')).toEqual({ mails: [], date: undefined, answers: [] });
  });
});
