// `/policy` and `/policy adopt`: which version rules a case, and putting it under another.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { decide } from '../../../src/core/decide.ts';
import type { CommandEvent } from '../../../src/core/command-events.ts';
import { repositoryName } from '../../../src/core/ids.ts';
import { boardPage, statusPage } from '../../../src/core/pages.ts';
import type { Policy } from '../../../src/core/policy.ts';
import { policyChanges, type PolicyFound, type PolicyVersion } from '../../../src/core/policy-version/policy-version.ts';
import { policyEvent } from '../../../src/commands/policy-event.ts';
import { readPolicy } from '../../../src/policy/read-policy.ts';
import { aCase, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aPull, hourMs, nextOf, onAdvisory, theCaseIssue, theReport, typed, wordsOf } from '../../fixtures/happenings.ts';

const path = 'acme/widget/.github/fixlead.yml';
const now = reportedAt + hourMs;

function policyOf(text: string): Policy {
  const read = readPolicy(text, { path });
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.policy;
}

const before = policyOf('lines: [main]\nfix_repository: acme/widget-security\nlgtm: { required: 2 }\n');
const after = policyOf('lines: [main, release-1.0]\nfix_repository: acme/widget-security\nlgtm: { required: 3 }\npublish: auto\n');
const version = (kind: PolicyVersion['kind'], sha = '1111111111ff'): PolicyVersion => ({
  kind,
  files: [{ path, sha }],
  readAt: reportedAt,
});
const good = (policy: Policy, sha = '2222222222ff'): PolicyFound => ({ kind: 'good', policy, files: [{ path, sha }] });
const opened = (overrides: Partial<Case> = {}) => aCase({ policyVersion: version('as-read'), caseIssue: theCaseIssue, ...overrides });

type Options = { given?: Case; ruling?: Policy; where?: CommandEvent['from'] };

function ask(kind: 'PolicyAsked' | 'PolicyAdoptionAsked', found: PolicyFound, { given = opened(), ruling = before, where }: Options = {}) {
  return decide(given, typed(policyEvent(kind, ruling, found), where === undefined ? {} : { from: where }), ruling, now);
}

const said = (...asked: Parameters<typeof ask>) => wordsOf(ask(...asked)).join('\n');

describe('/policy', () => {
  it('names the version that rules the case, and lists what would change, old and new', () => {
    const page = said('PolicyAsked', good(after));
    expect(page).toContain(`**This case is ruled by** \`${path}\` (\`1111111111\`), as read 2026-03-02 09:00 UTC.`);
    expect(page).toContain('The file has changed since; it is now `2222222222`.');
    expect(page).toContain(
      '- `lines`: `["main"]` → `["main", "release-1.0"]`\n- `lgtm.required`: `2` → `3`\n- `publish`: `confirm` → `auto`',
    );
  });

  it.each([
    { name: 'the file has not changed', found: good(before, '1111111111ff'), says: 'The file has not changed since.' },
    { name: 'the file has changed and nothing in it', found: good(before), says: 'No setting would change for this case.' },
    { name: 'there is no file any more', found: { kind: 'none' } as const, says: 'There is no policy file now' },
    { name: 'the file has problems', found: { kind: 'broken', problems: `${path}:1:1: no` } as const, says: `> ${path}:1:1: no` },
    { name: 'nobody can say', found: { kind: 'not-found-out' } as const, says: 'I could not find out' },
  ])('says so when $name', ({ found, says }) => {
    expect(said('PolicyAsked', found)).toContain(says);
  });

  it('shows no values on the advisory, where the reporter reads', () => {
    const ruling = policyOf('publish: confirm\n');
    const page = said('PolicyAsked', good(after), { where: onAdvisory, ruling, given: opened({ caseIssue: undefined }) });
    expect(page).toContain('- `lgtm.required`\n');
    expect(page).not.toContain('→');
  });

  it('cannot list what changes for a case from before settings were kept', () => {
    const ruling = aPolicy();
    expect(said('PolicyAsked', good(after), { ruling, given: opened({ policyVersion: undefined }) })).toMatch(
      /the version it was opened under, whose file was not noted[^]*cannot be listed/,
    );
  });

  it('tells of holidays that are known by now under the same settings', () => {
    const calendar = { ...before.calendar, holidays: [...before.calendar.holidays, '2026-12-24' as never] };
    expect(policyChanges(before, { ...before, calendar })).toMatchObject([{ setting: 'calendar data' }]);
  });
});

