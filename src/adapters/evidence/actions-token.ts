/** A token by which a run of GitHub Actions shows whose it is. Only what can be checked with the issuer's public key is believed. */
import { verify } from 'node:crypto';
import { z } from 'zod';
import { repositoryName } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';
import type { Answer } from '../http-door.ts';
import { IssuerSilent, type KeyNamed } from './issuer-keys.ts';
import type { Speaker } from './speaker.ts';

export type TokenRules = { readonly issuer: string; readonly audience: string; readonly keyNamed: KeyNamed; readonly now: () => Instant };

/** Clocks differ. Unit: seconds. */
const toleranceSeconds = 60;
/** Unit: characters; GitHub's have about 1,500. */
const longestToken = 8_192;

const header = z.object({ alg: z.string(), kid: z.string().min(1).max(200), crit: z.undefined().optional() });
const claims = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number(),
  jti: z.string().regex(/^[\w.:-]{8,200}$/),
  repository: z.string().regex(/^[\w-]{1,39}\/[\w.-]{1,100}$/),
  sha: z.string().regex(/^[0-9a-f]{40}$/),
});

/** Source: RFC 7519, sections 4.1 and 7.2; GitHub Docs, "OpenID Connect reference", claims of the token. */
export async function speakerByToken(token: string, rules: TokenRules): Promise<Speaker | Answer> {
  const [head = '', body = '', signature = '', ...more] = token.length > longestToken ? [] : token.split('.');
  const named = header.safeParse(jsonIn(head));
  if (!named.success || more.length > 0) return refused('the token is not a JWT that names its key');
  if (named.data.alg !== 'RS256') return refused('the token must be signed with RS256');
  const said = claims.safeParse(jsonIn(body));
  if (!said.success)
    return refused(`the token lacks ${String(said.error.issues[0]?.path[0] ?? 'its claims')}, or it is not as GitHub writes it`);
  const problem = problemWith(said.data, rules);
  if (problem !== undefined) return refused(problem);
  try {
    const key = await rules.keyNamed(named.data.kid);
    if (key === undefined) return refused('the issuer has no key of the name that the token gives');
    const isGood = verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
    if (!isGood) return refused('the signature of the token does not fit');
  } catch (cause) {
    if (!(cause instanceof IssuerSilent)) throw cause;
    return { status: 503, words: 'the issuer of the token could not be asked for its keys; send it again in a minute' };
  }
  const { repository, sha, jti } = said.data;
  return { repository: repositoryName(repository), sha, id: `token:${jti}` };
}

function problemWith({ iss, aud, exp, nbf }: z.output<typeof claims>, { issuer, audience, now }: TokenRules): string | undefined {
  const seconds = now() / 1_000;
  if (iss !== issuer) return `the token must be issued by ${issuer}`;
  if (aud !== audience) return `the token must be for the audience ${audience}: ask for it with that name`;
  if (exp + toleranceSeconds <= seconds) return 'the token has expired: ask for a fresh one for each statement';
  return nbf - toleranceSeconds > seconds ? 'the token is not valid yet: is the clock of one of us wrong?' : undefined;
}

function refused(words: string): Answer {
  return { status: 401, words };
}

function jsonIn(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
