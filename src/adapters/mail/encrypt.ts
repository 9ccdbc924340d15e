import { ChannelFailure } from '../../engine/ports/failures.ts';

/** Encrypted to every key, armoured. Errors: ChannelFailure, permanent, when a key cannot be read or may not be encrypted to any more. */
export async function encrypt(content: Buffer, armouredKeys: readonly string[]): Promise<string> {
  // Loaded only where it is used.
  const { createMessage, encrypt: encryptMessage, readKey } = await import('openpgp');
  try {
    const encryptionKeys = await Promise.all(armouredKeys.map((armoredKey) => readKey({ armoredKey })));
    const message = await createMessage({ binary: new Uint8Array(content) });
    const armoured: unknown = await encryptMessage({ message, encryptionKeys, format: 'armored' });
    return String(armoured);
  } catch (cause) {
    throw new ChannelFailure('an OpenPGP key of the recipients cannot be used: it is broken, expired or not for encryption', {
      cause,
      permanent: true,
    });
  }
}
