// One case from its report to its published advisory, by the keyboard alone: what happens on GitHub, its fix and its reviews, happens there.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { aConversation, aPolicyFile, day, minute, type Conversation } from '../conversations/a-conversation.ts';
import { openChromium, openWindow, tabTo, type AWindow } from './a-chromium.ts';

let browser: Browser;
let talk: Conversation;
let window: AWindow;
beforeAll(async () => {
  browser = await openChromium();
  talk = await aConversation({ withDashboard: true, policy: aPolicyFile.replace('publish: auto', 'publish: confirm') });
  window = await openWindow(browser, { own: [talk.url(), talk.github.apiUrl] });
});
afterAll(async () => {
  await browser?.close();
  await talk?.close();
});

/** What axe has against the page that is open, by the page. */
const found: string[] = [];
async function look(name: string): Promise<void> {
  found.push(...(await window.violations()).map((one) => `${name}: ${one}`));
}

const headline = async (): Promise<string> => ((await window.page.getByRole('heading', { level: 1 }).textContent()) ?? '').trim();

async function press(name: string): Promise<void> {
  await tabTo(window.page, name);
  await Promise.all([window.page.waitForNavigation(), window.page.keyboard.press('Enter')]);
}

async function signIn(): Promise<void> {
  await window.page.goto(talk.url());
  await look('the first page');
  await press('Sign in with GitHub');
  await press('max');
}

/** From the page of the case over the form, where there is one, and the page that says what will happen, and back to the case. */
async function act(title: string, fields?: Readonly<Record<string, string>>): Promise<void> {
  await press(title);
  if (fields !== undefined) {
    await look(`the form of “${title}”`);
    for (const [id, words] of Object.entries(fields)) {
      await tabTo(window.page, id);
      await window.page.keyboard.type(words);
    }
    await press('See what would happen');
  }
  expect(await headline()).toBe(`${title}?`);
  await look(`what “${title}” would do`);
  await press(title);
  await talk.pass(minute);
  await window.page.reload();
  expect([title, await headline()]).toEqual([title, 'Done']);
  await look(`what became of “${title}”`);
  await press('To the case');
}

it('leads a case from its report to the published advisory by keyboard alone', async () => {
  await signIn();
  const id = await talk.report('rita', { summary: 'A widget runs what it reads', description: 'Shake one.' });
  await talk.pass(minute);
  await window.page.reload();
  await look('the list of cases');
  await press(id);
  await look('a new case');

  await act('Say that the reporter was answered', { plan: 'We look into it until Friday.', workaround: 'none' });
  await act('Accept the report');
  await act('Name the Fix Lead', {});
  await act('Score it', { vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' });
  await act('Make the score final');
  await act('Name the affected lines', { lines: 'main' });
  expect(talk.status()).toMatch(/accepted|being fixed/);

  const pull = await talk.openFix();
  for (const who of ['ana', 'ben']) await talk.say(who, pull, '/lgtm');
  await act('Set the Release Date', { date: talk.inWords(day) });
  await look('a case with its fix reviewed');
  await window.shoot('whole-case-ready');

  // The sign-in is over by then.
  await talk.pass(day + minute);
  await signIn();
  await press(id);
  await act('Publish the advisory');
  await look('a published case');
  await window.shoot('whole-case-published');

  expect(talk.github.world.advisory(id).state).toBe('published');
  expect(found).toEqual([]);
  expect(window.strays).toEqual([]);
});
