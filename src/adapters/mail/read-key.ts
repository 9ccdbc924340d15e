/** Looks into an OpenPGP key that somebody gave: one key, public, and one that can be encrypted to (RFC 9580). */
import type { KeyReader } from '../../engine/ports/mail.ts';

/** Unit: characters; a key with a photograph and a hundred signatures is smaller. */
const longestKey = 100_000;

const several = 'it holds several keys, and one is wanted';

export const readKey: KeyReader = async (text, now) => {
  const armoured = text.trim();
  if (armoured.length > longestKey) return { problem: `it is longer than ${longestKey} characters` };
  if (/PRIVATE KEY BLOCK/.test(armoured)) return { problem: 'it is a private key, which must be replaced now: others have seen it' };
  // Of several blocks only the first would be read.
  if (armoured.split('-----BEGIN ').length > 2) return { problem: several };
  // Loaded only where it is used: it costs a fifth of what the rest of the app takes to start.
  const { readKeys } = await import('openpgp');
  const keys = await readKeys({ armoredKeys: armoured }).catch(() => []);
  const [key] = keys;
  if (key === undefined) return { problem: 'it is no armoured OpenPGP public key' };
  if (keys.length > 1) return { problem: several };
  const at = new Date(now);
  const canEncrypt = await key.getEncryptionKey(undefined, at).then(
    () => true,
    () => false,
  );
  if (!canEncrypt) return { problem: 'it has expired, was revoked, or is not for encryption' };
  const expires = await key.getExpirationTime();
  return { armoured, fingerprint: key.getFingerprint().toUpperCase(), expiresAt: expires instanceof Date ? expires.getTime() : undefined };
};
