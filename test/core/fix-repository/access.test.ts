// A fix repository of one case alone: made, opened to those who need to know, and closed again.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import type { Access, Accessor } from '../../../src/core/fix-repository/access-record.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Effect } from '../../../src/core/effects.ts';
import { boardPage } from '../../../src/core/pages.ts';
import { repositoryName } from '../../../src/core/ids.ts';
import type { Policy } from '../../../src/core/policy.ts';
import { aCase, aFixRepository, aPolicy, aRepository, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, ana, hourMs, max, nextOf, releaseAt, seen, theCaseIssue, theReport, typed } from '../../fixtures/happenings.ts';

const own = repositoryName('acme/widget-fix-2222-3333-4444');
const fixers = { organisation: 'acme', slug: 'fixers' };
const guards = { organisation: 'acme', slug: 'security' };
const perCase = aPolicy({ fixMode: 'per-case', fixRepository: undefined, fixTeam: fixers, maintainers: guards });
const team: Accessor = { kind: 'team', ...fixers };
const lead: Accessor = { kind: 'person', login: max.login };

function wishes(decided: ReturnType<typeof decide>): readonly string[] {
  if (decided.outcome !== 'accepted') return [];
  return decided.effects.flatMap((effect: Effect) => {
    if (effect.kind === 'MakeFixRepository') return [`make ${effect.repository}`];
    if (effect.kind === 'OpenCaseIssue') return [`issue in ${effect.repository}`];
    return effect.kind === 'SetAccess' ? [`${effect.to.kind === 'team' ? effect.to.slug : effect.to.login} ${effect.access}`] : [];
  });
}

const made = (overrides: Partial<Case> = {}): Case => aCase({ ownRepository: { name: own, at: reportedAt }, ...overrides });
const given = (to: Accessor, how: Access['how'] = 'given', level: Access['level'] = 'write'): Access => ({
  ...{ to, how, level, repository: own, since: reportedAt },
});
const touch = (thisCase: Case, policy: Policy = perCase) =>
  decide(thisCase, typed({ kind: 'HoldPlaced', reason: 'wait' }), policy, reportedAt + hourMs);

describe('a repository of one case alone', () => {
  it('is made when the case is opened, under a name that tells the case and is none of GitHub’s forks', () => {
    expect(aRepository).toBe('acme/widget');
    expect(wishes(decide(undefined, theReport(), perCase, reportedAt))).toEqual([`make ${own}`]);
  });

  it('holds the case issue once it is made, and nothing is made a second time', () => {
    const decided = decide(aCase(), seen({ kind: 'FixRepositoryMade', repository: own }), perCase, reportedAt + hourMs);
    expect(wishes(decided)).toEqual([`issue in ${own}`, 'fixers write']);
    expect(decide(nextOf(decided), seen({ kind: 'FixRepositoryMade', repository: own }), perCase, reportedAt + hourMs).outcome).toBe(
      'ignored',
    );
  });

  it('is not made under the other modes, nor for a case that has ended', () => {
    expect(wishes(touch(aCase(), aPolicy()))).not.toContain(`make ${own}`);
    const closed = aCase({ phase: 'rejected' });
    expect(wishes(decide(closed, typed({ kind: 'StatusAsked' }), perCase, reportedAt + hourMs))).toEqual([]);
  });

  it('stays the repository of the case when the policy file is adopted anew', () => {
    const adopted = decide(
      made({ caseIssue: { repository: own, number: 1 } }),
      typed({ kind: 'PolicyAdoptionAsked', found: { kind: 'good', policy: { ...perCase, requiredLgtms: 3 }, files: [] } }),
      perCase,
      reportedAt + hourMs,
    );
    expect(adopted.outcome).toBe('accepted');
  });
});

