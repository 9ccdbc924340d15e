import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Effect } from '../../../src/core/effects.ts';
import type { BackportResult } from '../../../src/core/work-events.ts';
import { aFixRepository, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aPull, aReadyCase, seen, sha, typed } from '../../fixtures/happenings.ts';

const policy = aPolicy({ lines: ['release-1.0', 'release-2.0'], mainLine: 'main' });
const onMain = aPull({ line: 'main', number: 11 });

const ask = (thisCase: Case, onto = 'release-1.0') => decide(thisCase, typed({ kind: 'BackportAsked', onto }), policy, reportedAt);
const effects = (decision: ReturnType<typeof decide>): readonly Effect[] => (decision.outcome === 'ignored' ? [] : decision.effects);
const made = (result: BackportResult) =>
  decide(
    aReadyCase({ pullRequests: [onMain] }),
    seen({ kind: 'BackportMade', line: 'release-1.0', number: 11, branch: 'fix/ghsa-2222-3333-4444/release-1.0', result }),
    policy,
    reportedAt,
  );

describe('/backport', () => {
  it('wants the commits of the only fix on a branch of that line', () => {
    expect(effects(ask(aReadyCase({ pullRequests: [onMain] })))).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'MakeBackport', audience: 'maintainers', repository: aFixRepository, number: 11, headSha: onMain.headSha },
        ...{ line: 'main', onto: 'release-1.0', branch: 'fix/ghsa-2222-3333-4444/release-1.0' },
      }),
    );
  });

  it('picks from main where there are several, and asks where main has none', () => {
    const other = aPull({ line: 'release-2.0', number: 12 });
    expect(effects(ask(aReadyCase({ pullRequests: [other, onMain] })))).toContainEqual(
      expect.objectContaining({ kind: 'MakeBackport', number: 11 }),
    );
    const unclear = ask(aReadyCase({ pullRequests: [other, aPull({ line: 'release-3.0', number: 13 })] }));
    expect(unclear).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'not-found', message: expect.stringContaining('several fixes') },
    });
  });

  it.each([
    {
      what: 'a line that is none',
      onto: 'elsewhere',
      pulls: [onMain],
      says: 'is no line of this project; it has release-1.0, release-2.0, main',
    },
    {
      what: 'a line that has a fix',
      onto: 'release-1.0',
      pulls: [onMain, aPull({ line: 'release-1.0', number: 12 })],
      says: '#12 is the fix',
    },
    { what: 'nothing to pick', onto: 'release-1.0', pulls: [aPull({ line: 'main', state: 'closed' })], says: 'no fix yet' },
  ])('refuses $what', ({ onto, pulls, says }) => {
    expect(ask(aReadyCase({ pullRequests: pulls }), onto)).toMatchObject({
      outcome: 'refused',
      refusal: { message: expect.stringContaining(says) },
    });
  });
});

describe('what git made of it', () => {
  it('is opened as a pull request that names the case and nothing else', () => {
    const open = effects(made({ kind: 'pushed', sha: sha('b') })).find((effect) => effect.kind === 'OpenFixPullRequest');
    expect(open).toMatchObject({ line: 'release-1.0', sha: sha('b'), title: 'Fix for release-1.0 (GHSA-2222-3333-4444)' });
  });

  it('is told on the pull request when it does not fit, with the files and what to type', () => {
    const said = effects(made({ kind: 'conflict', sha: sha('a'), files: ['go/vt/a.go', '@acme/security.txt'] }));
    expect(said).not.toContainEqual(expect.objectContaining({ kind: 'OpenFixPullRequest' }));
    const words = said.find((effect) => effect.kind === 'SayInFixRepository' && effect.place.number === 11);
    expect(words).toMatchObject({
      body: expect.stringMatching(/does not fit[^]*go\/vt\/a\.go[^]*git cherry-pick -x[^]*--base release-1\.0/),
    });
  });

  it('names the commits by hand from the line of the fix, so that nothing else of that line comes along', () => {
    const fix = aPull({ number: 11, line: 'release-2.1' });
    const happened = {
      kind: 'BackportMade',
      line: 'release-1.0',
      number: 11,
      branch: 'fix/x',
      result: { kind: 'not-a-plain-row' },
    } as const;
    const said = effects(decide(aReadyCase({ pullRequests: [fix] }), seen(happened), policy, reportedAt));
    expect(said.find((effect) => effect.kind === 'SayInFixRepository' && effect.place.number === 11)).toMatchObject({
      body: expect.stringContaining('git cherry-pick -x "$(git merge-base "$FIX" origin/release-2.1)..$FIX"'),
    });
  });

  it.each([{ kind: 'nothing-left' }, { kind: 'branch-taken' }, { kind: 'not-a-plain-row' }] as const)('says why: $kind', (result) => {
    const words = effects(made(result)).find((effect) => effect.kind === 'SayInFixRepository' && effect.place.number === 11);
    expect(words).toMatchObject({ body: expect.stringContaining('**Not backported**') });
  });
});
