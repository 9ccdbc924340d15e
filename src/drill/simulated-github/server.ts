/** The HTTP side: a request comes in, misbehaviour may strike, a route answers, the exchange is written down. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { authenticate, authorise, refuseForeignOrganisation, repositoryFor } from './access.ts';
import type { Answer, ApiRequest } from './api.ts';
import { answerGit, isGitPath } from './git-http.ts';
import { budgetOf, countContentCreation, exhausted, limitHeaders, refuseWhenExhausted, secondaryLimit } from './limits.ts';
import type { RequestMisbehaviour } from './misbehaviour.ts';
import { GitHubProblem, notFound } from './problems.ts';
import { actorName } from './roles.ts';
import { findRoute } from './routes.ts';
import { answerManifestPage, isManifestPath } from './web-app-manifest.ts';
import { answerSignIn, isSignInPath } from './web-sign-in.ts';
import type { Actor, World } from './world.ts';

export type Exchange = {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseBody: unknown;
};

export type Doorkeeper = { readonly server: Server; inFlight(): number };

type Shop = { readonly world: () => World; readonly publicKeyPem: string; readonly observe: (exchange: Exchange) => void };
type Kind = RequestMisbehaviour['kind'];

export function createDoorkeeper(shop: Shop): Doorkeeper {
  let inFlight = 0;
  const server = createServer((incoming, response) => {
    inFlight += 1;
    serve(shop, incoming, response)
      .catch((error: unknown) => {
        // A bug of ours; the client sees a 500 and whoever runs the drill the reason.
        console.error('The simulated GitHub failed:', error);
        if (response.headersSent) response.destroy();
        else response.writeHead(500).end(JSON.stringify({ message: String(error) }));
      })
      .finally(() => (inFlight -= 1));
  });
  // A client that keeps its connections must not find one closed just as it writes.
  server.keepAliveTimeout = 600_000;
  return { server, inFlight: () => inFlight };
}

async function serve(shop: Shop, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const world = shop.world();
  const url = new URL(incoming.url ?? '/', world.apiUrl);
  const raw = await readAll(incoming);
  const request = {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body: undefined as unknown,
  };
  if (!isGitPath(url.pathname)) request.body = jsonOf(raw);
  const caller = identify(shop, request);
  const strikes = world.misbehaving.strikesOnRequest(request.method, url.pathname);
  const struck = (...kinds: Kind[]) => strikes.some(({ kind }) => kinds.includes(kind));
  for (const strike of strikes) if (strike.kind === 'slow') await sleep(strike.delayMs);
  const prevented = strikes.map((strike) => preventing(world, strike)).find((answer) => answer !== undefined);
  const cutOff: Answer = { status: 0 };
  const reply = struck('reset-before-doing', 'hangs-before-doing') ? cutOff : (prevented ?? (await answer(world, caller, request, raw)));
  const hangs = struck('hangs-before-doing', 'hangs-after-doing', 'hangs-in-answer');
  const final = hangs || struck('reset-before-doing', 'reset-after-doing') ? cutOff : struck('502-after-doing') ? badGateway : reply;
  const { method, path, query, body } = request;
  world.requests.push({ at: world.now(), method, path, query: Object.fromEntries(query), body, status: final.status, actor: caller.name });
  if (hangs) return hang(response, struck('hangs-in-answer'));
  if (final === cutOff) return void response.socket?.destroy();
  const isRest = !isGitPath(path) && !isSignInPath(path) && !isManifestPath(path);
  if (final === reply && !prevented && isRest && !Buffer.isBuffer(reply.body)) observe(shop, request, reply);
  send(world, response, final);
}

/** Who asks, or why we cannot believe them. */
type Caller = { readonly name: string; readonly actor: Actor } | { readonly name: string; readonly problem: GitHubProblem };

function identify({ world, publicKeyPem }: Shop, request: ApiRequest): Caller {
  try {
    const actor = authenticate(world(), publicKeyPem, request.headers.authorization);
    return { actor, name: actorName(world(), actor) };
  } catch (problem) {
    if (!(problem instanceof GitHubProblem)) throw problem;
    return { problem, name: 'unknown' };
  }
}

