// What `fixlead evidence` prints is run as it stands, against the door that it is for.
import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { parse } from 'yaml';
import { keysOf } from '../../src/adapters/evidence/issuer-keys.ts';
import { bodyRoom } from '../../src/adapters/body-room.ts';
import { receiveEvidence } from '../../src/adapters/evidence/receive-evidence.ts';
import { secret } from '../../src/adapters/secret.ts';
import { run } from '../../src/cli/evidence.ts';
import { repositoryName } from '../../src/core/ids.ts';
import type { Log } from '../../src/engine/ports/clock.ts';
import { anIssuer, type AnIssuer } from '../adapters/evidence/an-issuer.ts';
import { runCommand } from './run-command.ts';

const exec = promisify(execFile);
const key = 'a-key-of-more-than-thirty-characters';
/** What a shell, JSON and YAML would each like to misread. */
const check = `unit "tests" isn't $HOME \`id\` \\n: #1`;
const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

let issuer: AnIssuer;
let server: Server;
let app: string;
let taken: { readonly repository: string; readonly testedIn: string; readonly evidence: Readonly<Record<string, unknown>> }[];
let folder: string;
let sha: string;

beforeAll(() => nock.restore());
beforeEach(async () => {
  taken = [];
  issuer = await anIssuer();
  const now = () => Date.now();
  const door = receiveEvidence({
    keys: new Map([[repositoryName('acme/fixes'), secret(key)]]),
    tokens: { issuer: issuer.url, audience: 'fixlead-4711', keyNamed: keysOf(issuer.url, now), now },
    receive: async ({ body }) => taken.push(JSON.parse(body) as (typeof taken)[number]) > 0,
    now,
    log: silent,
    room: bodyRoom(1_000_000),
  });
  server = createServer((request, response) => {
    const asked = new URL(request.url ?? '', 'http://x');
    if (asked.pathname !== '/token') return void door(request, response);
    const seconds = Math.floor(Date.now() / 1_000);
    const claims = { aud: asked.searchParams.get('audience'), exp: seconds + 60, nbf: seconds, jti: randomUUID() };
    const isRunner = request.headers.authorization === 'bearer of-the-runner';
    response.end(JSON.stringify({ value: isRunner ? issuer.token({ ...claims, repository: 'acme/fixes', sha }) : 'none' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  app = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), 'evidence-'));
  const git = (...words: string[]) => exec('git', ['-c', 'user.name=w', '-c', 'user.email=w@x', ...words], { cwd: folder });
  await git('init', '--quiet');
  await git('commit', '--quiet', '--allow-empty', '-m', 'x');
  sha = (await git('rev-parse', 'HEAD')).stdout.trim();
});
afterEach(async () => {
  delete process.env.FIXLEAD_EVIDENCE_KEYS;
  server.closeAllConnections();
  server.close();
  await issuer.close();
  await rm(folder, { recursive: true, force: true });
});

async function printed(): Promise<{ readonly shell: string; readonly actions: string }> {
  const { exitCode, stdout } = await runCommand(run, { args: ['acme/fixes', check, '--to', app, '--app-id', '4711', '--json'] });
  expect(exitCode).toBe(0);
  return JSON.parse(stdout) as { shell: string; actions: string };
}

const runs = async (script: string, env: Readonly<Record<string, string>>) =>
  exec('sh', ['-e', '-c', script], { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, ...env } });

/** The scripts use what a CI has; where this machine lacks one of them, that script cannot be tried here. */
const where = (...tools: readonly string[]) =>
  tools.every((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0) ? it : it.skip;

describe('fixlead evidence', () => {
  const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

  where('curl', 'python3')('prints a script that tells how a test went, whatever the check is called (needs curl and Python)', async () => {
    const { shell } = await printed();
    expect((await runs(shell, { FIXLEAD_EVIDENCE_KEY: key, CONCLUSION: 'failure' })).stdout).toBe('stored\n');
    const evidence = { name: check, outcome: 'failed', sha, tree: emptyTree };
    expect(taken).toMatchObject([{ repository: 'acme/fixes', testedIn: 'acme/fixes', evidence }]);
    await expect(runs(shell, { FIXLEAD_EVIDENCE_KEY: 'wrong', CONCLUSION: 'success' })).rejects.toMatchObject({
      stdout: expect.stringContaining('X-Fixlead-Signature does not fit'),
    });
  });

  where('curl', 'jq')('prints a workflow that shows a token of its own run (needs curl and jq)', async () => {
    const workflow = parse((await printed()).actions) as {
      permissions: Readonly<Record<string, string>>;
      jobs: { test: { steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[] } };
    };
    expect(workflow.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    const [step] = workflow.jobs.test.steps;
    expect(step?.env).toEqual({ CONCLUSION: '${{ job.status }}' });
    const runner = { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of-the-runner', ACTIONS_ID_TOKEN_REQUEST_URL: `${app}/token?api-version=2.0` };
    expect((await runs(step?.run ?? '', { ...runner, CONCLUSION: 'success' })).stdout).toBe('stored\n');
    expect(taken).toMatchObject([{ repository: 'acme/fixes', evidence: { name: check, outcome: 'passed', sha, tree: emptyTree } }]);
  });

  const sending = () => [
    ...['acme/fixes', check, '--to', app, '--send', '--sha', sha, '--tree', emptyTree],
    ...['--conclusion', 'success', '--page', 'https://ci.example.org/7'],
  ];

  it('tells it at once with --send, signed with the key in the environment', async () => {
    process.env.FIXLEAD_EVIDENCE_KEYS = `acme/fixes=${key}`;
    expect(await runCommand(run, { args: sending() })).toEqual({ exitCode: 0, stdout: 'stored\n', stderr: '' });
    expect(taken).toMatchObject([{ evidence: { name: check, url: 'https://ci.example.org/7' } }]);
    process.env.FIXLEAD_EVIDENCE_KEYS = `acme/fixes=${key}!`;
    const refused = await runCommand(run, { args: sending() });
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('the app answered 401')]);
  });

  it('says in a line when nobody answers there', async () => {
    process.env.FIXLEAD_EVIDENCE_KEYS = `acme/fixes=${key}`;
    const args = sending().with(3, 'http://127.0.0.1:9');
    expect(await runCommand(run, { args })).toEqual({ exitCode: 1, stdout: '', stderr: 'fixlead: the app does not answer there\n' });
  });

  it.each([
    { name: 'no repository', args: ['fixes', 'unit', '--to', 'https://x.example'], words: 'as OWNER/NAME' },
    { name: 'no check', args: ['acme/fixes', '--to', 'https://x.example'], words: 'one check in quotes' },
    { name: 'no address', args: ['acme/fixes', 'unit'], words: 'begins with https://' },
    { name: 'an address in the clear', args: ['acme/fixes', 'unit', '--to', 'http://x.example'], words: 'begins with https://' },
    { name: 'an address with more in it', args: ['acme/fixes', 'unit', '--to', "https://x.example/';id;'"], words: 'begins with https://' },
    { name: 'no number of the App', args: ['acme/fixes', 'unit', '--to', 'https://x.example'], words: '--app-id' },
    {
      name: 'no tree',
      args: ['acme/fixes', 'unit', '--to', 'https://x.example', '--send', '--sha', 'a'.repeat(40)],
      words: 'tree: is missing',
    },
    {
      name: 'no key',
      args: [
        'acme/other',
        'unit',
        '--to',
        'https://x.example',
        '--send',
        '--sha',
        'a'.repeat(40),
        '--tree',
        'b'.repeat(40),
        '--conclusion',
        'success',
      ],
      words: 'has no key of acme/other',
    },
  ])('explains itself when it is given $name', async ({ args, words }) => {
    const { exitCode, stderr } = await runCommand(run, { args });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(words)]);
    expect(stderr).toContain('Usage: fixlead evidence');
  });
});
