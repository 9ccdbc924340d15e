/** GitHub as one signed-in person sees it. Their token reaches GitHub and nobody else; nothing that is answered is remembered. */
import { z } from 'zod';
import { caseId, login, type CaseId, type RepositoryName } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';
import { GitHubFailure } from '../../engine/ports/failures.ts';
import { TokenRefused, type GitHubPeople, type PersonTokens } from '../../engine/ports/surface.ts';
import { ownerAndRepo } from './places.ts';

export type PeopleOptions = {
  /** GitHub's own by default. */
  readonly apiUrl: string | undefined;
  /** Where people sign in, without the slash at the end. */
  readonly webUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly now: () => Instant;
  /** Unit: real ms, whatever `now` says. */
  readonly timeoutMs?: number;
};

const defaultTimeoutMs = 10_000;
const perPage = 100;
/** As many advisories as we look through in one repository. */
const mostPages = 20;

const tokensAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().optional(),
  refresh_token: z.string().optional(),
});
const userAnswer = z.object({ login: z.string(), id: z.number() });
const publishedAnswer = z.object({ published_at: z.iso.datetime().nullish() });
const loginAnswer = z.object({ login: z.string() });
const letInAnswer = z.object({
  collaborating_users: z.array(loginAnswer).nullish(),
  collaborating_teams: z.array(z.object({ slug: z.string() })).nullish(),
});
const advisoriesAnswer = z.array(z.object({ ghsa_id: z.string() }));

/** Source: GitHub Docs, "Generating a user access token for a GitHub App", with PKCE, and "Refreshing user access tokens". */
export function gitHubPeople(options: PeopleOptions): GitHubPeople {
  const { webUrl, clientId, clientSecret } = options;
  const takeTokens = async (fields: Readonly<Record<string, string>>): Promise<PersonTokens> => {
    const answer = await send(options, `${webUrl}/login/oauth/access_token`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ client_id: clientId, client_secret: clientSecret, ...fields }),
    });
    // A code that is not taken is answered with 200 and an error in the body.
    const read = tokensAnswer.safeParse(answer.body);
    if (!read.success) throw answer.status >= 500 ? failed('signing in', answer.status) : new TokenRefused('GitHub did not take the code');
    const { access_token: token, expires_in: seconds, refresh_token: renewWith } = read.data;
    return { token, expiresAt: seconds === undefined ? undefined : options.now() + seconds * 1000, renewWith };
  };
  return {
    signInUrl: ({ state, challenge, returnUrl }) => {
      const asked = { client_id: clientId, redirect_uri: returnUrl, state, code_challenge: challenge, code_challenge_method: 'S256' };
      return `${webUrl}/login/oauth/authorize?${new URLSearchParams(asked).toString()}`;
    },
    exchangeCode: ({ code, verifier, returnUrl }) => takeTokens({ code, code_verifier: verifier, redirect_uri: returnUrl }),
    renew: (renewWith) => takeTokens({ grant_type: 'refresh_token', refresh_token: renewWith }),
    whoAmI: async (token) => {
      const { body } = await ask(options, token, '/user');
      const user = read(userAnswer, body, 'who you are');
      return { login: login(user.login), githubId: user.id };
    },
    sees: async (token, repository, id) => {
      const { owner, repo } = ownerAndRepo(repository);
      const answer = await ask(options, token, `/repos/${owner}/${repo}/security-advisories/${id}`, [403, 404]);
      return answer.status === 200;
    },
    publish: async (token, repository, id) => {
      const answer = await changeState(options, token, { repository, id, state: 'published' });
      if (answer.status !== 200) return 'not-permitted';
      const { published_at: at } = read(publishedAnswer, answer.body, 'the published advisory');
      return { publishedAt: at === null || at === undefined ? undefined : Date.parse(at) };
    },
    setState: async (token, repository, id, state) => {
      const answer = await changeState(options, token, { repository, id, state });
      return answer.status === 200 ? 'done' : 'not-permitted';
    },
    onAdvisory: async (token, repository, id) => {
      const { owner, repo } = ownerAndRepo(repository);
      const { body } = await ask(options, token, `/repos/${owner}/${repo}/security-advisories/${id}`);
      const { collaborating_users: users, collaborating_teams: teams } = read(letInAnswer, body, 'who is on the advisory');
      return { people: (users ?? []).map((one) => login(one.login)), teams: (teams ?? []).map(({ slug }) => `${owner}/${slug}`) };
    },
    inRepository: async (token, repository) => {
      const { owner, repo } = ownerAndRepo(repository);
      const path = `/repos/${owner}/${repo}/collaborators?affiliation=direct&per_page=${perPage}`;
      const { body } = await ask(options, token, path);
      return { people: read(z.array(loginAnswer), body, 'who is in the repository').map((one) => login(one.login)), teams: [] };
    },
    visibleAdvisories: async (token, repository) => {
      const { owner, repo } = ownerAndRepo(repository);
      const seen = new Set<CaseId>();
      let path: string | undefined = `/repos/${owner}/${repo}/security-advisories?per_page=${perPage}`;
      for (let page = 1; path !== undefined && page <= mostPages; page += 1) {
        const answer: Answer = await ask(options, token, path, [403, 404]);
        if (answer.status !== 200) return seen;
        for (const one of read(advisoriesAnswer, answer.body, 'the advisories')) seen.add(caseId(one.ghsa_id));
        path = nextPath(answer.link, options);
      }
      return seen;
    },
  };
}

