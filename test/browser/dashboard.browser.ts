import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { aConversation, aPolicyFile, day, hour, type Conversation } from '../conversations/a-conversation.ts';
import { openChromium, openWindow, signInByClicking, tabTo, type AWindow, type Look } from './a-chromium.ts';

let browser: Browser;
let talk: Conversation;
let id: string;
let other: string;

const policy = `extends: vitess
${aPolicyFile.replace('publish: auto', 'publish: confirm')}acknowledge: { business_days: 3 }
reporter: { status_page: true }
release_day: { publish_after: date }
channels: { forthcoming: ["by-hand:announce"], fixed: ["by-hand:announce"] }
`;

beforeAll(async () => {
  browser = await openChromium();
  talk = await aConversation({ withDashboard: true, policy });
  other = await talk.report('rita', { summary: 'Widgets listen on every address', description: 'They do.' });
  await talk.pass(4 * day);
  id = await talk.report('rita', { summary: 'A widget named <script>alert(1)</script> runs it', description: 'Shake one.' });
  talk.turnTo(id as never);
  await talk.say('max', 'case-issue', '/accept');
  await talk.say('max', 'case-issue', '/fix-lead');
  await talk.say('max', 'case-issue', '/cvss CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N');
  const number = await talk.openFix();
  await talk.say('ana', number, '/lgtm');
  await talk.say('ben', number, '/lgtm');
  await talk.say('max', 'case-issue', `/date ${talk.inWords(2 * day)}`);
  await talk.pass(3 * hour);
});
afterAll(async () => {
  await browser?.close();
  await talk?.close();
});

async function signedIn(login: string, look: Omit<Look, 'own'> = {}): Promise<AWindow> {
  const window = await openWindow(browser, { ...look, own: [talk.url(), talk.github.apiUrl] });
  await signInByClicking(window, talk.url(), login);
  return window;
}

describe('the pages, in a browser', () => {
  const pages = () => ({
    cases: '/',
    case: `/cases/${id}`,
    history: `/cases/${id}/history`,
    overdue: `/cases/${other}`,
    policy: `/cases/${id}/policy`,
    people: `/cases/${id}/people`,
    overrule: `/cases/${id}/act/overrule`,
    tokens: '/tokens',
    distributors: '/distributors',
    feeds: '/feeds',
    reject: `/cases/${id}/act/reject`,
    hold: `/cases/${id}/act/lift-hold`,
    calendar: '/calendar',
    measures: '/measures',
    'given-up': '/given-up',
    // Without a sign-in it is the same.
    status: statusLink(),
    'not-there': '/cases/GHSA-2222-2222-2222',
  });
  const statusLink = () => /\/status\/[\w-]{43}/.exec(talk.repliesTo('advisory').join('\n'))?.[0] ?? '/';

  it.each(['light', 'dark'] as const)(
    'have nothing against WCAG 2.2 AA in %s, load nothing from elsewhere, and are photographed',
    async (colours) => {
      const window = await signedIn('max', { colours });
      for (const [name, path] of Object.entries(pages())) {
        await window.page.goto(talk.url() + path);
        await window.shoot(`${name}-${colours}`);
        if (colours === 'light' && name === 'case') await window.picture('dashboard-case', 900);
        if (colours === 'light' && name === 'cases') await window.picture('dashboard', 640);
        expect({ name, violations: await window.violations() }).toEqual({ name, violations: [] });
      }
      expect(window.strays).toEqual([]);
      await window.close();
    },
  );

  it('let a whole act be done by clicking', async () => {
    const { page, ...window } = await signedIn('ana');
    await page.getByRole('link', { name: other }).click();
    await page.getByRole('link', { name: 'Accept the report' }).click();
    await window.shoot('act-confirm');
    await page.getByRole('button', { name: 'Accept the report' }).click();
    await page.getByRole('heading', { name: /Done|Not decided yet/ }).waitFor();
    await talk.pass(60_000);
    await page.reload();
    await window.shoot('act-done');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Done');
    expect(talk.github.world.advisory(other).state).toBe('draft');
    await window.close();
  });

  it('let the same be done by keyboard alone, and show where one is', async () => {
    const { page, ...window } = await signedIn('ana');
    await page.goto(`${talk.url()}/cases/${id}/act/hold`);
    await tabTo(page, 'reason');
    await page.keyboard.type('Wait for the distributors.');
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    await tabTo(page, 'See what would happen');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Put it on hold?' }).waitFor();
    await tabTo(page, 'Put it on hold');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Done|Not decided yet/ }).waitFor();
    expect(outline).toBe('solid');
    await window.close();
  });

  it.each([380, 320])('fit on a screen of %d pixels without scrolling sideways', async (pixels) => {
    const window = await signedIn('max', { width: pixels });
    for (const [name, path] of Object.entries(pages())) {
      await window.page.goto(talk.url() + path);
      await window.shoot(`${name}-${pixels}`);
      const width = await window.page.evaluate('document.documentElement.scrollWidth');
      expect({ name, width }).toEqual({ name, width: pixels });
    }
    await window.close();
  });

  it('show a maker of a token the token once, and let them end it', async () => {
    const { page, ...window } = await signedIn('max');
    await page.goto(`${talk.url()}/tokens`);
    await page.getByLabel('Name').fill('wall screen');
    await page.getByLabel('Scope').fill('acme/widget');
    await page.getByLabel('obligations').uncheck();
    await page.getByRole('button', { name: 'Make the token' }).click();
    const token = /fixlead_[\w-]{43}/.exec((await page.textContent('main')) ?? '')?.[0] ?? '';
    await window.shoot('token-made');
    expect(await window.violations()).toEqual([]);
    const asked = async () => (await fetch(`${talk.url()}/api/v1/cases`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await asked()).toBe(200);
    await page.getByRole('button', { name: /^End it/ }).click();
    await page.getByText('You have none.').waitFor();
    expect(await asked()).toBe(401);
    await window.close();
  });

  // Time passes, so it comes last.
  it('lead a case from its hold to its publication by clicking', async () => {
    const ana = await signedIn('ana');
    await ana.page.goto(`${talk.url()}/cases/${id}/act/lift-hold`);
    await ana.page.getByRole('button', { name: 'Lift your hold' }).click();
    await talk.pass(60_000);
    await ana.page.reload();
    expect(await ana.page.getByRole('heading', { level: 1 }).textContent()).toBe('Done');
    await ana.close();
    await talk.pass(2 * day);
    const max = await signedIn('max');
    await max.page.goto(`${talk.url()}/cases/${id}`);
    await max.page.getByRole('link', { name: 'Publish the advisory' }).click();
    await max.shoot('publish-confirm');
    expect(await max.violations()).toEqual([]);
    await max.page.getByRole('button', { name: 'Publish the advisory' }).click();
    await talk.pass(60_000);
    await max.page.reload();
    expect(await max.page.getByRole('heading', { level: 1 }).textContent()).toBe('Done');
    expect(talk.github.world.advisory(id).state).toBe('published');
    await max.page.getByRole('link', { name: 'To the case' }).click();
    await max.shoot('case-published');
    expect(await max.violations()).toEqual([]);
    await max.close();
  });
});
