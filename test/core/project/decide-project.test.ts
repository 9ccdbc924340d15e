import { describe, expect, it } from '@jest/globals';
import { login, repositoryName } from '../../../src/core/ids.ts';
import { decideProject } from '../../../src/core/project/decide-project.ts';
import { newProject } from '../../../src/core/project/project.ts';
import type { ProjectEvent } from '../../../src/core/project/project-events.ts';
import { tellProject } from '../../../src/core/project/say-to-project.ts';
import { noDistributors } from '../../../src/core/distributors/distributor-policy.ts';
import { aPolicy, reportedAt as at } from '../../fixtures/a-case.ts';

const project = newProject(repositoryName('acme/widget'), 1);
const fixRepository = repositoryName('acme/widget-security');
const place = { repository: fixRepository, number: 3 };
const opened: ProjectEvent = { kind: 'ProjectIssueOpened', place, at };

describe('news of a project', () => {
  const policy = aPolicy({ fixRepository, distributors: noDistributors });

  it('open its issue first, and are said there when it is open', () => {
    const first = tellProject(project, policy, 'away/ana', 'Ana is away.');
    expect(first.effects).toMatchObject([{ kind: 'OpenProjectIssue', repository: fixRepository, audience: 'maintainers' }]);
    const decision = decideProject(first.next, opened, policy, at);
    expect(decision).toMatchObject({
      next: { issue: place, unsaid: [] },
      effects: [{ key: 'acme/widget/tell/away/ana', kind: 'SayInFixRepository', place, body: 'Ana is away.' }],
    });
  });

  it('wait together for the issue, the newest words of each', () => {
    const once = tellProject(project, policy, 'a', 'old').next;
    const twice = tellProject(tellProject(once, policy, 'b', 'other').next, policy, 'a', 'new').next;
    expect(twice.unsaid).toEqual([
      { name: 'b', body: 'other' },
      { name: 'a', body: 'new' },
    ]);
  });

  it('are said at once where there is an issue', () => {
    const said = tellProject({ ...project, issue: place }, policy, 'a', 'b');
    expect(said).toMatchObject({ next: { unsaid: [] }, effects: [{ kind: 'SayInFixRepository', body: 'b' }] });
  });

  it('are said nowhere without a fix repository', () => {
    expect(tellProject(project, aPolicy({ fixRepository: undefined }), 'a', 'b')).toEqual({ next: project, effects: [] });
  });

  it('do not move to a second issue', () => {
    expect(decideProject({ ...project, issue: place }, opened, policy, at)).toMatchObject({ outcome: 'ignored' });
  });
});

describe('a policy file with problems', () => {
  it('is told of once for each version, with the problems quoted', () => {
    const event: ProjectEvent = { kind: 'PolicyFileBroken', version: 'ab12', problems: 'x/fixlead.yml:1:1: @everyone', at };
    const decision = decideProject({ ...project, issue: place }, event, aPolicy({ fixRepository }), at);
    expect(decision).toMatchObject({
      outcome: 'accepted',
      effects: [{ key: 'acme/widget/tell/policy-broken/ab12', kind: 'SayInFixRepository', audience: 'maintainers', place }],
    });
    expect(JSON.stringify(decision)).toContain('> x/fixlead.yml:1:1: @\u200Beveryone');
  });
});

describe('what a project does not understand', () => {
  it('is answered where it was said', () => {
    const from = { kind: 'project-issue', commentId: '9', ...place } as const;
    const by = { login: login('ana'), role: 'maintainer' } as const;
    const decision = decideProject(project, { kind: 'ProjectCommandNotUnderstood', by, from, line: 2, message: 'No.', at }, aPolicy(), at);
    expect(decision).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'not-understood' },
      effects: [{ key: 'acme/widget/answer/project-issue/9/2', place, body: 'No.' }],
    });
  });
});
