import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import nock from 'nock';
import { z } from 'zod';
import { askForAll } from '../../../src/adapters/github/ask.ts';
import type { Asker } from '../../../src/adapters/github/ask.ts';
import type { GitHubConnection } from '../../../src/adapters/github/connect.ts';
import { connectGitHub } from '../../../src/adapters/github/connect.ts';
import type { Log } from '../../../src/engine/ports/clock.ts';
import { GitHubFailure } from '../../../src/engine/ports/failures.ts';
import { appId, privateKey } from './stage.ts';

const host = 'https://github.test';
const now = Date.parse('2031-03-03T09:00:00Z');
let said: string[];
let connection: GitHubConnection;
let asker: Asker;

const log = (): Log => {
  const at = (level: string) => (facts: Record<string, unknown>, message: string) =>
    void said.push(`${level} ${JSON.stringify(facts)} ${message}`);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
};

beforeEach(() => {
  said = [];
  nock.disableNetConnect();
  nock(host)
    .post('/app/installations/7/access_tokens')
    .reply(201, { token: 'ghs_4711_first', expires_at: new Date(now + 3_600_000).toISOString(), permissions: {} });
  connection = connectGitHub({ appId, privateKey, apiUrl: host, log: log(), now: () => now });
  asker = connection.asInstallation(7);
});

afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

const allButDate = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

const issue = { owner: 'acme', repo: 'widget', issue_number: 1 };
const read = () => asker.ask('GET /repos/{owner}/{repo}/issues/{issue_number}', issue, z.object({ title: z.string() }));
const write = () => asker.ask('PATCH /repos/{owner}/{repo}/issues/{issue_number}', { ...issue, body: 'SECRET' }, z.unknown());
const path = '/repos/acme/widget/issues/1';

async function failureOf(work: Promise<unknown>): Promise<GitHubFailure> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof GitHubFailure)) throw new Error(`expected a GitHubFailure, got ${String(failure)}`);
  return failure;
}

describe('signing in', () => {
  it('refuses a private key that is none, without quoting it', () => {
    const wrong = { appId, privateKey: '-----BEGIN RSA PRIVATE KEY-----SECRET', log: log(), now: () => now };
    expect(() => connectGitHub(wrong)).toThrow("The App's private key is not a private key in PEM form, as GitHub hands it out");
  });

  it('takes a key whose line ends are written as \\n, and one in PKCS#8', () => {
    const options = { appId, log: log(), now: () => now };
    const pkcs8 = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    expect(() => connectGitHub({ ...options, privateKey: privateKey.replaceAll('\n', '\\n') })).not.toThrow();
    expect(() => connectGitHub({ ...options, privateKey: String(pkcs8) })).not.toThrow();
  });

  it('asks for one token and uses it until shortly before it expires by the clock of the drill', async () => {
    let clock = now;
    const tokens = nock(host)
      .post('/app/installations/8/access_tokens')
      .times(2)
      .reply(201, () => ({ token: `ghs_at_${clock}`, expires_at: new Date(clock + 3_600_000).toISOString(), permissions: {} }));
    const renewedAt = now + 59.5 * 60_000;
    for (const at of [now, now, renewedAt])
      nock(host).get(path).matchHeader('authorization', `token ghs_at_${at}`).reply(200, { title: 'x' });
    asker = connectGitHub({ appId, privateKey, apiUrl: host, log: log(), now: () => clock }).asInstallation(8);
    await read();
    clock += 58 * 60_000;
    await read();
    clock += 90_000;
    await read();
    expect(tokens.isDone()).toBe(true);
  });

  it('gets another token when GitHub has dropped the one we have, for a write too', async () => {
    nock(host).get(path).reply(200, { title: 'x' });
    await read();
    // A 401 right after a token was made is taken for a delay inside GitHub, and waited for; this one is older.
    jest.useFakeTimers({ now: Date.now() + 60_000, doNotFake: [...allButDate] });
    nock(host)
      .patch(path, { body: 'SECRET' })
      .matchHeader('authorization', 'token ghs_4711_first')

      .reply(401, { message: 'Bad credentials' });
    nock(host)
      .post('/app/installations/7/access_tokens')
      .reply(201, { token: 'ghs_4711_second', expires_at: new Date(now + 3_600_000).toISOString(), permissions: {} });
    nock(host).patch(path).matchHeader('authorization', 'token ghs_4711_second').reply(200, {});
    await expect(write()).resolves.toEqual({});
    jest.useRealTimers();
  });
});

