/** The way in and out: GitHub's sign-in with a state and PKCE, carried from one end to the other in one sealed cookie. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { GitHubFailure } from '../engine/ports/failures.ts';
import { TokenRefused, type PersonTokens } from '../engine/ports/surface.ts';
import { readCookie, setCookie } from './cookies.ts';
import type { Dashboard } from './dashboard.ts';
import { problem } from './pages/problems.ts';
import type { Asked, AskedBySomebody, Reply } from './route.ts';
import { isSame, unguessable } from './sealing.ts';
import { openSession } from './visitor.ts';

/** How long somebody may take on GitHub's page. */
const signInMs = 600_000;

const underWay = z.object({ state: z.string(), verifier: z.string(), to: z.string(), until: z.number() });

/** Source: RFC 7636, §4; GitHub Docs, "Generating a user access token for a GitHub App". */
export async function beginSignIn({ dashboard, query }: Asked): Promise<Reply> {
  const { people, sealing, clock } = dashboard;
  const [state, verifier] = [unguessable(), unguessable()];
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const carried = { state, verifier, to: localPath(query.get('to')), until: clock.now() + signInMs };
  const cookie = setCookie(dashboard, 'sign-in', sealing.seal('sign-in', JSON.stringify(carried)), signInMs / 1000);
  return { kind: 'redirect', to: people.signInUrl({ state, challenge, returnUrl: returnUrlOf(dashboard) }), cookies: [cookie] };
}

/** Where GitHub sends the browser back to. Only the browser that began gets in: the state stands in its cookie. */
export async function endSignIn({ dashboard, query, cookie }: Asked): Promise<Reply> {
  const begun = readBegun(dashboard, cookie);
  const code = query.get('code') ?? '';
  if (begun === undefined || code === '' || !isSame(query.get('state') ?? '', begun.state))
    return problem(
      400,
      'The sign-in did not work',
      'It was begun in another browser, took longer than ten minutes, or was cancelled on GitHub. Please begin again.',
    );
  try {
    const { people } = dashboard;
    const tokens: PersonTokens = await people.exchangeCode({ code, verifier: begun.verifier, returnUrl: returnUrlOf(dashboard) });
    const who = await people.whoAmI(tokens.token);
    const session = await openSession(dashboard, who, tokens);
    dashboard.log.info({ login: who.login }, 'signed in');
    return { kind: 'redirect', to: begun.to, cookies: [session, setCookie(dashboard, 'sign-in', '', 0)] };
  } catch (cause) {
    if (cause instanceof TokenRefused) return problem(400, 'The sign-in did not work', 'GitHub did not take it. Please begin again.');
    if (cause instanceof GitHubFailure)
      return problem(503, 'The sign-in did not work', 'GitHub did not answer. Please try again in a few minutes.');
    throw cause;
  }
}

export async function signOut({ dashboard, visitor, form }: AskedBySomebody): Promise<Reply> {
  const { store, log } = dashboard;
  if (form.get('everywhere') === 'yes') await store.endSessionsOf(visitor.session.githubId);
  else await store.endSession(visitor.session.id);
  log.info({ login: visitor.login }, 'signed out');
  return { kind: 'redirect', to: '/', cookies: [setCookie(dashboard, 'session', '', 0)] };
}

function readBegun(dashboard: Dashboard, cookie: string | undefined): z.infer<typeof underWay> | undefined {
  const opened = dashboard.sealing.open('sign-in', readCookie(dashboard, cookie, 'sign-in') ?? '');
  if (opened === undefined) return undefined;
  const begun = underWay.parse(JSON.parse(opened));
  return begun.until > dashboard.clock.now() ? begun : undefined;
}

/** A path of ours, and nothing that a browser could take for another host. */
function localPath(asked: string | null): string {
  return asked !== null && /^\/(?![/\\])[\w\-./?=&%:#]*$/.test(asked) && !asked.startsWith('/sign-in') ? asked : '/';
}

function returnUrlOf({ url }: Dashboard): string {
  return `${url}/sign-in/done`;
}