describe('/policy adopt', () => {
  it('puts the case under the file as it is now, from this very step on', () => {
    const decision = ask('PolicyAdoptionAsked', good(after));
    expect(decision).toMatchObject({ outcome: 'accepted', policy: after });
    expect(nextOf(decision).policyVersion).toEqual({ ...version('as-read', '2222222222ff'), readAt: now });
    expect(wordsOf(decision).join()).toContain('- `lgtm.required`: `2` → `3`');
    const board = decision.outcome === 'accepted' ? decision.effects.find(({ kind }) => kind === 'ShowBoard') : undefined;
    expect(board).toMatchObject({ body: expect.stringContaining('release-1.0') as unknown });
  });

  it.each([
    {
      name: 'the file has problems',
      found: { kind: 'broken', problems: `${path}:1:1: no` } as const,
      code: 'policy-broken',
      says: `${path}:1:1`,
    },
    { name: 'there is no file', found: { kind: 'none' } as const, code: 'not-found', says: 'There is no policy file to adopt' },
    { name: 'nobody can say', found: { kind: 'not-found-out' } as const, code: 'could-not-find-out', says: 'I did nothing' },
    { name: 'nothing is new', found: good(before, '1111111111ff'), code: 'not-needed', says: 'Nothing would change' },
    {
      name: 'the case issue stands in another repository',
      found: good({ ...after, fixRepository: repositoryName('acme/other') }),
      code: 'cannot-move',
      says: 'is being worked on in `acme/widget-security`',
    },
    {
      name: 'the file names no fix repository any more',
      found: good({ ...after, fixRepository: undefined }),
      code: 'cannot-move',
      says: 'names no fix repository',
    },
    {
      name: 'the fix would be made in repositories of another kind',
      found: good({ ...after, fixMode: 'per-case' }),
      code: 'cannot-move',
      says: 'cannot move',
    },
    { name: 'it is said on the advisory', found: good(after), where: onAdvisory, code: 'wrong-place', says: 'the private case issue' },
  ])('is refused when $name, and says so', ({ found, where, code, says }) => {
    const decision = ask('PolicyAdoptionAsked', found, where === undefined ? {} : { where });
    expect(decision).toMatchObject({ outcome: 'refused', refusal: { code } });
    expect(wordsOf(decision).join()).toContain(says);
  });

  it('may be said on the advisory by a project without a fix repository', () => {
    const ruling = policyOf('publish: confirm\n');
    const given = opened({ caseIssue: undefined, policyVersion: version('default') });
    expect(ask('PolicyAdoptionAsked', good(after), { given, ruling, where: onAdvisory }).outcome).toBe('accepted');
  });

  it('may name another fix repository as long as nothing has begun in the old one', () => {
    const moved = { ...after, fixRepository: repositoryName('acme/other') };
    expect(ask('PolicyAdoptionAsked', good(moved), { given: opened({ caseIssue: undefined }) }).outcome).toBe('accepted');
    const begun = opened({ caseIssue: undefined, pullRequests: [aPull()] });
    expect(ask('PolicyAdoptionAsked', good(moved), { given: begun }).outcome).toBe('refused');
  });

  it('takes the very same settings where the last good version ruled', () => {
    const given = opened({ policyVersion: version('last-good') });
    expect(nextOf(ask('PolicyAdoptionAsked', good(before, '1111111111ff'), { given })).policyVersion?.kind).toBe('as-read');
  });
});

describe('a case that is opened while the policy file is broken', () => {
  const problem = `${path}:2:1: \`publsh\` is not known.`;
  const open = (policyVersion: PolicyVersion | undefined) =>
    decide(undefined, theReport({ policyProblem: problem, policyVersion }), before, reportedAt);

  it.each([
    { name: 'the last good version', given: version('last-good'), says: 'its last good version, of 2026-03-02 09:00 UTC, rules this case' },
    { name: 'the cautious default', given: version('default'), says: 'the cautious default rules this case' },
    { name: 'the cautious default, for a case of an older Fixlead', given: undefined, says: 'the cautious default rules this case' },
  ])('says that $name rules', ({ given, says }) => {
    expect(wordsOf(open(given)).join()).toContain(says);
    expect(wordsOf(open(given)).join()).toContain(`> ${path}:2:1`);
  });

  it('shows it on the board, and on the page that the reporter reads', () => {
    const next = nextOf(open(version('last-good')));
    expect(boardPage(next, before, now)).toContain('- **Policy**: ');
    expect(statusPage(next, before, now)).toContain('the last good version, of 2026-03-02 09:00 UTC, because the file has problems since');
    expect(statusPage(opened({ phase: 'accepted' }), before, now)).not.toContain('**Policy**');
    expect(boardPage(opened(), before, now)).toContain('as read 2026-03-02 09:00 UTC');
  });
});