describe('what GitHub answers', () => {
  const limits = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 90), date: new Date(now + 30_000).toUTCString() };
  const rows: { name: string; status: number; body?: unknown; headers?: Record<string, string>; failure: object; says: string }[] = [
    { name: 'not found', status: 404, failure: { permanent: true }, says: 'GitHub answered 404 Not Found' },
    { name: 'gone', status: 410, failure: { permanent: true }, says: 'GitHub answered 410 Not Found' },
    { name: 'blocked for legal reasons', status: 451, failure: { permanent: true }, says: '451' },
    {
      name: 'a refusal with its reasons, without what was sent',
      status: 422,
      body: {
        message: 'Validation Failed',
        errors: [{ resource: 'Issue', field: 'body', code: 'invalid', value: 'SECRET' }, 'No way', { message: 'Why' }],
      },
      failure: { permanent: true },
      says: 'GitHub answered 422 Validation Failed; body invalid; No way; Why',
    },
    {
      name: 'a missing permission',
      status: 403,
      body: { message: 'Resource not accessible by integration' },
      headers: { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' },
      failure: { permanent: true, retryAfterMs: undefined },
      says: 'it needs the permission issues=write; pull_requests=write',
    },
    {
      name: 'a right that no permission gives',
      status: 403,
      body: { message: 'Cannot update advisory collaborators' },
      failure: { permanent: true },
      says: 'GitHub answered 403 Cannot update advisory collaborators',
    },
    {
      name: "the primary limit, by GitHub's own clock",
      status: 403,
      body: { message: 'API rate limit exceeded' },
      headers: limits,
      failure: { permanent: false, retryAfterMs: 60_000 },
      says: '403 API rate limit exceeded',
    },
    {
      name: 'a limit that names its wait',
      status: 429,
      headers: { 'retry-after': '7' },
      failure: { permanent: false, retryAfterMs: 7000 },
      says: '429',
    },
    { name: 'a limit that names none', status: 429, failure: { permanent: false, retryAfterMs: 60_000 }, says: '429' },
    {
      name: 'the secondary limit that names none',
      status: 403,
      body: { message: 'You have exceeded a secondary rate limit' },
      failure: { permanent: false, retryAfterMs: 60_000 },
      says: 'secondary rate limit',
    },
    {
      name: 'an absurd wait, cut to two hours',
      status: 429,
      headers: { 'retry-after': '9999999' },
      failure: { retryAfterMs: 7_200_000 },
      says: '429',
    },
    { name: 'a race', status: 409, failure: { permanent: false }, says: '409' },
    { name: 'trouble', status: 500, failure: { permanent: false, retryAfterMs: undefined }, says: '500' },
    { name: 'bad gateway in HTML', status: 502, body: '<html>SECRET</html>', failure: { permanent: false }, says: '502' },
    {
      name: 'maintenance that names its wait',
      status: 503,
      headers: { 'retry-after': '30' },
      failure: { permanent: false, retryAfterMs: 30_000 },
      says: '503',
    },
  ];
  it.each(rows)('$name ($status)', async ({ status, body = { message: 'Not Found' }, headers = {}, failure, says }) => {
    nock(host)
      .patch(path)
      .once()
      .reply(status, body as nock.Body, headers);
    const thrown = await failureOf(write());
    expect(thrown).toMatchObject(failure);
    expect(thrown.message).toMatch(/^PATCH \/repos\/acme\/widget\/issues\/1: /);
    expect(thrown.message).toContain(says);
    expect(JSON.stringify([thrown.message, thrown.cause, { ...thrown }, said])).not.toMatch(/SECRET|ghs_4711/);
  });

  it('is never asked for twice by ourselves', async () => {
    const twice = nock(host).patch(path).times(2).reply(502);
    await failureOf(write());
    expect(twice.isDone()).toBe(false);
  });

  it('may be what we cannot read, which is said with its place and without its text', async () => {
    nock(host)
      .get(path)
      .reply(200, { title: { SECRET: 1 } });
    expect(await failureOf(read())).toMatchObject({
      permanent: true,
      message:
        'GET /repos/{owner}/{repo}/issues/{issue_number}: an answer we cannot read, at title: Invalid input: expected string, received object',
    });
  });

  it("may be a proxy's page instead, which passes", async () => {
    nock(host).get(path).reply(200, '<html></html>', { 'content-type': 'text/html' });
    expect(await failureOf(read())).toMatchObject({ permanent: false });
  });

  it('may be a broken connection', async () => {
    nock(host)
      .get(path)
      .replyWithError(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
    expect(await failureOf(read())).toMatchObject({ permanent: false, message: expect.stringContaining('no answer (') });
  });

  it('may be an id above 2^53, which keeps all its digits', async () => {
    const { missedDeliveries } = await import('../../../src/adapters/github/deliveries.ts');
    const delivery = '{"id":3804004623172239366,"guid":"g","delivered_at":"2031-03-03T08:00:00Z","status":"timed out"}';
    nock(host).get('/app/hook/deliveries?per_page=100').reply(200, `[${delivery}]`, { 'content-type': 'application/json' });
    expect(await missedDeliveries(connection.asApp(), 0)).toEqual([{ id: '3804004623172239366', guid: 'g' }]);
  });
});

