// Required checks: missing, running, failing and stale are different things; lines without a fix; the word that the fix is complete.
import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../../../src/core/fix/test-evidence.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Seen } from '../../../src/core/events.ts';
import { checkStandings } from '../../../src/core/fix/check-standing.ts';
import { requiredChecks, requiredLgtms } from '../../../src/core/fix/required.ts';
import { publicationGates } from '../../../src/core/gates.ts';
import { repositoryName } from '../../../src/core/ids.ts';
import { parseCvss } from '../../../src/core/score/cvss.ts';
import { aFixRepository, aPolicy } from '../../fixtures/a-case.ts';
import { aPull, aReadyCase, lgtmOf, ana, max, nextOf, onPullRequest, releaseAt, sha, typed, wordsOf } from '../../fixtures/happenings.ts';

const policy = aPolicy({ lines: ['main'], requiredLgtms: 1, requiredChecks: ['unit'] });
const tested = aPull({ tree: 't1', lgtms: [lgtmOf(ana.login)] });

function ofUnit(overrides: Partial<Evidence> = {}): Evidence {
  return { name: 'unit', outcome: 'passed', source: 'check-run', series: '1', sha: sha('a'), tree: 't1', at: 100, ...overrides };
}

function given(evidence: Partial<Evidence> & { from?: string }, pull = tested) {
  const { at, ...rest } = ofUnit(evidence);
  const repository = repositoryName(evidence.from ?? aFixRepository);
  const event: Seen<'EvidenceGiven'> = { kind: 'EvidenceGiven', repository, evidence: rest, at };
  return decide(aReadyCase({ pullRequests: [pull] }), event, policy, releaseAt);
}

describe('a required check', () => {
  const rows: readonly { name: string; standing: string; evidence: readonly Evidence[]; tree?: string | undefined }[] = [
    { name: 'nothing was heard of it', standing: 'missing', evidence: [] },
    { name: 'only another check was heard of', standing: 'missing', evidence: [ofUnit({ name: 'lint' })] },
    { name: 'it tested another tree', standing: 'stale', evidence: [ofUnit({ tree: 't0' })] },
    { name: 'it tested another tree and failed there', standing: 'stale', evidence: [ofUnit({ tree: 't0', outcome: 'failed' })] },
    {
      name: 'it tested another commit, and trees are not known',
      standing: 'stale',
      evidence: [ofUnit({ sha: sha('b'), tree: undefined })],
    },
    { name: 'it tested another commit with the same tree', standing: 'passed', evidence: [ofUnit({ sha: sha('b') })] },
    { name: 'it runs', standing: 'running', evidence: [ofUnit({ outcome: 'running' })] },
    { name: 'one series passed and another failed', standing: 'failed', evidence: [ofUnit(), ofUnit({ series: '2', outcome: 'failed' })] },
    { name: 'it was skipped, which is nothing tested', standing: 'skipped', evidence: [ofUnit({ outcome: 'skipped' })] },
    { name: 'it ended neutral', standing: 'neutral', evidence: [ofUnit({ outcome: 'neutral' })] },
    {
      name: 'it was cancelled in one series and skipped in another',
      standing: 'cancelled',
      evidence: [ofUnit({ outcome: 'skipped' }), ofUnit({ series: '2', outcome: 'cancelled' })],
    },
    {
      name: 'one series passed and another was skipped',
      standing: 'skipped',
      evidence: [ofUnit(), ofUnit({ series: '2', outcome: 'skipped' })],
    },
    { name: 'it passed', standing: 'passed', evidence: [ofUnit()] },
  ];
  it.each(rows)('is $standing when $name', ({ standing, evidence }) => {
    expect(checkStandings({ ...tested, evidence }, policy)).toEqual([{ name: 'unit', standing }]);
  });

  it('that failed counts, though the CI outside said before, by a clock of ours that was ahead, that it passed', () => {
    const outside = { source: 'outside', series: aFixRepository } as const;
    const passed = ofUnit({ ...outside, at: releaseAt + 1 });
    const next = nextOf(given({ ...outside, outcome: 'failed', at: releaseAt }, { ...tested, evidence: [passed] }));
    expect(next.pullRequests[0]?.evidence).toMatchObject([{ outcome: 'failed' }]);
  });

  it('that is run again and passes makes its own failure good, and an older word changes nothing', () => {
    const failed = nextOf(given({ outcome: 'failed' })).pullRequests[0] ?? tested;
    const passed = nextOf(given({ at: 200 }, failed)).pullRequests[0] ?? tested;
    expect(checkStandings(passed, policy)).toEqual([{ name: 'unit', standing: 'passed' }]);
    expect(given({ outcome: 'failed', at: 150 }, passed).outcome).toBe('ignored');
  });

  it('at one instant stands as the worse of two words', () => {
    const passed = nextOf(given({})).pullRequests[0] ?? tested;
    const both = nextOf(given({ outcome: 'failed' }, passed)).pullRequests[0] ?? tested;
    expect(checkStandings(both, policy)).toEqual([{ name: 'unit', standing: 'failed' }]);
  });

  it.each([
    { name: 'that nobody requires', evidence: { name: 'lint' } },
    { name: 'of a commit that is no head', evidence: { sha: sha('c'), tree: undefined } },
    { name: 'of a commit and a tree that are no head’s', evidence: { sha: sha('c'), tree: 't9' } },
    { name: 'from outside and from a repository that the policy does not name', evidence: { source: 'outside' as const, from: 'evil/ci' } },
  ])('$name is not remembered', ({ evidence }) => {
    expect(given(evidence).outcome).toBe('ignored');
  });

  it('that says of itself to have tested another tree than the head has is stale, whatever commit it names', () => {
    const next = nextOf(given({ source: 'outside', tree: 't9' })).pullRequests[0] ?? tested;
    expect(checkStandings(next, policy)).toEqual([{ name: 'unit', standing: 'stale' }]);
  });

  it('of a commit before a rebase counts when it tested the very tree that the head has', () => {
    const next = nextOf(given({ source: 'outside', sha: sha('c') })).pullRequests[0] ?? tested;
    expect(checkStandings(next, policy)).toEqual([{ name: 'unit', standing: 'passed' }]);
  });

  it('is of the tree that we know of our own head, where nobody says more', () => {
    const next = nextOf(given({ tree: undefined })).pullRequests[0];
    expect(next?.evidence).toMatchObject([{ tree: 't1' }]);
  });
});

