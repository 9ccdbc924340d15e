// The list of distributors as maintainers see and change it, and a distributor's own page, by clicking.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { minute, type Conversation } from '../conversations/a-conversation.ts';
import { anApplication } from '../core/distributors/a-register.ts';
import { aReportWithMail, tellDistributors, type ToldDistributors } from '../dashboard/told-distributors.ts';
import type { AMailServer } from '../fixtures/a-mail-server.ts';
import { openChromium, openWindow, signInByClicking, type AWindow, type Look } from './a-chromium.ts';

const fence = '```';
const looks: readonly (Omit<Look, 'own'> & { readonly as: string })[] = [
  { as: 'light', colours: 'light' },
  { as: 'dark', colours: 'dark' },
  { as: '320', width: 320 },
];
let browser: Browser;
let talk: Conversation;
let server: AMailServer;
let told: ToldDistributors;
let id: string;

beforeAll(async () => {
  browser = await openChromium();
  ({ talk, server, id } = await aReportWithMail({ linkDays: 3 }));
  told = await tellDistributors(talk, server, ['alma-linux', 'bela-linux', 'cora-linux']);
  await told.toProject('/distributor withdraw bela-linux');
  await told.toProject('/distributor leak cora-linux what="The plan" to="a mailing list"');
  await told.toProject(
    `/distributor apply dora-linux security@dora-linux.example.org voucher=alma-linux\n\n${fence}\n${anApplication}${fence}`,
  );
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await talk?.close();
  await server?.close();
});

const open = (look: Omit<Look, 'own'>): Promise<AWindow> => openWindow(browser, { ...look, own: [talk.url(), talk.github.apiUrl] });

/** Photographed, clean for axe, and no wider than the screen. */
async function see(window: AWindow, name: string, width?: number): Promise<void> {
  await window.shoot(name);
  const wide = width === undefined ? undefined : await window.page.evaluate('document.documentElement.scrollWidth');
  expect({ name, violations: await window.violations(), wide }).toEqual({ name, violations: [], wide: width });
}

describe('the list of distributors, in a browser', () => {
  it.each(looks)('shows who is told, who applied, and what can be done: $as', async ({ as, ...look }) => {
    const window = await open(look);
    await signInByClicking(window, talk.url(), 'max');
    await window.page.goto(`${talk.url()}/distributors`);
    await see(window, `distributors-listed-${as}`, look.width);
    if (as === 'light') await window.picture('distributors', 640);
    await window.page.getByRole('navigation', { name: 'Acts on alma-linux' }).getByRole('link', { name: 'Remove', exact: true }).click();
    await see(window, `distributor-remove-${as}`, look.width);
    await window.page.getByLabel('Reason').fill('It ships us no more.');
    await window.page.getByRole('button', { name: 'See what would happen' }).click();
    await see(window, `distributor-remove-confirm-${as}`, look.width);
    expect(window.strays).toEqual([]);
    await window.close();
  });
});

describe('the page of a distributor, in a browser', () => {
  it('is opened by the link of its mail, answers by clicking, and looks well in all looks', async () => {
    const link = await told.lastLinkTo('alma-linux');
    const window = await open({});
    const { page } = window;
    await page.goto(talk.url() + link);
    await see(window, 'member-link');
    await page.getByRole('button', { name: 'Open the page' }).click();
    await page.getByRole('heading', { name: 'alma-linux' }).waitFor();
    await page.getByRole('link', { name: id }).click();
    await page.getByLabel('Your reason').fill('Our builders move house that week.');
    await page.getByRole('button', { name: 'Object to the date' }).click();
    await see(window, 'member-object-confirm');
    await page.getByRole('button', { name: 'Object to the date' }).click();
    await talk.pass(minute);
    await page.reload();
    await see(window, 'member-answered');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Done');
    expect(talk.board()).toContain('**Objection** by `alma-linux`');
    for (const { as, colours = 'light', width = 1200 } of looks) {
      await page.emulateMedia({ colorScheme: colours });
      await page.setViewportSize({ width, height: 900 });
      for (const [name, path] of [
        ['member', '/member'],
        ['member-case', `/member/cases/${id}`],
        ['member-new-link', '/member/new-link'],
      ] as const) {
        await page.goto(talk.url() + path);
        await see(window, `${name}-${as}`, width);
        if (as === 'light' && name === 'member-case') await window.picture('member-case', 720);
      }
    }
    expect(window.strays).toEqual([]);
    await window.close();
  });
});
