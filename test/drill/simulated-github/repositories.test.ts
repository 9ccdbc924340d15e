import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aGitHub, each, field, type AGitHub } from './a-github.ts';

let github: AGitHub;
beforeAll(async () => {
  github = await aGitHub();
  await github.sim.world.addRepository('acme/tool', {
    private: true,
    description: 'A tool',
    branches: { 'release-1': { 'one.txt': '1\n' } },
    releases: [{ tag: 'v1.0.0', target: 'release-1' }],
    collaborators: { eve: 'triage' },
  });
  github.sim.world.changeInstallation('acme', { added: ['acme/tool'] });
});
afterAll(async () => {
  await github.close();
});
beforeEach(async () => {
  await github.sim.idle();
  github.received.length = 0;
});

const path = '/repos/acme/tool';
const get = async (rest: string) => (await github.ask('GET', `${path}${rest}`)).body;
const events = () =>
  github.received.map(({ headers, payload }) => [headers['x-github-event'], field(payload, 'action')].filter(Boolean).join('.'));

describe('a repository', () => {
  it('shows itself and its branches', async () => {
    expect(await get('')).toMatchObject({
      full_name: 'acme/tool',
      private: true,
      visibility: 'private',
      default_branch: 'main',
      organization: { login: 'acme' },
    });
    expect(each(await get('/branches'), 'name')).toEqual(['main', 'release-1']);
    expect(await get('/compare/main...release-1')).toMatchObject({ status: 'ahead', files: [{ filename: 'one.txt', status: 'added' }] });
    expect(await get('/git/ref/tags/v1.0.0')).toMatchObject({ object: { type: 'commit' } });
    expect((await github.ask('GET', `${path}/git/ref/tags/v9`)).status).toBe(404);
    expect((await github.ask('GET', `${path}/commits/nothing`)).status).toBe(422);
  });

  it('is the same for the same clock, whenever it is built', async () => {
    const other = await aGitHub();
    const tip = async (one: AGitHub) => field((await one.ask('GET', '/repos/acme/widget/commits/main')).body, 'sha');
    expect(await tip(other)).toBe(await tip(github));
    await other.close();
  });

  it('tells when it becomes public or private, and when it is renamed; the old name leads on', async () => {
    const ana = github.sim.actAs('ana');
    await ana.makePublic('acme/tool');
    await ana.makePrivate('acme/tool');
    await ana.renameRepository('acme/tool', 'tool-2');
    await github.sim.idle();
    expect(events()).toEqual(['repository.publicized', 'public', 'repository.privatized', 'repository.renamed']);
    const moved = await github.ask('GET', path);
    expect([moved.status, moved.headers.get('location')]).toEqual([301, `${github.sim.apiUrl}/repos/acme/tool-2`]);
    await ana.renameRepository('acme/tool-2', 'tool');
    expect((await github.ask('GET', path)).status).toBe(200);
  });

  it('can be made and changed by an app that may administer, and is then covered', async () => {
    const made = await github.ask('POST', '/orgs/acme/repos', { body: { name: 'fresh', private: true } });
    expect(made.status).toBe(201);
    expect((await github.ask('GET', '/repos/acme/fresh')).status).toBe(200);
    expect((await github.ask('POST', '/orgs/acme/repos', { body: { name: 'fresh' } })).status).toBe(422);
    expect((await github.ask('PATCH', '/repos/acme/fresh', { body: { archived: true } })).body).toMatchObject({ archived: true });
  });

  it('tells of a fork', async () => {
    expect(await github.sim.actAs('eve').forkRepository('acme/widget')).toBe('eve/widget');
    await github.sim.idle();
    expect(github.received.at(-1)!.payload).toMatchObject({
      forkee: { full_name: 'eve/widget', fork: true },
      repository: { forks_count: 1 },
    });
  });
});

