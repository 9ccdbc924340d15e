// Whatever is sent to the door for a CI elsewhere, over real HTTP: refused in words that repeat nothing of it, and nothing of it is kept.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import nock from 'nock';
import { keysOf } from '../../../src/adapters/evidence/issuer-keys.ts';
import { bodyRoom } from '../../../src/adapters/body-room.ts';
import { evidencePath, receiveEvidence } from '../../../src/adapters/evidence/receive-evidence.ts';
import { secret } from '../../../src/adapters/secret.ts';
import { repositoryName } from '../../../src/core/ids.ts';
import type { Log } from '../../../src/engine/ports/clock.ts';
import { anIssuer, type AnIssuer } from './an-issuer.ts';

const now = Date.parse('2031-03-03T09:00:00Z');
const key = 'a key of more than thirty characters';
const canary = 'the-report-itself';
const statement = {
  ...{ repository: 'acme/widget-security', sha: 'c'.repeat(40), tree: '7'.repeat(40), check: 'unit tests', conclusion: 'success' },
  url: 'https://ci.example.org/runs/7',
};
const whole = JSON.stringify(statement);

let issuer: AnIssuer;
let server: Server;
let kept: string[];
let logged: string[];

beforeAll(async () => {
  nock.restore();
  issuer = await anIssuer();
  const tokens = { issuer: issuer.url, audience: 'fixlead-4711', keyNamed: keysOf(issuer.url, () => now), now: () => now };
  const log = Object.fromEntries(
    ['debug', 'info', 'warn', 'error'].map((level) => [level, (...words: unknown[]) => void logged.push(JSON.stringify(words))]),
  ) as Log;
  const handler = receiveEvidence({
    keys: new Map([[repositoryName('acme/widget-security'), secret(key)]]),
    tokens,
    receive: async ({ body }) => kept.push(body) > 0,
    now: () => now,
    log,
    room: bodyRoom(1_000_000),
  });
  // As behind the app's own door: what a handler throws is a fault of ours.
  server = createServer((asked, answer) => {
    handler(asked, answer).catch(() => answer.writeHead(500).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  await issuer.close();
});

beforeEach(() => {
  kept = [];
  logged = [];
});

type Headers = Readonly<Record<string, string>>;
type Answered = { readonly status: number; readonly words: string };

async function send(body: string | Buffer, headers: Headers): Promise<Answered> {
  const asked = request({
    ...{ host: '127.0.0.1', port: (server.address() as AddressInfo).port, path: evidencePath, method: 'POST', agent: false },
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
  });
  const answer = new Promise<Answered>((resolve, reject) => {
    asked.on('error', reject);
    asked.on('response', (response) => {
      let words = '';
      response.setEncoding('utf8').on('data', (more: string) => (words += more));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, words }));
    });
  });
  asked.end(body);
  return answer;
}

function byKey(body: string | Buffer): Headers {
  const [timestamp, id] = [String(now / 1_000), 'statement-1'];
  const signature = createHmac('sha256', key).update(`${timestamp}.${id}.`).update(body).digest('hex');
  return {
    ...{ 'x-fixlead-repository': 'acme/widget-security', 'x-fixlead-timestamp': timestamp, 'x-fixlead-id': id },
    'x-fixlead-signature': `v1=${signature}`,
  };
}

function byToken(): Headers {
  const seconds = now / 1_000;
  const claims = { aud: 'fixlead-4711', exp: seconds + 300, nbf: seconds - 5, jti: 'a-run-of-theirs' };
  return { authorization: `Bearer ${issuer.token({ ...claims, repository: 'acme/widget-ci', sha: 'd'.repeat(40) })}` };
}

/** What HTTP can carry in a header: no line ends, no zeros. */
const inHeader = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code === 0x7f ? 0x20 : code)) });
const hostile = fc.oneof(
  inHeader,
  fc.constantFrom(
    '',
    '-1',
    '1e9',
    '9'.repeat(400),
    '__proto__/constructor',
    '../..',
    './.',
    `acme/${canary}`,
    `v1=${'0'.repeat(64)}`,
    canary,
  ),
  fc.constantFrom('Bearer a.b.c', `Bearer ${canary}`, 'Bearer ..', 'Bearer e30.e30.e30', `Bearer ${'x'.repeat(9_000)}`, 'Basic YTpi'),
);
const headerNames = fc.constantFrom(
  ...['x-fixlead-repository', 'x-fixlead-timestamp', 'x-fixlead-id', 'x-fixlead-signature', 'authorization', 'content-type', 'expect-ct'],
);
/** A piece of the token or of a signature, put where it was or was not. */
const cut = fc.tuple(fc.nat(), fc.constantFrom('', '.', 'A', 'é', canary));

function changedAt(text: string, [at, instead]: readonly [number, string]): string {
  const place = at % text.length;
  return text.slice(0, place) + instead + text.slice(place + 1);
}

