import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { commandOf } from '../../src/dashboard/act-form.ts';
import { findAct, acts } from '../../src/dashboard/acts.ts';
import { readComment } from '../../src/commands/read-comment.ts';
import { aConversation, aPolicyFile, day, minute, type Conversation } from '../conversations/a-conversation.ts';
import { aBrowser, formTokenIn, wordsIn, type ABrowser, type Seen } from './a-browser.ts';

describe('the command of an act', () => {
  const filled = (name: string, fields: Record<string, string>) => commandOf(findAct(name)!, new URLSearchParams(fields));

  it('is one line, whatever was typed: a second line could be another command', () => {
    const { text } = filled('hold', { reason: 'Wait.\n/publish\r\n/publish\u2028/publish' });
    expect(text).toBe('/hold Wait. /publish /publish /publish');
    expect(readComment(text)).toEqual([{ line: 1, asked: { kind: 'HoldPlaced', reason: 'Wait. /publish /publish /publish' } }]);
  });

  it('is not made while a field is missing or not one of its choices', () => {
    expect(filled('hold', { reason: ' ' }).missing).toEqual(['Reason is missing.']);
    expect(filled('reject', { name: 'because', reason: 'x' }).missing).toEqual([expect.stringContaining('Kind of reason must be one of')]);
  });

  it.each(acts.map((act) => ({ act, name: act.name })))('$name makes the event that it promises', ({ act }) => {
    const examples: Record<string, string> = {
      ...{ reason: 'It has to be so.', name: 'spam', date: '2030-12-03 16:00 UTC', delay: 'not-tested', line: 'main' },
      ...{
        kind: 'fixed',
        channel: 'by-hand:blog',
        link: 'https://example.org/1',
        login: 'rita',
        question: 'Which version is it?',
        vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
        lines: 'main release-1.0',
        plan: 'We look "soon", with a \\ in it.',
        workaround: 'none',
        key: 'GHSA-2222-3333-4444/check/7/release_1_0/*a*',
      },
    };
    const fields = act.fields.map(({ name }) => [name, examples[name] ?? ''] as [string, string]);
    const { text, missing } = commandOf(act, new URLSearchParams(fields));
    expect({ missing, read: readComment(text) }).toMatchObject({ missing: [], read: [{ asked: { kind: act.makes } }] });
  });
});

