// The check-up of a set-up on a GitHub on this machine: all well, and each thing broken once.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { openStore } from '../../src/adapters/store/open-store.ts';
import { run } from '../../src/cli/doctor.ts';
import { startSimulatedGitHub, type SimulatedGitHub } from '../../src/drill/simulated-github/simulated-github.ts';
import type { Permissions } from '../../src/drill/simulated-github/world.ts';
import type { Finding } from '../../src/engine/doctor/finding.ts';
import { undocumentedIn } from '../conversations/documented.ts';
import { anArrival } from '../fixtures/a-case.ts';
import { aMailServer } from '../fixtures/a-mail-server.ts';
import { runCommand } from './run-command.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const secret = 'f0e4c2f76c58916ec258f246851bea091d14d4247a2fc3e18694461b1816e13b';
const all: Permissions = {
  ...{ repository_advisories: 'write', metadata: 'read', members: 'read', checks: 'write', contents: 'write' },
  ...{ actions: 'read', pull_requests: 'write', issues: 'write', administration: 'write', discussions: 'write', workflows: 'write' },
};
const without = (name: string): Permissions => Object.fromEntries(Object.entries(all).filter(([one]) => one !== name));
const policy = `maintainers: { team: acme/security }
fix_repository: acme/widget-security
lines: [main]
lgtm: { required: 2 }
channels: { fixed: ['slack:announce'] }
`;
const pinned = (id: number) => ({
  ...{ name: 'LGTM', enforcement: 'active' as const, branches: ['main'] },
  rules: [
    {
      type: 'required_status_checks',
      parameters: {
        strict_required_status_checks_policy: false,
        required_status_checks: [{ context: 'fixlead/lgtm', integration_id: id }],
      },
    },
  ],
});

let github: SimulatedGitHub;
let door: Server;
let answers: number;
let folder: string;
let undocumented: string[];
const before = { ...process.env };

beforeAll(() => nock.restore());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  undocumented = [];
  answers = 202;
  door = createServer((_request, response) => void response.writeHead(answers).end()).listen(0, '127.0.0.1');
  github = await startSimulatedGitHub({
    now: () => Date.now(),
    app: { id: 4711, slug: 'fixlead', publicKeyPem: publicKey, webhookSecret: secret },
    gitRoot: folder,
    ...undocumentedIn(undocumented),
  });
  Object.assign(process.env, { APP_ID: '4711', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: secret, FIXLEAD_GITHUB_API_URL: github.apiUrl });
  process.env.FIXLEAD_STORE = `sqlite:${join(folder, 'fixlead.sqlite')}`;
  process.env.FIXLEAD_SLACK_ANNOUNCE = 'https://hooks.slack.com/services/x';
});
afterEach(async () => {
  process.env = { ...before };
  await github.close();
  door.close();
  await rm(folder, { recursive: true, force: true });
  expect(undocumented).toEqual([]);
});

type Setting = {
  readonly file?: string;
  readonly granted?: Permissions;
  readonly ruleOf?: number;
  readonly open?: boolean;
  /** Whether GitHub has sent anything, and what stands in the app's store; `nothing` when it was never started. */
  readonly sent?: boolean;
  readonly store?: 'a delivery' | 'no delivery' | 'nothing';
};

async function setUp(setting: Setting = {}): Promise<void> {
  const { file = policy, granted = all, ruleOf = 4711, open = false, sent = true, store = 'a delivery' } = setting;
  const { world } = github;
  world.addUser('max');
  world.addOrganisation('acme', { owners: ['max'] });
  world.addTeam('acme', 'security', ['max']);
  await world.addRepository('acme/widget', { files: { '.github/fixlead.yml': file } });
  await world.addRepository('acme/widget-security', { private: !open, rulesets: [pinned(ruleOf)] });
  world.installApp('acme', 'all', granted);
  const vulnerabilities = [{ package: { ecosystem: 'npm' as const, name: 'widget' } }];
  await github.actAs('max').reportVulnerability('acme/widget', { summary: 'Widgets explode', description: 'Shake one.', vulnerabilities });
  github.deliverTo(`http://127.0.0.1:${(door.address() as AddressInfo).port}/api/github/webhooks`);
  if (sent) github.ping();
  await github.idle();
  if (store === 'nothing') return;
  const opened = await openStore(process.env.FIXLEAD_STORE ?? '');
  if (store === 'a delivery') await opened.receive([anArrival({ name: 'ping' })]);
  await opened.close();
}

