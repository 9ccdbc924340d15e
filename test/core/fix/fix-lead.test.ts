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
  reviewedPulls,
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
    expect(wordsOf(decision)[0]?.replace(/Before it[^]*\n\n/, '')).toBe(
      [
        `Nobody volunteered as Fix Lead, so it is @${lead}'s turn. \`/fix-lead hand-over @LOGIN\` hands it over.`,
        'Open duties:\n- the reviewed fix for every line: 2026-03-09 23:59 UTC, open',
        '- S79 (V:27): “a member of the maintainers team will volunteer to lead coordination of the fix (Fix Lead)”',
      ].join('\n\n'),
    );
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
    expect(wordsOf(decision)[0]).toMatch(/^\*\*Overdue\*\*: the naming of a Fix Lead was due 2026-03-04 23:59 UTC \(Wednesday\)\./);
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
    const [words = ''] = wordsOf(decision);
    expect(words.split('\n\n')).toEqual([
      says,
      'Open duties:\n- the reviewed fix for every line: 2026-03-09 23:59 UTC, overdue',
      expect.stringMatching(
        /^Before it may be published:\n- ❌ \*\*LGTM release-1\.0\*\*: no pull request .*\n- ❌ \*\*LGTM main\*\*.*\n- ❌ \*\*Release Date\*\*: no/,
      ),
    ]);
    expect(obligations(nextOf(decision), policy).find((one) => one.name === 'fix')?.owner).toBe('Fix Lead @ben');
  });

  it('says what else whoever takes over has to know, but neither reasons nor the names of others', () => {
    const act = { by: ana.login, at: reportedAt };
    const given = {
      ...led,
      waits: [{ from: reportedAt, until: undefined, by: ana.login }],
      upstream: { ...act, project: 'grpc-go', releaseAt: now + dayMs },
      proposedRelease: { ...act, releaseAt: now + 2 * dayMs },
      knownPublicly: { ...act, where: 'a forum' },
      stuck: [{ key: 'x', what: 'ShowBoard', error: 'gone', at: reportedAt }],
    };
    expect(
      wordsOf(decide(given, names(ben), policy, now))[0]
        ?.split('\n\n')
        .at(-1),
    ).toBe(
      [
        'Besides:',
        '- the reporter owes an answer since 2026-03-02 09:00 UTC, and the clocks stand still',
        '- the fix waits for another project, until 2026-03-11 09:00 UTC',
        '- @ana proposed the Release Date 2026-03-12 09:00 UTC',
        '- it is publicly known since 2026-03-02 09:00 UTC',
        '- given up after many tries, for a person to look at: 1',
      ].join('\n'),
    );
  });

  it('with nothing open says that', () => {
    const done = aReadyCase({ phase: 'reported', accepted: undefined, release: undefined, pullRequests: [], fixLead: led.fixLead });
    const nothing = { ...done, phase: 'accepted' as const, accepted: led.fixLead, release: { by: max.login, at: 0, releaseAt: 0 } };
    const reviewed = { ...nothing, pullRequests: reviewedPulls(), published: { at: now, by: 'fixlead' as const } };
    expect(wordsOf(decide(reviewed, names(ben), policy, now))[0]).toBe('@max made @ben Fix Lead.\n\nNothing is open.');
  });

  it.each([
    {
      name: 'by whoever led',
      event: typed({ kind: 'FixLeadNamed', login: ben.login, role: 'maintainer', handsOver: true }, { by: ana }),
      says: '@ana handed the lead of the fix over to @ben.',
    },
    {
      name: 'by another maintainer',
      event: typed({ kind: 'FixLeadNamed', login: ben.login, role: 'maintainer', handsOver: true }),
      says: "@max handed the lead of the fix, which was @ana's, over to @ben.",
    },
  ])('said as one $name says so', ({ event, says }) => {
    const decision = decide(led, event, policy, now);
    expect(wordsOf(decision)[0]?.split('\n')[0]).toBe(says);
    expect(nextOf(decision).fixLead).toMatchObject({ login: 'ben', since: led.fixLead.at });
  });

  it('needs somebody who leads', () => {
    const event = typed({ kind: 'FixLeadNamed', login: ben.login, role: 'maintainer', handsOver: true });
    expect(decide(leaderless, event, policy, now)).toMatchObject({ outcome: 'refused', refusal: { code: 'not-needed' } });
    expect(wordsOf(decide(leaderless, event, policy, now))).toEqual([
      'Nobody is Fix Lead yet, so there is nothing to hand over. `/fix-lead @ben` makes @ben Fix Lead.',
    ]);
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
