// Every notice that people outside get: shown, held up where its text is not fit, approved, sent at its time, seen where it fails, and told by hand.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { secret } from '../../src/adapters/secret.ts';
import { aMailServer, type AMailServer } from '../fixtures/a-mail-server.ts';
import { aSlack, conversation, type ASlack } from '../fixtures/a-slack.ts';
import { aConversation, day, fixes, hour, minute, type Conversation } from './a-conversation.ts';

const users = 'users@widget.example.org';
const policy = `maintainers: { team: acme/security }
fix_repository: ${fixes}
lines: [main]
lgtm: { required: 2 }
publish: confirm
channels:
  forthcoming: [slack:announce, mail:${users}]
  fixed: [slack:announce, mail:${users}, by-hand:blog]
  courtesy: [slack:announce]
  unsupported: [slack:announce]
  lifted: [slack:announce]
`;

let bot: Conversation;
let slack: ASlack;
let mail: AMailServer;
beforeEach(async () => {
  slack = await aSlack();
  mail = await aMailServer(() => bot.now());
});
afterEach(async () => {
  await bot.close();
  await slack.close();
  await mail.close();
});

async function begin(lines = '[main]'): Promise<void> {
  const channels = {
    ...{ slack: new Map([['announce', secret(conversation)]]), slackBot: { token: secret('xoxb-1'), apiUrl: slack.apiUrl } },
    ...{ webHooks: new Map(), mail: { smtpUrl: secret(mail.url), from: 'security@widget.example.org' }, allowPrivate: true },
  };
  bot = await aConversation({ policy: policy.replace('[main]', lines), channels });
  await bot.report();
}

async function say(text: string): Promise<string> {
  await bot.say('max', 'case-issue', text);
  return bot.replyTo('case-issue') ?? '';
}

/** Accepted, with all that the notice of a forthcoming fix needs, in three days. */
async function beginDated(): Promise<void> {
  await begin();
  await say('/accept');
  await say('/affects main');
  await say('/mitigation Close the outer door.');
  await say(`/date ${bot.inWords(3 * day)}`);
}

/** The notice is approved, and the mail server does not take it. */
async function beginWaiting(): Promise<void> {
  await beginDated();
  mail.refuse.set(users, 451);
  await say('/notice approve forthcoming');
  await bot.pass(minute);
}

const inSlack = () => slack.messages.map(({ text }) => text);
const mails = () => mail.got.map((got) => got.mail);

describe('the notice of a forthcoming fix', () => {
  it('is shown, is refused before there is anything to tell and with words that give the case away, and goes out when it is approved', async () => {
    await begin();
    await say('/accept');
    expect(await say('/notice approve forthcoming')).toContain('comes too early');
    await say('/affects main');
    await say(`/date ${bot.inWords(3 * day)}`);
    await say('/mitigation Do not let strangers cause a buffer overflow in parser.c.');
    expect(await say('/notice preview forthcoming')).toContain('❌ The text');
    expect(await say('/notice approve forthcoming')).toContain('Not approved');
    await say('/mitigation Close the outer door.');
    expect(await say('/notice preview forthcoming')).toContain('Approve it with `/notice approve forthcoming`');
    expect([inSlack(), mails()]).toEqual([[], []]);
    expect(await say('/notice approve forthcoming')).toContain('Approved');
    await bot.pass(minute);
    expect(inSlack()).toEqual([expect.stringContaining('Close the outer door.')]);
    expect(mails()).toHaveLength(1);
    expect(mails()[0]?.text).toContain('UTC');
    expect(bot.board()).toMatch(/\| forthcoming \| `slack:announce` \| sent \| .+ \| https:\/\/acme\.slack\.com/);
  }, 180_000);

  it('is corrected once on each channel when the date moves', async () => {
    await beginDated();
    await say('/notice approve forthcoming');
    await bot.pass(minute);
    const later = bot.inWords(4 * day);
    await say(`/date ${later}`);
    await bot.pass(hour);
    expect(inSlack().slice(1)).toEqual([expect.stringContaining(later)]);
    expect(mails().slice(1)).toMatchObject([{ text: expect.stringContaining(later) as unknown }]);
    expect(bot.board()).toContain('| correction | `slack:announce` | sent |');
  }, 180_000);

  it('that a channel refuses is seen by people, and goes there when somebody says so', async () => {
    await beginDated();
    slack.refuse.error = 'channel_not_found';
    await say('/notice approve forthcoming');
    await bot.pass(minute);
    expect(bot.replyTo('case-issue')).toMatch(
      /^\*\*Not sent\*\*: the notice that a fix is coming, on `slack:announce`\.[\s\S]+channel_not_found/,
    );
    expect(bot.board()).toContain('| forthcoming | `slack:announce` | **failed**: Slack refused:');
    expect(mails()).toHaveLength(1);
    slack.refuse.error = undefined;
    await say('/notice retry forthcoming slack:announce');
    await bot.pass(minute);
    expect([inSlack(), mails()]).toMatchObject([[expect.anything()], [expect.anything()]]);
  }, 180_000);

  it('that waits for a mail server while the date moves goes out once, with the new date, and nobody is asked', async () => {
    await beginWaiting();
    const later = bot.inWords(4 * day);
    await say(`/date ${later}`);
    mail.refuse.clear();
    await bot.pass(2 * hour);
    expect(mails()).toMatchObject([{ subject: expect.stringContaining(later) as unknown }]);
    expect(bot.repliesTo('case-issue').join('\n')).not.toContain('**Not sent**');
    expect(bot.board()).toContain(`| forthcoming | \`mail:${users}\` | sent |`);
  }, 180_000);

  it('that waits for a mail server is not sent any more once the case was closed, and people are told', async () => {
    await beginWaiting();
    await say('/reject not-a-vulnerability Nobody can reach it.');
    mail.refuse.clear();
    await bot.pass(2 * hour);
    expect([inSlack(), mails()]).toMatchObject([[expect.anything()], []]);
    expect(bot.repliesTo('case-issue').join('\n')).toMatch(
      /\*\*Not sent\*\*[\s\S]+`mail:users@[\s\S]+the case is closed[\s\S]+nothing is to be done/,
    );
    expect(bot.board()).toContain(`| forthcoming | \`mail:${users}\` | **failed**: refused to send: the case is closed`);
  }, 180_000);
});

