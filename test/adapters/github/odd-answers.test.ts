// Answers that the simulated GitHub never gives, and GitHub may.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { gitHubAdapter } from '../../../src/adapters/github/github.ts';
import { effectKey } from '../../../src/core/effects.ts';
import { caseId, login } from '../../../src/core/ids.ts';
import type { GitHub } from '../../../src/engine/ports/github.ts';
import type { Log } from '../../../src/engine/ports/clock.ts';
import { aPolicy } from '../../fixtures/a-case.ts';
import { appId, fixes, privateKey, project } from './stage.ts';

const host = 'https://github.test';
const now = Date.parse('2031-03-03T09:00:00Z');
const installationId = 7;
const theCase = caseId('GHSA-2222-3333-4444');
const context = { about: theCase, repository: project, installationId };
let github: GitHub;

beforeEach(() => {
  nock.disableNetConnect();
  const token = { token: 'ghs_4711_x', expires_at: new Date(now + 3_600_000).toISOString(), permissions: {} };
  nock(host).post('/app/installations/7/access_tokens').reply(201, token);
  const silent = () => undefined;
  const log: Log = { debug: silent, info: silent, warn: silent, error: silent };
  github = gitHubAdapter({ appId, privateKey, apiUrl: host, log, now: () => now });
});

afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

describe('a pull request', () => {
  const path = '/repos/acme/widget-fixes/pulls/5';
  const pull = {
    state: 'open',
    title: 'Fix',
    body: null,
    user: { login: 'Opener' },
    head: { ref: 'fix', sha: 'c2' },
    base: { ref: 'main' },
  };
  const commit = (sha: string, more: object = {}) => ({
    sha,
    author: null,
    committer: {},
    commit: { message: 'Fix', author: null },
    ...more,
  });
  const read = () => github.facts.pullRequest(installationId, { repository: fixes, number: 5 });
  const reply = (commits: readonly object[], count = commits.length) => {
    nock(host)
      .get(path)
      .reply(200, { ...pull, commits: count });
    nock(host)
      .get(`${path}/commits?per_page=100`)
      .reply(200, [...commits]);
  };

  it('of more commits than GitHub lists cannot tell us all its authors', async () => {
    reply([], 251);
    await expect(read()).rejects.toMatchObject({
      permanent: true,
      message: 'acme/widget-fixes#5 has 251 commits; GitHub lists 250, so we cannot know all authors',
    });
  });

  it.each([
    ['has another head than its last commit', [commit('c1'), commit('c3')], 2],
    ['has more commits than were listed', [commit('c2')], 2],
  ])('that %s has changed while it was read', async (_name, commits, count) => {
    reply(commits, count);
    await expect(read()).rejects.toMatchObject({ permanent: false, message: 'acme/widget-fixes#5 changed while it was read' });
  });

  it('has also those as authors whom only an address names', async () => {
    const email = (address: string) => ({ commit: { message: 'Fix', author: { email: address }, committer: null } });
    const trailer =
      'Fix\n\nCo-authored-by: Co <12345+Co-Author@users.noreply.github.com>\nco-authored-by: Old <old-style@users.noreply.github.com>';
    reply([
      commit('c0', { author: { login: 'Linked' }, committer: { login: 'web-flow' } }),
      commit('c1', email('678+By-Address@users.noreply.github.com')),
      commit('c1b', email('somebody@example.com')),
      commit('c2', { commit: { message: trailer, author: null } }),
    ]);
    expect((await read())?.authors).toEqual(['opener', 'linked', 'web-flow', 'by-address', 'co-author', 'old-style']);
  });

  it('lists those as unknown whom neither an account nor an address names, each once', async () => {
    const by = { name: 'Some Body', email: 'somebody@example.com' };
    const message = 'Fix\n\nCo-authored-by: Co <co@example.com>\nCo-authored-by: Known <known@users.noreply.github.com>';
    reply([commit('c1', { commit: { message, author: by, committer: by } }), commit('c2', { author: { login: 'Linked' } })]);
    expect(await read()).toMatchObject({
      authors: ['opener', 'known', 'linked'],
      unknownAuthors: ['Some Body <somebody@example.com>', 'Co <co@example.com>'],
    });
  });

  it('of whose authors all are known lists none as unknown', async () => {
    reply([commit('c1', { author: { login: 'Linked' } }), commit('c2', { author: { login: 'Linked' } })]);
    expect(await read()).not.toHaveProperty('unknownAuthors');
  });
});

