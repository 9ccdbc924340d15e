// Faster when it is publicly known (S85), slower when it is not grave (S101), by another project's date (S87) or by somebody's judgment (S84).
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { parseCvss } from '../../../src/core/score/cvss.ts';
import { decide } from '../../../src/core/decide.ts';
import { standing, type Obligation } from '../../../src/core/schedule/obligation.ts';
import { obligations } from '../../../src/core/schedule/obligations.ts';
import { boardPage } from '../../../src/core/pages.ts';
import { asapSince, isSlowedDown } from '../../../src/core/schedule/pace.ts';
import { formatInstant } from '../../../src/core/time/time.ts';
import { aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import {
  aReadyCase,
  ana,
  dayMs,
  effectsOf,
  effectsOfKind,
  hourMs,
  inCaseIssue,
  max,
  nextOf,
  onAdvisory,
  onPullRequest,
  releaseAt,
  rita,
  typed,
  wordsOf,
} from '../../fixtures/happenings.ts';

const policy = aPolicy({ fixLeadBusinessDays: 2 });
const now = reportedAt + dayMs;
const act = { by: max.login, at: reportedAt + 2 * hourMs };

/** By their scores; for a score that no vector at hand has, a row names the number itself. */
const vectors = {
  '3.1': 'CVSS:3.1/AV:N/AC:H/PR:L/UI:N/S:U/C:L/I:N/A:N',
  '4.0': 'CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N',
  '6.5': 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N',
  '9.8': 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
} as const;

function scored(vector: string, value?: number): NonNullable<Case['score']> {
  const parsed = parseCvss(vector);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return { ...act, cvss: { ...parsed.value, ...(value !== undefined && { score: value }) }, final: undefined };
}

/** Accepted, with nothing fixed and no date. */
function open(overrides: Partial<Case> = {}): Case {
  return aReadyCase({ pullRequests: [], release: undefined, ...overrides });
}

const known = { ...act, where: 'a forum' };

function due(given: Case, name: Obligation['name'], rules = policy): Obligation {
  const found = obligations(given, rules).find((one) => one.name === name);
  if (found === undefined) throw new Error(`nothing called ${name} is due`);
  return found;
}

function dueAt(given: Case, name: Obligation['name'] = 'fix', rules = policy): string {
  const at = due(given, name, rules).dueAt;
  return at === undefined ? 'at no set time' : formatInstant(at);
}

const ordinary = '2026-03-09T23:59:59.999Z';
const atOnce = formatInstant(known.at);

describe('as soon as possible', () => {
  it.each([
    { name: 'publicly known and not scored: nobody waits for a number', given: open({ knownPublicly: known }), expect: atOnce },
    {
      name: 'publicly known at 4.0, the bound itself',
      given: open({ knownPublicly: known, score: scored(vectors['4.0']) }),
      expect: atOnce,
    },
    { name: 'publicly known at 3.9', given: open({ knownPublicly: known, score: scored(vectors['4.0'], 3.9) }), expect: ordinary },
    { name: 'publicly known at 0.0', given: open({ knownPublicly: known, score: scored(vectors['4.0'], 0) }), expect: ordinary },
    { name: 'grave and not publicly known', given: open({ score: scored(vectors['9.8']) }), expect: ordinary },
    {
      name: 'publicly known while the reporter owes an answer',
      given: open({ knownPublicly: known, waits: [{ from: reportedAt, until: undefined, by: max.login }] }),
      expect: atOnce,
    },
    {
      name: 'publicly known with an upstream date',
      given: open({ knownPublicly: known, upstream: { ...act, project: 'grpc', releaseAt } }),
      expect: atOnce,
    },
    {
      name: 'publicly known with a date that was moved',
      given: open({ knownPublicly: known, movedDues: { fix: { ...act, dueAt: releaseAt, reason: 'x' } } }),
      expect: atOnce,
    },
  ])('$name', ({ given, expect: expected }) => {
    expect(dueAt(given)).toBe(expected);
  });

  it('is the bound of the policy, not a number of ours', () => {
    const given = open({ knownPublicly: known, score: scored(vectors['6.5']) });
    expect([asapSince(given, aPolicy({ asapFromScore: 6.5 })), asapSince(given, aPolicy({ asapFromScore: 6.6 }))]).toEqual([
      known.at,
      undefined,
    ]);
  });

  it('names its sentence, and says since when', () => {
    expect(due(open({ knownPublicly: known }), 'fix')).toMatchObject({
      rules: ['S95', 'S100', 'S85'],
      counted: 'as soon as possible: publicly known since 2026-03-02 11:00 UTC',
    });
  });

  it('takes in whatever is open, and leaves the Release Date to people', () => {
    const given = aReadyCase({ acknowledged: undefined, pullRequests: [], knownPublicly: known });
    expect(['first-answer', 'fix-lead', 'fix'].map((name) => dueAt(given, name as 'fix'))).toEqual([atOnce, atOnce, atOnce]);
    expect(due(given, 'release').rules).not.toContain('S85');
  });

  it('does not judge anew what was met before', () => {
    const answer = due(open({ knownPublicly: known }), 'first-answer');
    expect([answer.dueAt, answer.rules]).toEqual([Date.UTC(2026, 2, 5, 23, 59, 59, 999), ['S9', 'S24']]);
    expect(standing(answer, now)).toBe('met');
  });

  it('does not move forward what was overdue already', () => {
    const late = { ...known, at: reportedAt + 9 * dayMs };
    expect(dueAt(open({ knownPublicly: late }))).toBe(ordinary);
  });

  it('comes and goes with the score', () => {
    const start = open({ knownPublicly: known });
    const give = (given: Case, vector: string) => decide(given, typed({ kind: 'VectorGiven', vector }), policy, now);
    const low = give(start, vectors['3.1']);
    expect([dueAt(start), dueAt(nextOf(low))]).toEqual([atOnce, ordinary]);
    expect(wordsOf(low)[0]).toMatch(/It is publicly known, and with this score the ordinary days go on \(S86\)\.$/);
    const high = give(nextOf(low), vectors['6.5']);
    expect(dueAt(nextOf(high))).toBe(atOnce);
    expect(wordsOf(high)[0]).toMatch(/grave enough now that everything open is due \*\*now\*\* \(S85\)\.$/);
  });

  it('rings without reproach', () => {
    const ring = { kind: 'WakeUpRang', name: 'fix-due', dueAt: known.at, at: now } as const;
    const [words] = wordsOf(decide(open({ knownPublicly: known }), ring, policy, now));
    expect(words).toMatch(
      /^\*\*Needed now\*\*: the reviewed fix for every line\. It is publicly known since 2026-03-02 11:00 UTC \(Monday\)\./,
    );
  });
});

describe('/public', () => {
  const isPublic = (rest: Parameters<typeof typed>[1] = {}) =>
    typed({ kind: 'PublicKnowledgeReported', where: 'https://example.org/42' }, rest);

  it('said by the reporter starts all three tracks at once (S5, S78)', () => {
    const decision = decide(open(), isPublic({ by: rita, from: onAdvisory }), policy, now);
    expect(nextOf(decision).knownPublicly).toEqual({ by: rita.login, at: reportedAt + hourMs, where: 'https://example.org/42' });
    expect(effectsOfKind(decision, 'SayInFixRepository').map((effect) => effect.body)).toEqual([
      '**It is publicly known**: https://example.org/42. Everything that is open is due **now** (S85).\n\nThree things start at once (S78): the patch, its release, and the communication. The Fix Lead leads them; there is none yet: `/fix-lead`.',
    ]);
    expect(decision).toMatchObject({ because: [{ rule: 'S78' }, { rule: 'S85' }] });
  });

  it.each([
    { name: 'in the case issue is said there once', from: inCaseIssue, places: [1] },
    { name: 'on a pull request is answered there, and told in the case issue', from: onPullRequest(), places: [1, 11] },
  ])('$name', ({ from, places }) => {
    const said = effectsOfKind(decide(open(), isPublic({ from }), policy, now), 'SayInFixRepository');
    expect(said.map((effect) => effect.place.number)).toEqual(places);
    expect(said[0]?.body).toContain('Three things start at once');
  });

  it('of a low score says that the ordinary days go on (S86)', () => {
    const decision = decide(open({ score: scored(vectors['3.1']) }), isPublic(), policy, now);
    expect(wordsOf(decision)[0]).toContain('With a score below 4.0 the ordinary days go on (S86).');
    expect(decision).toMatchObject({ because: [{ rule: 'S78' }, { rule: 'S86' }] });
  });

  it('said twice keeps the first instant', () => {
    expect(decide(open({ knownPublicly: known }), isPublic(), policy, now)).toMatchObject({
      refusal: { code: 'already-done', message: 'That is known since 2026-03-02 11:00 UTC (Monday).' },
    });
  });

  it.each([
    {
      name: 'in private, is kept from the reporter where there is no case issue',
      from: onPullRequest(),
      says: '**It is publicly known**. Everything',
    },
    { name: 'on the advisory, stands there anyway', from: onAdvisory, says: '**It is publicly known**: Rita wrote about it. Everything' },
  ])('typed $name', ({ from, says }) => {
    const event = typed({ kind: 'PublicKnowledgeReported', where: 'Rita wrote about it.' }, { from });
    const decision = decide(aReadyCase({ caseIssue: undefined }), event, policy, now);
    expect(effectsOfKind(decision, 'SayOnAdvisory')[0]?.body).toContain(says);
  });
});

describe('/slow', () => {
  const slow = typed({ kind: 'SlowdownDecided', reason: 'other-circumstances' });
  const low = open({ score: scored(vectors['3.1']) });

  it('below the bound takes the date from the fix, and says who and why (S101)', () => {
    const next = nextOf(decide(low, slow, policy, now));
    expect(due(next, 'fix')).toMatchObject({ dueAt: undefined, counted: 'slowed down by @max (other circumstances)', rules: ['S101'] });
    expect(due(next, 'fix-lead').dueAt).toBe(due(low, 'fix-lead').dueAt);
    expect(wordsOf(decide(low, slow, policy, now))).toEqual([
      'Slowed down: the fix is due when it is ready, as long as the score stays below 4.0.',
    ]);
  });

  it.each([
    {
      name: 'at 4.0',
      given: open({ score: scored(vectors['4.0']) }),
      says: 'Only a case scored below 4.0 may be slowed down; this one has 4.0.',
    },
    {
      name: 'without a score',
      given: open(),
      says: 'Only a case scored below 4.0 may be slowed down; this one is not scored yet: `/cvss VECTOR`.',
    },
  ])('is refused $name', ({ given, says }) => {
    expect(decide(given, slow, policy, now)).toMatchObject({
      refusal: { code: 'wrong-score', message: says, because: [{ rule: 'S101' }] },
    });
  });

  it('ends when the score rises to the bound, and that is said', () => {
    const slowed = nextOf(decide(low, slow, policy, now));
    const risen = decide(slowed, typed({ kind: 'VectorGiven', vector: vectors['4.0'] }), policy, now);
    expect([isSlowedDown(slowed, policy), isSlowedDown(nextOf(risen), policy)]).toEqual([true, false]);
    expect(dueAt(nextOf(risen))).toBe(ordinary);
    expect(wordsOf(risen)[0]).toMatch(/That is too grave to be slowed down, so the ordinary days go on \(S101\)\.$/);
  });

  it('gives way to a date that somebody names', () => {
    const slowed = { ...nextOf(decide(low, slow, policy, now)), movedDues: { fix: { ...act, dueAt: releaseAt, reason: 'x' } } };
    expect(dueAt(slowed)).toBe(formatInstant(releaseAt));
  });
});

describe('a date that somebody names', () => {
  const upstreamAt = releaseAt + 10 * dayMs;
  const movedAt = releaseAt + 3 * dayMs;
  const upstream = typed({ kind: 'UpstreamNamed', project: 'grpc-go', releaseAt: upstreamAt });
  const moved = typed({ kind: 'DueMoved', name: 'fix', dueAt: movedAt, reason: 'The refactoring must land first.' });

  it.each([
    {
      name: 'of another project',
      events: [upstream],
      at: upstreamAt,
      rules: ['S87', 'S88'],
      counted: 'the date of another project on which the fix relies, named by @max',
    },
    { name: 'of the Fix Lead', events: [moved], at: movedAt, rules: ['S95', 'S100', 'S83', 'S84'], counted: 'moved by @max' },
    // Both in one comment have one instant; the order in which they were said decides.
    {
      name: 'of the Fix Lead after that of another project',
      events: [upstream, moved],
      at: movedAt,
      rules: ['S87', 'S88', 'S83', 'S84'],
      counted: 'moved by @max',
    },
    {
      name: 'of another project after that of the Fix Lead',
      events: [moved, upstream],
      at: upstreamAt,
      rules: ['S87', 'S88'],
      counted: 'the date of another project on which the fix relies, named by @max',
    },
    {
      name: 'of the Fix Lead, twice',
      events: [{ ...moved, dueAt: upstreamAt }, moved],
      at: movedAt,
      rules: ['S95', 'S100', 'S83', 'S84'],
      counted: 'moved by @max',
    },
  ])('$name, is the one said last', ({ events, at, rules, counted }) => {
    const next = events.reduce((given, event) => nextOf(decide(given, event, policy, now)), open());
    expect(due(next, 'fix')).toMatchObject({ dueAt: at, rules, counted });
  });

  it('is not stopped by a wait', () => {
    const given = open({
      movedDues: { fix: { ...act, dueAt: movedAt, reason: 'x' } },
      waits: [{ from: reportedAt, until: undefined, by: max.login }],
    });
    expect(dueAt(given)).toBe(formatInstant(movedAt));
  });

  it('that has passed is refused', () => {
    expect(decide(open(), moved, policy, movedAt)).toMatchObject({
      refusal: { code: 'date-passed', message: expect.stringContaining('has passed; it is') },
    });
  });

  it('is moved by the Fix Lead alone where the Fix Lead drives (S84), and by any maintainer elsewhere', () => {
    const driven = aPolicy({ dateFinalSay: 'fix-lead' });
    const led = open({ fixLead: { ...act, login: ana.login } });
    expect(decide(led, moved, driven, now)).toMatchObject({ refusal: { code: 'not-permitted', because: [{ rule: 'S84' }] } });
    expect(decide(led, { ...moved, by: ana }, driven, now).outcome).toBe('accepted');
    expect(decide(led, moved, policy, now).outcome).toBe('accepted');
  });

  it('keeps the other project and the reason, said in private, from the reporter, also when asked why', () => {
    const both = {
      ...nextOf(decide(open(), upstream, policy, now)),
      movedDues: { fix: { ...act, dueAt: movedAt, reason: 'The refactoring must land first.' } },
    };
    const decisions = [
      decide(open(), upstream, policy, now),
      decide(open(), moved, policy, now),
      decide(both, typed({ kind: 'WhyAsked', topic: 'fix' }, { by: rita, from: onAdvisory }), policy, now),
    ];
    const shownTo = (audience: string) => JSON.stringify(decisions.flatMap(effectsOf).filter((effect) => effect.audience === audience));
    expect(shownTo('reporter')).not.toMatch(/grpc|refactoring/);
    expect(shownTo('maintainers')).toMatch(
      /\*\*Waits for\*\* grpc-go.*\*\*Date of `fix` moved\*\* by @max: The refactoring must land first\./,
    );
  });
});

describe('a critical vulnerability with a mitigation (S41)', () => {
  const rules = aPolicy({ criticalBusinessDays: 14 });
  const given = (words: string, vector: string = vectors['9.8']) => open({ score: scored(vector), mitigation: { ...act, words } });
  const disclosure = (one: Case, by = rules) => obligations(one, by).find((obligation) => obligation.name === 'disclosure');

  it('is to be disclosed 14 business days after the report', () => {
    // Monday the 2nd: the 20th is the fourteenth day, a Friday.
    expect(disclosure(given('Set max-depth to 10.'))).toMatchObject({
      dueAt: Date.UTC(2026, 2, 20, 23, 59, 59, 999),
      rules: ['S41'],
      metAt: undefined,
    });
  });

  it('is counted without the time in which the reporter owed an answer', () => {
    const waits = [{ from: reportedAt, until: reportedAt + 7 * dayMs, by: max.login }];
    expect(disclosure({ ...given('Set it.'), waits })?.dueAt).toBe(Date.UTC(2026, 2, 27, 23, 59, 59, 999));
  });

  it.each([
    { name: 'the mitigation is "none"', one: given('none') },
    { name: 'the mitigation is "None."', one: given('None.') },
    { name: 'there is no mitigation', one: open({ score: scored(vectors['9.8']) }) },
    { name: 'it is not critical', one: given('Set it.', vectors['6.5']) },
    { name: 'it is not scored', one: open({ mitigation: { ...act, words: 'Set it.' } }) },
    { name: 'the policy promises no such time', one: given('Set it.'), by: aPolicy() },
  ])('has no such date when $name', ({ one, by }) => {
    expect(disclosure(one, by)).toBeUndefined();
  });

  it('begins with a word more than "none"', () => {
    expect(disclosure(given('None needed once max-depth is 10.'))).toBeDefined();
  });

  it('is described with /mitigation, for everybody involved to read (S26)', () => {
    const decision = decide(open(), typed({ kind: 'MitigationGiven', words: 'Set max-depth to 10.' }), policy, now);
    expect(nextOf(decision).mitigation).toEqual({ by: max.login, at: reportedAt + hourMs, words: 'Set max-depth to 10.' });
    expect(effectsOfKind(decision, 'ShowStatus')[0]?.body).toContain('- **Mitigation**: Set max-depth to 10.');
    expect(wordsOf(decision)).toEqual(['Recorded as the mitigation.']);
  });
});

describe('/upstream', () => {
  const upstream = (rest: { releaseAt?: number; contact?: string }, given = open()) =>
    decide(given, typed({ kind: 'UpstreamNamed', project: 'grpc-go', ...rest }), policy, now);

  it('without a date moves nothing, and asks for the date (S21)', () => {
    const decision = upstream({ contact: 'their list' });
    expect(dueAt(nextOf(decision))).toBe(ordinary);
    expect(wordsOf(decision)).toEqual([
      'Recorded that grpc-go is concerned. Its date is not known yet: `/upstream PROJECT YYYY-MM-DD HH:MM UTC` says it, and the fix is due with it then. The contact there: their list.',
    ]);
    expect(decision).toMatchObject({ because: [{ rule: 'S21' }, { rule: 'S87' }, { rule: 'S88' }] });
  });

  it('with a date later keeps the contact, and shows both on the board (S88)', () => {
    const told = nextOf(upstream({ contact: 'their list' }));
    const dated = upstream({ releaseAt }, told);
    expect(dueAt(nextOf(dated))).toBe(formatInstant(releaseAt));
    expect(boardPage(nextOf(dated), policy, now)).toContain(
      '- **Waits for** grpc-go, 2026-03-07 09:00 UTC (Saturday), contact their list, by @max',
    );
    expect(wordsOf(upstream({ releaseAt }))[0]).toContain('Whom do you speak with there?');
  });

  it('of another project lets go of the one before', () => {
    const told = nextOf(upstream({ contact: 'their list', releaseAt }));
    const other = nextOf(decide(told, typed({ kind: 'UpstreamNamed', project: 'go', contact: 'x' }), policy, now));
    expect(other.upstream).toEqual({ by: max.login, at: reportedAt + hourMs, project: 'go', contact: 'x' });
    expect(dueAt(other)).toBe(ordinary);
  });
});