describe('an act on the dashboard', () => {
  let talk: Conversation;
  let id: string;
  let browser: ABrowser;
  beforeEach(async () => {
    talk = await aConversation({ withDashboard: true, policy: aPolicyFile.replace('publish: auto', 'publish: confirm') });
    id = await talk.report('rita');
    browser = aBrowser(talk);
    await browser.signIn('max');
  });
  afterEach(() => talk.close());

  const path = (rest: string): string => `/cases/${id}/${rest}`;
  const hiddenIn = (page: Seen): Record<string, string> =>
    Object.fromEntries(
      [...page.text.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].slice(1).map(([, name, value]) => [name ?? '', value ?? '']),
    );
  const sent = async (page: Seen, name: string, changed: Record<string, string> = {}, by = browser): Promise<Seen> =>
    by.post(path(`act/${name}/do`), { ...hiddenIn(page), ...changed });
  /** Agrees, lets the app work, and answers the page that says what became of it. */
  const agree = async (page: Seen, name: string): Promise<Seen> => {
    const answer = await sent(page, name);
    await talk.pass(minute);
    return browser.get(answer.location);
  };

  const whoMade = (state: string): readonly string[] =>
    talk.github.world
      .requestsTo({ method: 'PATCH' })
      .filter(({ body, status }) => status === 200 && JSON.stringify(body) === `{"state":"${state}"}`)
      .map(({ actor }) => actor);

  it('says what will happen and who will see it, does nothing before one agrees, and then what the command does', async () => {
    const page = await browser.get(path('act/accept'));
    expect(wordsIn(page)).toContain('What will happen, and who will see it');
    expect(wordsIn(page)).toContain('the reporter and collaborators changing the state of the advisory');
    await talk.pass(minute);
    expect(talk.advisoryState()).toBe('triage');
    expect(wordsIn(await agree(page, 'accept'))).toContain('Done');
    expect([talk.advisoryState(), talk.status().includes('accepted')]).toEqual(['draft', true]);
    expect(whoMade('draft')).toEqual(['max']);
    expect(wordsIn(await browser.get(path('history')))).toContain('report accepted by @max on the dashboard');
  });

  it('publishes, with green gates, by the maintainer who clicked', async () => {
    await talk.makeReady();
    await talk.pass(day + minute);
    const page = await browser.signIn('max', path('act/publish'));
    expect(wordsIn(page)).toContain('everybody');
    // What stands there already is not done again, and is no part of it.
    expect(wordsIn(page)).not.toContain('showing the LGTM check');
    expect(wordsIn(page)).toContain('What you will be told');
    expect(wordsIn(await agree(page, 'publish'))).toContain('Done');
    expect(talk.advisoryState()).toBe('published');
    // By their own hand: GitHub's record names them, and so does ours.
    expect(whoMade('published')).toEqual(['max']);
    expect(talk.repliesTo('case-issue').join()).toContain('by @max from the dashboard');
  });

  it('is carried out by the app when the sign-in of whoever asked is over, and says nobody else did it', async () => {
    await talk.makeReady();
    await talk.pass(day + minute);
    const page = await browser.signIn('max', path('act/publish'));
    const answer = await sent(page, 'publish');
    for (const [token, { actor }] of talk.github.world.tokens) if (actor.kind === 'person') talk.github.world.tokens.delete(token);
    await talk.pass(minute);
    expect([answer.status, talk.advisoryState(), whoMade('published')]).toEqual([303, 'published', ['fixlead[bot]']]);
    expect(talk.repliesTo('case-issue').join()).not.toContain('from the dashboard');
  });

  it('is shown as refused, with the reason and without a button, while it may not be', async () => {
    await talk.say('max', 'case-issue', '/accept');
    const page = await browser.get(path('act/publish'));
    expect(wordsIn(page)).toContain('Publish the advisory: not now');
    expect(page.text).not.toContain('/do"');
  });

  it('is refused when the case has changed since the page was drawn, and says so', async () => {
    const page = await browser.get(path('act/accept'));
    await talk.say('ana', 'case-issue', '/hold Wait for me.');
    const outcome = await agree(page, 'accept');
    expect(wordsIn(outcome)).toContain('Nothing was done');
    expect(wordsIn(outcome)).toContain('The case has changed since the page was drawn');
    expect(talk.advisoryState()).toBe('triage');
  });

  it('happens once, however often its form is sent', async () => {
    const page = await browser.get(path('act/accept'));
    await agree(page, 'accept');
    await agree(page, 'accept');
    const history = wordsIn(await browser.get(path('history')));
    expect(history.match(/report accepted by/g)).toHaveLength(1);
  });

  it.each([
    { name: 'another command', change: { command: '/publish' } },
    { name: 'another state of the case', change: { drawn: '99' } },
    { name: 'another number', change: { act_id: '00000000-0000-4000-8000-000000000000' } },
    { name: 'no agreement', change: { agreed: '' } },
  ])('is not taken with $name than was shown', async ({ change }) => {
    const page = await browser.get(path('act/accept'));
    expect((await sent(page, 'accept', change)).status).toBe(403);
    await talk.pass(minute);
    expect(talk.advisoryState()).toBe('triage');
  });

  it('cannot be agreed to by somebody else than whoever was shown it', async () => {
    const page = await browser.get(path('act/accept'));
    const ana = aBrowser(talk);
    const own = await ana.signIn('ana', path('act/accept'));
    expect((await sent(page, 'accept', { form_token: formTokenIn(own) }, ana)).status).toBe(403);
  });

  it('comes with a page of who can see the case, as GitHub says it to whoever looks', async () => {
    await talk.say('max', 'case-issue', '/accept');
    const page = wordsIn(await browser.get(path('people')));
    expect(page).toMatch(/On the advisory .*@rita .*the reporter/);
    expect(page).toMatch(/In acme\/widget-security .*@wanda/);
    expect(page).not.toContain('GitHub did not say who');
  });

  it('is not for the reporter, nor for a stranger', async () => {
    for (const [login, status] of [
      ['rita', 403],
      ['oscar', 404],
    ] as const) {
      const other = aBrowser(talk);
      expect((await other.signIn(login, path('act/reject'))).status).toBe(status);
    }
  });

  it('takes its words from a form, and asks for what is missing', async () => {
    const form = await browser.get(path('act/reject'));
    expect(wordsIn(form)).toContain('See what would happen');
    const empty = await browser.post(path('act/reject'), { form_token: formTokenIn(form), name: 'spam', reason: '' });
    expect([empty.status, wordsIn(empty).includes('In your own words is missing.')]).toEqual([400, true]);
    const shown = await browser.post(path('act/reject'), { form_token: formTokenIn(form), name: 'spam', reason: 'No.\n/publish' });
    expect(wordsIn(shown)).toContain('/reject spam No. /publish');
    const odd = await browser.post(path('act/reject'), { form_token: formTokenIn(form), name: 'spam', reason: '<b>No.</b>' });
    expect([odd.status, odd.text.includes('<b>No.')]).toEqual([200, false]);
    await agree(shown, 'reject');
    expect([talk.advisoryState(), whoMade('closed')]).toEqual(['closed', ['max']]);
  });
});