async function publish(): Promise<void> {
  await bot.pass(day + hour);
  await say('/publish anyway It is out.');
  await bot.pass(2 * minute);
  expect(bot.advisoryState()).toBe('published');
}

describe('the notice that the fix is there, and that the embargo is over', () => {
  it('wait for the publication, and what people post by hand is asked of them and confirmed by them', async () => {
    await begin();
    await bot.makeReady();
    await say('/affects main');
    await say('/mitigation none');
    expect(await say('/notice approve fixed')).toContain('Approved');
    expect(await say('/notice approve lifted')).toContain('Approved');
    await bot.pass(hour);
    expect([inSlack(), mails()]).toEqual([[], []]);
    await publish();
    expect(inSlack()).toHaveLength(2);
    expect(inSlack().join()).toContain('embargo');
    expect(mails()).toHaveLength(1);
    const asked = bot.repliesTo('case-issue').find((one) => one.startsWith('Please post this now on `by-hand:blog`'));
    expect(asked).toContain('`/notice posted fixed by-hand:blog https://…`');
    expect(bot.board()).toContain('| fixed | `by-hand:blog` | **to be posted by hand** |');
    await say('/notice posted fixed by-hand:blog https://blog.example.org/fix');
    expect(bot.board()).toMatch(/\| fixed \| `by-hand:blog` \| sent \| .+ \| https:\/\/blog\.example\.org\/fix \|/);
  }, 180_000);
});

describe('the notices about lines that get no release', () => {
  it('a courtesy notice is owed of a flaw in the main line alone, and goes out with the publication', async () => {
    await begin('[release-1.0, main]');
    await say('/accept');
    await say('/affects main');
    expect(bot.repliesTo('case-issue').join('\n')).toContain('**A notice is owed.** This is the courtesy notice');
    const fix = await bot.openFix();
    for (const reviewer of ['ana', 'ben']) await bot.say(reviewer, fix, '/lgtm');
    expect(await say('/notice approve courtesy')).toContain('Approved');
    expect(inSlack()).toEqual([]);
    await say(`/date ${bot.inWords(day)}`);
    await publish();
    expect(inSlack()).toEqual([expect.stringContaining('main')]);
  }, 180_000);

  it('a notice to upgrade is owed of lines that are not supported any more, and goes out with the publication', async () => {
    await begin();
    await say('/accept');
    await say('/affects release-0.9');
    expect(bot.repliesTo('case-issue').join('\n')).toContain('**A notice is owed.**');
    expect(await say('/notice approve unsupported')).toContain('Approved');
    expect(inSlack()).toEqual([]);
    await say(`/date ${bot.inWords(day)}`);
    await publish();
    expect(inSlack()).toEqual([expect.stringContaining('release-0.9')]);
  }, 180_000);
});
