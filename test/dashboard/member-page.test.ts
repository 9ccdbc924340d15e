// A distributor that is told early opens the link in its mail, sees what it was told, and answers there.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, hour, minute, type Conversation } from '../conversations/a-conversation.ts';
import type { AMailServer } from '../fixtures/a-mail-server.ts';
import { aBrowser, wordsIn, type ABrowser, type Seen } from './a-browser.ts';
import { aReportWithMail, tellDistributors, type ToldDistributors } from './told-distributors.ts';

let talk: Conversation;
let server: AMailServer;
let id: string;
let told: ToldDistributors;
const links: string[] = [];

beforeAll(async () => {
  ({ talk, server, id } = await aReportWithMail({ linkDays: 2 }));
  told = await tellDistributors(talk, server, ['alma-linux', 'bela-linux']);
}, 120_000);
afterAll(async () => {
  await talk.close();
  await server.close();
});

const mailsTo = (name: string) => told.mailsTo(name);
async function lastLinkTo(name: string): Promise<string> {
  const link = await told.lastLinkTo(name);
  links.push(link.replace('/member/link/', ''));
  return link;
}

/** As a person does it: looks at the page of the link, and opens it. */
async function open(link: string): Promise<{ readonly browser: ABrowser; readonly page: Seen }> {
  const browser = aBrowser(talk);
  await browser.get(link);
  const opened = await browser.post(link, {});
  return { browser, page: opened.status === 303 ? await browser.get(opened.location) : opened };
}

const hiddenIn = (page: Seen, action: RegExp): Record<string, string> => {
  const [form = ''] = page.text.match(new RegExp(`<form[^>]*action="${action.source}"[^]*?</form>`)) ?? [];
  return Object.fromEntries(
    [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name ?? '', unescaped(value ?? '')]),
  );
};
const unescaped = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** The page that says what would happen, and what became of it. */
async function answer(browser: ABrowser, name: string, words?: string): Promise<readonly [Seen, Seen]> {
  const page = await browser.get(`/member/cases/${id}`);
  const form = hiddenIn(page, new RegExp(`/member/cases/${id}/answer/${name}`));
  const shown = await browser.post(`/member/cases/${id}/answer/${name}`, { ...form, ...(words !== undefined && { words }) });
  const done = await browser.post(`/member/cases/${id}/answered`, hiddenIn(shown, new RegExp(`/member/cases/${id}/answered`)));
  await talk.pass(minute);
  return [shown, done.status === 303 ? await browser.get(done.location) : done];
}

