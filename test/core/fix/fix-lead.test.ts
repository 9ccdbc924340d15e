// Somebody volunteers, or is chosen, or is reminded of (S79); whoever takes over hears what is open.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import { caseId, login } from '../../../src/core/ids.ts';
import { obligations } from '../../../src/core/schedule/obligations.ts';
import { wakeUps } from '../../../src/core/schedule/wake-ups.ts';
import { aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import {
  aReadyCase,
  ana,
  ben,
  dayMs,
  effectsOfKind,
  hourMs,
  max,
  nextOf,
  onAdvisory,
  onPullRequest,
  seen,
  typed,
  wordsOf,
} from '../../fixtures/happenings.ts';

const rota = [login('ana'), login('bola'), login('chen')];
const leaderless = aReadyCase({ pullRequests: [], release: undefined });
/** Monday the 2nd, two business days on. */
const dueAt = Date.UTC(2026, 2, 4, 23, 59, 59, 999);

function ring(given: Case, policy = aPolicy({ fixLeadBusinessDays: 2, rota })) {
  return decide(given, seen({ kind: 'WakeUpRang', name: 'fix-lead-due', dueAt }, dueAt), policy, dueAt);
}

describe('when nobody volunteers', () => {
  it('the next of the rota is made Fix Lead, credited, and told what is open', () => {
    const decision = ring(leaderless);
    const lead = nextOf(decision).fixLead?.login;
    expect(rota).toContain(lead);
    expect(nextOf(decision).fixLead).toEqual({ login: lead, by: lead, at: dueAt });
    expect(effectsOfKind(decision, 'CreditFixLead')).toMatchObject([{ login: lead }]);
    expect(wordsOf(decision)).toEqual([
      [
        `Nobody volunteered as Fix Lead, so it is @${lead}'s turn. \`/fix-lead @LOGIN\` hands it over.`,
        'Open duties:\n- the reviewed fix for every line: 2026-03-09 23:59 UTC, open',
        '- S79 (V:27): “a member of the maintainers team will volunteer to lead coordination of the fix (Fix Lead)”',
      ].join('\n\n'),
    ]);
    expect(decision).toMatchObject({ because: [{ rule: 'S79' }] });
  });

  it('cases are spread over the rota, and the same case always falls to the same person', () => {
    const leads = ['2222', '2223', '2224', '2225'].map(
      (part) => nextOf(ring({ ...leaderless, id: caseId(`GHSA-${part}-3333-4444`) })).fixLead?.login,
    );
    expect(new Set(leads).size).toBe(3);
    expect(leads[0]).toBe(leads[3]);
    expect(nextOf(ring(leaderless)).fixLead).toEqual(nextOf(ring(leaderless)).fixLead);
  });

  it('the team is reminded where the rota is empty', () => {
    const decision = ring(leaderless, aPolicy({ fixLeadBusinessDays: 2 }));
    expect(nextOf(decision).fixLead).toBeUndefined();
    expect(wordsOf(decision)[0]).toMatch(/^\*\*Overdue\*\*: a Fix Lead was due 2026-03-04 23:59 UTC \(Wednesday\)\./);
    expect(wordsOf(decision)[0]).toMatch(/A maintainer volunteers with `\/fix-lead`, or names another with `\/fix-lead @LOGIN`\.$/);
  });

  it.each([
    { name: 'the policy promises none', given: leaderless, policy: aPolicy({ fixLeadBusinessDays: 0, rota }) },
    {
      name: 'the report is not accepted',
      given: { ...leaderless, phase: 'reported' as const, accepted: undefined },
      policy: aPolicy({ fixLeadBusinessDays: 2, rota }),
    },
    {
      name: 'there is one',
      given: { ...leaderless, fixLead: { login: ben.login, by: ben.login, at: reportedAt } },
      policy: aPolicy({ fixLeadBusinessDays: 2, rota }),
    },
    {
      name: 'only main is affected',
      given: { ...leaderless, affected: { by: max.login, at: reportedAt, lines: ['main'] } },
      policy: aPolicy({ fixLeadBusinessDays: 2, rota }),
    },
  ])('nobody is chosen or reminded when $name', ({ given, policy }) => {
    expect(wakeUps(given, policy).map((one) => one.name)).not.toContain('fix-lead-due');
    expect(ring(given, policy).outcome).toBe('ignored');
  });

  it('nobody is waited for when it is publicly known: the rota chooses at once (S85)', () => {
    const knownPublicly = { by: max.login, at: reportedAt + 2 * hourMs, where: 'a forum' };
    const policy = aPolicy({ fixLeadBusinessDays: 2, rota });
    expect(wakeUps({ ...leaderless, knownPublicly }, policy)).toContainEqual({ name: 'fix-lead-due', dueAt: knownPublicly.at });
  });
});

describe('a hand-over', () => {
  const policy = aPolicy({ fixLeadBusinessDays: 2 });
  const now = reportedAt + 8 * dayMs;
  const led = { ...leaderless, fixLead: { login: ana.login, by: ana.login, at: reportedAt + hourMs } };
  const names = (who: typeof ben, rest: Parameters<typeof typed>[1] = {}) =>
    typed({ kind: 'FixLeadNamed', login: who.login, role: who.role }, rest);

  it.each([
    { name: 'by a maintainer', event: names(ben), says: '@max made @ben Fix Lead.' },
    { name: 'by whoever takes it over', event: names(ben, { by: ben }), says: '@ben volunteered as Fix Lead.' },
  ])('$name says what is open and what is overdue', ({ event, says }) => {
    const decision = decide(led, event, policy, now);
    expect(wordsOf(decision)).toEqual([`${says}\n\nOpen duties:\n- the reviewed fix for every line: 2026-03-09 23:59 UTC, overdue`]);
    expect(obligations(nextOf(decision), policy).find((one) => one.name === 'fix')?.owner).toBe('Fix Lead @ben');
  });

  it('with nothing open says that', () => {
    const done = aReadyCase({ release: undefined, fixLead: led.fixLead });
    expect(wordsOf(decide(done, names(ben), policy, now))[0]).toBe('@max made @ben Fix Lead.\n\nNothing is open.');
  });

  it('on the advisory, where nothing is answered, is told in the case issue to whoever was named', () => {
    const said = effectsOfKind(decide(led, names(ben, { from: onAdvisory }), policy, now), 'SayInFixRepository');
    expect(said.map((effect) => [effect.place.number, effect.body.split('\n')[0]])).toEqual([[1, '@max made @ben Fix Lead.']]);
  });

  it('on a pull request is said there alone', () => {
    const said = effectsOfKind(decide(led, names(ben, { from: onPullRequest() }), policy, now), 'SayInFixRepository');
    expect(said.map((effect) => effect.place.number)).toEqual([11]);
  });

  it('does not begin the time for a Fix Lead anew', () => {
    const next = nextOf(decide(led, names(ben, { at: now }), policy, now));
    expect(wakeUps(next, policy).map((one) => one.name)).not.toContain('fix-lead-due');
    // Late as it is, there was one in time.
    const again = nextOf(decide(next, names(max, { at: now + dayMs }), policy, now + dayMs));
    for (const one of [next, again])
      expect(obligations(one, policy).find((duty) => duty.name === 'fix-lead')?.metAt).toBe(reportedAt + hourMs);
  });

  it('of a first volunteer needs no list of what everybody knows', () => {
    expect(wordsOf(decide(leaderless, names(max), policy, now))).toEqual(['@max volunteered as Fix Lead.']);
  });
});
