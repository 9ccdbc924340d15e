/** A simulated GitHub with one organisation, as most tests want it, and a client for it. What it says is held to GitHub's description. */
import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulatedGitHub, type SimulatedGitHub } from '../../../src/drill/simulated-github/simulated-github.ts';
import { checkDelivery } from '../../openapi/check-delivery.ts';
import { checkExchange, type Exchange } from '../../openapi/check-exchange.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const webhookSecret = 'a secret only the test knows';
export const appId = 4711;
export const allPermissions: Readonly<Record<string, 'read' | 'write'>> = {
  ...{
    repository_advisories: 'write',
    metadata: 'read',
    members: 'read',
    checks: 'write',
    contents: 'write',
    pull_requests: 'write',
    issues: 'write',
  },
  administration: 'write',
};

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown };
export type Received = { readonly headers: Record<string, string>; readonly body: string; readonly payload: unknown };

export type AGitHub = {
  readonly sim: SimulatedGitHub;
  readonly clock: { now: number };
  /** Asks as the app's installation unless another credential is given; `undefined` asks as nobody. */
  ask(method: string, path: string, how?: { body?: unknown; headers?: Record<string, string>; as?: string | undefined }): Promise<Answer>;
  token(): string;
  newToken(body?: unknown): Promise<string>;
  jwt(changes?: { iss?: number | string; iat?: number; exp?: number }): string;
  /** A web server that takes the webhooks; answers what `status` says. */
  readonly received: Received[];
  receiver: { status: number };
  /** What was said against GitHub's description. */
  readonly problems: string[];
  readonly exchanges: Exchange[];
  close(): Promise<void>;
};

export async function aGitHub(): Promise<AGitHub> {
  const gitRoot = await mkdtemp(join(tmpdir(), 'simulated-github-'));
  const clock = { now: Date.parse('2026-11-02T09:00:00Z') };
  const problems: string[] = [];
  const exchanges: Exchange[] = [];
  const sim = await startSimulatedGitHub({
    now: () => clock.now,
    app: { id: appId, slug: 'fixlead', publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(), webhookSecret },
    observe: (exchange) => {
      exchanges.push(exchange);
      problems.push(...checkExchange(exchange).filter((problem) => !isAccepted(problem) && !isMeantToBeWrong(exchange, problem)));
    },
    observeDelivery: ({ event, action, payload }) =>
      void problems.push(...checkDelivery(event, action, payload).filter((problem) => !isAccepted(problem))),
    gitRoot,
  });
  const { world } = sim;
  for (const login of ['ana', 'bob', 'rita', 'eve']) world.addUser(login, { name: login.toUpperCase(), email: `${login}@example.org` });
  world.addOrganisation('acme', { owners: ['ana'], name: 'Acme' });
  world.addTeam('acme', 'maintainers', ['ana', 'bob']);
  await world.addRepository('acme/widget', { teams: { maintainers: 'admin' } });
  world.installApp('acme', ['acme/widget'], allPermissions);

  const received: Received[] = [];
  const receiver = { status: 202 };
  const hooks = await takeWebhooks(received, receiver);
  sim.deliverTo(`http://127.0.0.1:${(hooks.address() as AddressInfo).port}/`);

  const jwt = (changes: { iss?: number | string; iat?: number; exp?: number } = {}) => signJwt(Math.floor(clock.now / 1000), changes);
  const send = async (
    method: string,
    path: string,
    how: { body?: unknown; headers?: Record<string, string>; as?: string | undefined },
  ): Promise<Answer> => {
    const headers = {
      ...(how.as !== undefined && { authorization: `Bearer ${how.as}` }),
      'content-type': 'application/json',
      ...how.headers,
    };
    const response = await fetch(path.startsWith('http') ? path : sim.apiUrl + path, {
      method,
      headers,
      redirect: 'manual',
      ...(how.body !== undefined && { body: JSON.stringify(how.body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: response.headers.get('content-type')?.includes('application/json') ? (JSON.parse(text) as unknown) : text,
    };
  };
  const newToken = async (body?: unknown) => {
    const answer = await send('POST', `/app/installations/${world.installation('acme').id}/access_tokens`, { as: jwt(), body });
    return textOf(answer.body, 'token');
  };
  const token = await newToken();
  return {
    ...{ sim, clock, received, receiver, problems, exchanges, newToken, jwt },
    token: () => token,
    ask: (method, path, how = {}) => send(method, path, { as: token, ...how }),
    async close() {
      await sim.close();
      hooks.closeAllConnections();
      await new Promise((resolve) => hooks.close(resolve));
      await rm(gitRoot, { recursive: true, force: true });
    },
  };
}

/** What stands at `path` in some JSON; undefined when nothing does. */
export function field(json: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Readonly<Record<string | number, unknown>> | undefined)?.[key], json);
}

export function textOf(json: unknown, ...path: readonly (string | number)[]): string {
  const text = field(json, ...path);
  if (typeof text !== 'string') throw new Error(`There is no text at ${path.join('.')} of ${JSON.stringify(json)}.`);
  return text;
}

/** The same field of every item of a list. */
export const each = (list: unknown, ...path: readonly (string | number)[]) =>
  (list as readonly unknown[]).map((item) => field(item, ...path));

/** What GitHub describes and the slice does not hold, and where tests or real deliveries break the description. */
function isAccepted(problem: string): boolean {
  return (
    / is no (operation|webhook) of the slice/.test(problem) ||
    // The description wants an account that is a user and an enterprise at once.
    /^GET \/app\/installations: answer 200\/\d+\/account must have/.test(problem) ||
    // Real deliveries have "" for the ecosystem of a package that nobody named.
    /^repository_advisory\..*package\/ecosystem must be equal/.test(problem)
  );
}

/** Tests send what GitHub refuses. What they send then breaks the description; the refusal must not. */
const isMeantToBeWrong = ({ status }: Exchange, problem: string) => status === 422 && / request[/ ]/.test(problem);

function signJwt(now: number, changes: object): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat: now - 30, exp: now + 540, iss: appId, ...changes })}`;
  return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(privateKey).toString('base64url')}`;
}

async function takeWebhooks(received: Received[], receiver: { status: number }): Promise<Server> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ headers: request.headers as Record<string, string>, body, payload: JSON.parse(body) as unknown });
      response.writeHead(receiver.status).end('taken');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
