import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aGitHub, each, field, textOf, type AGitHub } from './a-github.ts';

const run = promisify(execFile);
let github: AGitHub;
let folder: string;
beforeAll(async () => {
  github = await aGitHub();
  await github.sim.world.addRepository('acme/secret', { private: true, teams: { maintainers: 'admin' }, files: { 'a.txt': 'one\n' } });
  github.sim.world.changeInstallation('acme', { added: ['acme/secret'] });
  folder = await mkdtemp(join(tmpdir(), 'work-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await github.close();
});

/** Git as a stranger's machine runs it, with a token or without. */
async function git(args: readonly string[], { token, cwd = folder }: { token?: string | undefined; cwd?: string } = {}): Promise<string> {
  const who = ['-c', 'user.name=Dev', '-c', 'user.email=dev@example.org'];
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  const auth = token === undefined ? [] : ['-c', `http.extraHeader=Authorization: Basic ${basic}`];
  const env = {
    PATH: process.env['PATH'],
    HOME: '/nonexistent',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
  return (await run('git', [...who, ...auth, ...args], { cwd, env })).stdout.trim();
}

const events = () =>
  github.received.map(({ headers, payload }) => [headers['x-github-event'], field(payload, 'action')].filter(Boolean).join('.'));

describe('who may clone', () => {
  it.each([
    { name: 'the app', token: () => github.token(), may: true },
    { name: 'a maintainer', token: () => github.sim.actAs('bob').token, may: true },
    { name: 'a stranger', token: () => github.sim.actAs('eve').token, may: false },
    { name: 'nobody', token: () => undefined, may: false },
    { name: 'an app that was narrowed to another repository', token: () => github.newToken({ repositories: ['widget'] }), may: false },
  ])('a private repository: $name – $may', async ({ token, may }) => {
    const cloning = git(['ls-remote', github.sim.gitUrl('acme/secret')], { token: await token() });
    await (may ? expect(cloning).resolves.toContain('refs/heads/main') : expect(cloning).rejects.toThrow());
  });

  it('a public repository: everybody, but only some may push', async () => {
    const url = github.sim.gitUrl('acme/widget');
    await git(['clone', '--quiet', url, 'widget']);
    const cwd = join(folder, 'widget');
    await git(['commit', '--quiet', '--allow-empty', '-m', 'Vandalise'], { cwd });
    await expect(git(['push', 'origin', 'HEAD:main'], { cwd })).rejects.toThrow();
    await expect(git(['push', 'origin', 'HEAD:main'], { cwd, token: github.sim.actAs('eve').token })).rejects.toThrow();
    await git(['push', '--quiet', 'origin', 'HEAD:refs/heads/try'], { cwd, token: github.token() });
  });

  it('does not let an app push that may only read', async () => {
    const token = await github.newToken({ permissions: { contents: 'read' } });
    const cwd = join(folder, 'widget');
    await expect(git(['push', 'origin', 'HEAD:refs/heads/other'], { cwd, token })).rejects.toThrow();
  });
});

describe('a push', () => {
  beforeEach(async () => {
    await github.sim.idle();
    github.received.length = 0;
  });

  it('by real git is told with its commits, and opens a check suite', async () => {
    const token = github.token();
    await git(['clone', '--quiet', github.sim.gitUrl('acme/secret'), 'secret'], { token });
    const cwd = join(folder, 'secret');
    await writeFile(join(cwd, 'b.txt'), 'two\n');
    await git(['add', '.'], { cwd });
    await git(['commit', '--quiet', '-m', 'Add b'], { cwd });
    await git(['push', '--quiet', 'origin', 'HEAD:refs/heads/fix', 'HEAD:refs/tags/v1'], { cwd, token });
    const sha = await git(['rev-parse', 'HEAD'], { cwd });
    await github.sim.idle();
    expect(events()).toEqual(['create', 'push', 'check_suite.requested', 'create', 'push']);
    expect(github.received[1]!.payload).toMatchObject({
      ...{ ref: 'refs/heads/fix', after: sha, created: true, forced: false, sender: { login: 'fixlead[bot]' } },
      commits: [{ id: sha, message: 'Add b', added: ['b.txt'] }],
    });
    expect(github.received[2]!.payload).toMatchObject({ check_suite: { head_sha: sha, head_branch: 'fix' } });
  });

  it('by a person is a real commit with its co-authors', async () => {
    const push = {
      repo: 'acme/secret',
      branch: 'by-bob',
      files: { 'a.txt': undefined, 'deep/c.txt': 'three\n' },
      message: 'Move a',
      coAuthors: ['ana'],
    };
    const sha = await github.sim.actAs('bob').push(push);
    const { body } = await github.ask('GET', `/repos/acme/secret/commits/${sha}`);
    expect(body).toMatchObject({
      author: { login: 'bob' },
      commit: { message: 'Move a\n\nCo-authored-by: ANA <ana@example.org>', author: { date: '2026-11-02T09:00:00Z' } },
    });
    expect(each(field(body, 'files'), 'status')).toEqual(['removed', 'added']);
    await github.sim.idle();
    expect(field(github.received.find(({ headers }) => headers['x-github-event'] === 'push')!.payload, 'sender', 'login')).toBe('bob');
  });

  it('by force replaces the last commit', async () => {
    const bob = github.sim.actAs('bob');
    const before = await bob.push({ repo: 'acme/secret', branch: 'forced', files: { 'f.txt': '1' }, message: 'First try' });
    await bob.push({ repo: 'acme/secret', branch: 'forced', files: { 'f.txt': '2' }, message: 'Second try', force: true });
    await github.sim.idle();
    expect(github.received.findLast(({ headers }) => headers['x-github-event'] === 'push')!.payload).toMatchObject({
      before,
      forced: true,
    });
    const { body } = await github.ask('GET', '/repos/acme/secret/compare/main...forced');
    expect(body).toMatchObject({ status: 'ahead', ahead_by: 1, behind_by: 0, files: [{ filename: 'f.txt', additions: 1 }] });
  });

  it('is not told where the app is not installed', async () => {
    await github.sim.world.addRepository('acme/elsewhere', { teams: { maintainers: 'write' } });
    await github.sim.actAs('bob').push({ repo: 'acme/elsewhere', branch: 'main', files: { x: 'y' }, message: 'Quiet' });
    await github.sim.idle();
    expect(events()).toEqual([]);
    expect((await github.ask('GET', '/repos/acme/elsewhere')).status).toBe(404);
  });
});

describe('files', () => {
  const contents = '/repos/acme/secret/contents';

  it('are read from the branch, with their git id', async () => {
    const { body } = await github.ask('GET', `${contents}/a.txt`);
    expect(Buffer.from(textOf(body, 'content'), 'base64').toString()).toBe('one\n');
    expect(field(body, 'sha')).toBe('5626abf0f72e58d7a153368ba57db4c673c0e171');
    expect((await github.ask('GET', `${contents}/deep/c.txt`)).status).toBe(404);
    expect((await github.ask('GET', `${contents}/deep/c.txt?ref=by-bob`)).status).toBe(200);
  });

  it('are listed in folders, and given raw when asked so', async () => {
    expect(each((await github.ask('GET', `${contents}/deep?ref=by-bob`)).body, 'path')).toEqual(['deep/c.txt']);
    const { body } = await github.ask('GET', `${contents}/a.txt`, { headers: { accept: 'application/vnd.github.raw+json' } });
    expect(body).toBe('one\n');
  });
});

describe('a temporary private fork', () => {
  it('is for people only, stops a publication while work is open in it, and goes with the publication', async () => {
    const [ana, rita] = [github.sim.actAs('ana'), github.sim.actAs('rita')];
    const ghsa = await rita.reportVulnerability('acme/widget', {
      summary: 'Hole',
      description: 'Deep',
      vulnerabilities: [{ patched_versions: '2' }],
    });
    await ana.acceptReport(ghsa);
    const fork = await ana.createTemporaryFork(ghsa);
    expect(fork).toBe(`acme/widget-${ghsa.toLowerCase()}`);
    const advisory = await github.ask('GET', `/repos/acme/widget/security-advisories/${ghsa}`);
    expect(field(advisory.body, 'private_fork', 'full_name')).toBe(fork);
    expect((await github.ask('GET', `/repos/${fork}`)).status).toBe(404);
    await expect(git(['ls-remote', github.sim.gitUrl(fork)], { token: github.token() })).rejects.toThrow();

    await github.sim.idle();
    github.received.length = 0;
    await rita.push({ repo: fork, branch: 'fix', files: { 'fix.txt': 'done' }, message: 'Fix' });
    const number = await rita.openPullRequest({ repo: fork, title: 'Fix', head: 'fix', base: 'main' });
    await expect(ana.publishAdvisory(ghsa)).rejects.toThrow('open pull requests');
    await ana.mergePullRequest({ repo: fork, number });
    await github.sim.idle();
    expect(events()).toEqual([]);

    await ana.publishAdvisory(ghsa);
    expect(() => github.sim.world.repository(fork)).toThrow('no repository');
    expect(github.sim.world.advisory(ghsa).privateFork).toBeUndefined();
  });

  it('is made by an app only with the administration permission', async () => {
    const ghsa = await github.sim.actAs('ana').createDraft('acme/widget', { summary: 'x', description: 'y', vulnerabilities: [{}] });
    const forks = `/repos/acme/widget/security-advisories/${ghsa}/forks`;
    const without = await github.newToken({ permissions: { repository_advisories: 'write' } });
    const refused = await github.ask('POST', forks, { as: without });
    expect([refused.status, refused.headers.get('x-accepted-github-permissions')]).toEqual([403, 'administration=write']);
    expect((await github.ask('POST', forks)).status).toBe(202);
    expect((await github.ask('POST', forks)).status).toBe(422);
  });

  it('is made along with an advisory when asked for', async () => {
    const body = { summary: 'x', description: 'y', vulnerabilities: [], start_private_fork: true };
    const made = await github.ask('POST', '/repos/acme/widget/security-advisories/reports', { body });
    expect(field(made.body, 'private_fork', 'private')).toBe(true);
  });
});

it('says nothing that GitHub does not document', () => {
  expect(github.problems).toEqual([]);
});