type StateChange = { readonly repository: RepositoryName; readonly id: CaseId; readonly state: 'draft' | 'closed' | 'published' };

function changeState(options: PeopleOptions, token: string, { repository, id, state }: StateChange): Promise<Answer> {
  const { owner, repo } = ownerAndRepo(repository);
  const change = { method: 'PATCH', body: JSON.stringify({ state }) } as const;
  return ask(options, token, `/repos/${owner}/${repo}/security-advisories/${id}`, [403, 404, 422], change);
}

type Answer = { readonly status: number; readonly body: unknown; readonly link: string | null };

async function ask(
  options: PeopleOptions,
  token: string,
  path: string,
  alsoFine: readonly number[] = [],
  change: { readonly method?: 'PATCH'; readonly body?: string } = {},
): Promise<Answer> {
  const headers = { accept: 'application/vnd.github+json', authorization: `Bearer ${token}`, 'x-github-api-version': '2022-11-28' };
  const answer = await send(options, `${apiRoot(options)}${path}`, { ...change, headers });
  if (answer.status === 401) throw new TokenRefused('GitHub does not take the token any more');
  // A rate limit is no answer to whether somebody may see a thing.
  if (answer.status === 200 || (alsoFine.includes(answer.status) && !answer.limited)) return answer;
  throw failed('GitHub as you see it', answer.status);
}

async function send(
  { timeoutMs = defaultTimeoutMs }: PeopleOptions,
  url: string,
  init: RequestInit,
): Promise<Answer & { readonly limited: boolean }> {
  try {
    const headers = { 'user-agent': 'fixlead', ...(init.headers as Record<string, string>) };
    const response = await fetch(url, { ...init, headers, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    const limited = response.headers.has('retry-after') || response.headers.get('x-ratelimit-remaining') === '0';
    return { status: response.status, body: jsonOf(await response.text()), link: response.headers.get('link'), limited };
  } catch (cause) {
    throw new GitHubFailure('GitHub did not answer', { cause });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function read<Wanted>(answer: z.ZodType<Wanted>, body: unknown, what: string): Wanted {
  const parsed = answer.safeParse(body);
  if (!parsed.success) throw new GitHubFailure(`GitHub's answer about ${what} cannot be read`, {});
  return parsed.data;
}

function failed(what: string, status: number): GitHubFailure {
  return new GitHubFailure(`${what}: GitHub answered ${status}`, {});
}

/** Only on GitHub itself: elsewhere the token has no business. */
function nextPath(link: string | null, options: PeopleOptions): string | undefined {
  const next = /<([^<>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  const root = apiRoot(options);
  return next?.startsWith(`${root}/`) === true ? next.slice(root.length) : undefined;
}

function apiRoot({ apiUrl = 'https://api.github.com' }: PeopleOptions): string {
  return apiUrl.replace(/\/$/, '');
}
