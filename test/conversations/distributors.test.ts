// Six who ship the project to others, one of them lapsed, one without a key, one removed; and a real mail server.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { secret } from '../../src/adapters/secret.ts';
import { anApplication } from '../core/distributors/a-register.ts';
import { aKeyPair, aMailServer, openMail, type AMailServer, type KeyPair } from '../fixtures/a-mail-server.ts';
import { aConversation, aPolicyFile, day, fixes, hour, minute, project, type Conversation } from './a-conversation.ts';

const fence = '```';
const names = ['alma-linux', 'bela-linux', 'cora-linux', 'dora-linux', 'ella-linux', 'flora-linux'];

let bot: Conversation;
let server: AMailServer;
const keys = new Map<string, KeyPair>();
beforeEach(async () => {
  bot = undefined as never;
  server = await aMailServer(() => bot.now());
  const mail = { smtpUrl: secret(server.url), from: 'security@widget.example.org' };
  const channels = { slack: new Map(), webHooks: new Map(), mail, allowPrivate: true };
  bot = await aConversation({ policy: `${aPolicyFile.replace('auto', 'confirm')}distributors: { enabled: true }\n`, channels });
  await bot.pass(minute);
});
afterEach(async () => {
  await bot.close();
  await server.close();
});

/** The issue in which the register is kept, opened because the policy says that there is one. */
function projectIssue(): number {
  const issue = bot.github.world.repository(fixes).issues.find((one) => one.title === `Fixlead for ${project}`);
  if (issue === undefined) throw new Error('there is no project issue');
  return issue.number;
}

async function toProject(text: string): Promise<string> {
  await bot.say('max', projectIssue(), text);
  return bot.replyTo(projectIssue()) ?? '';
}

async function join(name: string, how: { readonly key: boolean; readonly voucher?: string }): Promise<void> {
  const voucher = how.voucher === undefined ? '' : ` voucher=${how.voucher}`;
  await toProject(`/distributor apply ${name} security@${name}.example.org${voucher}\n\n${fence}\n${anApplication}${fence}`);
  expect(await toProject(`/distributor accept ${name}`)).toContain(`\`${name}\` is a member.`);
  if (!how.key) return;
  const pair = await aKeyPair(name);
  keys.set(name, pair);
  expect(await toProject(`/distributor key ${name}\n\n${fence}\n${pair.publicKey}\n${fence}`)).toContain(`The key of \`${name}\` is`);
}

async function sixMembers(): Promise<void> {
  for (const [index, name] of names.entries())
    await join(name, { key: name !== 'ella-linux', ...(index > 0 && { voucher: 'alma-linux' }) });
  await toProject('/distributor withdraw dora-linux');
  for (const what of ['the plan', 'the patch']) await toProject(`/distributor leak flora-linux what="${what}" to="a mirror"`);
  expect(await toProject('/distributor ban flora-linux It leaked again.')).toContain('for good');
}

function mailsTo(name: string) {
  return server.got.filter(({ to }) => to.includes(`security@${name}.example.org`));
}

async function lastMailTo(name: string) {
  const mail = mailsTo(name).at(-1);
  const key = keys.get(name);
  if (mail === undefined || key === undefined) throw new Error(`nothing came to ${name}`);
  return openMail(mail, key);
}

