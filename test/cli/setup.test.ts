// The set-up against a GitHub on this machine, by HTTP as a browser does it: an App is made, its files are written, nothing is given away.
import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { askedOf } from '../../src/drill/simulated-github/registered-app.ts';
import { clientSecretOf } from '../../src/drill/simulated-github/web-sign-in.ts';
import { startSimulatedGitHub, type SimulatedGitHub } from '../../src/drill/simulated-github/simulated-github.ts';
import { eventNames } from '../../src/engine/doctor/events.ts';
import { permissionsFor } from '../../src/engine/doctor/permissions.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { undocumentedIn } from '../conversations/documented.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const webhookSecret = 'f0e4c2f76c58916ec258f246851bea091d14d4247a2fc3e18694461b1816e13b';
const cli = join(import.meta.dirname, '../../src/cli.ts');

let github: SimulatedGitHub;
let folder: string;
let undocumented: string[];
let processes: ChildProcess[];

beforeAll(() => nock.restore());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'setup-'));
  [undocumented, processes] = [[], []];
  github = await startSimulatedGitHub({
    now: () => Date.now(),
    app: { id: 4711, slug: 'fixlead-for-acme', publicKeyPem: publicKey, privateKeyPem: privateKey, webhookSecret },
    gitRoot: folder,
    ...undocumentedIn(undocumented),
  });
  github.world.addUser('max');
  github.world.addUser('oscar');
  github.world.addOrganisation('acme', { owners: ['max'] });
});
afterEach(async () => {
  for (const child of processes.filter(({ exitCode }) => exitCode === null)) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await github.close();
  await rm(folder, { recursive: true, force: true });
  expect(undocumented).toEqual([]);
});

type Started = { readonly link: string; readonly origin: string; readonly printed: () => string };

/** The command in a process of its own, in an empty folder, with nothing of this environment. */
async function start(...args: readonly string[]): Promise<Started> {
  const env = { PATH: process.env['PATH'], FIXLEAD_GITHUB_API_URL: github.apiUrl };
  const child = spawn(process.execPath, [cli, 'setup', '--listen', '127.0.0.1:0', ...args], { cwd: folder, env, stdio: 'pipe' });
  processes.push(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void (printed += chunk.toString('utf8')));
  const ended = once(child, 'exit').then(() => {
    throw new Error(`fixlead setup ended: ${printed}`);
  });
  ended.catch(() => undefined);
  while (!/token=\S+\n/.test(printed)) await Promise.race([once(child.stdout, 'data'), ended]);
  const link = /http:\S+token=\S+/.exec(printed)?.[0] ?? '';
  return { link, origin: new URL(link).origin, printed: () => printed };
}

