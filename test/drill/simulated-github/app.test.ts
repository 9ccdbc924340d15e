import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aGitHub, allPermissions, each, field, textOf, type AGitHub } from './a-github.ts';

let github: AGitHub;
let installation: string;
beforeAll(async () => {
  github = await aGitHub();
  const { world } = github.sim;
  await world.addRepository('acme/gadget');
  await world.addRepository('acme/hidden', { private: true });
  world.changeInstallation('acme', { added: ['acme/gadget'] });
  installation = `/app/installations/${world.installation('acme').id}`;
});
afterAll(async () => {
  await github.close();
});

const issues = '/repos/acme/widget/issues';

describe("the app's JWT", () => {
  const seconds = () => Math.floor(github.clock.now / 1000);
  it.each([
    { name: 'its own', jwt: () => github.jwt(), status: 200 },
    { name: 'issued under its client id', jwt: () => github.jwt({ iss: 'Iv23li4711' }), status: 200 },
    { name: 'of another app', jwt: () => github.jwt({ iss: 12 }), status: 401 },
    { name: 'that has expired', jwt: () => github.jwt({ exp: seconds() - 1, iat: seconds() - 300 }), status: 401 },
    { name: 'that lives an hour', jwt: () => github.jwt({ exp: seconds() + 3600 }), status: 401 },
    { name: 'from the future', jwt: () => github.jwt({ iat: seconds() + 300, exp: seconds() + 500 }), status: 401 },
    { name: 'with a changed signature', jwt: () => `${github.jwt().slice(0, -6)}AAAAAA`, status: 401 },
    { name: 'that is none', jwt: () => 'a.b.c', status: 401 },
    { name: 'replaced by an installation token', jwt: () => github.token(), status: 401 },
  ])('$name is answered with $status', async ({ jwt, status }) => {
    expect((await github.ask('GET', '/app', { as: jwt() })).status).toBe(status);
  });

  it('is answered with the time of the drill, by which a client can set its clock', async () => {
    const { headers } = await github.ask('GET', '/app', { as: github.jwt() });
    expect(Date.parse(headers.get('date') ?? '')).toBe(github.clock.now);
  });

  it('opens nothing but the app', async () => {
    expect((await github.ask('GET', issues, { as: github.jwt() })).status).toBe(403);
    expect((await github.ask('GET', '/app/installations', { as: github.jwt() })).body).toHaveLength(1);
    expect((await github.ask('GET', installation, { as: github.jwt() })).status).toBe(200);
    expect((await github.ask('GET', '/app/installations/1', { as: github.jwt() })).status).toBe(404);
  });
});

describe('an installation token', () => {
  it('looks as they do since October 2026', () => {
    expect(github.token()).toMatch(/^ghs_4711_[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);
    expect(github.token().length).toBeGreaterThan(480);
  });

  it('is good for an hour', async () => {
    const token = await github.newToken();
    const status = async () => (await github.ask('GET', issues, { as: token })).status;
    expect(await status()).toBe(200);
    github.clock.now += 3_599_000;
    expect(await status()).toBe(200);
    github.clock.now += 1_000;
    expect(await status()).toBe(401);
    github.clock.now -= 3_600_000;
  });

  it('can be narrowed to some repositories', async () => {
    const id = github.sim.world.repository('acme/gadget').id;
    const token = await github.newToken({ repository_ids: [id] });
    const { body } = await github.ask('GET', '/installation/repositories', { as: token });
    expect(each(field(body, 'repositories'), 'full_name')).toEqual(['acme/gadget']);
    expect((await github.ask('GET', issues, { as: token })).status).toBe(404);
    const beyond = { repository_ids: [github.sim.world.repository('acme/hidden').id] };
    expect((await github.ask('POST', `${installation}/access_tokens`, { as: github.jwt(), body: beyond })).status).toBe(422);
  });

  it('sees nothing of a repository it does not cover, private or not', async () => {
    await github.sim.world.addRepository('acme/open');
    expect((await github.ask('GET', '/repos/acme/hidden')).status).toBe(404);
    expect((await github.ask('GET', '/repos/acme/open')).status).toBe(404);
    expect((await github.ask('GET', '/repos/acme/nothing')).status).toBe(404);
  });

  it.each([
    { method: 'POST', path: issues, body: { title: 'x' }, has: { issues: 'read' }, accepted: 'issues=write' },
    { method: 'GET', path: issues, has: { contents: 'read' }, accepted: 'issues=read; pull_requests=read' },
    { method: 'GET', path: '/repos/acme/widget/security-advisories', has: { issues: 'write' }, accepted: 'repository_advisories=read' },
    { method: 'PUT', path: '/repos/acme/widget/collaborators/eve', has: { contents: 'write' }, accepted: 'administration=write' },
    { method: 'GET', path: '/orgs/acme/teams/maintainers/members', has: { issues: 'write' }, accepted: 'members=read' },
  ])('is told what is missing: $method $path', async ({ method, path, body, has, accepted }) => {
    const as = await github.newToken({ permissions: has });
    const answer = await github.ask(method, path, { as, ...(body && { body }) });
    expect([answer.status, field(answer.body, 'message')]).toEqual([403, 'Resource not accessible by integration']);
    expect(answer.headers.get('x-accepted-github-permissions')).toBe(accepted);
  });
});

describe('the installation', () => {
  it('gets new permissions when an owner accepts them', async () => {
    const { world } = github.sim;
    world.acceptPermissions('acme', { ...allPermissions, issues: 'read' });
    const weaker = await github.newToken();
    expect((await github.ask('POST', issues, { as: weaker, body: { title: 'x' } })).status).toBe(403);
    world.acceptPermissions('acme', allPermissions);
    await github.sim.idle();
    expect(github.received.at(-1)!.payload).toMatchObject({
      action: 'new_permissions_accepted',
      installation: { permissions: allPermissions },
    });
  });

  it('loses a repository, and is told', async () => {
    github.sim.world.changeInstallation('acme', { removed: ['acme/gadget'] });
    expect((await github.ask('GET', '/repos/acme/gadget')).status).toBe(404);
    await github.sim.idle();
    expect(github.received.at(-1)!.payload).toMatchObject({ action: 'removed', repositories_removed: [{ full_name: 'acme/gadget' }] });
  });

  it('is asked for by repository', async () => {
    const path = '/repos/acme/widget/installation';
    expect(field((await github.ask('GET', path, { as: github.jwt() })).body, 'app_slug')).toBe('fixlead');
  });

  it('takes its tokens along when the app is uninstalled', async () => {
    const { world } = github.sim;
    world.uninstallApp('acme');
    expect((await github.ask('GET', issues)).status).toBe(401);
    world.installApp('acme', ['acme/widget'], allPermissions);
    await github.sim.idle();
    const actions = github.received.slice(-2).map(({ payload }) => textOf(payload, 'action'));
    expect(actions).toEqual(['deleted', 'created']);
  });
});

it('says nothing that GitHub does not document', () => {
  expect(github.problems).toEqual([]);
});
