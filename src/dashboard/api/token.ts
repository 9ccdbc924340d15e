/** Tokens of the JSON API. Each shows what its maker maintains at that moment, within its scope, until its last day. */
import { isLogin, type Login, type RepositoryName } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';
import { apiReadings, type AccessKey, type ApiGrant } from '../../engine/ports/surface.ts';
import type { Dashboard } from '../dashboard.ts';
import { openWith, secretPattern } from '../keys.ts';
import { digestOf, unguessable } from '../sealing.ts';

export type ApiKey = Extract<AccessKey, { kind: 'api' }>;

/** By which scanners for secrets, and our own log, know it. */
const prefix = 'fixlead_';
const bearer = new RegExp(`^Bearer ${prefix}(${secretPattern})$`, 'i');

const dayMs = 86_400_000;
export const mostDays = 366;
export const usualDays = 90;
/** Unit: characters. */
const longestName = 60;

/** As somebody typed it. */
export type TokenWish = { readonly name: string; readonly scope: string; readonly reads: readonly string[]; readonly days: string };

export type TokenMaker = { readonly login: Login; readonly githubId: number };

/** Errors: one sentence for each thing that is wrong. */
export function readWish(wish: TokenWish): { readonly grant: ApiGrant; readonly days: number } | { readonly problems: readonly string[] } {
  const name = wish.name.replaceAll(/\s+/g, ' ').trim();
  const scope = wish.scope.trim().toLowerCase();
  const days = /^\d{1,3}$/.test(wish.days.trim()) ? Number(wish.days) : NaN;
  const reads = apiReadings.filter((one) => wish.reads.includes(one));
  const problems = [
    ...(name === '' || name.length > longestName ? [`The name must have 1 to ${longestName} characters, such as "wall screen".`] : []),
    ...(isScope(scope) ? [] : ['The scope must be a repository such as acme/widget, or its owner, such as acme.']),
    ...(reads.length > 0 && reads.length === wish.reads.length ? [] : [`It must read one or both of ${apiReadings.join(', ')}.`]),
    ...(days >= 1 && days <= mostDays ? [] : [`It must hold for 1 to ${mostDays} whole days.`]),
  ];
  return problems.length > 0 ? { problems } : { grant: { name, scope, reads }, days };
}

function isScope(text: string): boolean {
  return isLogin(text) || /^[a-z\d-]{1,39}\/[\w.-]{1,100}$/.test(text);
}

export function isInScope({ scope }: Pick<ApiGrant, 'scope'>, repository: RepositoryName): boolean {
  return repository === scope || repository.startsWith(`${scope}/`);
}

/** Answers the token, which is shown this once, and the key that is kept of it. */
export function newToken(
  maker: TokenMaker,
  { grant, days }: { readonly grant: ApiGrant; readonly days: number },
  madeAt: Instant,
): { readonly token: string; readonly key: ApiKey } {
  const secret = unguessable();
  const key = {
    ...grant,
    ...maker,
    kind: 'api',
    id: digestOf(secret),
    caseId: undefined,
    madeAt,
    expiresAt: madeAt + days * dayMs,
  } as const;
  return { token: `${prefix}${secret}`, key };
}

/** What stands in `Authorization`. */
export async function readToken(dashboard: Dashboard, header: string | undefined): Promise<ApiKey | undefined> {
  return openWith(dashboard, 'api', bearer.exec(header ?? '')?.[1]);
}

/** Enough of the digest to tell tokens apart, and nothing of the token itself. */
export function shortId({ id }: Pick<AccessKey, 'id'>): string {
  return id.slice(0, 12);
}
