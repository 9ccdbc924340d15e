import { describe, expect, it } from '@jest/globals';
import { repositoryName } from '../../../src/core/ids.ts';
import { decideProject } from '../../../src/core/project/decide-project.ts';
import { newProject } from '../../../src/core/project/project.ts';
import type { PolicyProposal } from '../../../src/core/project/policy-proposal.ts';
import { aPolicy, reportedAt as at } from '../../fixtures/a-case.ts';
import { sha } from '../../fixtures/happenings.ts';

const fixRepository = repositoryName('acme/widget-security');
/** With a secret that no check may show. */
const project = {
  ...newProject(repositoryName('acme/widget'), 1),
  issue: { repository: fixRepository, number: 3 },
  unsaid: [{ name: 'x', body: 'SECRET' }],
};

function check(proposal: PolicyProposal) {
  const event = { kind: 'PolicyFileProposed', sha: sha('a'), proposal, at } as const;
  const decision = decideProject(project, event, aPolicy({ fixRepository }), at);
  if (decision.outcome !== 'accepted') throw new Error(decision.outcome);
  expect(decision.next).toBe(project);
  const [effect, ...others] = decision.effects;
  if (effect?.kind !== 'ShowPolicyCheck' || others.length > 0) throw new Error('expected one check');
  return effect;
}

const problem = { line: 6, column: 1, message: 'There is no `publsh`. Did you mean publish?' };
const change = {
  setting: 'lgtm.required',
  before: { from: 'preset', value: 1 },
  after: { from: 'repository', value: 3 },
} as const;

describe('the check of a changed policy file', () => {
  it.each<{ name: string; proposal: PolicyProposal; conclusion: string; title: string; says: string }>([
    {
      name: 'says what would change for new cases',
      proposal: { kind: 'good', changes: [change], warnings: [] },
      ...{ conclusion: 'success', title: '1 setting would change.', says: '- `lgtm.required`: `1` → `3`' },
    },
    {
      name: 'shows no value that stands in the organisation’s file alone, which may be private',
      proposal: { kind: 'good', changes: [{ ...change, after: { from: 'organisation' } }], warnings: [] },
      ...{ conclusion: 'success', title: '1 setting would change.', says: '`1` → as the organisation’s file says' },
    },
    {
      name: 'says that nothing would change',
      proposal: { kind: 'good', changes: [], warnings: [] },
      ...{ conclusion: 'success', title: 'No setting would change.', says: 'would stay as they are' },
    },
    {
      name: 'is green for a repair',
      proposal: { kind: 'good', changes: 'unknown', warnings: [] },
      ...{ conclusion: 'success', title: 'It repairs the file.', says: 'as it stands now has problems' },
    },
    {
      name: 'is green with warnings',
      proposal: { kind: 'good', changes: [], warnings: [problem] },
      ...{ conclusion: 'success', title: 'No setting would change, with 1 warning.', says: '> Line 6, column 1: There is no' },
    },
    {
      name: 'is red for problems, each with its place',
      proposal: { kind: 'broken', problems: [problem, { line: 9, column: 4, message: 'Tell @everyone' }] },
      ...{ conclusion: 'failure', title: 'The policy file has 2 problems.', says: '> Line 9, column 4: Tell @\u200Beveryone' },
    },
    {
      name: 'does not blame the file for the organisation’s',
      proposal: { kind: 'organisation-broken' },
      ...{ conclusion: 'neutral', title: 'The organisation’s policy file has problems.', says: 'Repair that one first' },
    },
    {
      name: 'says what holds without the file',
      proposal: { kind: 'removed', organisationRules: false },
      ...{ conclusion: 'neutral', title: 'The policy file would be gone.', says: 'the cautious default' },
    },
    {
      name: 'says what holds without the file, where the organisation has one',
      proposal: { kind: 'removed', organisationRules: true },
      ...{ conclusion: 'neutral', title: 'The policy file would be gone.', says: 'the organisation’s policy file alone' },
    },
    {
      name: 'is neither green nor red when GitHub did not give the file out',
      proposal: { kind: 'not-found-out' },
      ...{ conclusion: 'neutral', title: 'The policy file could not be read.', says: 'Push again' },
    },
  ])('$name', ({ proposal, conclusion, title, says }) => {
    const shown = check(proposal);
    expect(shown).toMatchObject({ audience: 'public', repository: 'acme/widget', sha: sha('a'), conclusion, title });
    expect(shown.summary).toContain(says);
  });

  it('points at each problem in the file as a failure, at each warning as one', () => {
    expect(check({ kind: 'broken', problems: [problem] }).annotations).toEqual([{ ...problem, level: 'failure' }]);
    expect(check({ kind: 'good', changes: [], warnings: [problem] }).annotations).toEqual([{ ...problem, level: 'warning' }]);
  });

  it('is one for each commit, whatever is found out of it later', () => {
    const [green, red] = [check({ kind: 'good', changes: [], warnings: [] }), check({ kind: 'broken', problems: [problem] })];
    expect(green.key).toBe(`acme/widget/policy-check/${sha('a')}`);
    expect(red.key).toBe(green.key);
  });

  it('is the same for a project with cases and secrets and for one without', () => {
    const event = { kind: 'PolicyFileProposed', sha: sha('a'), proposal: { kind: 'broken', problems: [problem] }, at } as const;
    const bare = decideProject(newProject(repositoryName('acme/widget'), 1), event, aPolicy(), at);
    expect(bare).toMatchObject({ effects: [check(event.proposal)] });
    expect(JSON.stringify(bare)).not.toMatch(/SECRET|widget-security/);
  });
});
