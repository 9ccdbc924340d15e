// Debian's chromium, driven by playwright-core. Installs nothing: says what is missing instead.
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--disable-lcd-text'],
];
const reports = join(import.meta.dirname, '../../reports');

export async function openChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? places.find((place) => existsSync(place));
  if (executablePath === undefined || !existsSync(executablePath))
    throw new Error(`There is no chromium at ${places.join(', ')}. Install it (apt-get install -y chromium) or name it in CHROMIUM.`);
  return chromium.launch({ executablePath, args: flags });
}

export type AWindow = {
  readonly page: Page;
  /** Addresses that were asked for outside the two hosts of the test. */
  readonly strays: readonly string[];
  /** What axe finds against WCAG 2.2 A and AA, by rule and place. */
  violations(): Promise<readonly string[]>;
  /** The whole page, for whoever looks what a test saw. */
  shoot(name: string): Promise<void>;
  /** The top of the page, for the documents: `npm run pictures` takes it from the reports. Unit of `height`: CSS pixels. */
  picture(name: string, height: number): Promise<void>;
  close(): Promise<void>;
};

export type Look = { readonly colours?: 'light' | 'dark'; readonly width?: number; readonly own: readonly string[] };

export async function openWindow(browser: Browser, { colours = 'light', width = 1200, own }: Look): Promise<AWindow> {
  const context = await browser.newContext({ colorScheme: colours, viewport: { width, height: 900 }, javaScriptEnabled: true });
  const page = await context.newPage();
  const strays: string[] = [];
  page.on('request', (request) => {
    if (!own.some((origin) => request.url().startsWith(origin))) strays.push(request.url());
  });
  return {
    page,
    strays,
    async violations() {
      const found = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
      );
    },
    async shoot(name) {
      await mkdir(reports, { recursive: true });
      await page.screenshot({ path: join(reports, `${name}.png`), fullPage: true });
    },
    async picture(name, height) {
      await mkdir(join(reports, 'pictures'), { recursive: true });
      const before = page.viewportSize() ?? { width, height: 900 };
      await page.setViewportSize({ width: 960, height });
      await page.screenshot({ path: join(reports, 'pictures', `${name}.png`) });
      await page.setViewportSize(before);
    },
    close: () => context.close(),
  };
}

/** Signs in by clicking, as somebody does who comes to the first page. */
export async function signInByClicking({ page }: AWindow, url: string, login: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('link', { name: 'Sign in with GitHub' }).click();
  await page.getByRole('link', { name: login, exact: true }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** More than any page has places to stop at. */
const mostPresses = 70;

/** Presses Tab until what has the focus is called so, by its words or its id. Errors: throws when it never comes there. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < mostPresses; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate('document.activeElement.textContent.trim() || document.activeElement.id');
    if (focused === name) return;
  }
  throw new Error(`Tab never came to ${name}`);
}
