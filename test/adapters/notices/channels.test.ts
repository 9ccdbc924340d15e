// Notices over real servers on this machine: SMTP that takes real MIME, a receiver that answers as Slack does, one that checks signatures.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { decrypt, generateKey, readMessage, readPrivateKey } from 'openpgp';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { encryptedSubject, mailer } from '../../../src/adapters/mail/send-mail.ts';
import { sendToList } from '../../../src/adapters/mail/send-to-list.ts';
import { post } from '../../../src/adapters/post.ts';
import { secret } from '../../../src/adapters/secret.ts';
import { sendToSlack } from '../../../src/adapters/slack/send-to-slack.ts';
import { sendToWebHook } from '../../../src/adapters/web-hooks/send-to-web-hook.ts';
import type { EffectOf } from '../../../src/core/effects.ts';
import type { PerformContext } from '../../../src/engine/ports/github.ts';
import { aCaseId, aRepository } from '../../fixtures/a-case.ts';

const context: PerformContext = { about: aCaseId, repository: aRepository, installationId: 41 };
const notice: EffectOf<'SendNotice'> = {
  ...{ key: 'GHSA-2222-3333-4444/notice/fixed/slack:announce/1', kind: 'SendNotice', audience: 'public', notice: 'fixed' },
  ...{ channel: 'slack:announce', edition: 1, retries: 0 },
  ...{ subject: 'widget: fix available', body: 'Upgrade <now> & tell <!channel>.' },
};

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

type Request = { readonly headers: IncomingHttpHeaders; readonly body: string };

async function aReceiver(status: number, answer = 'ok', headers: Record<string, string> = {}): Promise<{ url: string; got: Request[] }> {
  if (nock.isActive()) nock.restore();
  const got: Request[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      response.writeHead(status, headers).end(answer);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closing.push(() => new Promise((done) => server.close(done)));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/t0ken`, got };
}

async function aMailServer(refusal?: number): Promise<{ url: string; got: { raw: Buffer; mail: Email }[]; down: () => Promise<void> }> {
  if (nock.isActive()) nock.restore();
  const got: { raw: Buffer; mail: Email }[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'] },
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (refusal !== undefined) return done(Object.assign(new Error('no'), { responseCode: refusal }));
        const raw = Buffer.concat(parts);
        void PostalMime.parse(raw).then((mail) => {
          got.push({ raw, mail });
          done();
        });
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const down = () => new Promise<void>((done) => server.close(done));
  closing.push(down);
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, got, down };
}

describe('Slack', () => {
  const to = (url: string) => sendToSlack({ hooks: new Map([['announce', secret(url)]]), allowPrivate: true });

  it('gets the text with nothing in it that calls anybody', async () => {
    const { url, got } = await aReceiver(200);
    expect(await to(url).send(context, notice, 'announce')).toEqual({ result: 'slack:announce' });
    expect(JSON.parse(got[0]?.body ?? '')).toMatchObject({
      text: '*widget: fix available*\n\nUpgrade &lt;now&gt; &amp; tell &lt;!channel&gt;.',
    });
  });

  it.each([
    {
      name: 'refuses for good',
      status: 404,
      answer: 'no_service',
      permanent: true,
      retryAfterMs: undefined,
      says: 'answered 404 no_service',
    },
    { name: 'is broken', status: 500, answer: '<html>secret</html>', permanent: false, retryAfterMs: undefined, says: 'answered 500' },
    {
      name: 'asks to wait',
      status: 429,
      answer: 'rate_limited',
      permanent: false,
      retryAfterMs: 30_000,
      says: 'answered 429 rate_limited',
    },
  ])('that $name is posted to once, and says so', async ({ status, answer, permanent, retryAfterMs, says }) => {
    const { url, got } = await aReceiver(status, answer, status === 429 ? { 'retry-after': '30' } : {});
    await expect(to(url).send(context, notice, 'announce')).rejects.toMatchObject({ message: says, permanent, retryAfterMs });
    expect(got).toHaveLength(1);
  });

  it('that is not set up says which variable is missing, and never an address', async () => {
    const failure = to('https://hooks.slack.example/T/B/s3cret').send(context, notice, 'developers');
    await expect(failure).rejects.toMatchObject({
      message: 'slack:developers is not set up: no variable FIXLEAD_SLACK_DEVELOPERS',
      permanent: true,
    });
  });
});

describe('a bot in Slack', () => {
  const hooks = new Map([['announce', secret('C012AB3CD')]]);
  const token = secret('xoxb-1234567890-abc');

  /** A workspace that remembers what was said, and answers as Slack does: always 200. */
  async function aWorkspace(refusals: Record<string, string> = {}) {
    if (nock.isActive()) nock.restore();
    const said: { text: string; metadata: { event_type: string; event_payload: { id: string } } }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        const method = request.url?.split('/').at(-1) ?? '';
        const answer = (fields: object) => response.writeHead(200).end(JSON.stringify({ ok: true, ...fields }));
        if (request.headers.authorization !== 'Bearer xoxb-1234567890-abc')
          return response.writeHead(200).end('{"ok":false,"error":"invalid_auth"}');
        if (refusals[method] !== undefined) return response.writeHead(200).end(JSON.stringify({ ok: false, error: refusals[method] }));
        if (method === 'chat.postMessage') {
          said.push(JSON.parse(body) as (typeof said)[number]);
          return answer({ ts: `17.${said.length}` });
        }
        if (method === 'chat.getPermalink')
          return answer({ permalink: `https://acme.slack.example/p${new URLSearchParams(body).get('message_ts')}` });
        return answer({ messages: said.map(({ metadata }, index) => ({ ts: `17.${index + 1}`, metadata })) });
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    closing.push(() => new Promise((done) => server.close(done)));
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
    return { said, sender: sendToSlack({ hooks, bot: { token, apiUrl }, allowPrivate: true }) };
  }

  it('says the notice, and where it stands', async () => {
    const { said, sender } = await aWorkspace();
    expect(await sender.send(context, notice, 'announce')).toMatchObject({ link: 'https://acme.slack.example/p17.1' });
    expect(said[0]?.text).toBe('*widget: fix available*\n\nUpgrade &lt;now&gt; &amp; tell &lt;!channel&gt;.');
  });

  it('finds what an earlier try has said, and only that', async () => {
    const { sender } = await aWorkspace();
    expect(await sender.look?.(context, notice, 'announce')).toBeUndefined();
    await sender.send(context, notice, 'announce');
    expect(await sender.look?.(context, notice, 'announce')).toMatchObject({ link: 'https://acme.slack.example/p17.1' });
    expect(await sender.look?.(context, { ...notice, key: 'another' }, 'announce')).toBeUndefined();
  });

  it('that may not look or link says it all the same', async () => {
    const { sender } = await aWorkspace({ 'conversations.history': 'missing_scope', 'chat.getPermalink': 'missing_scope' });
    expect(await sender.look?.(context, notice, 'announce')).toBeUndefined();
    expect(await sender.send(context, notice, 'announce')).toEqual({ result: 'slack message 17.1' });
  });

  it.each([
    { error: 'not_in_channel', permanent: true },
    { error: 'internal_error', permanent: false },
  ])('that is refused with $error says so, though Slack answers 200', async ({ error, permanent }) => {
    const { sender } = await aWorkspace({ 'chat.postMessage': error });
    await expect(sender.send(context, notice, 'announce')).rejects.toMatchObject({ message: `Slack refused: ${error}`, permanent });
  });
});