describe('how many LGTMs a line needs', () => {
  const scored = (vector: string) => {
    const parsed = parseCvss(vector);
    if (!parsed.ok) throw new Error(parsed.problem.message);
    return { score: { by: max.login, at: 0, cvss: parsed.value, final: undefined } };
  };
  const critical = scored('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H');
  const low = scored('CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N');
  const graded = aPolicy({ requiredLgtms: 2, lgtmsBySeverity: { low: 1, critical: 3 }, lgtmsByLine: { old: 1, main: 4 } });
  it.each([
    { name: 'not scored counts as the severest', about: aReadyCase(), line: 'x', needed: 3 },
    { name: 'the severity has a number', about: aReadyCase(low), line: 'x', needed: 1 },
    { name: 'severity and line have one: the larger', about: aReadyCase(critical), line: 'old', needed: 3 },
    { name: 'severity and line have one, the line the larger', about: aReadyCase(low), line: 'main', needed: 4 },
    { name: 'a branch by the name of something that objects have', about: aReadyCase(low), line: 'constructor', needed: 1 },
  ])('$name: $needed', ({ about, line, needed }) => {
    expect(requiredLgtms(about, graded, line)).toBe(needed);
  });

  it('is the one number where a stored policy knows no other', () => {
    expect([requiredLgtms(aReadyCase(), aPolicy(), 'main'), requiredChecks(aPolicy(), 'main')]).toEqual([2, []]);
  });
});

describe('a line without a fix', () => {
  const two = aPolicy({ requiredLgtms: 1 });
  const excepted = decide(
    aReadyCase({ pullRequests: [tested] }),
    typed({ kind: 'LineLeftWithout', branch: 'release-1.0', reason: 'not there yet' }),
    two,
    releaseAt,
  );

  it('counts as a gate that is green, with who decided it, until somebody makes a fix (S44)', () => {
    const next = nextOf(excepted);
    const gate = (about = next) => publicationGates(about, two, releaseAt).find(({ name }) => name === 'LGTM release-1.0');
    expect(gate()).toMatchObject({ green: true, says: 'no fix here, as @max decided' });
    const fixed = { ...next, pullRequests: [...next.pullRequests, aPull({ number: 12, line: 'release-1.0' })] };
    expect(gate(fixed)).toMatchObject({ green: false, says: '#12 has 0 of 1 LGTMs' });
  });

  it('keeps its reason on the board and out of what the reporter reads', () => {
    const status = decide(nextOf(excepted), typed({ kind: 'StatusAsked' }), two, releaseAt);
    expect(wordsOf(status)[0]).toContain('**No fix for** release-1.0, by @max: not there yet');
    const said = status.outcome === 'ignored' ? [] : status.effects.filter((effect) => effect.audience === 'reporter');
    expect(JSON.stringify(said)).not.toContain('not there yet');
  });
});

describe('/fix-ready', () => {
  it('tells the maintainers what to look at and what is missing (S99)', () => {
    const decision = decide(
      aReadyCase({ pullRequests: [aPull()] }),
      typed({ kind: 'FixSaidReady' }, { from: onPullRequest() }),
      policy,
      releaseAt,
    );
    expect(wordsOf(decision)).toHaveLength(2);
    for (const words of wordsOf(decision)) {
      expect(words).toContain('- main: #11 at `aaaaaaaaaa`');
      expect(words).toContain('- ❌ **LGTM main**: #11 has 0 of 1 LGTMs');
      expect(words).toContain('- ❌ **CI main**: #11: unit is missing');
    }
  });
});