/** A browser as far as it is needed: one cookie, and no redirect is followed. */
async function letIn({ link, origin }: Started) {
  const opened = await fetch(link, { redirect: 'manual' });
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const ask = (path: string, form?: Readonly<Record<string, string>>) =>
    fetch(new URL(path, origin), {
      ...{ redirect: 'manual', headers: { cookie } },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
  return { opened, ask };
}

type Browser = Awaited<ReturnType<typeof letIn>>;
const hidden = (text: string, name: string): string =>
  (new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** From the first page to where GitHub sends the browser back to. */
async function makeOnGitHub({ ask }: Browser, { organisation = 'acme', login = 'max' } = {}): Promise<URL> {
  const first = await (await ask('/setup')).text();
  const choices = { form_token: hidden(first, 'form_token'), name: 'Fixlead for acme', app_url: 'http://127.0.0.1:3000/', organisation };
  const confirm = await (await ask('/setup', { ...choices, optional: 'administration' })).text();
  const action = new URL((/method="post" action="([^"]+)"/.exec(confirm)?.[1] ?? '').replaceAll('&amp;', '&'));
  expect(action.href).toContain(`${github.apiUrl}${organisation === '' ? '' : '/organizations/acme'}/settings/apps/new?state=`);
  const manifest = hidden(confirm, 'manifest');
  // The App reads embargoed reports: nobody else is to install it, and nothing goes by way of anybody else.
  expect(JSON.parse(manifest)).toMatchObject({ public: false, request_oauth_on_install: false });
  expect(manifest).not.toContain('smee');
  const page = await (await fetch(action, { method: 'POST', body: new URLSearchParams({ manifest }) })).text();
  const made = { manifest: hidden(page, 'manifest'), state: hidden(page, 'state'), login };
  const back = await fetch(`${action.origin}${action.pathname}/created`, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(made) },
  });
  return new URL(back.headers.get('location') ?? '');
}

const read = (name: string) => readFile(join(folder, name), 'utf8');

describe('fixlead setup', () => {
  it.each([{ organisation: 'acme' }, { organisation: '' }])(
    'makes an App for "$organisation" and writes files that fixlead start takes',
    async (whose) => {
      const started = await start();
      const browser = await letIn(started);
      const back = await makeOnGitHub(browser, whose);
      expect([back.origin, back.pathname]).toEqual([started.origin, '/setup/made']);
      const made = await browser.ask(`${back.pathname}${back.search}`);
      expect([made.status, made.headers.get('location')]).toEqual([303, '/setup/checklist']);

      const settings = readSettings({ ...parseEnv(await read('.env')), PRIVATE_KEY_PATH: join(folder, 'fixlead.private-key.pem') });
      expect(settings).toMatchObject({
        ok: true,
        settings: { appId: 4711, port: 3000, githubApiUrl: github.apiUrl, dashboard: { url: 'http://127.0.0.1:3000' } },
      });
      expect(await read('fixlead.private-key.pem')).toBe(privateKey);
      for (const name of ['.env', 'fixlead.private-key.pem']) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
      expect(askedOf(github.world)).toEqual({
        permissions: permissionsFor(['administration']),
        events: eventNames,
        setupUrl: 'http://127.0.0.1:3000/',
      });
      expect(github.world.postman.target()).toBe('http://127.0.0.1:3000/api/github/webhooks');
    },
  );

  it('prints and shows no secret, and gives none away when it is asked again', async () => {
    const started = await start();
    const browser = await letIn(started);
    const back = await makeOnGitHub(browser);
    await browser.ask(`${back.pathname}${back.search}`);
    const shown = await (await browser.ask('/setup/checklist?repository=acme/widget')).text();
    const env = parseEnv(await read('.env'));
    const secrets = [webhookSecret, privateKey.split('\n')[1] ?? '', clientSecretOf({ id: 4711 }), env['FIXLEAD_SESSION_KEY'] ?? ''];
    for (const secret of secrets)
      expect({ secret, leaks: `${started.printed()}${shown}`.includes(secret) }).toEqual({ secret, leaks: false });
  });

  it('takes a way back from GitHub once, and none that it did not begin', async () => {
    const browser = await letIn(await start());
    const back = await makeOnGitHub(browser);
    const foreign = await browser.ask(`/setup/made?code=${back.searchParams.get('code')}&state=guessed`);
    expect(foreign.status).toBe(400);
    expect((await browser.ask(`${back.pathname}${back.search}`)).headers.get('location')).toBe('/setup/checklist');
    // The App is there: the same address leads to the checklist and fetches nothing.
    const before = github.world.requestsTo({ method: 'POST', path: /conversions$/ }).length;
    expect((await browser.ask(`${back.pathname}${back.search}`)).headers.get('location')).toBe('/setup/checklist');
    expect(github.world.requestsTo({ method: 'POST', path: /conversions$/ })).toHaveLength(before);
  });

  it('says what to do when GitHub does not know the code any more', async () => {
    const browser = await letIn(await start());
    const back = await makeOnGitHub(browser);
    await fetch(`${github.apiUrl}/app-manifests/${back.searchParams.get('code')}/conversions`, { method: 'POST' });
    const answer = await browser.ask(`${back.pathname}${back.search}`);
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('delete the App in its settings on GitHub')]);
  });

  it('opens once', async () => {
    const started = await start();
    expect((await letIn(started)).opened.status).toBe(303);
    expect((await letIn(started)).opened.status).toBe(403);
  });

  it('does not write over files that are there, and says which', async () => {
    await writeFile(join(folder, '.env'), 'APP_ID=1\n');
    await expect(start()).rejects.toThrow(/there is \.env in this folder already[\s\S]*WEBHOOK_SECRET is missing[\s\S]*--replace/);
    expect(await read('.env')).toBe('APP_ID=1\n');
  });

  it('keeps what it replaces when it is told to', async () => {
    await writeFile(join(folder, '.env'), 'APP_ID=1\n');
    const browser = await letIn(await start('--replace'));
    const back = await makeOnGitHub(browser);
    expect(await read('.env')).toBe('APP_ID=1\n');
    await browser.ask(`${back.pathname}${back.search}`);
    expect([await read('.env.old'), (await read('.env')).includes('APP_ID=4711')]).toEqual(['APP_ID=1\n', true]);
  });

  it('shows the checklist at once where an App is set up already', async () => {
    const first = await letIn(await start());
    const back = await makeOnGitHub(first);
    await first.ask(`${back.pathname}${back.search}`);
    const again = await letIn(await start());
    expect((await again.ask('/setup')).headers.get('location')).toBe('/setup/checklist');
    expect(await (await again.ask('/setup/checklist')).text()).toContain(`${github.apiUrl}/apps/fixlead-for-acme/installations/new`);
    // Where GitHub does not tell now which App it is, there is a page all the same.
    github.misbehave({ kind: '502-before-doing', path: /^\/app$/ });
    const later = await letIn(await start());
    expect(await (await later.ask('/setup/checklist')).text()).toContain(`${github.apiUrl}/settings/apps"`);
  });

  it.each([
    { args: ['--listen', 'here'], says: '--listen is written HOST:PORT' },
    { args: ['--page-url', 'http://fixlead.example.org'], says: '--page-url must be https' },
    { args: ['--nonsense'], says: 'nonsense' },
  ])('refuses $args', async ({ args, says }) => {
    await expect(start(...args)).rejects.toThrow(says);
  });
});