describe('a web hook', () => {
  it('gets the notice signed, with an id that stays the same', async () => {
    const { url, got } = await aReceiver(204);
    const hooks = new Map([['relay', { url: secret(url), secret: secret('s'.repeat(32)) }]]);
    const sender = sendToWebHook({ hooks, allowPrivate: true, now: () => 1_772_442_000_000 });
    await sender.send(context, notice, 'relay');
    await sender.send(context, notice, 'relay');
    const [first, again] = got;
    const signature = createHmac('sha256', 's'.repeat(32)).update(`1772442000.${first?.body}`).digest('hex');
    expect(first?.headers['x-fixlead-signature']).toBe(`v1=${signature}`);
    expect(again?.headers['x-fixlead-id']).toBe(first?.headers['x-fixlead-id']);
  });
});

describe('a post', () => {
  it.each([
    { name: 'this machine', url: 'https://127.0.0.1/x' },
    { name: 'this machine by its name', url: 'https://localhost/x' },
    { name: 'this machine in IPv6', url: 'https://[::1]/x' },
    { name: 'an IPv4 address in the clothes of IPv6', url: 'https://[::ffff:10.0.0.1]/x' },
    { name: 'this machine as one number', url: 'https://2130706433/x' },
    { name: 'this machine in octal', url: 'https://0177.0.0.1/x' },
    { name: 'this machine, short', url: 'https://127.1/x' },
    { name: 'this machine, as no address at all', url: 'https://0.0.0.0/x' },
    { name: 'a link of this machine in IPv6', url: 'https://[fe80::1]/x' },
    { name: 'an IPv4 address behind a translator', url: 'https://[64:ff9b::7f00:1]/x' },
    { name: 'an IPv4 address in a tunnel', url: 'https://[2002:7f00:1::]/x' },
    { name: 'the cloud’s own address', url: 'https://169.254.169.254/latest' },
    { name: 'a private network', url: 'https://192.168.1.1/x' },
  ])('does not reach $name', async ({ url }) => {
    await expect(post({ url, body: '' })).rejects.toMatchObject({ message: 'its address leads into a private network', permanent: true });
  });

  it('is not made without TLS', async () => {
    await expect(post({ url: 'http://example.org/x', body: '' })).rejects.toMatchObject({ permanent: true });
  });

  it('follows nobody elsewhere', async () => {
    const { url, got } = await aReceiver(302, '', { location: 'http://127.0.0.1:1/' });
    expect(await post({ url, body: '', allowPrivate: true })).toMatchObject({ status: 302 });
    expect(got).toHaveLength(1);
  });
});

