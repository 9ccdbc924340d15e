import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { login, repositoryName } from '../../../src/core/ids.ts';
import { aPolicy } from '../../fixtures/a-case.ts';
import type { Stage } from './stage.ts';
import { allPermissions, fixes, project, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => void (stage = await setStage()));
afterEach(() => stage.close());

const facts = () => stage.github.facts;

/** As git names a content. */
function blobId(text: string): string {
  const bytes = Buffer.from(text);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

it('tells what time it is at GitHub, also when nothing has changed there since', async () => {
  const time = () => facts().time(stage.installationId, project);
  expect(await time()).toBe(stage.clock.at);
  stage.clock.at += 61_000;
  expect(await time()).toBe(stage.clock.at);
});

describe('the policy file', () => {
  const path = '.github/fixlead.yml';
  const policyFile = () => facts().policyFiles(stage.installationId, project);

  it('is that of the repository, and that of the organisation', async () => {
    await stage.hub.world.addRepository('acme/.github', { files: { [path]: 'extends: distributors-list\n' } });
    await stage.hub.actAs('Ada').push({ repo: project, branch: 'main', files: { [path]: 'extends: vitess # ü\n' }, message: 'Add rules' });
    expect(await policyFile()).toEqual({
      repository: { text: 'extends: vitess # ü\n', path: 'acme/widget/.github/fixlead.yml', sha: blobId('extends: vitess # ü\n') },
      organisation: {
        ...{ text: 'extends: distributors-list\n', path: 'acme/.github/.github/fixlead.yml' },
        sha: blobId('extends: distributors-list\n'),
      },
    });
  });

  it('may be that of the organisation alone', async () => {
    await stage.hub.world.addRepository('acme/.github', { files: { [path]: 'extends: vitess\n' } });
    expect(await policyFile()).toMatchObject({ organisation: { path: 'acme/.github/.github/fixlead.yml' } });
    expect((await policyFile()).repository).toBeUndefined();
  });

  it("is read once for the organisation's own repository", async () => {
    await stage.hub.world.addRepository('acme/.github', { files: { [path]: 'extends: vitess\n' } });
    expect(await facts().policyFiles(stage.installationId, repositoryName('acme/.github'))).toEqual({
      repository: expect.objectContaining({ path: 'acme/.github/.github/fixlead.yml' }) as unknown,
      organisation: undefined,
    });
  });

  it('is seen to change in a pull request that adds, changes or removes it, and is read there', async () => {
    const ada = stage.hub.actAs('Ada');
    const propose = async (branch: string, files: Record<string, string | undefined>) => {
      const sha = await ada.push({ repo: project, branch, files, message: 'Change' });
      const number = await ada.openPullRequest({ repo: project, head: branch, base: 'main', title: 'Change' });
      const changes = await facts().changesPolicyFile(stage.installationId, { repository: project, number });
      return [changes, (await facts().policyFileAt(stage.installationId, project, sha))?.text];
    };
    expect(await propose('other', { 'src/.github/fixlead.yml': 'x', '.github/fixlead.yaml': 'x' })).toEqual([false, undefined]);
    expect(await propose('adds', { [path]: 'extends: vitess\n' })).toEqual([true, 'extends: vitess\n']);
    await ada.push({ repo: project, branch: 'main', files: { [path]: 'publish: auto\n' }, message: 'Add rules' });
    expect(await propose('changes', { [path]: 'publish: confirm\n' })).toEqual([true, 'publish: confirm\n']);
    expect(await propose('removes', { [path]: undefined })).toEqual([true, undefined]);
    expect((await policyFile()).repository?.text).toBe('publish: auto\n');
  });

  it('may be missing', async () => {
    expect(await policyFile()).toEqual({ repository: undefined, organisation: undefined });
  });

  it('is refused when it is larger than 256 KiB', async () => {
    await stage.hub.world.addRepository('acme/.github', { files: { [path]: '#'.repeat(256 * 1024 + 1) } });
    await expect(policyFile()).rejects.toMatchObject({
      permanent: true,
      message: 'acme/.github/.github/fixlead.yml is larger than 256 KiB',
    });
  });

  it('is refused when it is a folder', async () => {
    await stage.hub.world.addRepository('acme/.github', { files: { [`${path}/README.md`]: 'hm' } });
    await expect(policyFile()).rejects.toMatchObject({ permanent: true, message: 'acme/.github/.github/fixlead.yml is not a file' });
  });

  it('is not taken to be missing when GitHub cannot be asked', async () => {
    stage.hub.misbehave({ kind: '502-before-doing', path: /contents/ });
    await expect(policyFile()).rejects.toMatchObject({ permanent: false });
  });

  it('is not taken to be missing when we may not read it', async () => {
    const { contents: _, ...left } = allPermissions;
    stage.hub.world.acceptPermissions('acme', left);
    await expect(policyFile()).rejects.toMatchObject({ permanent: true, message: expect.stringContaining('contents=read') });
  });
});

describe('the tags of releases', () => {
  it('are those of published releases, newest first, without prereleases', async () => {
    const ada = stage.hub.actAs('Ada');
    for (const tag of ['v1.0.0', 'v1.1.0', 'v2.0.0', 'v3.0.0']) await ada.createRelease({ repo: project, tag, target: 'main' });
    const { releases } = stage.hub.world.repository(project);
    Object.assign(releases.at(-2) ?? {}, { prerelease: true });
    Object.assign(releases.at(-1) ?? {}, { draft: true });
    expect(await facts().releasedTags(stage.installationId, project)).toEqual(['v1.1.0', 'v1.0.0']);
  });
});

describe('a maintainer', () => {
  const team = { organisation: 'acme', slug: 'security' };
  const isMaintainer = (name: string, maintainers: { organisation: string; slug: string } | undefined) =>
    facts().isMaintainer(stage.installationId, project, aPolicy({ maintainers }), login(name));

  it.each([
    ['ada', true],
    ['bert', true],
    ['carla', false],
    ['rita', false],
    ['nobody-at-all', false],
  ])('is whoever is in the team: %s is %s', async (name, expected) => {
    expect(await isMaintainer(name, team)).toBe(expected);
  });

  it('is not found out where the team is not to be seen, and nobody may pass for one', async () => {
    const message = 'cannot see the team acme/securty: does it exist, and may the App read members?';
    await expect(isMaintainer('ada', { ...team, slug: 'securty' })).rejects.toMatchObject({ permanent: true, message });
  });

  it('is not found out without the permission to read members', async () => {
    const { members: _, ...left } = allPermissions;
    stage.hub.world.acceptPermissions('acme', left);
    await expect(isMaintainer('ada', team)).rejects.toMatchObject({ permanent: true, message: expect.stringContaining('members=read') });
  });

  it.each([
    ['ada', 'owner of the organisation', true],
    ['carla', 'who may maintain', true],
    ['bert', 'who may write', false],
    ['rita', 'a passer-by', false],
    ['nobody-at-all', 'no account', false],
  ])('is, without a team, whoever may maintain the repository: %s, %s: %s', async (name, _who, expected) => {
    await stage.hub.actAs('Ada').addCollaborator(project, 'carla', 'maintain');
    await stage.hub.actAs('Ada').addCollaborator(project, 'bert', 'write');
    expect(await isMaintainer(name, undefined)).toBe(expected);
  });

  it('is asked for afresh each time', async () => {
    expect(await isMaintainer('bert', team)).toBe(true);
    await stage.hub.actAs('Ada').removeFromTeam('acme', 'security', 'bert');
    expect(await isMaintainer('bert', team)).toBe(false);
  });
});

describe('a pull request', () => {
  const open = async (more: { coAuthors?: string[] } = {}) => {
    const bert = stage.hub.actAs('bert');
    const sha = await bert.push({ repo: fixes, branch: 'fix', files: { 'fix.txt': '1' }, message: 'Fix GHSA-2222-3333-4444', ...more });
    const number = await stage.hub.actAs('Ada').openPullRequest({ repo: fixes, title: 'Fix', head: 'fix', base: 'main', body: 'It.' });
    return { sha, number };
  };
  const pullRequest = (number: number) => facts().pullRequest(stage.installationId, { repository: fixes, number });

  it('has as authors whoever opened it and whoever wrote or co-wrote a commit', async () => {
    const { sha, number } = await open({ coAuthors: ['carla'] });
    const { authors, ...rest } = (await pullRequest(number)) ?? { authors: [] };
    expect([...authors].sort()).toEqual(['ada', 'bert', 'carla']);
    expect(rest).toEqual({
      branch: 'fix',
      headSha: sha,
      tree: expect.stringMatching(/^[0-9a-f]{40}$/),
      line: 'main',
      state: 'open',
      names: 'fix\nFix\nIt.',
    });
  });

  it('that was merged is merged', async () => {
    const { number } = await open();
    await stage.hub.actAs('Ada').mergePullRequest({ repo: fixes, number });
    expect(await pullRequest(number)).toMatchObject({ state: 'merged' });
  });

  it('that does not exist is undefined', async () => {
    expect(await pullRequest(99)).toBeUndefined();
    expect(await facts().pullRequest(stage.installationId, { repository: repositoryName('acme/none'), number: 1 })).toBeUndefined();
  });
});
