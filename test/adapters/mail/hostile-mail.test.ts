// Keys and words that somebody made so that a mail goes elsewhere, says more than it should, or is never sent.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readKey } from '../../../src/adapters/mail/read-key.ts';
import { mailer } from '../../../src/adapters/mail/send-mail.ts';
import { secret } from '../../../src/adapters/secret.ts';
import { whyNoRoleAddress } from '../../../src/core/distributors/role-address.ts';
import { parseChannel } from '../../../src/core/notices/channels.ts';
import { reportedAt } from '../../fixtures/a-case.ts';
import { aKeyPair, aMailServer, openMail, type AMailServer, type KeyPair } from '../../fixtures/a-mail-server.ts';
import { processorTime } from '../../processor-time.ts';

/** Unit: ms. A quiet machine needs less than 50. */
const longestMs = 5_000;
const canary = 'the-report-itself';

let pair: KeyPair;
let server: AMailServer;
beforeAll(async () => {
  pair = await aKeyPair('example-linux');
  server = await aMailServer();
}, 60_000);
afterAll(() => server.close());

const hostile = fc.oneof(
  fc.constantFrom('\r\nBcc: spy@example.net', '\nSubject: other', '\r', '\u0000', '\u2028Bcc: spy@example.net', '=?utf-8?q?=0D=0ABcc:_x?='),
  fc.constantFrom(
    'a@b.example, spy@example.net',
    '<spy@example.net>',
    '"',
    '; x=y',
    '\r\n\r\n--',
    '\r\n.\r\n',
    '.\r\nQUIT\r\n',
    'x'.repeat(5_000),
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('a key that was changed on its way', () => {
  it('is read, or refused soon and in words that repeat nothing of it', async () => {
    const changes = fc.array(
      fc.tuple(fc.nat(), fc.nat({ max: 40 }), fc.oneof(hostile, fc.constantFrom('', canary, 'A', '=', '\n', '-----BEGIN '))),
      { minLength: 1, maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(changes, fc.constantFrom('public', 'private'), async (all, which) => {
        const whole = which === 'public' ? pair.publicKey : pair.privateKey;
        const text = all.reduce((key, [at, length, instead]) => {
          const from = at % key.length;
          return key.slice(0, from) + instead + key.slice(from + length);
        }, whole);
        const took = processorTime();
        const read = await readKey(text, reportedAt);
        expect(took()).toBeLessThan(longestMs);
        if ('problem' in read) expect(read.problem).not.toContain(canary);
        else expect(read.fingerprint).toMatch(/^[0-9A-F]{40,64}$/);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused soon when its bytes are any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const text = `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${Buffer.from(bytes).toString('base64')}\n-----END PGP PUBLIC KEY BLOCK-----`;
        const took = processorTime();
        expect(await readKey(text, reportedAt)).toHaveProperty('problem');
        expect(took()).toBeLessThan(longestMs);
      }),
      { numRuns: 300 },
    );
  });
});

describe('an address that is taken', () => {
  it('is one address, and ends no header', () => {
    const parts = fc.array(
      fc.oneof(fc.constantFrom('security', '@', 'a.example.org', '.', ',', '<', '>', ' ', '\n', '\r', '"', '%0a'), hostile),
      {
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(parts, (pieces) => {
        const text = pieces.join('');
        const isTaken = whyNoRoleAddress(text) === undefined || parseChannel(`mail:${text}`) !== undefined;
        if (isTaken) expect(text).toMatch(/^[^\s@,;:<>()"\\\p{Cc}]+@[^\s@,;:<>()"\\\p{Cc}]+$/u);
      }),
      { numRuns: 2_000 },
    );
    expect(whyNoRoleAddress('security@a.example.org')).toBeUndefined();
    for (const behind of ['\n', '\r\n', '\u2028', '\nBcc: x@y.example'])
      expect([whyNoRoleAddress(`security@a.example.org${behind}`) === undefined, parseChannel(`mail:a@b.example${behind}`)]).toEqual([
        false,
        undefined,
      ]);
  });
});

describe('a mail with hostile words', () => {
  const to = 'security@example-linux.example.org';

  it.each([
    { name: 'plain', encryptTo: () => [] },
    { name: 'encrypted', encryptTo: () => [pair.publicKey] },
  ])('goes to its one address with the headers that we wrote: $name', async ({ name, encryptTo }) => {
    const send = mailer({ smtpUrl: secret(server.url), from: 'fixlead@example.org' });
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (subject, text, filename) => {
        server.got.length = 0;
        await send({
          to,
          subject: `A ${subject}`,
          text: `Said: ${text}`,
          attachments: [{ filename: `a${filename}`, content: 'x' }],
          encryptTo: encryptTo(),
          id: 'ab12',
        });
        const [got, ...more] = server.got;
        expect([more, got?.to]).toEqual([[], [to]]);
        const headers = (got?.raw ?? '').split('\r\n\r\n')[0]?.split(/\r\n(?![ \t])/) ?? [];
        const expected = ['content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to'];
        expect(headers.map((line) => line.split(':')[0]?.toLowerCase()).toSorted()).toEqual(expected);
        expect(got?.mail.bcc).toBeUndefined();
        if (name === 'plain') return;
        expect(got?.mail.subject).toBe('Encrypted message');
        expect((await openMail(got ?? { raw: '' }, pair)).attachments).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });
});