describe('releases', () => {
  it('make their tag, and are told', async () => {
    await github.sim.actAs('ana').createRelease({ repo: 'acme/tool', tag: 'v1.0.1', target: 'release-1', body: 'Fixes' });
    const made = await github.ask('POST', `${path}/releases`, { body: { tag_name: 'v2.0.0', name: 'Two' } });
    expect(made.body).toMatchObject({ tag_name: 'v2.0.0', target_commitish: 'main', author: { login: 'fixlead[bot]' } });
    expect(each(await get('/releases'), 'tag_name')).toEqual(['v2.0.0', 'v1.0.1', 'v1.0.0']);
    await github.sim.idle();
    expect(events()).toEqual(['create', 'push', 'release.published', 'create', 'push', 'release.published']);
    expect((await github.ask('POST', `${path}/releases`, { body: { tag_name: 'v2.0.0' } })).status).toBe(422);
  });
});

describe('people', () => {
  it('are shown with their names', async () => {
    expect((await github.ask('GET', '/users/Ana')).body).toMatchObject({
      login: 'ana',
      name: 'ANA',
      email: 'ana@example.org',
      type: 'User',
    });
    expect((await github.ask('GET', '/users/nobody')).status).toBe(404);
    expect((await github.ask('GET', '/user', { as: github.sim.actAs('bob').token })).body).toMatchObject({ login: 'bob' });
  });

  it('are in teams until they leave', async () => {
    const team = '/orgs/acme/teams/maintainers';
    expect(each((await github.ask('GET', `${team}/members`)).body, 'login')).toEqual(['ana', 'bob']);
    const membership = async (login: string) => (await github.ask('GET', `${team}/memberships/${login}`)).status;
    expect([await membership('bob'), await membership('eve')]).toEqual([200, 404]);
    await github.sim.actAs('ana').addToTeam('acme', 'maintainers', 'eve');
    await github.sim.actAs('ana').removeFromTeam('acme', 'maintainers', 'bob');
    expect([await membership('bob'), await membership('eve')]).toEqual([404, 200]);
    expect((await github.ask('GET', '/orgs/acme/teams/nothing/members')).status).toBe(404);
    await github.sim.actAs('ana').addToTeam('acme', 'maintainers', 'bob');
    await github.sim.actAs('ana').removeFromTeam('acme', 'maintainers', 'eve');
  });

  it.each([
    { login: 'ana', name: 'an owner of the organisation', permission: 'admin', role: 'admin' },
    { login: 'bob', name: 'a member', permission: 'read', role: 'read' },
    { login: 'eve', name: 'a collaborator with a role the old words do not know', permission: 'read', role: 'triage' },
    { login: 'rita', name: 'a stranger', permission: 'none', role: 'none' },
  ])('may do what their role says: $name', async ({ login, permission, role }) => {
    expect(await get(`/collaborators/${login}/permission`)).toMatchObject({ permission, role_name: role, user: { login } });
  });

  it('are invited when they are strangers, and come in when they accept', async () => {
    const invited = await github.ask('PUT', `${path}/collaborators/rita`, { body: { permission: 'push' } });
    expect([invited.status, field(invited.body, 'invitee', 'login')]).toEqual([201, 'rita']);
    expect(field(await get('/collaborators/rita/permission'), 'permission')).toBe('none');
    await github.sim.actAs('rita').acceptInvitation('acme/tool');
    expect(field(await get('/collaborators/rita/permission'), 'permission')).toBe('write');
    expect((await github.ask('DELETE', `${path}/collaborators/rita`)).status).toBe(204);
    expect(field(await get('/collaborators/rita/permission'), 'permission')).toBe('none');
    await github.sim.idle();
    expect(events()).toEqual(['member.added', 'member.removed']);
  });

  it('are in at once when they are members', async () => {
    expect((await github.ask('PUT', `${path}/collaborators/bob`, { body: { permission: 'maintain' } })).status).toBe(204);
    expect(await get('/collaborators/bob/permission')).toMatchObject({ permission: 'write', role_name: 'maintain' });
    expect((await github.ask('PUT', `${path}/collaborators/nobody`)).status).toBe(404);
  });
});

it('sends a ping when the hook is set up', async () => {
  github.sim.ping();
  await github.sim.idle();
  expect(github.received.at(-1)!.payload).toMatchObject({ zen: expect.any(String) as unknown, hook: { type: 'App', app_id: 4711 } });
});

it('says nothing that GitHub does not document', () => {
  expect(github.problems).toEqual([]);
});