async function examined(): Promise<{ readonly exitCode: number; readonly found: readonly Finding[] }> {
  const { exitCode, stdout } = await runCommand(run, { args: ['acme/widget', '--json'] });
  return {
    exitCode,
    found: stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Finding),
  };
}

describe('fixlead doctor', () => {
  it('finds nothing to mend where all is as it must be', async () => {
    await setUp();
    const { exitCode, found } = await examined();
    expect(found.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect([exitCode, found.length]).toEqual([0, 14]);
    expect(found.find(({ name }) => name === 'required check')).toMatchObject({ tryIt: expect.stringContaining('context=fixlead/lgtm') });
  });

  it.each(['administration', 'workflows', 'actions'])('does without %s, and says that it does', async (name) => {
    await setUp({ granted: without(name) });
    const { exitCode, found } = await examined();
    expect(found).toContainEqual(expect.objectContaining({ name: 'installation', state: 'warn', says: expect.stringContaining(name) }));
    expect(exitCode).toBe(0);
  });

  it('says what to forge, and neither helps: GitHub refuses the merge until this App’s own check is green', async () => {
    await setUp();
    const { tryIt = '' } = (await examined()).found.find(({ name }) => name === 'required check') ?? {};
    const repo = 'acme/widget-security';
    const max = github.actAs('max');
    const sha = await max.push({ repo, branch: 'fix', files: { 'fix.txt': '1' }, message: 'Fix' });
    const number = await max.openPullRequest({ repo, head: 'fix', base: 'main', title: 'Fix' });
    const merge = () => max.mergePullRequest({ repo, number });
    // As it is printed, but for the commit.
    const [, path = '', state, context] = /gh api (\S+) -f state=(\S+) -f context=([^\s;]+)/.exec(tryIt) ?? [];
    const headers = { authorization: `Bearer ${max.token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ state, context });
    const url = `${github.apiUrl}/${path.replace('SHA', sha)}`;
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(201);
    await expect(merge()).rejects.toThrow('"fixlead/lgtm" is expected');
    const [, name = ''] = /`name: (\S+)`/.exec(tryIt) ?? [];
    const actions = github.world.addApp('github-actions');
    await max.completeCheckRun({ repo, sha, name, conclusion: 'success', app: actions });
    await expect(merge()).rejects.toThrow('"fixlead/lgtm" is expected');
    await max.completeCheckRun({ repo, sha, name, conclusion: 'success', app: github.world.app });
    expect(await merge()).toMatch(/^[0-9a-f]{40}$/);
  });

  const rows: { name: string; setting?: Setting; break?: () => void; finding: string; state: 'warn' | 'fail'; words: string }[] = [
    {
      name: 'a rule that any App’s check satisfies',
      setting: { ruleOf: 99 },
      finding: 'required check',
      state: 'warn',
      words: 'recorded only, not enforced by GitHub, on main',
    },
    {
      name: 'a check in public that no rule demands',
      setting: { file: policy.replace('required: 2', 'required: 2, public_check: true') },
      finding: 'check in public',
      state: 'warn',
      words: 'not demanded by GitHub, on main',
    },
    {
      name: 'a fix repository that is public',
      setting: { open: true },
      finding: 'fix repository',
      state: 'fail',
      words: 'acme/widget-security is public',
    },
    { name: 'a policy file with a mistake', setting: { file: 'lgmt: {}\n' }, finding: 'policy', state: 'fail', words: 'lgmt' },
    {
      name: 'a team that is not there',
      setting: { file: policy.replace('acme/security', 'acme/secruity') },
      finding: 'team',
      state: 'fail',
      words: 'acme/secruity is not to be seen',
    },
    {
      name: 'advisories that may not be read',
      setting: { granted: without('repository_advisories') },
      finding: 'advisories',
      state: 'fail',
      words: 'cannot be read',
    },
    {
      name: 'a channel without its address',
      break: () => delete process.env.FIXLEAD_SLACK_ANNOUNCE,
      finding: 'channels',
      state: 'fail',
      words: 'slack:announce cannot be reached',
    },
    {
      name: 'deliveries that another app takes',
      setting: { store: 'no delivery' },
      finding: 'deliveries',
      state: 'fail',
      words: 'none came to this app',
    },
    {
      name: 'that nothing was sent yet',
      setting: { sent: false, store: 'no delivery' },
      finding: 'deliveries',
      state: 'warn',
      words: 'nothing has come from GitHub yet',
    },
    {
      name: 'webhooks that go elsewhere',
      break: () => github.deliverTo('https://smee.io/x'),
      finding: 'webhook',
      state: 'fail',
      words: 'deliveries go to https://smee.io/x',
    },
  ];
  it.each(rows)('finds $name, and says what mends it', async ({ setting, break: breakIt, finding, state, words }) => {
    await setUp(setting);
    breakIt?.();
    const { exitCode, found } = await examined();
    expect(found).toContainEqual(
      expect.objectContaining({ name: finding, state, says: expect.stringContaining(words), mend: expect.any(String) }),
    );
    if (state === 'fail') expect(exitCode).toBe(1);
  });

  it.each([404, 503])('finds deliveries that are answered with %i', async (status) => {
    answers = status;
    await setUp();
    const { exitCode, found } = await examined();
    expect(found).toContainEqual(
      expect.objectContaining({ name: 'deliveries', state: 'fail', says: expect.stringContaining('did not arrive') }),
    );
    expect(exitCode).toBe(1);
  });

  it('takes GitHub’s word for it where the app was never started here, as on another machine', async () => {
    await setUp({ store: 'nothing' });
    expect((await examined()).found).toContainEqual(
      expect.objectContaining({ name: 'deliveries', state: 'ok', says: expect.stringContaining('GitHub says that they arrive') }),
    );
  });

  it('says where GitHub does not offer comments of advisories, and that they cannot be tried before there is one', async () => {
    await setUp();
    github.misbehave({ kind: 'absent', path: /\/comments$/ });
    const finding = (says: string) => expect.objectContaining({ name: 'comments', state: 'warn', says: expect.stringContaining(says) });
    expect((await examined()).found).toContainEqual(finding('GitHub does not offer comments'));
    github.world.repository('acme/widget').advisories.splice(0);
    expect((await examined()).found).toContainEqual(finding('there is no advisory yet'));
  });

  it('sends test messages when it is asked to, and only then, and says of each how it went', async () => {
    const mail = await aMailServer();
    process.env.FIXLEAD_SMTP_URL = mail.url;
    process.env.FIXLEAD_MAIL_FROM = 'security@acme.example';
    process.env.FIXLEAD_ALLOW_PRIVATE_ADDRESSES = 'true';
    process.env.FIXLEAD_SLACK_ANNOUNCE = `http://127.0.0.1:${(door.address() as AddressInfo).port}/services/t0ken`;
    const channels = "['slack:announce', 'mail:announce@acme.example', 'github:issue']";
    await setUp({ file: policy.replace("['slack:announce']", channels) });
    answers = 410;
    expect((await examined()).exitCode).toBe(0);
    expect(mail.got).toEqual([]);
    const { exitCode, stdout } = await runCommand(run, { args: ['acme/widget', '--send-tests'] });
    expect(stdout).toMatch(/FAIL {2}slack:announce: the test message was not sent: .*410/);
    expect(stdout).toContain('ok    mail:announce@acme.example: a test message was sent');
    expect(stdout).toContain('ok    github:issue: is not tried');
    expect([exitCode, stdout.includes('t0ken')]).toEqual([1, false]);
    expect(mail.got.map(({ to, mail: { subject } }) => [to, subject])).toEqual([[['announce@acme.example'], 'Test message from Fixlead']]);
    expect(github.world.repository('acme/widget').issues).toEqual([]);
    await mail.close();
  });

  it('goes no further than a key that GitHub does not take, in words and without the key', async () => {
    await setUp();
    process.env.APP_ID = '4712';
    const { exitCode, stdout } = await runCommand(run, { args: ['acme/widget'] });
    expect([exitCode, stdout.split('\n')]).toEqual([
      1,
      [expect.stringMatching(/^FAIL {2}app: could not be found out: .*401/), expect.stringContaining('mend:'), ''],
    ]);
    expect(stdout).not.toContain('PRIVATE KEY');
  });

  it('says when the App is not installed there', async () => {
    await setUp();
    const { stdout } = await runCommand(run, { args: ['acme/elsewhere'] });
    expect(stdout).toContain('FAIL  installation: the App is not installed on acme/elsewhere');
  });

  it.each([[[]], [['widget']], [['acme/widget', 'more']]])('explains itself when it is called with %j', async (args) => {
    expect(await runCommand(run, { args })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('say fixlead doctor OWNER/NAME'),
    });
  });
});
