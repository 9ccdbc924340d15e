import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aConversation, aPolicyFile, minute, type Conversation } from '../conversations/a-conversation.ts';
import { aBrowser, wordsIn } from './a-browser.ts';

describe('a reporter with the link to their page', () => {
  let talk: Conversation;
  let id: string;
  beforeAll(async () => {
    talk = await aConversation({ withDashboard: true, onDisk: true, policy: `${aPolicyFile}reporter: { status_page: true }\n` });
    id = await talk.report('rita', { summary: 'Widgets explode', description: 'Shake one.' });
    await talk.pass(minute);
  });
  afterAll(() => talk.close());
  const told = () => talk.repliesTo('advisory').flatMap((text) => /\/status\/[\w-]{43}/.exec(text) ?? []);
  const open = (path = '') => aBrowser(talk).get(path);

  it('reads without a sign-in where the report stands and what comes next, and no word of it', async () => {
    const page = await open(told()[0]);
    expect(page.status).toBe(200);
    expect(wordsIn(page)).toContain(`${id}: reported, not answered yet`);
    expect(wordsIn(page)).toContain('Next: the first answer to the reporter, by');
    for (const secret of ['explode', 'Shake', '@', 'acme/widget-security']) expect(page.text).not.toContain(secret);
    expect(/<title>(.*?)<\/title>/s.exec(page.text)?.[1]).toBe('Where your report stands · Fixlead');
  });

  it('sees it change as the case does', async () => {
    await talk.say('max', 'case-issue', '/accept');
    expect(wordsIn(await open(told()[0]))).toContain('accepted, being fixed');
  });

  it('gets another link for /status-page new, and the one before opens nothing', async () => {
    await talk.say('rita', 'advisory', '/status-page new');
    await talk.pass(minute);
    const [first, second] = told();
    expect([(await open(first)).status, (await open(second)).status]).toEqual([404, 200]);
  });

  it('is ended by a maintainer too, and then says nothing that tells it from a link that never was', async () => {
    await talk.say('max', 'case-issue', '/status-page off');
    await talk.pass(minute);
    expect(talk.replyTo('case-issue')).toContain('its link opens nothing any more');
    const ended = await open(told()[1]);
    const never = await open(`/status/${'x'.repeat(43)}`);
    expect([ended.status, wordsIn(ended)]).toEqual([404, wordsIn(never)]);
  });

  it('leaves neither the link in the store nor in the log', () => {
    const links = told().map((path) => path.replace('/status/', ''));
    expect(links).toHaveLength(2);
    const file = talk.storeUrl.replace('sqlite:', '');
    const stored = [file, `${file}-wal`].map((path) => readFileSync(path, 'latin1')).join();
    expect(stored).toContain('status-page');
    for (const link of links) for (const text of [talk.log(), stored]) expect(text).not.toContain(link);
  });
});
