// The door for a CI outside GitHub, knocked at over real HTTP: by those who may, and by everybody else.
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { keysOf } from '../../../src/adapters/evidence/issuer-keys.ts';
import { bodyRoom } from '../../../src/adapters/body-room.ts';
import { evidencePath, receiveEvidence } from '../../../src/adapters/evidence/receive-evidence.ts';
import { secret } from '../../../src/adapters/secret.ts';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import { repositoryName } from '../../../src/core/ids.ts';
import type { Log } from '../../../src/engine/ports/clock.ts';
import type { Store } from '../../../src/engine/ports/store.ts';
import { aKey, anIssuer, signedBy, type AnIssuer, type Claims } from './an-issuer.ts';

const startsAt = Date.parse('2031-03-03T09:00:00Z');
const audience = 'fixlead-4711';
const key = 'a key of more than thirty characters';
const commit = 'c'.repeat(40);
const statement = {
  ...{ repository: 'acme/widget-security', sha: commit, tree: '7'.repeat(40), check: 'unit tests', conclusion: 'success' },
  url: 'https://ci.example.org/runs/7',
};

let now: number;
let issuer: AnIssuer;
let store: Store;
let server: Server;
let logged: string[];

beforeAll(() => nock.restore());

beforeEach(async () => {
  now = startsAt;
  logged = [];
  issuer = await anIssuer();
  store = await openStore('sqlite::memory:');
  await open();
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  await issuer.close();
  await store.close();
});

