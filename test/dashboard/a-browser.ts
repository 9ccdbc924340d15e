// A browser without a window: keeps cookies by host, follows no redirect by itself, and knows how to sign in on the simulated GitHub.
import type { Conversation } from '../conversations/a-conversation.ts';

export type Seen = {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** Where it leads, if it does. */
  readonly location: string;
};

export type ABrowser = {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Seen>;
  post(path: string, form: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Seen>;
  /** Begins at `to`, as a link in a comment would, and answers the page that the sign-in ends on. */
  signIn(login: string, to?: string): Promise<Seen>;
};

export function aBrowser(conversation: Pick<Conversation, 'url'>): ABrowser {
  const cookies = new Map<string, string>();
  const ask = async (url: string, init: RequestInit = {}): Promise<Seen> => {
    const own = url.startsWith(conversation.url());
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(own && cookie !== '' && { cookie }), ...(init.headers as Record<string, string>) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    if (own) for (const line of response.headers.getSetCookie()) keep(cookies, line);
    return {
      status: response.status,
      text: await response.text(),
      headers: response.headers,
      location: response.headers.get('location') ?? '',
    };
  };
  const full = (path: string): string => new URL(path, conversation.url()).href;
  const browser: ABrowser = {
    cookies,
    get: (path, headers = {}) => ask(full(path), { headers }),
    post: (path, form, headers = {}) => ask(full(path), { method: 'POST', body: new URLSearchParams(form), headers }),
    async signIn(login, to = '/') {
      const begun = await browser.get(`/sign-in?${new URLSearchParams({ to }).toString()}`);
      const allowed = await ask(`${begun.location}&login=${login}`);
      const done = await ask(allowed.location);
      return done.status === 303 ? browser.get(done.location) : done;
    },
  };
  return browser;
}

/** The hidden token of the forms on a page. */
export function formTokenIn(page: Seen): string {
  return /name="form_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
}

/** What a reader sees, without tags. */
export function wordsIn(page: Seen): string {
  return page.text
    .replace(/<head>.*?<\/head>/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...rest] = line.split('; ');
  const [name = '', value = ''] = pair.split('=');
  if (rest.includes('Max-Age=0')) cookies.delete(name);
  else cookies.set(name, value);
}
