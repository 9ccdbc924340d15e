import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { bodyRoom, type BodyRoom } from '../../../src/adapters/body-room.ts';
import type { DeliveryDoor } from '../../../src/adapters/github/receive-delivery.ts';
import { maxDeliveryBytes, receiveDelivery, webhookPath } from '../../../src/adapters/github/receive-delivery.ts';
import type { Arrival } from '../../../src/engine/ports/store.ts';
import type { Log } from '../../../src/engine/ports/clock.ts';

const secret = 'a secret of more than thirty characters';
const receivedAt = Date.parse('2031-03-03T09:00:00Z');
const payload = '{"action":"reported","text":"SECRET ü"}';

let server: Server;
let stored: Arrival[];
let logged: string[];

async function open(more: Partial<DeliveryDoor> = {}): Promise<void> {
  const log = Object.fromEntries(
    ['debug', 'info', 'warn', 'error'].map((level) => [
      level,
      (...words: unknown[]) => void logged.push(`${level} ${JSON.stringify(words)}`),
    ]),
  ) as Log;
  const receive = async (arrival: Arrival) => void stored.push(arrival);
  const handler = receiveDelivery({ secret, receive, now: () => receivedAt, log, room: bodyRoom(2 * maxDeliveryBytes), ...more });
  server = createServer((incoming, response) => {
    void handler(incoming, response).then((isOurs) => (isOurs ? undefined : response.writeHead(404).end('elsewhere')));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
}

// The sockets here are real, and stay so.
beforeAll(() => nock.restore());

beforeEach(async () => {
  stored = [];
  logged = [];
  await open();
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const port = () => (server.address() as AddressInfo).port;
const guid = '72d3162e-cc78-11e3-81ab-4c9367dc0958';
const signature = (body: string | Buffer, key = secret) => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;

const headersFor = (body: string | Buffer): Record<string, string | undefined> => ({
  'content-type': 'application/json',
  'x-github-delivery': guid,
  'x-github-event': 'repository_advisory',
  'x-hub-signature-256': signature(body),
});

type Sent = { body?: string | Buffer; headers?: Record<string, string | undefined>; method?: string; path?: string };

async function send({ body = payload, headers = {}, method = 'POST', path = webhookPath }: Sent = {}) {
  const all = Object.entries({ ...headersFor(body), ...headers }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const outgoing = request({ port: port(), host: '127.0.0.1', method, path, headers: Object.fromEntries(all), agent: false });
  // A server that hangs up while we still send is part of what is tested; what it answered before counts.
  const broken = once(outgoing, 'error').then(([error]) => ({ error: error as Error }));
  const answered = once(outgoing, 'response').then(
    async ([response]: { statusCode?: number; headers: IncomingHttpHeaders }[] & NodeJS.ReadableStream[]) => ({
      status: response?.statusCode,
      headers: response?.headers,
      words: await text(response as NodeJS.ReadableStream),
    }),
  );
  outgoing.end(method === 'GET' ? undefined : body);
  const result = await Promise.race([answered, broken]);
  if ('error' in result) throw result.error;
  return result;
}

describe('a delivery', () => {
  it('that GitHub signed is durable before it is answered', async () => {
    expect(await send()).toMatchObject({ status: 202, words: 'stored\n' });
    expect(stored).toEqual([
      { key: `delivery:${guid}`, source: 'webhook', name: 'repository_advisory', body: payload, caseId: undefined, receivedAt },
    ]);
  });

  it('is not answered before it is durable', async () => {
    server.close();
    let makeDurable = (): void => undefined;
    await open({ receive: () => new Promise<void>((resolve) => (makeDurable = resolve)) });
    let isAnswered = false;
    const sent = send().then((answer) => ((isAnswered = true), answer));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isAnswered).toBe(false);
    makeDurable();
    expect(await sent).toMatchObject({ status: 202 });
  });

  it('of any event is stored, a ping too', async () => {
    expect(await send({ headers: { 'x-github-event': 'ping' } })).toMatchObject({ status: 202 });
    expect(stored).toMatchObject([{ name: 'ping' }]);
  });

  it('is checked over its raw bytes', async () => {
    const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
    expect(await send({ body: bytes })).toMatchObject({ status: 202 });
  });

  it('of up to 25 MB is taken', async () => {
    const body = `"${'x'.repeat(maxDeliveryBytes - 2)}"`;
    expect(await send({ body })).toMatchObject({ status: 202 });
  });

  it('that cannot be stored is answered 503, so that GitHub keeps it as failed', async () => {
    server.close();
    await open({ receive: () => Promise.reject(new Error('disk full: SECRET')) });
    expect(await send()).toMatchObject({ status: 503 });
    expect(logged.join('\n')).toContain(guid);
    expect(logged.join('\n')).not.toContain('SECRET');
  });
});

describe('refused, with nothing stored and none of its text logged', () => {
  const tampered = signature(payload).replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  const rows: { name: string; sent: Sent; status: number }[] = [
    { name: 'a signature of another secret', sent: { headers: { 'x-hub-signature-256': signature(payload, 'another') } }, status: 401 },
    { name: 'a signature with one digit changed', sent: { headers: { 'x-hub-signature-256': tampered } }, status: 401 },
    { name: 'a signature of another body', sent: { headers: { 'x-hub-signature-256': signature('{}') } }, status: 401 },
    { name: 'no signature', sent: { headers: { 'x-hub-signature-256': undefined } }, status: 401 },
    { name: 'an empty signature', sent: { headers: { 'x-hub-signature-256': '' } }, status: 401 },
    {
      name: 'only the old SHA-1 signature',
      sent: { headers: { 'x-hub-signature-256': undefined, 'x-hub-signature': 'sha1=00' } },
      status: 401,
    },
    { name: 'a form', sent: { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, status: 415 },
    { name: 'no content type', sent: { headers: { 'content-type': undefined } }, status: 415 },
    { name: 'a type that only begins like JSON', sent: { headers: { 'content-type': 'application/jsonp' } }, status: 415 },
    { name: 'no delivery id', sent: { headers: { 'x-github-delivery': undefined } }, status: 400 },
    { name: 'a delivery id that is no GUID', sent: { headers: { 'x-github-delivery': '../etc' } }, status: 400 },
    { name: 'a delivery id that is endless', sent: { headers: { 'x-github-delivery': 'a'.repeat(5000) } }, status: 400 },
    { name: 'no event', sent: { headers: { 'x-github-event': undefined } }, status: 400 },
    { name: 'an event that is no word', sent: { headers: { 'x-github-event': 'Issue comment' } }, status: 400 },
    { name: 'a GET', sent: { method: 'GET' }, status: 405 },
    { name: 'a PUT', sent: { method: 'PUT' }, status: 405 },
  ];
  it.each(rows)('$name: $status', async ({ sent, status }) => {
    expect((await send(sent)).status).toBe(status);
    expect(stored).toEqual([]);
    expect(logged.join('\n')).not.toContain('SECRET');
  });

  it('more than 25 MB, by what it says of itself, before its body is read', async () => {
    const socket = connect(port(), '127.0.0.1');
    socket.write(
      `POST ${webhookPath} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${maxDeliveryBytes + 1}\r\n\r\n{`,
    );
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(first.toString()).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  it('more than 25 MB, although it says nothing of its length', async () => {
    const socket = connect(port(), '127.0.0.1');
    const answered = once(socket, 'data') as Promise<[Buffer]>;
    socket.on('error', () => undefined);
    socket.write(
      `POST ${webhookPath} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nX-Hub-Signature-256: ${signature('')}\r\n\r\n`,
    );
    const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(1024 * 1024, 'x'), Buffer.from('\r\n')]);
    for (let count = 0; count < 26; count++) socket.write(chunk);
    const [first] = await answered;
    expect(first.toString()).toMatch(/^HTTP\/1\.1 413 /);
    expect(stored).toEqual([]);
    socket.destroy();
  });

  it('what trickles in for too long', async () => {
    server.close();
    await open({ timeoutMs: 60 });
    const socket = connect(port(), '127.0.0.1');
    socket.write(
      `POST ${webhookPath} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\nX-Hub-Signature-256: ${signature('')}\r\n\r\n{`,
    );
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(first.toString()).toMatch(/^HTTP\/1\.1 408 /);
    socket.destroy();
  });

  it('the largest of what is on its way at once, when there is no room for all: the small ones are taken', async () => {
    server.close();
    let inside = 0;
    let bothInside = (): void => undefined;
    const whenBothInside = new Promise<void>((resolve) => (bothInside = resolve));
    const room = bodyRoom(100_000);
    const enter: BodyRoom['enter'] = (letGo) => {
      const held = room.enter(letGo);
      return {
        ...held,
        grow: (bytes) => {
          held.grow(bytes);
          inside += bytes;
          if (inside === 90_000) bothInside();
        },
      };
    };
    await open({ room: { enter } });
    const sending = (bytes: number) => {
      const socket = connect(port(), '127.0.0.1');
      socket.write(
        `POST ${webhookPath} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\nX-Hub-Signature-256: ${signature('')}\r\n\r\n`,
      );
      socket.write(Buffer.alloc(bytes, 'x'));
      return socket;
    };
    const sockets = [60_000, 30_000].map(sending);
    const answered = Promise.race(sockets.map(async (socket, index) => [index, String((await once(socket, 'data'))[0])] as const));
    await whenBothInside;
    const body = JSON.stringify({ text: 'y'.repeat(20_000) });
    expect(await send({ body })).toMatchObject({ status: 202 });
    expect(await answered).toEqual([0, expect.stringMatching(/^HTTP\/1\.1 503 [^]*too much is on its way at once; send it again/)]);
    sockets.forEach((socket) => socket.destroy());
  });

  it('what breaks off in the middle, and the next one is taken', async () => {
    const socket = connect(port(), '127.0.0.1');
    socket.write(
      `POST ${webhookPath} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\nX-Hub-Signature-256: ${signature('')}\r\n\r\n{`,
    );
    await new Promise((resolve) => setTimeout(resolve, 30));
    socket.destroy();
    expect(await send({ headers: { 'x-github-delivery': randomUUID() } })).toMatchObject({ status: 202 });
    expect(stored).toHaveLength(1);
  });
});

it('leaves every other path to others', async () => {
  expect(await send({ path: '/' })).toMatchObject({ status: 404, words: 'elsewhere' });
  expect(await send({ path: `${webhookPath}/more` })).toMatchObject({ status: 404 });
  expect(await send({ path: '//' })).toMatchObject({ status: 404 });
});

it('takes a query for part of no path', async () => {
  expect(await send({ path: `${webhookPath}?from=github` })).toMatchObject({ status: 202 });
});

it('refuses to open without a secret', () => {
  const door = { secret: '', receive: async () => undefined, now: () => 0, log: {} as Log, room: bodyRoom(1) };
  expect(() => receiveDelivery(door)).toThrow('The webhook secret is empty');
});