async function open({
  receive = async (arrival: Parameters<Store['receive']>[0][number]) => (await store.receive([arrival]))[0] === true,
} = {}) {
  const log = Object.fromEntries(
    ['debug', 'info', 'warn', 'error'].map((level) => [level, (...words: unknown[]) => void logged.push(JSON.stringify(words))]),
  ) as Log;
  const keys = new Map([[repositoryName('acme/widget-security'), secret(key)]]);
  const tokens = { issuer: issuer.url, audience, keyNamed: keysOf(issuer.url, () => now), now: () => now };
  const handler = receiveEvidence({ keys, tokens, receive, now: () => now, log, room: bodyRoom(1_000_000) });
  server = createServer((request, response) => {
    void handler(request, response).then((isOurs) => (isOurs ? undefined : response.writeHead(404).end('elsewhere')));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
}

const port = () => (server.address() as AddressInfo).port;

type Sent = {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly path?: string;
};

async function send({ body = JSON.stringify(statement), headers = {}, method = 'POST', path = evidencePath }: Sent = {}) {
  const all = { 'content-type': 'application/json', ...headers };
  const response = await fetch(`http://127.0.0.1:${port()}${path}`, { method, headers: all, ...(method === 'POST' && { body }) });
  return { status: response.status, words: await response.text() };
}

/** As a run of GitHub Actions sends it, unless changed. */
function byToken(claims: Claims = {}, header: Claims = {}) {
  const seconds = Math.floor(now / 1_000);
  const own = { aud: audience, exp: seconds + 300, nbf: seconds - 5, jti: randomUUID(), repository: 'acme/widget-ci', sha: 'd'.repeat(40) };
  return { authorization: `Bearer ${issuer.token({ ...own, ...claims }, header)}` };
}

/** As a CI that shares a key with us sends it, unless changed. */
function byKey({
  body = JSON.stringify(statement),
  signedWith = key,
  at = now,
  id = String(randomUUID()),
  repository = 'acme/widget-security',
} = {}) {
  const timestamp = String(Math.floor(at / 1_000));
  const signature = createHmac('sha256', signedWith).update(`${timestamp}.${id}.${body}`).digest('hex');
  return {
    ...{ 'x-fixlead-repository': repository, 'x-fixlead-timestamp': timestamp, 'x-fixlead-id': id },
    'x-fixlead-signature': `v1=${signature}`,
  };
}

/** What came in, as the engine will read it. */
async function taken(): Promise<readonly unknown[]> {
  const claimed = await store.claimArrivals({ now, leaseMs: 1, limit: 10 });
  return claimed.map(({ body }) => JSON.parse(body) as unknown);
}

describe('evidence from outside', () => {
  const said = {
    testedIn: 'acme/widget-security',
    evidence: {
      ...{ name: 'unit tests', outcome: 'passed', source: 'outside', sha: commit, tree: '7'.repeat(40) },
      url: 'https://ci.example.org/runs/7',
    },
    at: startsAt,
  };

  it('by a token of GitHub Actions is stored with whose run it was', async () => {
    expect(await send({ headers: byToken() })).toEqual({ status: 202, words: 'stored\n' });
    expect(await taken()).toMatchObject([
      { ...said, repository: 'acme/widget-ci', evidence: { ...said.evidence, series: 'acme/widget-ci' } },
    ]);
  });

  it('by the key of a repository is stored as its own', async () => {
    expect(await send({ headers: byKey() })).toEqual({ status: 202, words: 'stored\n' });
    expect(await taken()).toMatchObject([{ ...said, repository: 'acme/widget-security' }]);
  });

  it('by a run in the fix repository itself counts for the commit that the run was started for, and for no other', async () => {
    const own = { repository: 'acme/widget-security' };
    expect(await send({ headers: byToken({ ...own, sha: commit }) })).toMatchObject({ status: 202 });
    const other = await send({ headers: byToken(own) });
    expect(other).toMatchObject({ status: 403, words: expect.stringContaining('let it run on `push`') });
  });

  it.each([
    { name: 'token', headers: () => byToken() },
    { name: 'id', headers: () => byKey() },
  ])('counts once for each $name, also after a restart and whatever it says the second time', async ({ headers }) => {
    const once_ = headers();
    expect(await send({ headers: once_ })).toMatchObject({ status: 202 });
    server.close();
    await open();
    const again = await send({ headers: once_ });
    expect(again).toMatchObject({ status: 409, words: expect.stringContaining('used before') });
    expect(await taken()).toHaveLength(1);
  });

  it('is not answered well before it is durable', async () => {
    server.close();
    await open({ receive: () => Promise.reject(new Error('disk full: SECRET')) });
    expect(await send({ headers: byKey() })).toMatchObject({ status: 503 });
    expect(logged.join('\n')).not.toContain('SECRET');
  });
});

describe('a token', () => {
  const seconds = startsAt / 1_000;
  const rows: { name: string; claims?: Claims; header?: Claims; words: string }[] = [
    { name: 'for another audience', claims: { aud: 'https://github.com/acme' }, words: 'must be for the audience fixlead-4711' },
    { name: 'for several audiences', claims: { aud: [audience, 'other'] }, words: 'lacks aud' },
    { name: 'of another issuer', claims: { iss: 'https://evil.example' }, words: 'must be issued by http://127.0.0.1' },
    { name: 'that has expired', claims: { exp: seconds - 61 }, words: 'has expired' },
    { name: 'that is not valid yet', claims: { nbf: seconds + 61 }, words: 'not valid yet' },
    { name: 'without an end', claims: { exp: undefined }, words: 'lacks exp' },
    { name: 'without a beginning', claims: { nbf: undefined }, words: 'lacks nbf' },
    { name: 'without an id', claims: { jti: undefined }, words: 'lacks jti' },
    { name: 'with an id that is no name', claims: { jti: 'a b c d e f g' }, words: 'lacks jti' },
    { name: 'without a repository', claims: { repository: undefined }, words: 'lacks repository' },
    { name: 'without a commit', claims: { sha: 'main' }, words: 'lacks sha' },
    { name: 'that is not signed', header: { alg: 'none' }, words: 'signed with RS256' },
    { name: 'signed with a shared secret', header: { alg: 'HS256' }, words: 'signed with RS256' },
    { name: 'with a header that must be understood', header: { crit: ['exp'] }, words: 'not a JWT' },
    { name: 'without the name of its key', header: { kid: undefined }, words: 'not a JWT' },
    { name: 'by a key that the issuer does not have', header: { kid: 'two' }, words: 'no key of the name' },
  ];
  it.each(rows)('$name is refused: $words', async ({ claims, header, words }) => {
    const headers = byToken(claims, header);
    expect(await send({ headers })).toMatchObject({ status: 401, words: expect.stringContaining(words) });
    expect(await taken()).toEqual([]);
    expect(logged.join('\n')).not.toContain(headers.authorization.split('.')[1]);
  });

  it('by somebody else’s key under the name of the issuer’s is refused', async () => {
    const [head = '', body = ''] = byToken().authorization.slice('Bearer '.length).split('.');
    const parts = [head, body].map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims);
    const forged = signedBy(aKey('one').secret, parts[0] ?? {}, parts[1] ?? {});
    expect(await send({ headers: { authorization: `Bearer ${forged}` } })).toMatchObject({
      status: 401,
      words: expect.stringContaining('signature of the token does not fit'),
    });
  });

  it('with a claim changed after it was signed is refused', async () => {
    const [head, , signature] = byToken().authorization.slice('Bearer '.length).split('.');
    const [, other] = byToken({ repository: 'acme/widget-security', sha: commit }).authorization.split('.');
    expect(await send({ headers: { authorization: `Bearer ${head}.${other}.${signature}` } })).toMatchObject({ status: 401 });
  });

  it.each(['x', 'a.b.c', `${'x'.repeat(9_000)}.y.z`, 'a.b.c.d'])('that is none is refused (%#)', async (token) => {
    expect(await send({ headers: { authorization: `Bearer ${token}` } })).toMatchObject({
      status: 401,
      words: expect.stringContaining('not a JWT'),
    });
    expect(issuer.asked()).toBe(0);
  });
});

describe('the issuer', () => {
  it('is asked for its keys once an hour while they are known', async () => {
    for (let count = 0; count < 3; count++) await send({ headers: byToken() });
    expect(issuer.asked()).toBe(1);
    now += 60 * 60_000;
    await send({ headers: byToken() });
    expect(issuer.asked()).toBe(2);
  });

  it('is asked again when it signs with a new key, and not more often than every half minute whatever names are thrown at us', async () => {
    await send({ headers: byToken() });
    issuer.turnKey('two');
    for (let count = 0; count < 5; count++) expect(await send({ headers: byToken() })).toMatchObject({ status: 401 });
    expect(issuer.asked()).toBe(1);
    now += 30_000;
    expect(await send({ headers: byToken() })).toMatchObject({ status: 202 });
    expect(issuer.asked()).toBe(2);
  });

  it('that does not answer leaves it open whether a token is good: 503, and not refused', async () => {
    issuer.answer({ status: 500, body: 'SECRET' });
    for (let count = 0; count < 3; count++) expect(await send({ headers: byToken() })).toMatchObject({ status: 503 });
    expect(issuer.asked()).toBe(1);
    issuer.answer(undefined);
    now += 30_000;
    expect(await send({ headers: byToken() })).toMatchObject({ status: 202 });
  });

  it('that did not answer while our clock was hours ahead is asked again when it is set right', async () => {
    now += 3 * 3_600_000;
    issuer.answer({ status: 500, body: 'SECRET' });
    expect(await send({ headers: byToken() })).toMatchObject({ status: 503 });
    issuer.answer(undefined);
    now -= 3 * 3_600_000;
    expect(await send({ headers: byToken() })).toMatchObject({ status: 202 });
  });

  it.each([
    { name: 'no JSON', body: 'no' },
    { name: 'more keys than anybody has', body: JSON.stringify({ keys: Array(51).fill({}) }) },
    { name: 'a list without end', body: `{"keys":[],"x":"${'x'.repeat(300_000)}"}` },
  ])('that answers $name is not believed', async ({ body }) => {
    issuer.answer({ status: 200, body });
    expect(await send({ headers: byToken() })).toMatchObject({ status: 503 });
  });

  it('that shows a short key is not believed by it', async () => {
    const short = aKey('short', 1024);
    issuer.answer({ status: 200, body: JSON.stringify({ keys: [{ ...short.shown, kid: 'short' }] }) });
    const [head, body] = byToken({}, { kid: 'short' }).authorization.slice('Bearer '.length).split('.');
    const claims = JSON.parse(Buffer.from(body ?? '', 'base64url').toString()) as Claims;
    const token = signedBy(short.secret, JSON.parse(Buffer.from(head ?? '', 'base64url').toString()) as Claims, claims);
    expect(await send({ headers: { authorization: `Bearer ${token}` } })).toMatchObject({
      status: 401,
      words: expect.stringContaining('no key of the name'),
    });
  });
});

describe('a key', () => {
  const rows: { name: string; headers: () => Record<string, string>; words: string }[] = [
    { name: 'another key', headers: () => byKey({ signedWith: 'another key of more than thirty' }), words: 'does not fit' },
    { name: 'another body', headers: () => byKey({ body: '{}' }), words: 'does not fit' },
    { name: 'another id than was signed', headers: () => ({ ...byKey(), 'x-fixlead-id': randomUUID() }), words: 'does not fit' },
    { name: 'another time than was signed', headers: () => ({ ...byKey(), 'x-fixlead-timestamp': '1' }), words: 'does not fit' },
    {
      name: 'no version before the signature',
      headers: () => ({ ...byKey(), 'x-fixlead-signature': 'f'.repeat(64) }),
      words: 'does not fit',
    },
    { name: 'a repository that has no key', headers: () => byKey({ repository: 'acme/other' }), words: 'does not fit' },
    {
      name: 'the empty key of a repository that has none',
      headers: () => byKey({ repository: 'acme/other', signedWith: '' }),
      words: 'does not fit',
    },
    { name: 'more than five minutes ago', headers: () => byKey({ at: now - 301_000 }), words: 'more than 5 minutes off' },
    { name: 'more than five minutes ahead', headers: () => byKey({ at: now + 301_000 }), words: 'more than 5 minutes off' },
    { name: 'a time that is none', headers: () => ({ ...byKey(), 'x-fixlead-timestamp': 'now' }), words: 'seconds since 1970' },
    { name: 'no id', headers: () => ({ ...byKey(), 'x-fixlead-id': '' }), words: 'X-Fixlead-Id must be' },
    { name: 'no repository', headers: () => ({ ...byKey(), 'x-fixlead-repository': '' }), words: 'X-Fixlead-Repository must name' },
  ];
  it.each(rows)('with $name is refused: $words', async ({ headers, words }) => {
    const answer = await send({ headers: headers() });
    expect(answer).toMatchObject({ status: 401, words: expect.stringContaining(words) });
    expect(`${answer.words}${logged.join('\n')}`).not.toContain(key);
    expect(await taken()).toEqual([]);
  });

  it('says nothing else of a repository that has no key than of a signature that does not fit', async () => {
    const unknown = await send({ headers: byKey({ repository: 'acme/other' }) });
    expect(await send({ headers: byKey({ signedWith: 'another key of more than thirty' }) })).toEqual(unknown);
  });
});

describe('a statement', () => {
  const rows: { name: string; body: unknown; words: string }[] = [
    { name: 'is no JSON', body: undefined, words: 'is not JSON' },
    { name: 'is a list', body: [], words: 'the body' },
    { name: 'names no commit', body: { ...statement, sha: 'main' }, words: 'sha: must be the 40 hexadecimal digits' },
    { name: 'names a tree in capitals', body: { ...statement, tree: 'A'.repeat(40) }, words: 'tree: must be the 40' },
    { name: 'lacks the tree', body: { ...statement, tree: undefined }, words: 'tree: is missing' },
    { name: 'has a result of its own', body: { ...statement, conclusion: 'fine' }, words: 'conclusion: must be one of success' },
    { name: 'has an address that is none', body: { ...statement, url: 'javascript:alert(1)' }, words: 'url: must be a page' },
    { name: 'names a check with a line break', body: { ...statement, check: 'a\nb' }, words: 'check: must be the name' },
    { name: 'names a check that reads backwards', body: { ...statement, check: 'a\u202eb' }, words: 'check: must be the name' },
    { name: 'says more than is asked', body: { ...statement, extra: 'SECRET' }, words: 'a field is not known' },
  ];
  it.each(rows)('that $name is refused: $words', async ({ body: given, words }) => {
    const body = given === undefined ? '{' : JSON.stringify(given);
    const answer = await send({ body, headers: byKey({ body }) });
    expect(answer).toMatchObject({ status: 400, words: expect.stringContaining(words) });
    expect(answer.words).not.toContain('SECRET');
    expect(await taken()).toEqual([]);
  });
});

describe('the door', () => {
  it.each([
    { name: 'a GET', sent: { method: 'GET' }, status: 405 },
    { name: 'a form', sent: { headers: { ...byKeyLater(), 'content-type': 'application/x-www-form-urlencoded' } }, status: 415 },
    { name: 'nobody', sent: {}, status: 401 },
    { name: 'a password', sent: { headers: { authorization: 'Basic eDp5' } }, status: 401 },
    { name: 'too much', sent: { headers: byKeyLater(), body: 'x'.repeat(20_000) }, status: 413 },
  ])('refuses $name: $status', async ({ sent, status }) => {
    expect(await send(sent)).toMatchObject({ status });
  });

  it('refuses too much that says nothing of its length', async () => {
    const socket = connect(port(), '127.0.0.1');
    socket.write(
      `POST ${evidencePath} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nX-Fixlead-Signature: v1=0\r\n\r\n`,
    );
    const answered = once(socket, 'data') as Promise<[Buffer]>;
    socket.write(`5000\r\n${'x'.repeat(0x5000)}\r\n`);
    const [first] = await answered;
    expect(first.toString()).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  it('leaves every other path to others', async () => {
    expect(await send({ path: '/api/evidence/more' })).toMatchObject({ status: 404 });
  });
});

function byKeyLater(): Record<string, string> {
  return { 'x-fixlead-signature': `v1=${'0'.repeat(64)}` };
}
