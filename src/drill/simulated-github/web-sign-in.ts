/** GitHub's own pages by which people let the app act for them. Source: GitHub Docs, "Generating a user access token for a GitHub App". */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Answer, ApiRequest } from './api.ts';
import { personToken } from './chance.ts';
import { accountOf, findAccount } from './look-up.ts';
import type { App, World } from './world.ts';

export const clientIdOf = ({ id }: Pick<App, 'id'>): string => `Iv23li${id}`;
export const clientSecretOf = ({ id }: Pick<App, 'id'>): string => `the client secret of the simulated app ${id}`;

/** What a browser asks for that stands on GitHub's pages, and is no part of its REST interface. */
export const isSignInPath = (path: string): boolean => path.startsWith('/login/oauth/') || path === '/favicon.ico';

/** Unit: ms. Source: GitHub Docs, as above: a code lives ten minutes, a token eight hours, a refresh token six months. */
const codeLivesMs = 600_000;
const tokenLivesMs = 8 * 3_600_000;
const refreshLivesMs = 183 * 86_400_000;

type Code = { readonly login: string; readonly challenge: string; readonly returnUrl: string; readonly expiresAt: number };
type Renewal = { readonly login: string; readonly token: string; readonly expiresAt: number };
type Desk = { readonly codes: Map<string, Code>; readonly renewals: Map<string, Renewal> };
const desks = new WeakMap<World, Desk>();

function deskOf(world: World): Desk {
  const desk = desks.get(world) ?? { codes: new Map<string, Code>(), renewals: new Map<string, Renewal>() };
  desks.set(world, desk);
  return desk;
}

export function answerSignIn(world: World, request: ApiRequest): Answer {
  if (request.method === 'GET' && request.path === '/login/oauth/authorize') return authorize(world, request.query);
  if (request.method === 'POST' && request.path === '/login/oauth/access_token') return accessToken(world, request.body);
  return { status: 404, body: { message: 'Not Found' } };
}

/** Nobody has a password here: `login` says who sits at the browser; without it the page asks. */
function authorize(world: World, query: URLSearchParams): Answer {
  const { client_id, redirect_uri, state, code_challenge, code_challenge_method, login } = Object.fromEntries(query);
  if (client_id !== clientIdOf(world.app)) return { status: 404, body: { message: 'Not Found' } };
  if (redirect_uri === undefined || code_challenge === undefined || code_challenge_method !== 'S256')
    return { status: 422, body: { message: 'The simulated GitHub wants redirect_uri and PKCE with S256' } };
  if (login === undefined) return htmlPage(whoAreYou(world, query));
  if (findAccount(world, login)?.type !== 'User') return htmlPage('<h1>There is no such person</h1>');
  const code = world.chance.tokens.word('0123456789abcdef', 20);
  deskOf(world).codes.set(code, { login, challenge: code_challenge, returnUrl: redirect_uri, expiresAt: world.now() + codeLivesMs });
  const back = new URL(redirect_uri);
  back.searchParams.set('code', code);
  if (state !== undefined) back.searchParams.set('state', state);
  return { status: 302, headers: { location: back.href } };
}

function whoAreYou(world: World, query: URLSearchParams): string {
  const people = [...world.accounts.values()].filter((account) => account.type === 'User');
  const link = (login: string): string => {
    const asked = new URLSearchParams(query);
    asked.set('login', login);
    return `<li><a href="/login/oauth/authorize?${asked.toString().replaceAll('&', '&amp;')}">${login}</a></li>`;
  };
  return `<h1>Simulated GitHub: who are you?</h1><ul>${people.map(({ login }) => link(login)).join('')}</ul>`;
}

const exchange = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  code: z.string().optional(),
  redirect_uri: z.string().optional(),
  code_verifier: z.string().optional(),
  grant_type: z.string().optional(),
  refresh_token: z.string().optional(),
});

/** What is not taken is answered with 200 and an error, as GitHub does. */
function accessToken(world: World, body: unknown): Answer {
  const read = exchange.safeParse(body);
  if (!read.success) return refused('bad_verification_code');
  const { client_id, client_secret, grant_type } = read.data;
  if (client_id !== clientIdOf(world.app) || client_secret !== clientSecretOf(world.app)) return refused('incorrect_client_credentials');
  return grant_type === 'refresh_token' ? renew(world, read.data.refresh_token ?? '') : takeCode(world, read.data);
}

function takeCode(world: World, { code = '', code_verifier = '', redirect_uri }: z.infer<typeof exchange>): Answer {
  const { codes } = deskOf(world);
  const known = codes.get(code);
  codes.delete(code);
  const challenge = createHash('sha256').update(code_verifier).digest('base64url');
  const fits = known?.expiresAt !== undefined && known.expiresAt > world.now() && known.challenge === challenge;
  return fits && known.returnUrl === redirect_uri ? tokensFor(world, known.login) : refused('bad_verification_code');
}

function renew(world: World, refreshToken: string): Answer {
  const { renewals } = deskOf(world);
  const known = renewals.get(refreshToken);
  renewals.delete(refreshToken);
  if (known === undefined || known.expiresAt <= world.now()) return refused('bad_refresh_token');
  world.tokens.delete(known.token);
  return tokensFor(world, known.login);
}

function tokensFor(world: World, login: string): Answer {
  const token = personToken(world.chance.tokens);
  const refreshToken = `ghr_${world.chance.tokens.word('0123456789abcdef', 40)}`;
  world.tokens.set(token, { actor: { kind: 'person', login: accountOf(world, login).login }, expiresAt: world.now() + tokenLivesMs });
  deskOf(world).renewals.set(refreshToken, { login, token, expiresAt: world.now() + refreshLivesMs });
  const lives = { expires_in: tokenLivesMs / 1000, refresh_token: refreshToken, refresh_token_expires_in: refreshLivesMs / 1000 };
  return { status: 200, body: { access_token: token, ...lives, scope: '', token_type: 'bearer' } };
}

const refused = (error: string): Answer => ({ status: 200, body: { error, error_description: 'The simulated GitHub does not take it.' } });

/** A page of GitHub's, as far as anybody needs it here. */
export const htmlPage = (html: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: Buffer.from(`<!doctype html><html lang="en"><title>Simulated GitHub</title>${html}</html>`),
});