/** Refused, with nothing kept; or what was said by whoever has the key, kept as they said it. */
function expectHarmless({ status, words }: Answered): void {
  const told = [words, ...logged].join('\n');
  expect(told).not.toContain(canary);
  if (status === 202) {
    for (const one of kept.splice(0)) expect(JSON.parse(one)).toMatchObject({ evidence: { name: 'unit tests', sha: statement.sha } });
    return;
  }
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(kept).toEqual([]);
}

describe('the door for a CI elsewhere', () => {
  it('takes in what is signed, so that what follows is refused for what is wrong with it', async () => {
    expect([(await send(whole, byKey(whole))).status, (await send(whole, byToken())).status]).toEqual([202, 202]);
    expect(kept).toHaveLength(2);
  });

  it('keeps nothing where anything stands in the headers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(byKey, byToken),
        fc.array(fc.tuple(headerNames, hostile), { minLength: 1, maxLength: 3 }),
        async (by, changes) => expectHarmless(await send(whole, { ...by(whole), ...Object.fromEntries(changes) })),
      ),
      { numRuns: 300 },
    );
  });

  it('keeps nothing where a token or a signature was changed or cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(byKey, byToken), cut, async (by, change) => {
        const good = by(whole);
        const name = by === byKey ? 'x-fixlead-signature' : 'authorization';
        expectHarmless(await send(whole, { ...good, [name]: changedAt(good[name] ?? '', change) }));
      }),
      { numRuns: 300 },
    );
    // Names of keys that somebody made up are not asked for one by one.
    expect(issuer.asked()).toBeLessThan(10);
  });

  it('keeps nothing of bytes that are no statement, whoever signed them', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((all) => Buffer.from(all)),
      cut.map((change) => Buffer.from(changedAt(whole, change).replace('unit tests', canary).slice(0, -1))),
      fc.constantFrom('', '[]', 'null', '1e999', '"', `{"${canary}":1}`, '['.repeat(8_000)).map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (body) => {
        expect((await send(body, byKey(body))).status).toBe(400);
        expect((await send(body, byToken())).status).toBe(400);
        expect([kept, [...logged].filter((line) => line.includes(canary))]).toEqual([[], []]);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    { name: 'of 16 KiB that say something else', size: 16_384, inPieces: false, status: 400 },
    { name: 'of a byte more', size: 16_385, inPieces: false, status: 413 },
    { name: 'of a byte more, without a word of how many there are', size: 16_385, inPieces: true, status: 413 },
    { name: 'of 4 MiB', size: 4 * 1_048_576, inPieces: true, status: 413 },
  ])('answers a body $name with $status', async ({ size, inPieces, status }) => {
    const body = canary.padEnd(size, 'x');
    const headers = { ...byKey(body), 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    const answered = inPieces ? await sendRaw(head(headers), body) : await send(body, byKey(body));
    expect(answered.status).toBe(status);
    expectHarmless(answered);
  });

  it.each([
    { name: 'two lengths', lines: ['content-length: 4', 'content-length: 5'], status: 400 },
    { name: 'a length and pieces', lines: ['content-length: 4', 'transfer-encoding: chunked'], status: 400 },
    { name: 'a length that is no number', lines: ['content-length: 0x10'], status: 400 },
    { name: 'a header of 16 KiB', lines: [`x-fixlead-id: ${'x'.repeat(16_384)}`], status: 431 },
    {
      name: 'the same header twice',
      lines: ['x-fixlead-signature: a', 'x-fixlead-signature: b', `content-length: ${canary.length}`],
      status: 401,
    },
  ])('refuses $name', async ({ lines, status }) => {
    const answered = await sendRaw(['content-type: application/json', ...lines], canary);
    expect(answered.status).toBe(status);
    expectHarmless(answered);
  });

  it('keeps nothing of a body that breaks off', async () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    const headers = { ...byKey(whole), 'content-length': String(whole.length), 'content-type': 'application/json' };
    socket.write(`POST ${evidencePath} HTTP/1.1\r\nhost: x\r\n${head(headers).join('\r\n')}\r\n\r\n${whole.slice(0, -1)}`);
    socket.end();
    socket.resume();
    await once(socket, 'close');
    expect(kept).toEqual([]);
  });
});

const head = (headers: Headers): readonly string[] => Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

/** As no HTTP client would send it. */
async function sendRaw(lines: readonly string[], body: string): Promise<Answered> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let heard = '';
  socket.setEncoding('utf8').on('data', (more: string) => (heard += more));
  const isInPieces = lines.some((line) => line === 'transfer-encoding: chunked');
  const sent = isInPieces ? `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n` : body;
  socket.write(`POST ${evidencePath} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${lines.join('\r\n')}\r\n\r\n${sent}`);
  // Whoever is hung up on while sending is told so by an error, and may have heard the answer before.
  await new Promise<void>((resolve) => socket.on('error', () => undefined).on('close', () => resolve()));
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1] ?? 0), words: heard };
}
