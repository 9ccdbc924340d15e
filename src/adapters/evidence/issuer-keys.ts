/** The public keys of whoever issues tokens to CI runs, fetched when one is needed, kept for an hour, and never asked for by the flood. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Instant } from '../../core/time/time.ts';
import { bodyWithin } from '../body-within.ts';

/** The key of that name; undefined where the issuer has none. Errors: throws IssuerSilent. */
export type KeyNamed = (name: string) => Promise<KeyObject | undefined>;

/** The issuer could not be asked, and whether a token is good cannot be found out now. */
export class IssuerSilent extends Error {
  override readonly name = 'IssuerSilent';
}

/** Unit: ms. */
const keysLastMs = 60 * 60_000;
/** Anybody can send a token that names an unknown key; the issuer is not asked more often than this for all of them. Unit: ms. */
const betweenAsksMs = 30_000;
const answerWithinMs = 5_000;
/** Unit: bytes. GitHub's list has about 10,000. */
const longestList = 256 * 1024;
const mostKeys = 50;
/** Shorter ones are not to be trusted any more. Unit: bits. */
const shortestModulus = 2_048;

export function keysOf(issuer: string, now: () => Instant): KeyNamed {
  let keys: ReadonlyMap<string, KeyObject> = new Map();
  let fetchedAt = -Infinity;
  let askedAt = -Infinity;
  let asking: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    askedAt = now();
    keys = await fetchKeys(issuer);
    fetchedAt = now();
  };
  // A clock that was ahead leaves instants behind which are still to come: they are as long ago.
  const since = (at: Instant): number => Math.abs(now() - at);
  return async (name) => {
    const isFresh = (): boolean => since(fetchedAt) < keysLastMs;
    if (isFresh() && keys.has(name)) return keys.get(name);
    if (asking === undefined && since(askedAt) >= betweenAsksMs) asking = ask().finally(() => (asking = undefined));
    await asking;
    if (!isFresh()) throw new IssuerSilent('was asked a moment ago and did not answer');
    return keys.get(name);
  };
}

const list = z.object({ keys: z.array(z.unknown()).max(mostKeys) });
const rsaKey = z.object({
  kid: z.string().min(1).max(200),
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  use: z.literal('sig').optional(),
  alg: z.literal('RS256').optional(),
});

/** Source: RFC 7517, section 5; GitHub Docs, "OpenID Connect": the keys stand under `/.well-known/jwks`. */
async function fetchKeys(issuer: string): Promise<ReadonlyMap<string, KeyObject>> {
  try {
    const signal = AbortSignal.timeout(answerWithinMs);
    const response = await fetch(`${issuer}/.well-known/jwks`, { redirect: 'error', signal, headers: { accept: 'application/json' } });
    if (!response.ok) throw new Error(`answered ${response.status}`);
    const { keys } = list.parse(JSON.parse(String(await bodyWithin(response, longestList))));
    return new Map(keys.flatMap(keyIn));
  } catch (cause) {
    throw new IssuerSilent('did not tell its keys', { cause });
  }
}

/** A key that is not for this, or that Node cannot read, is passed over. */
function keyIn(given: unknown): readonly [string, KeyObject][] {
  const read = rsaKey.safeParse(given);
  if (!read.success) return [];
  const { kid, kty, n, e } = read.data;
  try {
    const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= shortestModulus ? [[kid, key]] : [];
  } catch {
    return [];
  }
}
