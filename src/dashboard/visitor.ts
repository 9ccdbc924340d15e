/** Who is at the browser: the session that their cookie opens, and their own token, renewed where GitHub lets it expire. */
import { z } from 'zod';
import type { Login } from '../core/ids.ts';
import { TokenRefused, type PersonTokens, type Session } from '../engine/ports/surface.ts';
import { readCookie, setCookie } from './cookies.ts';
import type { Dashboard } from './dashboard.ts';
import { digestOf, unguessable } from './sealing.ts';

export type Visitor = {
  readonly session: Session;
  readonly login: Login;
  /** Must come back with every form, so that no other site can send one. */
  readonly formToken: string;
  /** The person's own token. Errors: TokenRefused when they have to sign in again; then the session is ended. */
  token(): Promise<string>;
};

/** A session ends when it was not used for so long, and in any case so long after the sign-in. Unit: ms. */
export const idleMs = 2 * 3_600_000;
export const longestMs = 12 * 3_600_000;
/** How exactly it is known when a session was last used. */
const seenEveryMs = 60_000;
/** A token is renewed this long before GitHub drops it. */
const renewBeforeMs = 300_000;

const tokensShape = z.object({
  token: z.string(),
  expiresAt: z.number().optional(),
  renewWith: z.string().optional(),
});

/** Always under a new id, whatever cookie the browser came with. Answers the cookie. */
export async function openSession(
  { store, sealing, clock, ...dashboard }: Dashboard,
  who: { readonly login: Login; readonly githubId: number },
  tokens: PersonTokens,
): Promise<string> {
  const secret = unguessable();
  const now = clock.now();
  await store.forgetSessions({ seenBefore: now - idleMs, openedBefore: now - longestMs });
  const sealedTokens = sealing.seal('tokens', JSON.stringify(tokens));
  await store.openSession({ ...who, id: digestOf(secret), openedAt: now, seenAt: now, sealedTokens });
  return setCookie(dashboard, 'session', `${secret}.${sealing.sign('cookie', secret)}`);
}

/** What it takes to know a session and to use its token. */
export type SessionTools = Pick<Dashboard, 'store' | 'sealing' | 'clock' | 'people'>;

/** Undefined for nobody, for a cookie we did not sign, and for a session that has ended. */
export async function readVisitor(dashboard: Dashboard, cookieHeader: string | undefined): Promise<Visitor | undefined> {
  const { store, sealing, clock } = dashboard;
  const [secret = '', signature = ''] = readCookie(dashboard, cookieHeader, 'session')?.split('.') ?? [];
  if (!sealing.isSigned('cookie', secret, signature)) return undefined;
  const visitor = await findVisitor(dashboard, digestOf(secret));
  const now = clock.now();
  if (visitor !== undefined && now - visitor.session.seenAt >= seenEveryMs) await store.updateSession(visitor.session.id, { seenAt: now });
  return visitor;
}

/** By the id of a session, which is not used by being looked for. */
export async function findVisitor(dashboard: SessionTools, id: string): Promise<Visitor | undefined> {
  const { store, sealing, clock } = dashboard;
  const session = await store.readSession(id);
  if (session === undefined) return undefined;
  const now = clock.now();
  if (now - session.seenAt > idleMs || now - session.openedAt > longestMs) {
    await store.endSession(session.id);
    return undefined;
  }
  return {
    session,
    login: session.login,
    formToken: sealing.sign('form', session.id),
    token: () => tokenOf(dashboard, session),
  };
}

/** Renewed by one of those who ask at the same time: a refresh token is taken once. */
const renewals = new Map<string, Promise<string>>();

async function tokenOf(dashboard: SessionTools, session: Session): Promise<string> {
  const tokens = tokensShape.safeParse(JSON.parse(dashboard.sealing.open('tokens', session.sealedTokens) ?? 'null'));
  if (!tokens.success) return refuse(dashboard, session);
  const { token, expiresAt, renewWith } = tokens.data;
  if (expiresAt === undefined || expiresAt - renewBeforeMs > dashboard.clock.now()) return token;
  if (renewWith === undefined) return refuse(dashboard, session);
  const underWay = renewals.get(session.id) ?? renew(dashboard, session, renewWith).finally(() => renewals.delete(session.id));
  renewals.set(session.id, underWay);
  return underWay;
}

async function renew(dashboard: SessionTools, session: Session, renewWith: string): Promise<string> {
  const { people, sealing, store } = dashboard;
  try {
    const renewed = await people.renew(renewWith);
    await store.updateSession(session.id, { sealedTokens: sealing.seal('tokens', JSON.stringify(renewed)) });
    return renewed.token;
  } catch (cause) {
    if (cause instanceof TokenRefused) return refuse(dashboard, session);
    throw cause;
  }
}

/** Sealed under another key, expired for good, or withdrawn on GitHub. */
async function refuse({ store }: Pick<Dashboard, 'store'>, session: Session): Promise<never> {
  await store.endSession(session.id);
  throw new TokenRefused('GitHub does not take this sign-in any more');
}
