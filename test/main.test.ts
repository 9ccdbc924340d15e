import { createHmac, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { secret as secretText } from '../src/adapters/secret.ts';
import { openStore } from '../src/adapters/store/open-store.ts';
import { answerHealth, type HealthDoor } from '../src/wiring/health.ts';
import { startFixlead, type Fixlead } from '../src/main.ts';
import type { Settings } from '../src/settings/settings.ts';
import { startProcess, type AProcess } from './a-process.ts';
import { anArrival } from './fixtures/a-case.ts';

const secret = 'f0e4c2f76c58916ec258f246851bea091d14d4247a2fc3e18694461b1816e13b';
const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
/** Nobody listens there: what is asked of GitHub fails, and the app goes on. */
const noGitHub = 'http://127.0.0.1:9';
const nobodyElse = { FIXLEAD_PUBLIC_LISTS: 'none', FIXLEAD_PUBLIC_QUESTIONS: 'none' };
const good = {
  APP_ID: '4711',
  PRIVATE_KEY: privateKey,
  WEBHOOK_SECRET: secret,
  PORT: '0',
  FIXLEAD_GITHUB_API_URL: noGitHub,
  ...nobodyElse,
};

let folder: string;
beforeAll(() => void (nock.isActive() && nock.restore()));
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'main-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const guid = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`;

/** As GitHub signs and sends it, unless changed. */
async function deliver(url: string, { body = '{"zen":"Keep it logically awesome."}', signedWith = secret, headers = {} } = {}) {
  const signature = `sha256=${createHmac('sha256', signedWith).update(body).digest('hex')}`;
  return fetch(`${url}/api/github/webhooks`, {
    method: 'POST',
    body,
    headers: {
      ...{ 'content-type': 'application/json', 'x-github-event': 'ping', 'x-github-delivery': guid('1'), 'x-hub-signature-256': signature },
      ...headers,
    },
  });
}

describe('fixlead start', () => {
  const running: AProcess[] = [];
  afterEach(async () => void (await Promise.all(running.splice(0).map((one) => one.kill()))));
  const start = (env: Readonly<Record<string, string>>): AProcess => {
    const process = startProcess(['start'], { folder, env });
    running.push(process);
    return process;
  };
  /** Starts and resolves with the address. */
  const started = async (env: Readonly<Record<string, string>> = good): Promise<{ process: AProcess; url: string }> => {
    const process = start(env);
    const [, port] = await process.says(/"port":(\d+),"msg":"listening"/);
    return { process, url: `http://127.0.0.1:${port}` };
  };
  /** Ends by itself, and answers how. */
  const refused = async (env: Readonly<Record<string, string>>) => {
    const process = start(env);
    const code = await process.ended();
    return { code, stderr: process.stderr(), stdout: process.stdout() };
  };

  it.each([
    { name: 'a secret', env: { WEBHOOK_SECRET: '' }, line: /WEBHOOK_SECRET is missing/ },
    { name: 'a secret that nobody can guess', env: { WEBHOOK_SECRET: 'development' }, line: /WEBHOOK_SECRET is too weak/ },
    {
      name: 'a key that can be read',
      env: { PRIVATE_KEY: '', PRIVATE_KEY_PATH: 'nowhere.pem' },
      line: /cannot be read \(ENOENT\): nowhere\.pem/,
    },
    { name: 'a port that is one', env: { PORT: 'http' }, line: /PORT is "http"/ },
    { name: 'a log level that is one', env: { LOG_LEVEL: 'loud' }, line: /LOG_LEVEL is "loud"/ },
  ])('does not start without $name, says so in one line, and ends with 2', async ({ env, line }) => {
    const { code, stderr, stdout } = await refused({ ...good, ...env });
    expect({ code, lines: stderr.trimEnd().split('\n') }).toEqual({ code: 2, lines: [expect.stringMatching(line)] });
    expect(stderr).toMatch(/^fixlead: /);
    expect(stdout).toBe('');
  });

  it('says all that is wrong with its environment at once', async () => {
    const { code, stderr } = await refused({ PORT: '-1' });
    expect(code).toBe(2);
    expect(
      stderr
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ').slice(0, 2).join(' ')),
    ).toEqual(['fixlead: APP_ID', 'fixlead: PRIVATE_KEY', 'fixlead: WEBHOOK_SECRET', 'fixlead: PORT']);
  });

  it('reads .env of its folder, and what is set already goes before it', async () => {
    await writeFile(join(folder, '.env'), 'APP_ID=nonsense\nLOG_LEVEL=loud\n');
    const { stderr } = await refused({ ...good, APP_ID: '4711' });
    expect(stderr).toBe('fixlead: LOG_LEVEL is "loud"; it must be one of fatal, error, warn, info, debug, silent.\n');
  });

  it('says in a line that .env cannot be read', async () => {
    await mkdir(join(folder, '.env'));
    const { code, stderr } = await refused(good);
    expect({ code, lines: stderr.trimEnd().split('\n') }).toEqual({
      code: 2,
      lines: [expect.stringMatching(/^fixlead: \.env cannot be read: /)],
    });
  });

  it.each([
    { name: 'of no kind it knows', store: 'mysql://u:p4ssw0rd@db/x', line: /"mysql:" names no store/ },
    { name: 'in a folder that is not there', store: 'sqlite:./nowhere/x.sqlite', line: /There is no folder/ },
    { name: 'that is no store', store: 'sqlite:./text.sqlite', line: /is not a Fixlead store, or is damaged/ },
  ])('does not start on a store $name, says so in one line, and ends with 1', async ({ store, line }) => {
    await writeFile(join(folder, 'text.sqlite'), 'this is text, and not a database, and it is long enough to be one. '.repeat(99));
    const { code, stderr } = await refused({ ...good, FIXLEAD_STORE: store });
    expect({ code, lines: stderr.trimEnd().split('\n') }).toEqual({ code: 1, lines: [expect.stringMatching(line)] });
    expect(stderr).not.toContain('p4ssw0rd');
  });

  it('does not start on a port that is taken, says so in one line, ends with 1, and lets go of the store', async () => {
    const taken: Server = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const PORT = String((taken.address() as AddressInfo).port);
    const { code, stderr, stdout } = await refused({ ...good, PORT });
    taken.close();
    expect({ code, lines: stderr.trimEnd().split('\n') }).toEqual({
      code: 1,
      lines: [expect.stringMatching(`Port ${PORT} is already in use`)],
    });
    expect(stdout).not.toContain('"stack"');
    await (await openStore(`sqlite:${join(folder, 'fixlead.sqlite')}`)).close();
  });

  it('does not start a second time on one SQLite file, says so in one line, and leaves the first alone', async () => {
    const first = await started();
    const { code, stderr } = await refused(good);
    expect({ code, lines: stderr.trimEnd().split('\n') }).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^fixlead: .*fixlead\.sqlite is in use by another Fixlead process; stop that one first\./)],
    });
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('stops in good order when it is told to by %s', async (signal) => {
    const { process, url } = await started();
    expect((await deliver(url)).status).toBe(202);
    process.child.kill(signal);
    expect(await process.ended()).toBe(0);
    expect(process.stderr()).toBe('');
    await (await openStore(`sqlite:${join(folder, 'fixlead.sqlite')}`)).close();
  });

  it('stops though somebody keeps a connection open', async () => {
    const { process, url } = await started();
    const open = connect(Number(new URL(url).port), '127.0.0.1');
    await once(open, 'connect');
    open.on('error', () => undefined);
    process.child.kill('SIGTERM');
    expect(await process.ended()).toBe(0);
  });

  it('has made durable what it has thanked for: killed at once afterwards, it knows the delivery', async () => {
    const { process, url } = await started();
    expect((await deliver(url, { headers: { 'x-github-delivery': guid('a') } })).status).toBe(202);
    await process.kill();
    const store = await openStore(`sqlite:${join(folder, 'fixlead.sqlite')}`);
    expect(await store.receive([anArrival({ key: `delivery:${guid('a')}` }), anArrival({ key: `delivery:${guid('b')}` })])).toEqual([
      false,
      true,
    ]);
    await store.close();
  });

  it('writes its log as JSON lines, without the key or the secret', async () => {
    const { process } = await started({ ...good, LOG_LEVEL: 'debug' });
    await process.says(/a look failed/);
    process.child.kill('SIGTERM');
    await process.ended();
    const lines = process.stdout().trimEnd().split('\n');
    expect(lines.every((line) => typeof (JSON.parse(line) as { level: number }).level === 'number')).toBe(true);
    expect(process.stdout()).not.toContain(secret);
    expect(process.stdout()).not.toContain(privateKey.split('\n')[3]);
  });
});