describe('mail', () => {
  it('reaches the list as it was written, under a Message-ID that stays the same', async () => {
    const { url, got } = await aMailServer();
    const list = sendToList(mailer({ smtpUrl: secret(url), from: 'security@example.org' }));
    await list.send(context, notice, 'users@lists.example.org');
    await list.send(context, notice, 'users@lists.example.org');
    expect(got[0]?.mail).toMatchObject({ subject: notice.subject, text: `${notice.body}\n`, from: { address: 'security@example.org' } });
    expect(got[1]?.mail.messageId).toBe(got[0]?.mail.messageId);
  });

  it('that is encrypted shows neither its subject nor its attachment, and opens with the key', async () => {
    const { url, got } = await aMailServer();
    const { privateKey, publicKey } = await generateKey({ userIDs: [{ email: 'dist@example.org' }] });
    const send = mailer({ smtpUrl: secret(url), from: 'security@example.org' });
    const attachments = [{ filename: 'fix.patch', content: 'the patch itself' }];
    await send({ to: 'dist@example.org', subject: 'Patches', text: 'Please test.', attachments, encryptTo: [publicKey], id: 'one' });
    const [{ raw, mail } = { raw: Buffer.alloc(0), mail: undefined }] = got;
    expect(mail?.subject).toBe(encryptedSubject);
    expect(raw.toString()).not.toMatch(/Patches|Please test|the patch itself/);
    const armoredMessage = /-----BEGIN PGP MESSAGE-----[\s\S]+-----END PGP MESSAGE-----/.exec(raw.toString())?.[0] ?? '';
    const decryptionKeys = await readPrivateKey({ armoredKey: privateKey });
    const opened: unknown = await decrypt({ message: await readMessage({ armoredMessage }), decryptionKeys, format: 'binary' });
    const { data } = opened as { readonly data: Uint8Array };
    const inner = await PostalMime.parse(data);
    expect(inner).toMatchObject({ subject: 'Patches', text: 'Please test.\n' });
    expect(inner.attachments).toMatchObject([{ filename: 'fix.patch' }]);
  });

  it('to a key that cannot be used is not sent at all', async () => {
    const { url, got } = await aMailServer();
    const send = mailer({ smtpUrl: secret(url), from: 'security@example.org' });
    const failure = send({ to: 'a@example.org', subject: 's', text: 't', encryptTo: ['no key'], id: 'one' });
    await expect(failure).rejects.toMatchObject({ permanent: true });
    expect(got).toEqual([]);
  });

  it.each([
    { name: 'for good', refusal: 550, permanent: true },
    { name: 'for a while', refusal: 451, permanent: false },
  ])('that the server refuses $name says so, without its words', async ({ refusal, permanent }) => {
    const { url } = await aMailServer(refusal);
    const list = sendToList(mailer({ smtpUrl: secret(url), from: 'security@example.org' }));
    const failure = list.send(context, notice, 'users@lists.example.org');
    await expect(failure).rejects.toMatchObject({ message: `the mail server said ${refusal}`, permanent });
  });

  it('to a server that is down may be tried again', async () => {
    const { url, down } = await aMailServer();
    await down();
    const list = sendToList(mailer({ smtpUrl: secret(url), from: 'security@example.org' }));
    await expect(list.send(context, notice, 'users@lists.example.org')).rejects.toMatchObject({ permanent: false });
  });
});

describe('a secret', () => {
  it('does not show, however it is printed', () => {
    const hidden = secret('s3cret');
    expect(`${JSON.stringify({ hidden })} ${inspect(hidden)} ${Object.values(hidden).join()}`).not.toContain('s3cret');
    expect(hidden.reveal()).toBe('s3cret');
  });
});
