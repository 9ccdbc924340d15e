import { setTimeout as sleep } from 'node:timers/promises';
import { Webhooks } from '@octokit/webhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aGitHub, each, field, webhookSecret, type AGitHub } from './a-github.ts';

let github: AGitHub;
beforeAll(async () => {
  github = await aGitHub();
});
afterAll(async () => {
  await github.close();
});
beforeEach(async () => {
  await github.sim.idle();
  github.received.length = 0;
  github.sim.world.deliveries.length = 0;
  github.receiver.status = 202;
});

const open = (title: string) => github.sim.actAs('ana').openIssue('acme/widget', { title });
const titles = () => github.received.map(({ payload }) => field(payload, 'issue', 'title'));
const asApp = (method: string, path: string) => github.ask(method, path, { as: github.jwt() });
const log = async (query = '') => (await asApp('GET', `/app/hook/deliveries${query}`)).body;

describe('a webhook', () => {
  it('is signed so that Octokit accepts it, and refuses it when it was changed', async () => {
    await open('Signed – with ünïcode');
    await github.sim.idle();
    const { body, headers } = github.received[0]!;
    const webhooks = new Webhooks({ secret: webhookSecret });
    await expect(webhooks.verify(body, headers['x-hub-signature-256']!)).resolves.toBe(true);
    await expect(webhooks.verify(body.replace('Signed', 'Forged'), headers['x-hub-signature-256']!)).resolves.toBe(false);
    expect(headers).toMatchObject({
      'x-github-event': 'issues',
      'x-github-delivery': expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as unknown,
      'x-github-hook-installation-target-id': '4711',
      'user-agent': expect.stringMatching(/^GitHub-Hookshot\//) as unknown,
      'content-type': 'application/json',
    });
  });

  it('is not sent for what the installation may not read', async () => {
    const { world } = github.sim;
    const { permissions } = world.installation('acme');
    world.acceptPermissions('acme', { repository_advisories: 'write' });
    await open('Unseen');
    world.acceptPermissions('acme', permissions);
    await github.sim.idle();
    expect(github.received.map(({ headers }) => headers['x-github-event'])).toEqual(['installation', 'installation']);
  });
});

describe('the log', () => {
  it('keeps what arrived and what did not, and nothing is sent again by itself', async () => {
    await open('Arrives');
    await github.sim.idle();
    github.receiver.status = 503;
    await open('Is refused');
    await github.sim.idle();
    const undo = github.sim.misbehave({ kind: 'lost', event: 'issues' });
    await open('Is lost');
    await github.sim.idle();
    undo();
    expect(titles()).toEqual(['Arrives', 'Is refused']);
    const body = await log();
    expect(each(body, 'status')).toEqual(['failed to connect to host', 'Invalid HTTP Response: 503', 'OK']);
    expect(each(body, 'status_code')).toEqual([0, 503, 202]);
    // The filter knows answers only: what never arrived is not in it.
    expect(each(await log('?status=failure'), 'status_code')).toEqual([503]);
  });

  it('writes down that nobody listens', async () => {
    const own = await aGitHub();
    own.sim.deliverTo('http://127.0.0.1:9/');
    await own.sim.actAs('ana').openIssue('acme/widget', { title: 'Hello?' });
    await own.sim.idle();
    expect(own.sim.world.deliveries).toMatchObject([{ status: 'failed to connect to host', statusCode: 0 }]);
    await own.close();
  });

  it('gives the whole delivery, and sends it again under the same GUID when asked', async () => {
    github.receiver.status = 500;
    await open('Again');
    await github.sim.idle();
    github.receiver.status = 202;
    const id = Number(field(await log(), 0, 'id'));
    const { body } = await asApp('GET', `/app/hook/deliveries/${id}`);
    expect(body).toMatchObject({ request: { payload: { issue: { title: 'Again' } } }, response: { payload: 'taken' }, redelivery: false });
    expect((await asApp('POST', `/app/hook/deliveries/${id}/attempts`)).status).toBe(202);
    await github.sim.idle();
    const [first, second] = github.received;
    expect(second!.headers['x-github-delivery']).toBe(first!.headers['x-github-delivery']);
    expect(second!.body).toBe(first!.body);
    expect(await log()).toMatchObject([
      { redelivery: true, status: 'OK', guid: first!.headers['x-github-delivery'] },
      { redelivery: false },
    ]);
  });

  it('forgets after three days', async () => {
    await open('Old');
    await github.sim.idle();
    const id = Number(field(await log(), 0, 'id'));
    github.clock.now += 3 * 24 * 3_600_000;
    expect(await log()).toEqual([]);
    expect((await asApp('POST', `/app/hook/deliveries/${id}/attempts`)).status).toBe(404);
    github.clock.now -= 3 * 24 * 3_600_000;
  });

  it('is read page by page', async () => {
    for (const title of ['1', '2', '3']) await open(title);
    await github.sim.idle();
    const first = await asApp('GET', '/app/hook/deliveries?per_page=2');
    expect(first.body).toHaveLength(2);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1];
    expect(next).toContain('cursor=');
    expect((await asApp('GET', next ?? '')).body).toHaveLength(1);
  });
});

describe('deliveries that misbehave', () => {
  it('come twice under one GUID', async () => {
    github.sim.misbehave({ kind: 'duplicate', event: 'issues', times: 1 });
    await open('Twice');
    await open('Once');
    await github.sim.idle();
    expect(titles()).toEqual(['Twice', 'Twice', 'Once']);
    expect(github.received[0]!.headers['x-github-delivery']).toBe(github.received[1]!.headers['x-github-delivery']);
  });

  it('are overtaken', async () => {
    github.sim.misbehave({ kind: 'reordered', event: 'issues', times: 1 });
    await open('First');
    await open('Second');
    await open('Third');
    await github.sim.idle();
    expect(titles()).toEqual(['Second', 'First', 'Third']);
  });

  it('arrive all the same when nothing overtakes them', async () => {
    github.sim.misbehave({ kind: 'reordered', event: 'issues', times: 1 });
    await open('Alone');
    await github.sim.idle();
    expect(titles()).toEqual(['Alone']);
  });

  it('are lost by chance, and by the same chance for the same seed', async () => {
    const undo = github.sim.misbehave({ kind: 'lost', event: 'issues', probability: 0.5 });
    for (let count = 0; count < 20; count += 1) await open(`Chance ${count}`);
    await github.sim.idle();
    undo();
    expect(github.received.length).toBeGreaterThan(3);
    expect(github.received.length).toBeLessThan(17);
  });

  it.each([0, 1, 2, 3, 4, 5, 6])('are all tried when one comes just as the one before was lost (%i turns later)', async (turns) => {
    const undo = github.sim.misbehave({ kind: 'lost', event: 'issues' });
    const first = open('First');
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    await Promise.all([first, open('Second')]);
    undo();
    await expect(Promise.race([github.sim.idle().then(() => 'idle'), sleep(2_000, 'busy for ever', { ref: false })])).resolves.toBe('idle');
    expect(github.sim.world.deliveries).toHaveLength(2);
  });
});

it('says nothing that GitHub does not document', () => {
  expect(github.problems).toEqual([]);
});