describe('the door', () => {
  const settings: Settings = {
    ...{ appId: 4711, privateKey: secretText(privateKey), webhookSecret: secretText(secret), store: secretText('sqlite::memory:') },
    ...{ host: '127.0.0.1', port: 0, logLevel: 'debug' },
    ...{ githubApiUrl: noGitHub, gitUrl: noGitHub, dataFolder: join(tmpdir(), 'no-data') },
  };
  let fixlead: Fixlead;
  let log: string;
  const arrivals = () => fixlead.engine.store.receive([anArrival({ key: `delivery:${guid('1')}`, source: 'webhook' })]);
  beforeEach(async () => {
    log = '';
    fixlead = await startFixlead(settings, { logTo: { write: (line) => void (log += line) } });
  });
  afterEach(() => fixlead.stop());

  it('takes a delivery that GitHub signed, and has it in the inbox when it answers', async () => {
    const answer = await deliver(fixlead.url);
    expect([answer.status, await arrivals()]).toEqual([202, [false]]);
  });

  it('thanks again for a delivery that comes again', async () => {
    await deliver(fixlead.url);
    expect((await deliver(fixlead.url)).status).toBe(202);
  });

  it.each([
    { name: 'signed with another secret', how: { signedWith: 'x'.repeat(40) }, status: 401 },
    { name: 'not signed', how: { headers: { 'x-hub-signature-256': '' } }, status: 401 },
    { name: 'larger than GitHub sends', how: { body: ' '.repeat(25 * 1024 * 1024 + 1) }, status: 413 },
    { name: 'not JSON by its header', how: { headers: { 'content-type': 'text/plain' } }, status: 415 },
    { name: 'without a GUID', how: { headers: { 'x-github-delivery': '' } }, status: 400 },
  ])('refuses one that is $name with $status, and keeps nothing of it', async ({ how, status }) => {
    expect((await deliver(fixlead.url, how)).status).toBe(status);
    expect(await arrivals()).toEqual([true]);
  });

  it('is closed to a body that was changed on its way', async () => {
    const signature = `sha256=${createHmac('sha256', secret).update('{"a":1}').digest('hex')}`;
    expect((await deliver(fixlead.url, { body: '{"a":2}', headers: { 'x-hub-signature-256': signature } })).status).toBe(401);
  });

  it('answers 503 when the store cannot take it, so that GitHub keeps it as failed', async () => {
    await fixlead.engine.store.close();
    expect((await deliver(fixlead.url)).status).toBe(503);
  });

  it.each(['/', '/probot', '/ping', '/api/github', '/healthz/x', '/api/github/webhooks/x'])('has nothing at %s', async (path) => {
    expect((await fetch(fixlead.url + path)).status).toBe(404);
  });

  it('says that it is healthy, and no more', async () => {
    const answer = await fetch(`${fixlead.url}/healthz`);
    expect([answer.status, await answer.text()]).toEqual([200, 'ok\n']);
  });

  it('says that it is not when the store does not answer', async () => {
    await fixlead.engine.store.close();
    const answer = await fetch(`${fixlead.url}/healthz`);
    expect([answer.status, await answer.text()]).toEqual([503, 'the store does not answer\n']);
  });

  it('is ready once it has started', async () => {
    expect((await fetch(`${fixlead.url}/readyz`)).status).toBe(200);
  });

  it('hangs up on whoever calls while two thousand are on the line, and serves again when they have gone', async () => {
    const { hostname, port } = new URL(fixlead.url);
    const call = () => connect({ host: hostname, port: Number(port) }).on('error', () => undefined);
    const callers = Array.from({ length: 2_003 }, () => call().resume());
    let closed = 0;
    await new Promise<void>((resolve) =>
      callers.forEach((caller) =>
        caller.on('close', () => {
          closed += 1;
          if (closed === 3) resolve();
        }),
      ),
    );
    const hungUpOn = closed;
    callers.forEach((caller) => caller.destroy());
    const answer = () =>
      deliver(fixlead.url).then(
        ({ status }) => status,
        () => 'hung up',
      );
    while ((await answer()) === 'hung up');
    expect([await answer(), hungUpOn]).toEqual([202, 3]);
  });

  it('logs no body of a delivery', async () => {
    const body = JSON.stringify({ installation: { id: 1 }, zen: 'zanzibar' });
    await deliver(fixlead.url, { body });
    await deliver(fixlead.url, { body, signedWith: 'x'.repeat(40) });
    expect(log).toContain('webhook refused');
    expect(log).not.toContain('zanzibar');
  });

  it('stands on a port the system chose when told 0, beside another one', async () => {
    const other = await startFixlead(settings, { logTo: { write: () => undefined } });
    const ports = [fixlead, other].map(({ url }) => new URL(url).port);
    await other.stop();
    expect(new Set(ports).size).toBe(2);
    expect(ports).not.toContain('3000');
  });

  it('takes nothing but POST', async () => {
    const answer = await fetch(`${fixlead.url}/api/github/webhooks`);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('what machines ask', () => {
  const token = 't'.repeat(32);
  const store = { nextDueAt: async () => undefined };
  const metrics = { print: async () => ({ contentType: 'text/plain; version=0.0.4', text: 'fixlead_waiting 0\n' }) };
  const door = { store, metrics, isReady: () => true, metricsToken: token };
  /** Asks as a machine does, over HTTP. */
  async function ask(path: string, { authorization = '', ...changed }: Partial<HealthDoor> & { authorization?: string } = {}) {
    const handler = answerHealth({ ...door, ...changed });
    const server = createServer(
      (request, response) => void handler(request, response).then((mine) => mine || response.writeHead(404).end()),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers: { authorization } });
    const text = await answer.text();
    server.close();
    return { status: answer.status, text };
  }

  it('leaves other addresses to others', async () => {
    expect((await ask('/metrics/x')).status).toBe(404);
    expect((await ask('/toString')).status).toBe(404);
  });

  it('is ready only between its start and its stop, while it is alive all the time', async () => {
    expect(await ask('/readyz')).toEqual({ status: 200, text: 'ok\n' });
    expect(await ask('/readyz', { isReady: () => false })).toEqual({ status: 503, text: 'starting or stopping\n' });
    expect((await ask('/healthz', { isReady: () => false })).status).toBe(200);
  });

  it.each([
    { name: 'nobody while no token is set', how: { metricsToken: undefined, authorization: 'Bearer undefined' }, status: 404 },
    { name: 'nobody without the token', how: {}, status: 401 },
    { name: 'nobody with a part of it', how: { authorization: `Bearer ${token.slice(1)}` }, status: 401 },
    { name: 'nobody who says it otherwise', how: { authorization: `Basic ${token}` }, status: 401 },
    { name: 'whoever shows it', how: { authorization: `Bearer ${token}` }, status: 200 },
  ])('shows the numbers to $name', async ({ how, status }) => {
    const answer = await ask('/metrics', how);
    expect(answer.status).toBe(status);
    expect(answer.text.includes('fixlead_waiting')).toBe(status === 200);
  });

  it('says so when the store cannot be counted', async () => {
    const broken = { print: () => Promise.reject(new Error('no disk')) };
    expect((await ask('/metrics', { metrics: broken, authorization: `Bearer ${token}` })).status).toBe(503);
  });
});
