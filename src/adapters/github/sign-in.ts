/** The App's own credentials, by the clock the app goes by: in a drill that is not the machine's. */
import { createPrivateKey, sign } from 'node:crypto';
import type { Instant } from '../../core/time/time.ts';
import { BoundedMap } from './bounded-map.ts';

/** GitHub takes a JWT for ten minutes at most; the start lies in the past because clocks differ. Source: GitHub Docs, "Generating a JSON Web Token (JWT) for a GitHub App". */
const jwtSeconds = 9 * 60;
const clockToleranceSeconds = 30;
/** A token is renewed this long before GitHub drops it. */
const renewBeforeMs = 60_000;
const maxTokens = 10_000;

export type CreateJwt = (appId: string | number, timeDifference?: number) => Promise<{ jwt: string; expiresAt: string }>;

/**
 * Makes the App's JWTs. `timeDifference` is what the client learnt of GitHub's clock, in seconds, after GitHub refused one for its times.
 * Errors: throws at once when the key is not a private key in PEM; the message does not quote it.
 */
export function signInAsApp({ privateKey, now }: { readonly privateKey: string; readonly now: () => Instant }): CreateJwt {
  const key = readKey(privateKey);
  return async (appId, timeDifference = 0) => {
    const issuedAt = Math.floor(now() / 1000) + timeDifference - clockToleranceSeconds;
    const expiresAt = issuedAt + jwtSeconds;
    const claims = [
      { alg: 'RS256', typ: 'JWT' },
      { iat: issuedAt, exp: expiresAt, iss: String(appId) },
    ];
    const signed = claims.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const signature = sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url');
    return { jwt: `${signed}.${signature}`, expiresAt: new Date(expiresAt * 1000).toISOString() };
  };
}

/** What the client keeps of tokens is one text, `token|createdAt|expiresAt|…`. Source: `@octokit/auth-app`, "cache". */
export function createTokenCache(now: () => Instant) {
  const tokens = new BoundedMap<string>(maxTokens);
  return {
    get: (key: string): string => {
      const found = tokens.get(key) ?? '';
      const expiresAt = Date.parse(found.split('|')[2] ?? '');
      return expiresAt - renewBeforeMs > now() ? found : '';
    },
    set: (key: string, value: string): void => tokens.set(key, value, 1),
  };
}

function readKey(privateKey: string) {
  try {
    // In an environment variable line ends are often written as \n.
    return createPrivateKey(privateKey.replaceAll('\\n', '\n'));
  } catch {
    throw new Error("The App's private key is not a private key in PEM form, as GitHub hands it out");
  }
}
