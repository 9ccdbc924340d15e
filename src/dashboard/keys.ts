/** What opens one thing without a sign-in: whoever shows the text gets in, and only its digest is kept. */
import type { AccessKey } from '../engine/ports/surface.ts';
import type { Dashboard } from './dashboard.ts';
import { digestOf } from './sealing.ts';

type KeyOf<Kind extends AccessKey['kind']> = Extract<AccessKey, { kind: Kind }>;

/** 256 bits in base64url. */
export const secretPattern = String.raw`[\w-]{43}`;

/** Undefined for a text that nobody was given, that was ended, that opens something else, or whose time is over. */
export async function openWith<Kind extends AccessKey['kind']>(
  { store, clock }: Pick<Dashboard, 'store' | 'clock'>,
  kind: Kind,
  secret: string | undefined,
): Promise<KeyOf<Kind> | undefined> {
  const key = secret === undefined ? undefined : await store.readAccessKey(digestOf(secret));
  if (key === undefined || !isOf(key, kind)) return undefined;
  return key.expiresAt === undefined || clock.now() < key.expiresAt ? key : undefined;
}

function isOf<Kind extends AccessKey['kind']>(key: AccessKey, kind: Kind): key is KeyOf<Kind> {
  return key.kind === kind;
}