describe('access', () => {
  it('is given to the named team and to the Fix Lead, while the case is open', () => {
    const led = made({ fixLead: { by: max.login, login: max.login, at: reportedAt } });
    expect(wishes(touch(led))).toEqual([`issue in ${own}`, 'fixers write', 'max write']);
  });

  it('is taken from the Fix Lead before, when another one leads', () => {
    const handed = made({ fixLead: { by: max.login, login: ana.login, at: reportedAt }, access: [given(team), given(lead)] });
    expect(wishes(touch(handed))).toEqual([`issue in ${own}`, 'fixers write', 'ana write', 'max none']);
  });

  it('ends for everybody whom we let in when the advisory is public, and what somebody had before stays theirs', () => {
    const access = [given(team), given(lead), given({ kind: 'person', login: ana.login }, 'had')];
    const decided = decide(
      aReadyCase({ ...made({ access }), phase: 'publishing' }),
      seen({ kind: 'AdvisoryPublished', publishedAt: releaseAt }, releaseAt),
      perCase,
      releaseAt,
    );
    expect(wishes(decided)).toEqual(['fixers none', 'max none']);
  });

  it('ends when a report is rejected', () => {
    const decided = decide(
      made({ access: [given(team)] }),
      typed({ kind: 'ReportRejected', name: 'spam', reason: 'no' }),
      perCase,
      reportedAt + hourMs,
    );
    expect(wishes(decided)).toEqual(['fixers none']);
  });

  it('of the maintainers, where no team is named, becomes reading: the retrospective stands there', () => {
    const opened = { ...perCase, fixTeam: undefined };
    expect(wishes(touch(made(), opened))).toContain('security write');
    const rejected = decide(
      made({ access: [given({ kind: 'team', ...guards })] }),
      typed({ kind: 'ReportRejected', name: 'spam', reason: 'no' }),
      opened,
      reportedAt + hourMs,
    );
    expect(wishes(rejected)).toEqual(['security read']);
  });

  it('that was given after the case had ended is taken away at once', () => {
    const late = seen({ kind: 'AccessSet', repository: own, to: lead, access: 'write', how: 'given' });
    expect(wishes(decide(made({ phase: 'rejected' }), late, perCase, reportedAt + hourMs))).toEqual(['max none']);
  });

  it('to a standing repository is looked after only where a team is named for it', () => {
    const led = { fixLead: { by: max.login, login: max.login, at: reportedAt } };
    const standing = aPolicy({ fixRepository: aFixRepository });
    expect(wishes(touch(aCase(led), standing))).toEqual([`issue in ${aFixRepository}`]);
    expect(wishes(touch(aCase(led), { ...standing, fixTeam: fixers }))).toEqual([
      `issue in ${aFixRepository}`,
      'fixers write',
      'max write',
    ]);
  });

  it('is on the board with who has it since when, and who had it until when', () => {
    const gave = nextOf(
      decide(
        made({ caseIssue: theCaseIssue }),
        seen({ kind: 'AccessSet', repository: own, to: lead, access: 'write', how: 'given' }),
        perCase,
        reportedAt + hourMs,
      ),
    );
    expect(boardPage(gave, perCase, reportedAt + hourMs)).toContain('- @max: write since 2026-03-02 10:00 UTC');
    const took = nextOf(
      decide(
        gave,
        seen({ kind: 'AccessSet', repository: own, to: lead, access: 'none', how: 'given' }, reportedAt + 2 * hourMs),
        perCase,
        reportedAt + 2 * hourMs,
      ),
    );
    expect(boardPage(took, perCase, reportedAt + 2 * hourMs)).toContain(
      '- @max: write since 2026-03-02 10:00 UTC, taken away 2026-03-02 11:00 UTC',
    );
  });

  it('that GitHub refuses is told to the maintainers with what to do, and shown in red', () => {
    const refused = decide(
      made({ caseIssue: theCaseIssue }),
      seen({ kind: 'AccessSet', repository: own, to: team, access: 'write', how: 'refused', why: 'GitHub answered 403' }),
      perCase,
      reportedAt + hourMs,
    );
    expect(boardPage(nextOf(refused), perCase, reportedAt + hourMs)).toContain('- 🔴 `acme/fixers`: GitHub does not let me give it');
    const said = refused.outcome === 'accepted' ? refused.effects.filter((one) => one.kind === 'SayInFixRepository') : [];
    expect(said).toMatchObject([
      {
        body: expect.stringMatching(/could not give `acme\/fixers` access.*GitHub answered 403.*settings\/access.*administration: write/s),
      },
    ]);
  });

  it('that could not be taken away is still there on the board', () => {
    const kept = nextOf(
      decide(
        made({ access: [given(lead)] }),
        seen({ kind: 'AccessSet', repository: own, to: lead, access: 'none', how: 'refused', why: 'x' }),
        perCase,
        reportedAt + hourMs,
      ),
    );
    expect(kept.access).toEqual([given(lead)]);
  });
});