describe('a distributor with the link of its mail', () => {
  let alma: ABrowser;

  it('is not let in by a program that only follows the link, and is then, once', async () => {
    const link = await lastLinkTo('alma-linux');
    for (const _try of [1, 2, 3]) expect(wordsIn(await aBrowser(talk).get(link))).toContain('It opens once.');
    const { browser, page } = await open(link);
    alma = browser;
    expect(wordsIn(page)).toContain('alma-linux A distributor of acme/widget');
    const again = await open(link);
    expect([again.page.status, wordsIn(again.page).includes('This link opens nothing')]).toEqual([404, true]);
    expect(wordsIn(await aBrowser(talk).get(link))).toBe(wordsIn(await aBrowser(talk).get(`/member/link/${'x'.repeat(43)}`)));
  });

  it('sees how it stands, what it was sent and the date, and nothing of the case or of others beyond that', async () => {
    const front = await alma.get('/member');
    const page = await alma.get(`/member/cases/${id}`);
    expect(wordsIn(front)).toContain('security@alma-linux.example.org');
    expect(wordsIn(page)).toContain('TLP:AMBER+STRICT. This copy is for alma-linux alone.');
    expect(wordsIn(page)).toContain('The Release Date:');
    for (const { text } of [front, page]) expect(text).not.toMatch(/bela|explode|Shake|@max|@rita|widget-security/);
    expect(/<title>(.*?)<\/title>/s.exec(page.text)?.[1]).toBe(`${id}, as you were told it · Fixlead`);
  });

  it('gets into nothing that is for people signed in with GitHub', async () => {
    for (const path of [`/cases/${id}`, '/distributors', '/measures']) expect((await alma.get(path)).status).toBe(303);
    expect((await alma.get('/api/v1/cases')).status).toBe(401);
  });

  it('says that it has it, which maintainers read in private, after a page that says so', async () => {
    const [shown, outcome] = await answer(alma, 'received');
    expect(wordsIn(shown)).toContain(`it stands in the private issue and in the history of ${id}, as the word of alma-linux, by its link`);
    expect(wordsIn(outcome)).toContain('Done');
    expect(talk.replyTo('case-issue')).toContain('On its page, by its link: `alma-linux` has what it was sent.');
    expect((await alma.get(`/member/cases/${id}`)).text).not.toContain('answer/received');
  });

  it('says what it found, in words that call nobody', async () => {
    const [shown] = await answer(alma, 'feedback', 'It <b>breaks</b> on s390x.\n@acme/security /publish');
    expect(shown.text).not.toContain('<b>breaks');
    expect(talk.replyTo('case-issue')).toContain('says what it found');
    expect(talk.replyTo('case-issue')).not.toContain(' @acme/security');
    expect([talk.status().includes('s390x'), talk.advisoryState()]).toEqual([false, 'draft']);
  });

  it('objects to the date and takes that back, and the reporter learns neither who nor why', async () => {
    await answer(alma, 'object', 'Our builders move house.');
    expect(talk.board()).toContain('**Objection** by `alma-linux`');
    expect(talk.status()).toContain('A distributor objected to the Release Date');
    expect(talk.status()).not.toMatch(/alma|builders/);
    const [, outcome] = await answer(alma, 'withdraw');
    expect(wordsIn(outcome)).toContain('Recorded as your word');
    expect(talk.board()).not.toContain('**Objection** by');
  });

  it('is refused what was drawn before the date was another one', async () => {
    const page = await alma.get(`/member/cases/${id}`);
    const form = hiddenIn(page, new RegExp(`/member/cases/${id}/answer/agree`));
    const shown = await alma.post(`/member/cases/${id}/answer/agree`, form);
    await talk.say('max', 'case-issue', `/date ${talk.inWords(3 * day)}`);
    const done = await alma.post(`/member/cases/${id}/answered`, hiddenIn(shown, new RegExp(`/member/cases/${id}/answered`)));
    await talk.pass(minute);
    expect(wordsIn(await alma.get(done.location))).toContain('Another date is on the table than the one that you were shown');
    const [, outcome] = await answer(alma, 'agree');
    expect([wordsIn(outcome).includes('Done'), talk.board().includes('`alma-linux` agrees')]).toEqual([true, true]);
  });

  it('cannot send what it was not shown, in another case, or with the form of another', async () => {
    const { browser: bela } = await open(await lastLinkTo('bela-linux'));
    const page = await bela.get(`/member/cases/${id}`);
    const form = hiddenIn(page, new RegExp(`/member/cases/${id}/answer/received`));
    const shown = await bela.post(`/member/cases/${id}/answer/received`, form);
    const hidden = hiddenIn(shown, new RegExp(`/member/cases/${id}/answered`));
    const path = `/member/cases/${id}/answered`;
    const changed = { ...hidden, says: '{"what":"feedback","words":"x"}' };
    expect((await bela.post(path, changed)).status).toBe(403);
    expect((await alma.post(path, hidden)).status).toBe(403);
    const own = hiddenIn(await alma.get('/member'), /\/member\/leave/);
    expect((await alma.post(path, { ...hidden, form_token: own.form_token ?? '' })).status).toBe(403);
    expect((await bela.post('/member/cases/GHSA-9999-9999-9999/answered', hidden)).status).toBe(404);
    expect((await bela.post(path, hidden, { origin: 'https://evil.example' })).status).toBe(403);
    await talk.pass(minute);
    expect(talk.board()).not.toContain('`bela-linux`: has it');
  });

  it('is mailed another link at its role address alone, and whoever asks learns nothing', async () => {
    const before = server.got.length;
    const ask = async (address: string): Promise<string> => wordsIn(await aBrowser(talk).post('/member/new-link', { address }));
    const answers = [
      await ask('security@alma-linux.example.org'),
      await ask('mallory@evil.example'),
      await ask('SECURITY@alma-linux.example.org'),
    ];
    expect(new Set(answers).size).toBe(1);
    await talk.pass(minute);
    expect(server.got.slice(before).map(({ to }) => to)).toEqual([['security@alma-linux.example.org']]);
    expect(mailsTo('alma-linux').at(-1)?.raw).not.toMatch(/member\/link|another link/);
    expect(wordsIn((await open(await lastLinkTo('alma-linux'))).page)).toContain('alma-linux');
    await talk.pass(minute);
    await ask('security@alma-linux.example.org');
    await talk.pass(minute);
    expect(server.got.length).toBe(before + 1);
  });

  it('leaves, here or everywhere', async () => {
    const other = (await aBrowser(talk).get('/member')).status;
    const form = hiddenIn(await alma.get('/member'), /\/member\/leave/);
    await alma.post('/member/leave', { ...form, everywhere: 'yes' });
    expect([other, (await alma.get('/member')).status]).toEqual([401, 401]);
  });

  it('does not get in when the link is older than the policy allows', async () => {
    await talk.pass(2 * hour);
    await aBrowser(talk).post('/member/new-link', { address: 'security@alma-linux.example.org' });
    await talk.pass(minute);
    const link = await lastLinkTo('alma-linux');
    await talk.pass(2 * day);
    expect((await open(link)).page.status).toBe(404);
  });

  it('loses its page when it is removed, and when the embargo ends', async () => {
    await talk.pass(day);
    await aBrowser(talk).post('/member/new-link', { address: 'security@alma-linux.example.org' });
    await aBrowser(talk).post('/member/new-link', { address: 'security@bela-linux.example.org' });
    await talk.pass(minute);
    const [first, second] = [await open(await lastLinkTo('alma-linux')), await open(await lastLinkTo('bela-linux'))];
    expect([first.page.status, second.page.status]).toEqual([200, 200]);
    await told.toProject('/distributor remove alma-linux It ended.');
    expect([(await first.browser.get('/member')).status, (await second.browser.get('/member')).status]).toEqual([401, 200]);
    await talk.say('max', 'case-issue', '/publish anyway It is out.');
    await talk.pass(minute);
    expect([talk.advisoryState(), (await second.browser.get('/member')).status]).toEqual(['published', 401]);
  });

  it('leaves no link in the log', () => {
    expect(links.filter((link) => link !== '').length).toBeGreaterThan(4);
    for (const link of links) expect(talk.log()).not.toContain(link);
  });
});
