/** Text that nobody can read or change who has not our key, and signatures of it. One secret of the environment; a key of its own for each use. */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** What is sealed for one use does not open for another. */
export type Use = 'tokens' | 'sign-in' | 'cookie' | 'form' | 'status' | 'member-link' | 'member-form';

export type Sealing = {
  seal(use: Use, text: string): string;
  /** Undefined when it was not sealed by us, for this use, or was changed. */
  open(use: Use, sealed: string): string | undefined;
  sign(use: Use, text: string): string;
  isSigned(use: Use, text: string, signature: string): boolean;
};

const ivBytes = 12;
const tagBytes = 16;

/** AES-256-GCM and HMAC-SHA-256, with keys by HKDF. Source: NIST SP 800-38D, §8.2.2 (random nonces); RFC 5869. */
export function createSealing(secret: string): Sealing {
  const keyFor = (use: Use, how: 'seal' | 'sign'): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', secret, '', `fixlead ${how} ${use}`, 32));
  const sign = (use: Use, text: string): string => createHmac('sha256', keyFor(use, 'sign')).update(text).digest('base64url');
  return {
    seal(use, text) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', keyFor(use, 'seal'), iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(use, sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < ivBytes + tagBytes) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', keyFor(use, 'seal'), bytes.subarray(0, ivBytes));
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
    sign,
    isSigned: (use, text, signature) => isSame(signature, sign(use, text)),
  };
}

/** 256 bits by chance, for whatever nobody may guess. */
export function unguessable(): string {
  return randomBytes(32).toString('base64url');
}

/** What the store knows it by: whoever reads the store cannot use what is in it. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** In a time that does not depend on where they differ. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(digestOf(one)), Buffer.from(digestOf(other)));
}
