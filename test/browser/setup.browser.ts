// From nothing to the first case by clicking, the way docs/install.md tells it: the real commands, each in a process of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import type { Browser } from 'playwright-core';
import { startSimulatedGitHub, type SimulatedGitHub } from '../../src/drill/simulated-github/simulated-github.ts';
import { askedPermissions } from '../../src/engine/doctor/permissions.ts';
import { undocumentedIn } from '../conversations/documented.ts';
import { openChromium, openWindow, tabTo, type AWindow } from './a-chromium.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const cli = join(import.meta.dirname, '../../src/cli.ts');
const policy = `extends: vitess
maintainers: { team: acme/security }
fix_repository: acme/widget-security
lines: [main]
lgtm: { required: 2 }
channels: { forthcoming: ["by-hand:announce"], fixed: ["by-hand:announce"] }
`;
const required = { context: 'fixlead/lgtm', integration_id: 4711 };
const pinned = {
  ...{ name: 'LGTM', enforcement: 'active' as const, branches: ['main'] },
  rules: [
    {
      type: 'required_status_checks',
      parameters: { strict_required_status_checks_policy: false, required_status_checks: [required] },
    },
  ],
};

let browser: Browser;
let github: SimulatedGitHub;
let folder: string;
let appUrl: string;
let window: AWindow;
const undocumented: string[] = [];
const processes: ChildProcess[] = [];

beforeAll(async () => {
  nock.restore();
  browser = await openChromium();
  folder = await mkdtemp(join(tmpdir(), 'from-nothing-'));
  appUrl = `http://127.0.0.1:${await aFreePort()}`;
  github = await startSimulatedGitHub({
    now: () => Date.now(),
    app: {
      id: 4711,
      slug: 'fixlead-for-acme',
      publicKeyPem: publicKey,
      privateKeyPem: privateKey,
      webhookSecret: 'f0e4c2f76c58916ec258f24685' + 'b1816e13b5a7d90c',
    },
    gitRoot: folder,
    ...undocumentedIn(undocumented),
  });
  const { world } = github;
  for (const login of ['max', 'ana', 'rita']) world.addUser(login);
  world.addOrganisation('acme', { owners: ['max'] });
  world.addTeam('acme', 'security', ['max', 'ana']);
  await world.addRepository('acme/widget', { files: { '.github/fixlead.yml': policy }, teams: { security: 'admin' } });
  await world.addRepository('acme/widget-security', {
    mirrorOf: 'acme/widget',
    private: true,
    rulesets: [pinned],
    teams: { security: 'admin' },
  });
});
afterAll(async () => {
  for (const child of processes.filter(({ exitCode }) => exitCode === null)) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  await window?.close();
  await browser?.close();
  await github?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  expect(undocumented).toEqual([]);
});

async function aFreePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

/** Answers what it printed up to what is waited for. */
async function run(args: readonly string[], until: RegExp): Promise<string> {
  const env = { PATH: process.env['PATH'], FIXLEAD_GITHUB_API_URL: github.apiUrl };
  const child = spawn(process.execPath, [cli, ...args], { cwd: folder, env, stdio: 'pipe' });
  processes.push(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void (printed += chunk.toString('utf8')));
  while (!until.test(printed)) {
    if (child.exitCode !== null) throw new Error(`fixlead ${args.join(' ')} ended: ${printed}`);
    await pause(50);
  }
  return printed;
}

/** Looks at the page again until it says so. */
async function untilShown(text: string | RegExp): Promise<void> {
  for (let looks = 0; looks < 60; looks += 1) {
    if ((await window.page.getByText(text).count()) > 0) return;
    await pause(500);
    await window.page.reload();
  }
  throw new Error(`${String(text)} was never shown: ${(await window.page.textContent('main')) ?? ''}`);
}

const pageIsGood = async (name: string): Promise<void> => {
  await window.shoot(name);
  expect({ name, violations: await window.violations() }).toEqual({ name, violations: [] });
};

describe('from nothing to the first case', () => {
  let origin: string;

  it('makes the App by keyboard alone, and writes its files', async () => {
    const printed = await run(['setup', '--url', appUrl, '--organisation', 'acme', '--listen', '127.0.0.1:0'], /token=\S+\n/);
    const link = /http:\S+token=\S+/.exec(printed)?.[0] ?? '';
    origin = new URL(link).origin;
    window = await openWindow(browser, { own: [origin, appUrl, github.apiUrl] });
    const { page } = window;
    await page.goto(link);
    for (const { name } of askedPermissions.filter(({ tier }) => tier === 'optional')) {
      await tabTo(page, name);
      await page.keyboard.press('Space');
    }
    await pageIsGood('setup-choices');
    // As it will look to whoever reads the documents.
    await page.getByLabel('Where GitHub and people will reach the app').fill('https://fixlead.example.org');
    await window.picture('setup-choices', 1060);
    await page.getByLabel('Where GitHub and people will reach the app').fill(appUrl);
    await tabTo(page, 'See what GitHub will be asked');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Make the App Fixlead for acme?' }).waitFor();
    await pageIsGood('setup-confirm');
    const asked = page.waitForRequest((request) => request.url().startsWith(`${github.apiUrl}/organizations/acme/settings/apps/new`));
    await tabTo(page, 'Make it on GitHub');
    await page.keyboard.press('Enter');
    expect(await (await asked).headerValue('origin')).toBe(origin);
    await page.getByRole('button', { name: 'Create GitHub App as max' }).click();
    await page.getByRole('heading', { name: 'The App is made' }).waitFor();
    await pageIsGood('setup-made');
    await window.picture('setup-made', 700);
  });

  it('starts with what was written, is installed, and turns the checklist green', async () => {
    const { page } = window;
    await run(['start'], /listening/);
    await page.getByRole('link', { name: 'Install fixlead-for-acme' }).click();
    await page.getByRole('button', { name: 'Install on acme' }).click();
    // GitHub leads on to the app itself.
    await page.getByRole('link', { name: 'Sign in with GitHub' }).waitFor();
    await page.goto(`${origin}/setup/checklist`);
    await page.getByLabel('Public repository').fill('acme/widget');
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByRole('heading', { name: 'Is acme/widget set up?' }).waitFor();
    await untilShown('deliveries: they arrive');
    expect(await page.locator('.checklist .fail').allTextContents()).toEqual([]);
    // What cannot be tried before there is an advisory.
    expect(await page.locator('.checklist .warn b').allTextContents()).toEqual(['comments']);
    await pageIsGood('setup-checklist');
    await page.setViewportSize({ width: 380, height: 900 });
    await window.shoot('setup-checklist-phone');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(380);
    await page.setViewportSize({ width: 1200, height: 900 });
    await window.picture('setup-checklist', 960);
  });

  it('shows the first case to whoever signs in', async () => {
    const { page } = window;
    const vulnerabilities = [{ package: { ecosystem: 'npm' as const, name: 'widget' } }];
    const id = await github
      .actAs('rita')
      .reportVulnerability('acme/widget', { summary: 'Widgets explode', description: 'Shake one.', vulnerabilities });
    await page.getByRole('link', { name: 'Open the dashboard' }).click();
    await page.getByRole('link', { name: 'Sign in with GitHub' }).click();
    await page.getByRole('link', { name: 'max', exact: true }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await untilShown(id);
    await pageIsGood('first-case');
    await window.picture('first-case', 460);
    await page.goto(`${origin}/setup/checklist?repository=acme/widget`);
    await untilShown('Nothing has to be mended');
    expect(await page.locator('.checklist .warn, .checklist .fail').allTextContents()).toEqual([]);
    expect(window.strays).toEqual([]);
  });
});
