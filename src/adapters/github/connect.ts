/** Signs in to GitHub as the App: Probot's client, without the parts that send again or wait on their own. */
import { ProbotOctokit } from 'probot';
import type { Login } from '../../core/ids.ts';
import { login } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';
import type { GitPlace } from '../../engine/ports/git.ts';
import type { Log } from '../../engine/ports/clock.ts';
import { bodyWithin } from '../body-within.ts';
import type { Asker, RememberedAnswers } from './ask.ts';
import { createAsker } from './ask.ts';
import { BoundedMap } from './bounded-map.ts';
import { failureOf, redact } from './failures.ts';
import { ownerAndRepo } from './places.ts';
import { appAnswer } from './read-answers.ts';
import { createTokenCache, signInAsApp } from './sign-in.ts';

export type GitHubOptions = {
  readonly appId: number;
  /** PEM, PKCS#1 as GitHub hands it out or PKCS#8. */
  readonly privateKey: string;
  /** Where the REST API is; GitHub's own by default. */
  readonly apiUrl?: string | undefined;
  readonly log: Log;
  readonly now: () => Instant;
  /** How long GitHub may take for one answer, body included. Unit: real ms, whatever `now` says. Default: 20,000. */
  readonly requestTimeoutMs?: number | undefined;
};

export type GitHubConnection = {
  readonly appId: number;
  asApp(): Asker;
  asInstallation(installationId: number): Asker;
  /** A token that opens one repository and no other. Throws GitHubFailure. */
  tokenForGit(at: GitPlace, how: { readonly access: 'read' | 'write'; readonly fresh: boolean }): Promise<string>;
  /** The login under which our own comments stand, such as `fixlead[bot]`. Throws GitHubFailure. */
  ownLogin(): Promise<Login>;
};

const defaultRequestTimeoutMs = 20_000;
/** What all remembered answers together may weigh; a poll of 1,000 quiet repositories needs about 2 MB. Unit: bytes. */
const rememberedBytes = 64 * 1024 * 1024;
/** How long a renaming of the App may stay unnoticed. */
const ownLoginKnownForMs = 60 * 60_000;
const apiVersion = '2022-11-28';

/** Errors: throws when the private key is none. Nothing is asked of GitHub yet. */
export function connectGitHub(options: GitHubOptions): GitHubConnection {
  const Client = quietClient(options);
  const auth = { appId: options.appId, createJwt: signInAsApp(options), cache: createTokenCache(options.now) };
  const remembered: RememberedAnswers = new BoundedMap(rememberedBytes);
  const asker = (installationId: number | undefined) =>
    createAsker({
      octokit: new Client({ auth: installationId === undefined ? auth : { ...auth, installationId } }),
      installationId,
      remembered,
      now: options.now,
    });
  // One for each installation, whose number is that of the organisations we serve: each keeps its token.
  const installations = new Map<number, Asker>();
  const app = asker(undefined);
  const signedIn = new Client({ auth });
  return {
    appId: options.appId,
    asApp: () => app,
    asInstallation: (installationId) => {
      const known = installations.get(installationId) ?? asker(installationId);
      installations.set(installationId, known);
      return known;
    },
    tokenForGit: async ({ installationId, repository }, { access, fresh }) => {
      const repositoryNames = [ownerAndRepo(repository).repo];
      // For writing as much as was granted: to ask for `workflows` where it was not would be refused.
      const permissions = access === 'read' ? { permissions: { contents: 'read' } as const } : {};
      try {
        const signIn = { type: 'installation', installationId, repositoryNames, refresh: fresh, ...permissions } as const;
        return ((await signedIn.auth(signIn)) as { readonly token: string }).token;
      } catch (error) {
        throw failureOf(error, { what: `a token for git in ${repository}`, now: options.now() });
      }
    },
    ownLogin: rememberFor(ownLoginKnownForMs, options.now, async () => login(`${(await app.ask('GET /app', {}, appAnswer)).slug}[bot]`)),
  };
}

/** Probot's client with its two habits taken away that would hurt here: repeating a POST after a 502, and a pace of its own. */
function quietClient({ apiUrl, log, requestTimeoutMs = defaultRequestTimeoutMs }: GitHubOptions) {
  return ProbotOctokit.defaults((own: object & { throttle?: object }) => ({
    ...own,
    ...(apiUrl !== undefined && { baseUrl: apiUrl.replace(/\/$/, '') }),
    userAgent: 'fixlead',
    retry: { enabled: false },
    // Probot merges this object with its own; `throttle: { enabled: false }` outside a function would be lost.
    throttle: { ...own.throttle, enabled: false },
    request: { fetch: (url: string, init?: RequestInit) => fetchWhole(url, init, requestTimeoutMs) },
    log: quietLog(log),
  }));
}

/** A hundred comments of GitHub's largest are 26 MB. Unit: bytes. */
const mostAnswerBytes = 64 * 1024 * 1024;

/**
 * Reads the whole answer within the time and size allowed, so that a connection cut in the middle is an error and not an empty answer.
 * The length told is that of the text itself: fetch has undone any compression.
 */
async function fetchWhole(url: string, init: RequestInit = {}, timeoutMs: number): Promise<Response> {
  const signals = [AbortSignal.timeout(timeoutMs), ...(init.signal ? [init.signal] : [])];
  const headers = { ...(init.headers as Record<string, string>), 'x-github-api-version': apiVersion };
  const response = await fetch(url, { ...init, headers, signal: AbortSignal.any(signals) });
  const body = await bodyWithin(response, mostAnswerBytes);
  const told = new Headers(response.headers);
  told.set('content-length', String(body.byteLength));
  return new Response(body.byteLength === 0 ? null : body, { status: response.status, statusText: response.statusText, headers: told });
}

/** At debug Probot logs what is sent, which is what must not leak; its warnings speak of tokens. */
function quietLog(log: Log) {
  const silent = () => undefined;
  const say = (level: 'warn' | 'error') => (first: unknown, second?: unknown) =>
    log[level]({ from: 'octokit' }, redact(typeof first === 'string' ? first : typeof second === 'string' ? second : 'GitHub client'));
  return { trace: silent, debug: silent, info: silent, warn: say('warn'), error: say('error'), fatal: say('error') };
}

/** Asks at most once in `forMs`; an error is not remembered. */
function rememberFor<Value>(forMs: number, now: () => Instant, find: () => Promise<Value>): () => Promise<Value> {
  let found: { readonly value: Value; readonly until: Instant } | undefined;
  return async () => {
    if (found === undefined || found.until <= now()) found = { value: await find(), until: now() + forMs };
    return found.value;
  };
}
