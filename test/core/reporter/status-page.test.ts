// The reporter's page: who is told the link, when it opens something, and what stands on it.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import { login } from '../../../src/core/ids.ts';
import { isStatusPageOpen, statusPageEffects } from '../../../src/core/reporter/status-page.ts';
import { reporterStanding } from '../../../src/core/reporter/status-page-words.ts';
import { aCase, aPolicy, aPullRequest, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, dayMs, effectsOfKind, inCaseIssue, max, nextOf, onAdvisory, rita, typed } from '../../fixtures/happenings.ts';

const policy = aPolicy({ statusPage: { daysAfter: 30 } });
const now = reportedAt + dayMs;
const place = { repository: aPullRequest().repository, number: 1 };
const editions = (thisCase: Case, under = policy) => statusPageEffects(thisCase, under).map((effect) => effect.edition ?? 'none');

describe('the link to the status page', () => {
  it.each([
    { name: 'not where the policy has none', given: aCase(), under: aPolicy(), wanted: [] },
    { name: 'not where maintainers began the advisory', given: aCase({ report: { ...aCase().report, reporter: undefined } }), wanted: [] },
    { name: 'not for a case that had ended before there were any', given: aCase({ phase: 'published' }), wanted: [] },
    { name: 'not where nobody could pass it on', given: aCase({ advisoryComments: 'absent' }), wanted: [] },
    { name: 'once a report is in', given: aCase(), wanted: [1] },
    { name: 'by hand, where GitHub does not let us write', given: aCase({ advisoryComments: 'absent', caseIssue: place }), wanted: [1] },
  ])('is told $name', ({ given, under = policy, wanted }) => expect(editions(given, under)).toEqual(wanted));

  it('stands neither in the effect nor in the case: only where it goes does', () => {
    const [effect] = statusPageEffects(aCase(), policy);
    expect(effect?.body).toContain('{link} shows where this report stands');
    expect(effect?.body).not.toContain('http');
  });

  it('is another one after /status-page new, none after off, and the next one after new again', () => {
    const say = (thisCase: Case, to: 'new' | 'ended') =>
      decide(thisCase, typed({ kind: 'StatusPageChanged', to }, { by: rita, from: onAdvisory }), policy, now);
    const second = say(aReadyCase(), 'new');
    expect(effectsOfKind(second, 'KeepStatusPage').map(({ edition }) => edition)).toEqual([2]);
    const ended = say(nextOf(second), 'ended');
    expect(effectsOfKind(ended, 'KeepStatusPage').map(({ edition }) => edition)).toEqual([undefined]);
    expect(editions(nextOf(say(nextOf(ended), 'new')))).toEqual([3]);
  });

  it('can be ended after the case has', () => {
    const published = aCase({ phase: 'published', published: { at: now, by: 'fixlead' } });
    const ended = decide(published, typed({ kind: 'StatusPageChanged', to: 'ended' }, { by: max, from: inCaseIssue }), policy, now);
    expect(effectsOfKind(ended, 'KeepStatusPage').map(({ edition }) => edition)).toEqual([undefined]);
  });

  it('is refused where the policy has no page, with the setting that is in the way', () => {
    const decision = decide(aCase(), typed({ kind: 'StatusPageChanged', to: 'new' }, { by: rita, from: onAdvisory }), aPolicy(), now);
    expect(decision).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'against-policy', message: expect.stringContaining('`reporter.status_page` is `false`') },
    });
  });
});

describe('the status page', () => {
  const act = { by: login('max'), at: now };
  const endedAt = (days: number) => now + days * dayMs;
  it.each([
    { name: 'while the case is open', given: aCase(), at: endedAt(900), open: true },
    { name: 'not where the policy has none any more', given: aCase(), at: now, under: aPolicy(), open: false },
    { name: 'not once it was ended', given: aCase({ statusPage: { ...act, edition: 1, isEnded: true } }), at: now, open: false },
    {
      name: 'until its days after the publication are over',
      given: aCase({ phase: 'published', published: { at: now, by: 'fixlead' } }),
      at: endedAt(30) - 1,
      open: true,
    },
    { name: 'not after them', given: aCase({ phase: 'published', published: { at: now, by: 'fixlead' } }), at: endedAt(30), open: false },
    {
      name: 'as long after a rejection',
      given: aCase({ phase: 'rejected', rejected: { ...act, reason: 'no' } }),
      at: endedAt(30) - 1,
      open: true,
    },
    {
      name: 'not with the end of the case, where it has no days',
      given: aCase({ phase: 'rejected', rejected: { ...act, reason: 'no' } }),
      at: now,
      under: aPolicy({ statusPage: { daysAfter: 0 } }),
      open: false,
    },
  ])('is there $name', ({ given, at, under = policy, open }) => expect(isStatusPageOpen(given, under, at)).toBe(open));

  it.each([
    {
      name: 'the next promise with its day',
      given: aCase(),
      at: now,
      next: 'Next: the first answer to the reporter, by 2026-03-05 23:59 UTC (Thursday).',
    },
    {
      name: 'that a promise was not kept',
      given: aCase(),
      at: endedAt(8),
      next: 'Overdue: the first answer to the reporter was due by 2026-03-05 23:59 UTC (Thursday).',
    },
    {
      name: 'that the reporter owes an answer',
      given: aCase({ waits: [{ from: now, until: undefined, by: login('max') }] }),
      at: now,
      next: expect.stringContaining('wait for your answer'),
    },
    {
      name: 'that nothing more is due',
      given: aCase({ phase: 'rejected', rejected: { ...act, reason: 'no' } }),
      at: now,
      next: 'Nothing more is due.',
    },
  ])('says $name', ({ given, at, next }) => expect(reporterStanding(given, policy, at).next).toEqual(next));

  it('names nobody, no line, no commit and no reason', () => {
    const secret = 'the release manager is ill';
    const thisCase = aReadyCase({
      fixLead: { login: login('ana'), ...act },
      holds: [{ ...act, reason: secret }],
      movedDues: { fix: { ...act, dueAt: endedAt(3), reason: secret } },
    });
    const text = JSON.stringify(reporterStanding(thisCase, policy, now));
    for (const word of ['@', 'ana', 'max', 'release-1.0', secret]) expect(text).not.toContain(word);
  });
});
