import { describe, expect, it } from '@jest/globals';
import { generateKey, readKey as readOne, revokeKey } from 'openpgp';
import { readKey } from '../../../src/adapters/mail/read-key.ts';
import { reportedAt } from '../../fixtures/a-case.ts';
import { aKeyPair } from '../../fixtures/a-mail-server.ts';
import { dayMs } from '../../fixtures/happenings.ts';

const date = new Date(reportedAt);

async function problemOf(text: string, at = reportedAt): Promise<string> {
  const read = await readKey(text, at);
  return 'problem' in read ? read.problem : 'none';
}

describe('an OpenPGP key', () => {
  it('is kept with its fingerprint and the day on which it expires, whatever white space is around it', async () => {
    const { publicKey } = await aKeyPair('example-linux', (10 * dayMs) / 1000);
    const read = await readKey(`\n  ${publicKey}\n\n`, reportedAt);
    expect(read).toMatchObject({ armoured: publicKey.trim(), expiresAt: reportedAt + 10 * dayMs });
    expect('fingerprint' in read && read.fingerprint).toBe((await readOne({ armoredKey: publicKey })).getFingerprint().toUpperCase());
    expect(await readKey((await aKeyPair('example-linux')).publicKey, reportedAt)).toMatchObject({ expiresAt: undefined });
  });

  it('is refused when it has expired, was revoked or is for signing alone', async () => {
    const { publicKey } = await aKeyPair('example-linux', (10 * dayMs) / 1000);
    expect(await problemOf(publicKey, reportedAt + 9 * dayMs)).toBe('none');
    expect(await problemOf(publicKey, reportedAt + 11 * dayMs)).toContain('expired');
    const revocable = await generateKey({ userIDs: [{ name: 'X' }], date, format: 'object' });
    const { publicKey: revoked } = await revokeKey({ key: revocable.privateKey, date, format: 'armored' });
    expect(await problemOf(revoked, reportedAt + dayMs)).toContain('revoked');
    const signing = await generateKey({ userIDs: [{ name: 'X' }], subkeys: [{ sign: true }], date, format: 'armored' });
    expect(await problemOf(signing.publicKey)).toContain('not for encryption');
  });

  it('is refused when it is none, a private one, too long, or one of several', async () => {
    const { publicKey, privateKey } = await aKeyPair('example-linux');
    const other = await aKeyPair('other-linux');
    expect(await problemOf('')).toContain('no armoured OpenPGP public key');
    expect(await problemOf(publicKey.replace(/[A-Za-z]/g, 'A'))).toContain('no armoured OpenPGP public key');
    expect(await problemOf(privateKey)).toContain('private key, which must be replaced now');
    expect(await problemOf(publicKey + ' '.repeat(5) + 'x'.repeat(100_000))).toContain('longer than');
    expect(await problemOf(`${publicKey}\n${other.publicKey}`)).toContain('several keys');
  });
});