describe('an answer that does not come to its end', () => {
  const beginning = (response: ServerResponse): unknown =>
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"title":');
  const ways: { name: string; isQuick?: true; answer: (response: ServerResponse) => unknown }[] = [
    {
      name: 'is cut off in the middle',
      isQuick: true,
      answer: (response) => [beginning(response), setTimeout(() => response.destroy(), 20)],
    },
    { name: 'never begins', answer: () => undefined },
    { name: 'stops in the middle', answer: beginning },
    {
      name: 'goes on and on',
      isQuick: true,
      answer: (response) => {
        const more = (): unknown => (response.write('x'.repeat(1024 * 1024)) ? setImmediate(more) : response.once('drain', more));
        response.writeHead(200, { 'content-type': 'application/json' });
        more();
      },
    },
    { name: 'never begins, so that there is no token', answer: () => undefined },
  ];
  const timeoutMs = 150;
  let asked: string[];
  let server: Server;

  beforeEach(() => {
    nock.enableNetConnect('127.0.0.1');
    nock.restore();
    asked = [];
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    nock.activate();
  });

  const ask = async (way: (typeof ways)[number], work: () => Promise<unknown>): Promise<GitHubFailure> => {
    server = createServer((request, response) => {
      request.resume();
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      if (!request.url?.endsWith('access_tokens') || way.name.includes('token')) return void way.answer(response);
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ token: 'ghs_1', expires_at: new Date(now + 3_600_000).toISOString(), permissions: {} }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const options = { appId, privateKey, log: log(), now: () => now, requestTimeoutMs: way.isQuick ? undefined : timeoutMs };
    asker = connectGitHub({ ...options, apiUrl: `http://127.0.0.1:${port}` }).asInstallation(7);
    return failureOf(work());
  };

  it.each(ways)('and $name is a failure that passes, not an empty answer and not a wait for ever', async (way) => {
    const failure = await ask(way, read);
    expect(failure).toMatchObject({ permanent: false, message: expect.stringContaining('no answer') });
    if (!way.isQuick) expect(failure.message).toContain('aborted due to timeout');
    if (way.name === 'goes on and on') expect(failure.message).toContain('longer than 67108864 bytes');
  });

  it.each(ways.slice(0, 3))('and $name is not asked for twice when something was to be written', async (way) => {
    await ask(way, write);
    expect(asked.filter((line) => line.startsWith('PATCH'))).toEqual([`PATCH ${path}`]);
  });
});

describe('lists', () => {
  const items = z.array(z.object({ id: z.int() }));
  const list = { route: 'GET /repos/{owner}/{repo}/issues', parameters: { owner: 'acme', repo: 'widget', per_page: 2 }, items } as const;
  const issues = '/repos/acme/widget/issues';
  const next = (to: string) => ({ link: `<${to}>; rel="next", <${host}${issues}?page=9>; rel="last"` });

  it('are followed to their end', async () => {
    nock(host)
      .get(`${issues}?per_page=2`)
      .reply(200, [{ id: 1 }, { id: 2 }], next(`${host}${issues}?per_page=2&page=2`));
    nock(host)
      .get(`${issues}?per_page=2&page=2`)
      .reply(200, [{ id: 3 }]);
    expect(await askForAll(asker, { ...list, maxPages: 5 })).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  });

  it('that are longer than we read are a failure, not a shorter list', async () => {
    nock(host)
      .get(`${issues}?per_page=2`)
      .reply(200, [{ id: 1 }, { id: 2 }], next(`${host}${issues}?per_page=2&page=2`));
    expect(await failureOf(askForAll(asker, { ...list, maxPages: 1 }))).toMatchObject({ permanent: true });
  });

  it('are not followed to another host, where our token would go along', async () => {
    nock(host)
      .get(`${issues}?per_page=2`)
      .reply(200, [{ id: 1 }, { id: 2 }], next('https://github.test.evil.example/x'));
    expect(await failureOf(askForAll(asker, { ...list, maxPages: 5 }))).toMatchObject({ permanent: true });
  });
});

describe('what was learnt before', () => {
  it('is asked for conditionally, and kept when nothing changed', async () => {
    nock(host).get(path).reply(200, { title: 'One' }, { etag: '"1"' });
    nock(host).get(path).matchHeader('if-none-match', '"1"').reply(304);
    nock(host).get(path).matchHeader('if-none-match', '"1"').reply(200, { title: 'Two' }, { etag: '"2"' });
    nock(host).get(path).matchHeader('if-none-match', '"2"').reply(304);
    const titles = [await read(), await read(), await read(), await read()].map(({ title }) => title);
    expect(titles).toEqual(['One', 'One', 'Two', 'Two']);
  });

  it("is not another installation's to know", async () => {
    nock(host).get(path).reply(200, { title: 'One' }, { etag: '"1"' });
    await read();
    nock(host)
      .post('/app/installations/9/access_tokens')
      .reply(201, { token: 'ghs_9', expires_at: new Date(now + 3_600_000).toISOString(), permissions: {} });
    nock(host, { badheaders: ['if-none-match'] })
      .get(path)
      .reply(404, { message: 'Not Found' });
    asker = connection.asInstallation(9);
    expect(await failureOf(read())).toMatchObject({ permanent: true });
  });

  it.each([
    [404, 'Not Found'],
    [403, 'This installation has been suspended'],
  ])('that is gone is not taken for a thing that is not there (%i)', async (status, message) => {
    nock(host).post('/app/installations/9/access_tokens').reply(status, { message });
    const gone = connection.asInstallation(9).askIfThere('GET /repos/{owner}/{repo}/issues/{issue_number}', issue, z.unknown());
    const failure = await failureOf(gone);
    expect(failure).toMatchObject({ permanent: false });
    expect(failure.message).toContain(`is not installed there, or is suspended (${status} ${message})`);
  });
});
