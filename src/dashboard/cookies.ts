/** The cookies: who is signed in, which distributor opened its page, one that lives only while somebody signs in, and one for whoever sets the app up. */
import { isSecure, type Dashboard } from './dashboard.ts';

export type CookieName = 'session' | 'member' | 'sign-in' | 'setup';

/** The prefix lets a browser take the cookie from this very host alone, over https. Source: RFC 6265bis, §4.1.3.2. */
function nameOf(dashboard: Pick<Dashboard, 'url'>, name: CookieName): string {
  return isSecure(dashboard) ? `__Host-fixlead-${name}` : `fixlead-${name}`;
}

/** Undefined where there is none, or more than one: a second one of the same name was planted by somebody. */
export function readCookie(dashboard: Pick<Dashboard, 'url'>, header: string | undefined, name: CookieName): string | undefined {
  const wanted = `${nameOf(dashboard, name)}=`;
  const found = (header ?? '').split(/;\s*/).filter((pair) => pair.startsWith(wanted));
  return found.length === 1 ? found[0]?.slice(wanted.length) : undefined;
}

/** Lax, because people come back from GitHub's pages and from links in comments. Unit of `maxAgeSeconds`: 0 ends it; undefined: with the browser. */
export function setCookie(dashboard: Pick<Dashboard, 'url'>, name: CookieName, value: string, maxAgeSeconds?: number): string {
  const parts = [`${nameOf(dashboard, name)}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (isSecure(dashboard)) parts.push('Secure');
  if (maxAgeSeconds !== undefined) parts.push(`Max-Age=${maxAgeSeconds}`);
  return parts.join('; ');
}
