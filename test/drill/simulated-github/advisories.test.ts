import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aGitHub, each, field, textOf, type AGitHub } from './a-github.ts';

const path = '/repos/acme/widget/security-advisories';
const vulnerabilities = [
  { package: { ecosystem: 'npm' as const, name: 'widget' }, vulnerable_version_range: '< 2.0.1', patched_versions: '2.0.1' },
];
const report = { summary: 'Widgets explode', description: 'When shaken.' };
const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

let github: AGitHub;
beforeAll(async () => {
  github = await aGitHub();
});
afterAll(async () => {
  await github.close();
});

const draft = async () =>
  textOf((await github.ask('POST', path, { body: { ...report, vulnerabilities, severity: 'high' } })).body, 'ghsa_id');
const patch = (ghsa: string, body: object) => github.ask('PATCH', `${path}/${ghsa}`, { body });

describe('a private report', () => {
  it('is told to the app with the reporter as sender and with what GitHub leaves out left out', async () => {
    const ghsa = await github.sim
      .actAs('rita')
      .reportVulnerability('acme/widget', { ...report, vulnerabilities: [{ vulnerable_version_range: '<0' }] });
    await github.sim.idle();
    const { headers, payload } = github.received.at(-1)!;
    expect(headers['x-github-event']).toBe('repository_advisory');
    expect(payload).toMatchObject({
      action: 'reported',
      sender: { login: 'rita' },
      organization: { login: 'acme' },
      repository: { full_name: 'acme/widget' },
    });
    expect(field(payload, 'installation', 'id')).toBe(github.sim.world.installation('acme').id);
    expect(field(payload, 'repository_advisory')).toMatchObject({
      ...{
        ghsa_id: ghsa,
        state: 'triage',
        author: null,
        created_at: null,
        submission: null,
        private_fork: null,
        collaborating_users: null,
      },
      vulnerabilities: [{ package: { ecosystem: '', name: '' }, vulnerable_version_range: '<0' }],
    });
  });

  it('shows the app who wrote it', async () => {
    const ghsa = await github.sim.actAs('rita').reportVulnerability('acme/widget', report);
    expect(ghsa).toMatch(/^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/);
    const { status, body } = await github.ask('GET', `${path}/${ghsa}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      author: { login: 'rita' },
      submission: { accepted: false },
      state: 'triage',
      collaborating_users: [{ login: 'rita' }],
    });
  });

  it('is hidden from people who have nothing to do with it', async () => {
    const ghsa = await github.sim.actAs('rita').reportVulnerability('acme/widget', report);
    const asPerson = async (login: string) => (await github.ask('GET', `${path}/${ghsa}`, { as: github.sim.actAs(login).token })).status;
    expect([await asPerson('rita'), await asPerson('bob'), await asPerson('eve')]).toEqual([200, 200, 404]);
  });
});

describe('the life of an advisory', () => {
  it.each([
    { from: [], to: 'draft', status: 200 },
    { from: [], to: 'closed', status: 200 },
    // A report is accepted first.
    { from: [], to: 'published', status: 422 },
    { from: ['draft'], to: 'published', status: 200 },
    { from: ['closed'], to: 'draft', status: 200 },
    { from: ['closed'], to: 'published', status: 422 },
    // A publication is for good.
    { from: ['draft', 'published'], to: 'closed', status: 422 },
    { from: ['draft', 'published'], to: 'draft', status: 422 },
    { from: ['draft'], to: 'triage', status: 422 },
  ])('answers $status when a report that went through $from is set to $to', async ({ from, to, status }) => {
    const ghsa = await github.sim.actAs('rita').reportVulnerability('acme/widget', { ...report, vulnerabilities });
    for (const state of from) await patch(ghsa, { state });
    expect((await patch(ghsa, { state: to })).status).toBe(status);
  });

  it('is announced when it is published, and not before', async () => {
    const ghsa = await draft();
    await github.sim.idle();
    const before = github.received.length;
    await patch(ghsa, { summary: 'Widgets explode when shaken' });
    await patch(ghsa, { state: 'published' });
    await github.sim.idle();
    expect(github.received.slice(before).map(({ payload }) => field(payload, 'action'))).toEqual(['published']);
    expect(github.received.at(-1)!.payload).toMatchObject({
      sender: { login: 'fixlead[bot]' },
      repository_advisory: { publisher: { login: 'fixlead[bot]' } },
    });
  });
});

describe('what may be written', () => {
  it.each([
    { name: 'a severity beside a vector', body: { severity: 'low', cvss_vector_string: vector } },
    { name: 'a vector of no version we know', body: { cvss_vector_string: 'AV:N/AC:L' } },
    { name: 'a summary of 1,025 letters', body: { summary: 'x'.repeat(1025) } },
    { name: 'an empty list of vulnerabilities', body: { vulnerabilities: [] } },
    { name: 'a collaborator nobody knows', body: { collaborating_users: ['nobody'] } },
    { name: 'a credit for nobody', body: { credits: [{ login: 'nobody', type: 'finder' }] } },
    { name: 'an ecosystem that does not exist', body: { vulnerabilities: [{ package: { ecosystem: 'cobol' } }] } },
    { name: 'a malformed CVE id', body: { cve_id: 'CVE-26-1' } },
  ])('refuses $name', async ({ body }) => {
    const ghsa = await draft();
    expect((await patch(ghsa, body)).status).toBe(422);
    expect(field((await github.ask('GET', `${path}/${ghsa}`)).body, 'summary')).toBe(report.summary);
  });

  it('refuses a draft without a vulnerability in the words GitHub uses', async () => {
    const { status, body } = await github.ask('POST', path, { body: { ...report, vulnerabilities: [] } });
    expect([status, field(body, 'message')]).toEqual([422, 'Advisory must have at least one vulnerability']);
  });

  it('replaces collaborators and credits as a whole', async () => {
    const ghsa = await draft();
    await patch(ghsa, { collaborating_users: ['rita'], credits: [{ login: 'rita', type: 'finder' }] });
    const { body } = await patch(ghsa, { collaborating_users: ['eve'], credits: [{ login: 'eve', type: 'coordinator' }] });
    expect(each(field(body, 'collaborating_users'), 'login')).toEqual(['eve']);
    expect(field(body, 'credits')).toEqual([{ login: 'eve', type: 'coordinator' }]);
  });

  it.each([
    {
      given: vector,
      shown: { cvss_v3: { vector_string: vector, score: 9.8 }, cvss_v4: { vector_string: null, score: null } },
      severity: 'critical',
    },
    {
      given: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
      shown: { cvss_v4: { vector_string: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', score: 9.3 } },
      severity: 'critical',
    },
  ])('scores $given', async ({ given, shown, severity }) => {
    const { body } = await patch(await draft(), { cvss_vector_string: given });
    expect(body).toMatchObject({ severity, cvss_severities: shown });
  });

  it('lets a collaborator edit, but neither publish nor choose collaborators', async () => {
    const ghsa = await draft();
    await patch(ghsa, { collaborating_users: ['rita'] });
    const rita = github.sim.actAs('rita');
    await rita.editAdvisory(ghsa, { summary: 'Better said' });
    await expect(rita.publishAdvisory(ghsa)).rejects.toThrow('admin rights');
    await expect(rita.editAdvisory(ghsa, { collaborating_users: ['eve'] })).rejects.toThrow('administrative/security management rights');
    expect(github.sim.world.advisory(ghsa)).toMatchObject({ summary: 'Better said', state: 'draft', collaboratingUsers: ['rita'] });
  });

  it('leaves `cvss` out for clients of the newest API version', async () => {
    const ghsa = await draft();
    const { body } = await github.ask('GET', `${path}/${ghsa}`, { headers: { 'x-github-api-version': '2026-03-10' } });
    expect(body).not.toHaveProperty('cvss');
    expect(github.problems.pop()).toContain("must have required property 'cvss'");
  });
});

describe('a CVE id', () => {
  it('is asked for once and comes later, by hand', async () => {
    const ghsa = await draft();
    expect((await github.ask('POST', `${path}/${ghsa}/cve`)).status).toBe(202);
    expect((await github.ask('POST', `${path}/${ghsa}/cve`)).status).toBe(422);
    expect(field((await github.ask('GET', `${path}/${ghsa}`)).body, 'cve_id')).toBeNull();
    github.sim.world.assignCve(ghsa, 'CVE-2026-12345');
    const { body } = await github.ask('GET', `${path}/${ghsa}`);
    expect(field(body, 'identifiers')).toContainEqual({ type: 'CVE', value: 'CVE-2026-12345' });
  });
});

describe('lists', () => {
  it('filter by state, sort by update, and page with a cursor', async () => {
    const ids = [await draft(), await draft(), await draft()];
    github.clock.now += 60_000;
    await patch(ids[0]!, { summary: 'Touched last' });
    const first = await github.ask('GET', `${path}?state=draft&sort=updated&direction=desc&per_page=2`);
    expect(first.body).toHaveLength(2);
    expect(field(first.body, 0, 'ghsa_id')).toBe(ids[0]);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1];
    const second = await github.ask('GET', next ?? '');
    expect(each(second.body, 'ghsa_id')).not.toContain(ids[0]);
    expect(new Set(each(second.body, 'state'))).toEqual(new Set(['draft']));
    expect(each((await github.ask('GET', '/orgs/acme/security-advisories?per_page=100')).body, 'ghsa_id')).toEqual(
      expect.arrayContaining(ids),
    );
  });
});

describe('comments', () => {
  it('can be read, written and edited, but send no webhook and leave `updated_at` alone', async () => {
    const ghsa = await draft();
    await github.sim.idle();
    const before = { webhooks: github.received.length, updatedAt: github.sim.world.advisory(ghsa).updatedAt };
    github.clock.now += 5_000;
    const id = await github.sim.actAs('ana').commentOnAdvisory(ghsa, '/ack');
    const posted = await github.ask('POST', `${path}/${ghsa}/comments`, { body: { body: 'Thank you' } });
    await github.ask('PATCH', `${path}/${ghsa}/comments/${String(field(posted.body, 'id'))}`, { body: { body: 'Thanks' } });
    const list = await github.ask('GET', `${path}/${ghsa}/comments`);
    expect(list.body).toMatchObject([
      { id, body: '/ack', user: { login: 'ana' } },
      { id: field(posted.body, 'id'), body: 'Thanks', user: { login: 'fixlead[bot]' } },
    ]);
    expect(field((await github.ask('GET', `${path}/${ghsa}`)).body, 'comments')).toBe(2);
    await github.sim.idle();
    expect(github.received.length).toBe(before.webhooks);
    expect(github.sim.world.advisory(ghsa).updatedAt).toBe(before.updatedAt);
  });

  it('come back through `since` when they are edited, and not when they are confidential or deleted', async () => {
    const ghsa = await draft();
    const ana = github.sim.actAs('ana');
    const old = await ana.commentOnAdvisory(ghsa, 'first');
    const gone = await ana.commentOnAdvisory(ghsa, 'second');
    await ana.commentOnAdvisory(ghsa, 'between us', { confidential: true });
    github.clock.now += 60_000;
    const since = new Date(github.clock.now).toISOString();
    await ana.editAdvisoryComment(old, 'first, corrected');
    await ana.deleteAdvisoryComment(gone);
    const { body } = await github.ask('GET', `${path}/${ghsa}/comments?since=${since}`);
    expect(each(body, 'body')).toEqual(['first, corrected']);
    expect(field(body, 0, 'created_at')).not.toBe(field(body, 0, 'updated_at'));
  });
});

it('says nothing that GitHub does not document', () => {
  expect(github.problems).toEqual([]);
});
