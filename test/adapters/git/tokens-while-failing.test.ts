// While git and HTTP fail in every way: what is said, what git is told, and what is left on the disk. Git is watched from within: a wrapper on the
// PATH writes down each argument and the name of each variable before it hands over to the real one.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { mkdtemp } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { gitAdapter } from '../../../src/adapters/git/git.ts';
import { runGit } from '../../../src/adapters/git/run-git.ts';
import { repositoryName } from '../../../src/core/ids.ts';
import type { Git } from '../../../src/engine/ports/git.ts';
import { failureOf } from './a-workplace.ts';

const token = 'ghs_4711_eyJhbGciOiJSUzI1NiJ9.thisIsNotAToken0123456789.thisIsNoSignature';
const secrets = [token, Buffer.from(`x-access-token:${token}`).toString('base64')];
const place = { installationId: 41, repository: repositoryName('acme/widget-fixes') };
const sha = 'a'.repeat(40);

let folder: string;
let record: string;
const path = process.env['PATH'] ?? '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokens-'));
  record = join(folder, 'record');
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const wrapper = `#!/bin/sh\nprintf '%s\\n' "$0" "$@" >> '${record}'\nenv | sed -n 's/^\\([A-Za-z_0-9]*\\)=.*/variable \\1/p' >> '${record}'\nexec '${real}' "$@"\n`;
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/git'), wrapper);
  chmodSync(join(folder, 'bin/git'), 0o755);
  process.env['PATH'] = `${join(folder, 'bin')}:${path}`;
});
afterAll(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => writeFileSync(record, ''));

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(made: Server): Promise<number> {
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return (made.address() as AddressInfo).port;
}

const answering =
  (status: number): RequestListener =>
  (_request, response) =>
    // As hostile as it gets: it says the credentials back.
    void response.writeHead(status, { 'content-type': 'text/plain' }).end(`${_request.headers.authorization ?? ''} ${secrets.join(' ')}`);

/** Self-signed for a name that nobody has, made for this test alone. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIBhTCCASugAwIBAgIUS6VqE4EFqJWxf4IsK0Dpa2+BNtIwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNd3JvbmcuZXhhbXBsZTAeFw0yNjExMjYxNjExMjVaFw0zNjEx
MjMxNjExMjVaMBgxFjAUBgNVBAMMDXdyb25nLmV4YW1wbGUwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAAQvkyQn0NgS3QojtrltQo2GCjkG10rP73v8Mn8ObmC5h2IE
HwZnot7PLLWUiYgDB/njf7jUc46MjizqZMZYj/Hlo1MwUTAdBgNVHQ4EFgQUbvdm
dVSSRGHWdVUl0UU7OGOs4zcwHwYDVR0jBBgwFoAUbvdmdVSSRGHWdVUl0UU7OGOs
4zcwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBFzdps5FqO7mAP
NmF0QYeM1HYKJU3atMxpaib7HQaVzAIhAK7SJ8dUayU+Nal05hiUUb7ItuMDTlPn
g+htPBT7w3MC
-----END CERTIFICATE-----
`;
const key =
  ['-----BEGIN', 'PRIVATE', 'KEY-----\n'].join(' ') +
  `MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgWu6l+FjGdZmuj21z
01VxiMkma2CNNXgFLS5ncyweZSqhRANCAAQvkyQn0NgS3QojtrltQo2GCjkG10rP
73v8Mn8ObmC5h2IEHwZnot7PLLWUiYgDB/njf7jUc46MjizqZMZYj/Hl
` +
  ['-----END', 'PRIVATE', 'KEY-----\n'].join(' ');

type Failing = { readonly name: string; readonly at: () => Promise<string>; readonly says: string };
const plain = (listener: RequestListener) => async () => `http://127.0.0.1:${await serve(createServer(listener))}`;

const failings: readonly Failing[] = [
  { name: 'does not take the token (401)', at: plain(answering(401)), says: 'GitHub did not take the token' },
  { name: 'refuses (403)', at: plain(answering(403)), says: 'the App may not do this' },
  { name: 'is broken (502)', at: plain(answering(502)), says: 'GitHub could not be reached' },
  { name: 'does not answer in time', at: plain(() => undefined), says: 'took longer than' },
  {
    name: 'shows a wrong certificate',
    at: async () => `https://127.0.0.1:${await serve(createTlsServer({ cert: certificate, key }, answering(200)))}`,
    says: 'the certificate of the other side is not to be trusted',
  },
];

const works: readonly { readonly name: string; readonly work: (git: Git) => Promise<unknown> }[] = [
  { name: 'reads', work: (git) => git.branches(place, ['main']) },
  { name: 'fetches', work: (git) => git.patch(place, { number: 1, line: 'main', headSha: sha }) },
  { name: 'pushes', work: (git) => git.pushForward({ from: place, to: place, sha, branch: 'main', ifMissing: 'create' }) },
];

function everyFile(below: string): string {
  const files = readdirSync(below, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('\n');
}

const leaks = (text: string): readonly string[] => secrets.filter((secret) => text.includes(secret));

describe.each(failings)('when the other side $name', ({ at, says }) => {
  it.each(works)('and git $name, the token is in no error, argument, name of a variable, or file', async ({ work }) => {
    const data = join(folder, 'data');
    rmSync(data, { recursive: true, force: true });
    const git = gitAdapter({ folder: data, baseUrl: await at(), tokenFor: async () => token, networkTimeoutMs: 1_500 });
    const failure = await failureOf(work(git));
    expect(failure.message).toContain(says);
    expect(leaks(`${failure.message} ${failure.stack ?? ''} ${JSON.stringify(failure)} ${String(failure.cause)}`)).toEqual([]);
    const recorded = readFileSync(record, 'utf8');
    expect(recorded).toMatch(/ls-remote|fetch/);
    expect(recorded).toContain('variable GIT_CONFIG_COUNT');
    expect(leaks(recorded)).toEqual([]);
    const kept = everyFile(data);
    expect(kept).toContain('repositoryformatversion');
    expect(leaks(kept)).toEqual([]);
    expect(kept).not.toMatch(/\[remote|url = |127\.0\.0\.1/);
  });
});

it('would be found in an argument', async () => {
  await runGit({ cwd: folder, args: ['-c', `http.extraHeader=Authorization: Basic ${secrets[1] ?? ''}`, '--version'], timeoutMs: 30_000 });
  expect(leaks(readFileSync(record, 'utf8'))).toEqual([secrets[1]]);
});