describe('a maintainer without a team', () => {
  const answer = { permission: 'write', role_name: 'release-crew', user: { login: 'bert', permissions: { admin: false, maintain: true } } };
  const isMaintainer = () => github.facts.isMaintainer(installationId, project, aPolicy({ maintainers: undefined }), login('bert'));

  it.each([
    ['a custom role that amounts to maintaining', answer, true],
    [
      'a custom role by the name of maintain that does not',
      { ...answer, role_name: 'maintain', user: { permissions: { maintain: false } } },
      false,
    ],
    ['the old words only: admin', { permission: 'admin' }, true],
    ['the old words only: write', { permission: 'write', user: null }, false],
    ['the role by its name', { permission: 'write', role_name: 'maintain', user: null }, true],
  ])('is told by %s', async (_name, given, expected) => {
    nock(host).get('/repos/acme/widget/collaborators/bert/permission').reply(200, given);
    expect(await isMaintainer()).toBe(expected);
  });

  it('is nobody whose invitation to the team is still open', async () => {
    nock(host).get('/orgs/acme/teams/security/memberships/bert').reply(200, { state: 'pending', role: 'member', url: 'x' });
    const policy = aPolicy({ maintainers: { organisation: 'acme', slug: 'security' } });
    expect(await github.facts.isMaintainer(installationId, project, policy, login('bert'))).toBe(false);
  });
});

describe('a fix repository', () => {
  const issue = {
    kind: 'OpenCaseIssue',
    key: effectKey(theCase, 'case-issue'),
    audience: 'maintainers',
    repository: fixes,
    title: 'x',
    body: 'x',
  } as const;

  it('that a whole enterprise can read is not private', async () => {
    nock(host).get('/repos/acme/widget-fixes').reply(200, { full_name: 'acme/Widget-Fixes', private: true, visibility: 'internal' });
    await expect(github.performers.OpenCaseIssue.perform(context, issue)).rejects.toMatchObject({
      permanent: true,
      message: 'refused to write: acme/widget-fixes is not private (it is internal)',
    });
  });

  it('without issues is told of, for good', async () => {
    nock(host).get('/repos/acme/widget-fixes').reply(200, { full_name: 'acme/Widget-Fixes', private: true });
    nock(host).post('/repos/acme/widget-fixes/issues').reply(410, { message: 'Issues has been disabled in this repository.' });
    await expect(github.performers.OpenCaseIssue.perform(context, issue)).rejects.toMatchObject({
      permanent: true,
      message: 'POST /repos/acme/widget-fixes/issues: GitHub answered 410 Issues has been disabled in this repository.',
    });
  });

  it('that does not say whether it is private is not written to', async () => {
    nock(host).get('/repos/acme/widget-fixes').reply(200, { full_name: 'acme/widget-fixes' });
    await expect(github.performers.OpenCaseIssue.perform(context, issue)).rejects.toMatchObject({ permanent: true });
  });
});

describe('the advisory', () => {
  const path = `/repos/acme/widget/security-advisories/${theCase}`;
  const advisory = { ghsa_id: theCase, summary: 'x', description: null, state: 'draft', cvss: null };
  const vector = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
  const severity = { kind: 'SetSeverity', key: effectKey(theCase, 'severity'), audience: 'reporter', vector, askedAt: 0 } as const;

  it('whose vector GitHub takes and does not show is told of, for good', async () => {
    nock(host).get(path).reply(200, advisory);
    nock(host).patch(path, { cvss_vector_string: vector }).reply(200, advisory);
    await expect(github.performers.SetSeverity.perform(context, severity)).rejects.toMatchObject({
      permanent: true,
      message:
        'GitHub did not accept a CVSS 4.0 vector for the advisory (it took the request but does not show it); set the severity there by hand',
    });
  });

  it('shows a vector, whatever the order of its metrics', async () => {
    const [prefix = '', ...metrics] = vector.split('/');
    const shown = { cvss_v3: null, cvss_v4: { vector_string: [prefix, ...metrics.reverse()].join('/'), score: 9.3 } };
    nock(host)
      .get(path)
      .reply(200, { ...advisory, cvss_severities: shown });
    expect(await github.performers.SetSeverity.perform(context, severity)).toMatchObject({ result: vector });
  });

  it('that was published and withdrawn since counts as published', async () => {
    nock(host)
      .get(path)
      .reply(200, { ...advisory, state: 'withdrawn', published_at: '2031-03-01T00:00:00Z' });
    const publish = { kind: 'PublishAdvisory', key: 'k', audience: 'public', askedAt: now } as const;
    expect(await github.performers.PublishAdvisory.perform(context, publish)).toMatchObject({
      event: { kind: 'AdvisoryPublished', publishedAt: Date.parse('2031-03-01T00:00:00Z') },
    });
  });

  it('published by somebody in the moment between our look and our act is published', async () => {
    nock(host).get(path).reply(200, advisory);
    nock(host).patch(path).reply(422, { message: 'Validation Failed' });
    nock(host)
      .get(path)
      .reply(200, { ...advisory, state: 'published', published_at: '2031-03-03T09:00:00Z' });
    const publish = { kind: 'PublishAdvisory', key: 'k', audience: 'public', askedAt: now } as const;
    expect(await github.performers.PublishAdvisory.perform(context, publish)).toMatchObject({ result: 'published' });
  });
});
