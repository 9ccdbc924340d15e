/** The OpenPGP keys of those who are written to in a drill, who open what they get. */
import { decrypt, generateKey, readMessage, readPrivateKey } from 'openpgp';
import { z } from 'zod';
import type { Instant } from '../../core/time/time.ts';

export type Keyring = {
  /** Armoured. Errors: throws for a name that has no key. */
  publicKeyOf(name: string): string;
  /** A mail as its recipient reads it; as it stands where it is not encrypted. Errors: throws where it is encrypted to another key. */
  open(to: string, raw: string): Promise<string>;
};

/** In what somebody says, the public key of the organisation of that name. */
export const keyPattern = /\{key ([a-z\d-]+)\}/g;

/** The keys are made at the time at which the drill begins; an address belongs to the name right behind its @. */
export async function makeKeyring(names: readonly string[], begins: Instant): Promise<Keyring> {
  const keys = new Map<string, { readonly publicKey: string; readonly privateKey: string }>();
  for (const name of new Set(names)) keys.set(name, await generateKey({ userIDs: [{ name }], format: 'armored', date: new Date(begins) }));
  return {
    publicKeyOf: (name) => {
      const key = keys.get(name);
      if (key === undefined) throw new Error(`${name} has no key`);
      return key.publicKey;
    },
    open: async (to, raw) => {
      const armoredMessage = /-----BEGIN PGP MESSAGE-----[\s\S]+-----END PGP MESSAGE-----/.exec(raw)?.[0];
      const key = keys.get(/@([a-z\d-]+)\./.exec(to)?.[1] ?? '');
      if (armoredMessage === undefined || key === undefined) return raw;
      const decryptionKeys = await readPrivateKey({ armoredKey: key.privateKey });
      const answer: unknown = await decrypt({ message: await readMessage({ armoredMessage }), decryptionKeys });
      return decrypted.parse(answer).data;
    },
  };
}

const decrypted = z.object({ data: z.string() });