/** The answer that keeps a request from being done at all, for the strikes that do. */
function preventing(world: World, strike: RequestMisbehaviour): Answer | undefined {
  switch (strike.kind) {
    case '502-before-doing':
      return badGateway;
    case 'absent':
      return problemAnswer(notFound());
    case 'rate-limit-exhausted':
      return problemAnswer(exhausted(world, { used: 0, resetAt: world.now() + 60_000 }));
    case '403-retry-after':
      return problemAnswer(secondaryLimit(strike.retryAfterSeconds));
    case 'slow':
    case '502-after-doing':
    case 'reset-before-doing':
    case 'reset-after-doing':
    case 'hangs-before-doing':
    case 'hangs-after-doing':
    case 'hangs-in-answer':
      return undefined;
  }
}

async function answer(world: World, caller: Caller, request: ApiRequest, raw: Buffer): Promise<Answer> {
  try {
    if ('problem' in caller) throw caller.problem;
    const { actor } = caller;
    if (isGitPath(request.path)) return await answerGit(world, actor, request, raw);
    if (isSignInPath(request.path)) return answerSignIn(world, request);
    if (isManifestPath(request.path)) return answerManifestPage(world, request, new URLSearchParams(raw.toString('utf8')));
    refuseWhenExhausted(world, actor);
    countContentCreation(world, actor, request.method);
    return conditional(world, actor, request, await route(world, actor, request));
  } catch (problem) {
    if (!(problem instanceof GitHubProblem)) throw problem;
    return problemAnswer(problem);
  }
}

async function route(world: World, actor: Actor, request: ApiRequest): Promise<Answer> {
  const found = findRoute(request.method, request.path);
  if (!found) throw notFound();
  const { route, params } = found;
  const context = { world, request, params, actor, by: actorName(world, actor) };
  if (params['org'] !== undefined) refuseForeignOrganisation(actor, params['org']);
  if (route.scope === 'other') {
    authorise(world, route.access, actor, undefined);
    return route.handle(context);
  }
  const repository = repositoryFor(world, actor, `${params['owner']}/${params['repo']}`);
  authorise(world, route.access, actor, repository);
  return route.handle({ ...context, repository });
}

/** Gives every GET an ETag, and answers 304, which costs nothing, to whoever has that already. */
function conditional(world: World, actor: Actor, request: ApiRequest, given: Answer): Answer {
  const budget = budgetOf(world, actor);
  const isGet = request.method === 'GET' && given.status === 200;
  const etag = `"${createHash('sha256')
    .update(JSON.stringify(given.body ?? ''))
    .digest('hex')}"`;
  const isKnown = isGet && request.headers['if-none-match']?.replace(/^W\//, '') === etag;
  if (!isKnown && request.path !== '/rate_limit') budget.used += 1;
  const headers = { ...given.headers, ...limitHeaders(world, budget), ...(isGet && { etag }) };
  return isKnown ? { status: 304, headers } : { ...given, headers };
}

const badGateway: Answer = { status: 502, body: { message: 'Server Error' } };
const problemAnswer = (problem: GitHubProblem): Answer => ({ status: problem.status, body: problem.body, headers: problem.headers });

function observe(shop: Shop, { method, path, query, body }: ApiRequest, reply: Answer): void {
  const responseBody = reply.body === undefined ? undefined : (JSON.parse(JSON.stringify(reply.body)) as unknown);
  shop.observe({ method, path, query: Object.fromEntries(query), requestBody: body, status: reply.status, responseBody });
}

/** Until the caller has gone, or the server closes. */
async function hang(response: ServerResponse, inAnswer: boolean): Promise<void> {
  if (response.destroyed) return;
  if (inAnswer) response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"message":');
  await once(response, 'close');
}

function send(world: World, response: ServerResponse, { status, body, headers }: Answer): void {
  // By the drill's clock, so that clients which set their own by it, such as Octokit's app login, agree with us.
  response.sendDate = false;
  response.setHeader('date', new Date(world.now()).toUTCString());
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  response.statusCode = status;
  if (body === undefined || Buffer.isBuffer(body)) return void response.end(body);
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function jsonOf(raw: Buffer): unknown {
  if (raw.length === 0) return undefined;
  try {
    return JSON.parse(raw.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