describe('distributors', () => {
  it('are told of the plan, get the patches and hear of the end, each at the same moment as the others; who may not be told hears nothing', async () => {
    await bot.github.actAs('max').createRelease({ repo: project, tag: 'v1.0.0', target: 'main' });
    await bot.report();
    await sixMembers();
    const pull = await bot.makeReady();
    expect(pull).toBeGreaterThan(0);

    await bot.say('max', 'case-issue', '/early plan');
    const shown = bot.replyTo('case-issue') ?? '';
    expect(shown).toContain('This would go to 3 members');
    expect(shown).toContain('❌ `dora-linux` has withdrawn its consent');
    expect(shown).toContain('❌ `ella-linux` has no OpenPGP key here');
    expect(shown).not.toContain('flora-linux');
    await bot.pass(minute);
    expect(server.got).toEqual([]);
    await bot.say('max', 'case-issue', '/early confirm');
    await bot.pass(minute);
    expect(server.got.flatMap(({ to }) => to).toSorted()).toEqual(
      ['alma-linux', 'bela-linux', 'cora-linux'].map((name) => `security@${name}.example.org`),
    );
    expect((await lastMailTo('bela-linux')).text).toContain('This copy is for bela-linux alone.');
    expect(bot.board()).toContain('| `alma-linux` | the plan | sent |');

    await bot.say('max', 'case-issue', '/early patches');
    expect(bot.replyTo('case-issue')).toContain('applies to `v1.0.0`');
    await bot.say('max', 'case-issue', '/early confirm');
    await bot.pass(minute);
    const patched = server.got.slice(3);
    expect(patched).toHaveLength(3);
    // One write a second: nobody has it before anybody else by more than the loop that sends.
    expect(Math.max(...patched.map(({ at }) => at)) - Math.min(...patched.map(({ at }) => at))).toBeLessThanOrEqual(10_000);
    for (const { raw } of patched) expect(raw).not.toMatch(/Do not shake|patches to test|GHSA/);
    const inner = await lastMailTo('cora-linux');
    expect(inner.attachments.map(({ filename }) => filename)).toEqual([expect.stringMatching(/^main-[0-9a-f]{12}\.patch$/)]);
    expect(Buffer.from(inner.attachments[0]?.content as ArrayBuffer).toString()).toContain('+Do not shake.');

    await bot.say('max', 'case-issue', '/early received alma-linux');
    await bot.say('max', 'case-issue', '/early feedback bela-linux It builds.');
    expect(bot.board()).toContain('`bela-linux`: It builds.');

    await bot.pass(day + hour);
    await bot.say('max', 'case-issue', '/publish anyway It is out.');
    await bot.pass(minute);
    expect(bot.advisoryState()).toBe('published');
    const lifted = server.got.slice(6);
    expect(lifted.flatMap(({ to }) => to).toSorted()).toEqual(
      ['alma-linux', 'bela-linux', 'cora-linux'].map((name) => `security@${name}.example.org`),
    );
    expect((await lastMailTo('alma-linux')).subject).toContain('the embargo');
    for (const name of ['dora-linux', 'ella-linux', 'flora-linux']) expect(mailsTo(name)).toEqual([]);
  }, 180_000);

  it('that a mail does not reach are named, and are sent it when a maintainer says so', async () => {
    await bot.report();
    await join('alma-linux', { key: true });
    await join('bela-linux', { key: true, voucher: 'alma-linux' });
    await bot.makeReady();
    server.refuse.set('security@bela-linux.example.org', 550);
    await bot.say('max', 'case-issue', '/early plan');
    await bot.say('max', 'case-issue', '/early confirm');
    await bot.pass(minute);
    expect(mailsTo('alma-linux')).toHaveLength(1);
    expect(bot.replyTo('case-issue')).toContain('**`bela-linux` did not get the plan**, and others may have it.');
    expect(bot.board()).toContain('| `bela-linux` | the plan | **failed**: the mail server said 550 |');
    server.refuse.clear();
    await bot.say('max', 'case-issue', '/early retry bela-linux');
    await bot.pass(minute);
    expect(mailsTo('bela-linux')).toHaveLength(1);
    expect(mailsTo('alma-linux')).toHaveLength(1);
  }, 120_000);

  it('that were told are asked about a proposed date, hold it up with an objection, and are told when it is overruled', async () => {
    await bot.report();
    await join('alma-linux', { key: true });
    await bot.makeReady();
    await bot.say('max', 'case-issue', '/early plan');
    await bot.say('max', 'case-issue', '/early confirm');
    await bot.pass(minute);
    const date = bot.inWords(3 * day);
    await bot.say('max', 'case-issue', `/date propose ${date}`);
    await bot.pass(minute);
    expect((await lastMailTo('alma-linux')).text).toContain(`The maintainers propose to make`);
    expect((await lastMailTo('alma-linux')).text).toContain(date);
    await bot.say('rita', 'advisory', '/date agree');
    expect(bot.board()).toContain('`alma-linux` has not answered');
    await bot.say('max', 'case-issue', '/date object for=alma-linux Our builders are moved that week.');
    expect(bot.board()).toContain('**Objection** by `alma-linux`');
    expect(bot.status()).not.toContain('alma');
    await bot.say('max', 'case-issue', `/date ${date}`);
    expect(bot.replyTo('case-issue')).toContain('an objection to that date stands');
    await bot.say('max', 'case-issue', `/date final ${date}`);
    await bot.pass(minute);
    expect((await lastMailTo('alma-linux')).text).toContain('An objection to it was heard and overruled');
    expect(bot.board()).toContain('**Objection overruled** by @max, of `alma-linux`');
  }, 180_000);

  it('who leave between the confirmation and the sending get nothing', async () => {
    await bot.report();
    await join('alma-linux', { key: true });
    await join('bela-linux', { key: true, voucher: 'alma-linux' });
    await bot.makeReady();
    server.refuse.set('security@bela-linux.example.org', 451);
    await bot.say('max', 'case-issue', '/early plan');
    await bot.say('max', 'case-issue', '/early confirm');
    await toProject('/distributor remove bela-linux It ended.');
    server.refuse.clear();
    await bot.pass(hour);
    expect(mailsTo('bela-linux')).toEqual([]);
    expect(bot.board()).toContain('**failed**: not sent: it is no member any more');
  }, 120_000);
});

describe('without distributors', () => {
  it('every attempt is refused, with the answer for whoever asks (S113, S115)', async () => {
    await bot.github
      .actAs('max')
      .push({ repo: project, branch: 'main', files: { '.github/fixlead.yml': aPolicyFile }, message: 'Tell nobody early' });
    await bot.report();
    await bot.say('max', 'case-issue', '/accept');
    for (const text of ['/early plan', '/early confirm', '/distributor list']) {
      await bot.say('max', 'case-issue', text);
      expect(bot.replyTo('case-issue')).toContain('apply to join the maintainers team');
    }
    expect(await toProject('/distributor list')).toContain('Nobody outside is told of a vulnerability early');
    expect(server.got).toEqual([]);
  }, 60_000);
});
