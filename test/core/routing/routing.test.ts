// Which lines are affected decides what is done: the full process, a fix in main only, or no fix (S89–S94).
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import { areGreen, publicationGates } from '../../../src/core/gates.ts';
import { obligations } from '../../../src/core/schedule/obligations.ts';
import { linesToFix, routeInWords, routeOf, unsupportedLines } from '../../../src/core/routing/routes.ts';
import { aCase, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import {
  aPull,
  aReadyCase,
  ana,
  effectsOf,
  inCaseIssue,
  max,
  nextOf,
  onAdvisory,
  releaseAt,
  reviewedPulls,
  rita,
  theCaseIssue,
  typed,
  wordsOf,
} from '../../fixtures/happenings.ts';

const act = { by: max.login, at: reportedAt };
const policy = aPolicy({ lines: ['release-1.0', 'release-2.0', 'main'] });
const now = reportedAt + 1;

function affecting(...lines: readonly string[]): Case {
  return aReadyCase({ affected: { ...act, lines } });
}

function affects(lines: readonly string[], rest: Parameters<typeof typed>[1] = {}) {
  return typed({ kind: 'AffectedLinesNamed', lines }, rest);
}

function exception(rest: Parameters<typeof typed>[1] = {}) {
  return typed({ kind: 'ExceptionMade', reason: 'Half of our users still run it.' }, rest);
}

describe('the route', () => {
  const rows: readonly { supported: string[]; main?: string; affected: string[] | undefined; route: string; toFix: string[] }[] = [
    // Nobody said which lines are supported, so none is taken for unsupported.
    { supported: [], affected: ['release-0.9'], route: 'not-known', toFix: ['release-0.9'] },
    { supported: [], affected: ['main'], route: 'not-known', toFix: ['main'] },
    { supported: [], affected: undefined, route: 'not-known', toFix: [] },
    { supported: ['release-1.0', 'main'], affected: undefined, route: 'not-known', toFix: ['release-1.0', 'main'] },
    // A project that supports nothing but main releases from it.
    { supported: ['main'], affected: ['main'], route: 'supported', toFix: ['main'] },
    { supported: ['main'], affected: ['release-0.9', 'main'], route: 'supported', toFix: ['main'] },
    { supported: ['main'], affected: ['release-0.9'], route: 'unsupported-only', toFix: [] },
    { supported: ['release-1.0'], affected: ['main'], route: 'main-only', toFix: ['main'] },
    { supported: ['release-1.0', 'main'], affected: ['main'], route: 'main-only', toFix: ['main'] },
    // The policy says "master, but not a currently supported branch": an old one beside it changes nothing.
    { supported: ['release-1.0', 'main'], affected: ['release-0.9', 'main'], route: 'main-only', toFix: ['main'] },
    { supported: ['release-1.0'], affected: ['release-1.0'], route: 'supported', toFix: ['release-1.0'] },
    { supported: ['release-1.0'], affected: ['release-1.0', 'main'], route: 'supported', toFix: ['release-1.0', 'main'] },
    { supported: ['release-1.0', 'main'], affected: ['main', 'release-1.0'], route: 'supported', toFix: ['main', 'release-1.0'] },
    { supported: ['release-1.0', 'release-2.0'], affected: ['release-2.0'], route: 'supported', toFix: ['release-2.0'] },
    { supported: ['release-1.0'], affected: ['release-0.9', 'release-1.0'], route: 'supported', toFix: ['release-1.0'] },
    { supported: ['release-1.0'], affected: ['release-0.9', 'release-0.8'], route: 'unsupported-only', toFix: [] },
    // Names are exact: this is not the line that is supported.
    { supported: ['release-1.0'], affected: ['release-1.0.x'], route: 'unsupported-only', toFix: [] },
    { supported: ['release-1.0', 'trunk'], main: 'trunk', affected: ['trunk'], route: 'main-only', toFix: ['trunk'] },
    { supported: ['release-1.0', 'trunk'], main: 'trunk', affected: ['main'], route: 'unsupported-only', toFix: [] },
  ];
  it.each(rows)('where $supported are supported and $affected affected is $route, and $toFix are fixed', (row) => {
    const rules = aPolicy({ lines: row.supported, mainLine: row.main ?? 'main' });
    const given = aCase({ affected: row.affected && { ...act, lines: row.affected } });
    expect([routeOf(given, rules), linesToFix(given, rules)]).toEqual([row.route, row.toFix]);
  });

  it('of an exception fixes the unsupported lines all the same', () => {
    const excepted = { ...affecting('release-0.9', 'release-0.8'), exception: { ...act, reason: 'exploited' } };
    expect(routeOf(excepted, policy)).toBe('unsupported-only');
    expect(linesToFix(excepted, policy)).toEqual(['release-0.9', 'release-0.8']);
    expect(routeInWords(excepted, policy)).toBe('only unsupported lines are affected, and a fix is issued as an exception');
  });

  it('knows no unsupported line where the policy names no lines', () => {
    expect(unsupportedLines(affecting('release-0.9', 'main'), policy)).toEqual(['release-0.9']);
    expect(unsupportedLines(affecting('release-0.9', 'main'), aPolicy({ lines: [] }))).toEqual([]);
  });
});

describe('/affects', () => {
  const reported = aCase({ caseIssue: theCaseIssue, advisoryComments: 'available' });

  it.each([
    {
      lines: ['release-1.0', 'main'],
      says: '@max said that `release-1.0`, `main` are affected: a supported line is affected, so the full process.\n\nA reviewed fix is needed for `release-1.0`, `main`.',
      because: ['S94', 'S80'],
    },
    {
      lines: ['main'],
      says: '@max said that `main` is affected: no supported release is affected, so the fix lands in the main line.\n\nA reviewed fix is needed for `main`.',
      because: ['S89', 'S90'],
    },
    {
      lines: ['release-0.9'],
      says: '@max said that `release-0.9` is affected: only unsupported lines are affected, so no fix is issued.\n\nIn extreme circumstances a fix is issued all the same: `/exception REASON`.\n\nSupported, by the policy: `release-1.0`, `release-2.0`, `main`. If one of them was meant, say `/affects` again.',
      because: ['S91', 'S93'],
    },
  ])('$lines says what that means', ({ lines, says, because }) => {
    const decision = decide(reported, affects(lines), policy, now);
    expect(wordsOf(decision).at(-1)).toBe(says);
    expect(decision).toMatchObject({ outcome: 'accepted', because: because.map((rule) => ({ rule })) });
  });

  it('on the advisory shows on the status page what that means, and says nothing more there', () => {
    const decision = decide(aReadyCase(), affects(['release-1.0'], { from: onAdvisory }), policy, now);
    expect(wordsOf(decision)).toEqual([]);
    expect(JSON.stringify(effectsOf(decision))).toContain('**Affected**: `release-1.0`: a supported line is affected, so the full process');
  });

  it.each([
    {
      name: 'a supported line turns out not to be affected',
      given: affecting('release-1.0', 'main'),
      lines: ['main'],
      says: 'the fix lands in the main line. Before: a supported line is affected, so the full process.',
    },
    {
      name: 'an exception loses its ground',
      given: { ...affecting('release-0.9'), exception: { ...act, reason: 'exploited' } },
      lines: ['release-1.0'],
      says: 'so the full process. Before: only unsupported lines are affected, and a fix is issued as an exception. The exception is dropped with that.',
    },
  ])('says what changed when $name', ({ given, lines, says }) => {
    const decision = decide(given, affects(lines), policy, now);
    expect(wordsOf(decision).at(-1)).toContain(says);
  });

  it.each([
    { name: 'the first time', given: aReadyCase(), lines: ['main'] },
    { name: 'when only a line more is affected', given: affecting('release-1.0'), lines: ['release-1.0', 'release-2.0'] },
  ])('speaks of no change $name', ({ given, lines }) => {
    expect(wordsOf(decide(given, affects(lines), policy, now)).join()).not.toContain('Before:');
  });

  it('said again, in another order, is known already', () => {
    expect(decide(affecting('release-1.0', 'main'), affects(['main', 'release-1.0'], { by: ana }), policy, now)).toMatchObject({
      refusal: { code: 'already-done', message: '@max said so already: a supported line is affected, so the full process.' },
    });
  });
});

describe('the gates follow the route', () => {
  const names = (given: Case) =>
    publicationGates(given, policy, releaseAt)
      .filter((gate) => gate.name.startsWith('LGTM'))
      .map((gate) => gate.name);

  it.each([
    {
      name: 'nobody has said what is affected',
      given: aReadyCase({ pullRequests: [] }),
      expect: ['LGTM release-1.0', 'LGTM release-2.0', 'LGTM main'],
    },
    { name: 'one supported line is affected', given: { ...affecting('release-2.0'), pullRequests: [] }, expect: ['LGTM release-2.0'] },
    { name: 'only main is', given: { ...affecting('main'), pullRequests: [] }, expect: ['LGTM main'] },
    // Whatever was written must be reviewed, asked for or not.
    {
      name: 'there is a pull request for more',
      given: { ...affecting('main'), pullRequests: reviewedPulls() },
      expect: ['LGTM main', 'LGTM release-1.0'],
    },
    { name: 'only unsupported lines are', given: { ...affecting('release-0.9'), pullRequests: [aPull()] }, expect: [] },
    {
      name: 'an exception was made for them',
      given: { ...affecting('release-0.9'), exception: { ...act, reason: 'exploited' }, pullRequests: [] },
      expect: ['LGTM release-0.9'],
    },
  ])('when $name', ({ given, expect: expected }) => {
    expect(names(given)).toEqual(expected);
  });

  it('so that an advisory about unsupported lines is published without any fix', () => {
    expect(areGreen(publicationGates({ ...affecting('release-0.9'), pullRequests: [] }, policy, releaseAt))).toBe(true);
  });
});

describe('what is owed follows the route', () => {
  const rules = aPolicy({ lines: policy.lines, fixLeadBusinessDays: 2, criticalBusinessDays: 14 });
  it.each([
    { name: 'a supported line: the full process', given: affecting('release-1.0'), expect: ['first-answer', 'fix-lead', 'fix', 'release'] },
    { name: 'not known yet: the full process', given: aReadyCase(), expect: ['first-answer', 'fix-lead', 'fix', 'release'] },
    { name: 'main only: no Fix Lead and no window of days', given: affecting('main'), expect: ['first-answer', 'release'] },
    {
      name: 'unsupported lines: nothing but the answer and the date',
      given: affecting('release-0.9'),
      expect: ['first-answer', 'release'],
    },
    {
      name: 'an exception: the full process again',
      given: { ...affecting('release-0.9'), exception: { ...act, reason: 'exploited' } },
      expect: ['first-answer', 'fix-lead', 'fix', 'release'],
    },
  ])('$name', ({ given, expect: expected }) => {
    expect(obligations(given, rules).map((one) => one.name)).toEqual(expected);
  });
});

describe('the notices', () => {
  const secret = { title: 'canary-title', text: 'canary-text', reporter: rita.login, reportedAt };
  const started = aReadyCase({ report: secret, pullRequests: [] });
  const courtesy = 'This is the courtesy notice about a fix in the main line. It goes out once the advisory is public.';
  const unsupported = 'This is the notice about releases that get no fix. It goes out once the advisory is public.';
  const noticesOf = (given: Case, lines: readonly string[], rules = policy) =>
    wordsOf(decide(given, affects(lines), rules, now)).flatMap((words) => /^\*\*A notice is owed\.\*\* (.*)$/m.exec(words)?.[1] ?? []);

  it.each([
    { name: 'main alone: one for developers', given: started, lines: ['main'], expect: [courtesy] },
    { name: 'unsupported lines: one for users', given: started, lines: ['release-0.9'], expect: [unsupported] },
    { name: 'main and an unsupported line: both', given: started, lines: ['release-0.9', 'main'], expect: [courtesy, unsupported] },
    { name: 'a supported line: none', given: started, lines: ['release-1.0', 'release-0.9'], expect: [] },
    { name: 'a policy that names no lines: none', given: started, lines: ['release-0.9'], rules: aPolicy({ lines: [] }), expect: [] },
    {
      name: 'the same unsupported line once more: not the one that was handed over',
      given: { ...started, affected: { ...act, lines: ['release-0.9'] } },
      lines: ['release-0.9', 'main'],
      expect: [courtesy],
    },
    {
      name: 'an unsupported line that stood beside a supported one: now it is needed',
      given: { ...started, affected: { ...act, lines: ['release-0.9', 'release-1.0'] } },
      lines: ['release-0.9'],
      expect: [unsupported],
    },
  ])('for $name', ({ given, lines, rules, expect: expected }) => {
    expect(noticesOf(given, lines, rules)).toEqual(expected);
  });

  it('are shown as they stand, with where they go and how they are approved', () => {
    const [words = ''] = wordsOf(decide(started, affects(['main']), policy, now)).filter((said) => said.includes('A notice is owed'));
    expect(words).toContain('A security fix has landed in main of widget.');
    expect(words).toContain('It goes to `slack:developers`. Approve it with `/notice approve courtesy`.');
    expect(words).toContain('S90 (V:41)');
  });

  it('are handed to the maintainers, and say no word of the report', () => {
    const effects = effectsOf(decide(started, affects(['release-0.9', 'main']), policy, now)).filter((effect) =>
      effect.key.includes('notice'),
    );
    expect(effects.map((effect) => [effect.kind, effect.audience])).toEqual([
      ['SayInFixRepository', 'maintainers'],
      ['SayInFixRepository', 'maintainers'],
    ]);
    expect(JSON.stringify(effects)).not.toMatch(/canary/);
  });

  it('keep their key, so that main said, unsaid and said again is announced once', () => {
    const keyOf = (given: Case) =>
      effectsOf(decide(given, affects(['main']), policy, now)).find((effect) => effect.key.includes('courtesy'))?.key;
    expect(keyOf(started)).toBe('GHSA-2222-3333-4444/tell-maintainers/courtesy-notice');
    expect(keyOf({ ...started, affected: { ...act, lines: ['release-1.0'] } })).toBe(keyOf(started));
  });
});

describe('/exception', () => {
  it('has a fix issued for unsupported lines, and takes the notice back that says otherwise', () => {
    const decision = decide(affecting('release-0.9'), exception(), policy, now);
    expect(nextOf(decision).exception).toEqual({ by: max.login, at: reportedAt + 3_600_000, reason: 'Half of our users still run it.' });
    expect(wordsOf(decision)).toEqual([
      'An exception is made. A reviewed fix is needed for `release-0.9`. The notice that says that there is none is not sent.',
    ]);
    expect(decision).toMatchObject({ because: [{ rule: 'S92' }] });
  });

  it.each([
    { name: 'nobody has said what is affected', given: aReadyCase(), says: 'nobody has said yet which lines are affected' },
    { name: 'a supported line is affected', given: affecting('release-1.0'), says: 'a supported line is affected' },
    { name: 'main is, which is fixed anyhow', given: affecting('release-0.9', 'main'), says: 'no supported release is affected' },
  ])('makes no sense while $name', ({ given, says }) => {
    expect(decide(given, exception(), policy, now)).toMatchObject({
      refusal: { code: 'not-needed', message: expect.stringContaining(`No exception is needed: ${says}`) },
    });
  });

  it('keeps its reason, said in private, from the reporter, and shows it on the board', () => {
    const effects = effectsOf(decide(affecting('release-0.9'), exception({ from: inCaseIssue }), policy, now));
    const shownTo = (audience: string) => JSON.stringify(effects.filter((effect) => effect.audience === audience));
    expect(shownTo('reporter')).not.toContain('Half of our users');
    expect(shownTo('maintainers')).toContain('**Exception** by @max: Half of our users still run it.');
  });

  it('survives another unsupported line, and is dropped when a supported one is affected', () => {
    const excepted = nextOf(decide(affecting('release-0.9'), exception(), policy, now));
    expect(nextOf(decide(excepted, affects(['release-0.9', 'release-0.8']), policy, now)).exception).toEqual(excepted.exception);
    const rerouted = nextOf(decide(excepted, affects(['release-1.0']), policy, now));
    expect(rerouted.exception).toBeUndefined();
    // It has to be made again.
    expect(linesToFix(nextOf(decide(rerouted, affects(['release-0.9']), policy, now)), policy)).toEqual([]);
  });
});
