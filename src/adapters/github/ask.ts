/** The one way every request goes: what was learnt is asked for conditionally, nothing is written twice, errors come out in our words. */
import type { ProbotOctokit } from 'probot';
import type { z } from 'zod';
import type { Instant } from '../../core/time/time.ts';
import { GitHubFailure } from '../../engine/ports/failures.ts';
import type { BoundedMap } from './bounded-map.ts';
import { failureOf, wasRefusedWith } from './failures.ts';
import { firstProblem } from './fields.ts';

/** `METHOD /path/{with}/{parameters}`, as GitHub documents it. */
export type Route = `${'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'} ${string}`;
export type Parameters = Readonly<Record<string, unknown>>;

/** GitHub as one signed-in party sees it. Each call throws GitHubFailure. */
export type Asker = {
  ask<Answer>(route: Route, parameters: Parameters, answer: z.ZodType<Answer>): Promise<Answer>;
  /** Undefined where GitHub answers 404: there is no such thing, or we may not see it. */
  askIfThere<Answer>(route: Route, parameters: Parameters, answer: z.ZodType<Answer>): Promise<Answer | undefined>;
  /** When GitHub says that it answered. Errors: GitHubFailure where it does not say. */
  timeOf(route: Route, parameters: Parameters): Promise<Instant>;
  /**
   * The pages of a list, one after the other, following GitHub's links; the caller stops when it has seen enough.
   * Edges: ends after `maxPages`, and the last page then says that there is more.
   */
  pages<Item>(route: Route, parameters: Parameters, items: z.ZodType<readonly Item[]>, maxPages: number): AsyncGenerator<Page<Item>>;
};

export type Page<Item> = { readonly items: readonly Item[]; readonly hasMore: boolean };

/** Answers by URL with their ETags, so that a quiet look costs nothing (a 304 does not count against the rate limit). */
export type RememberedAnswers = BoundedMap<{ readonly etag: string; readonly data: unknown; readonly link: string | undefined }>;

export type Connection = {
  readonly octokit: InstanceType<typeof ProbotOctokit>;
  /** Undefined for the App itself. */
  readonly installationId: number | undefined;
  readonly remembered: RememberedAnswers;
  readonly now: () => Instant;
};

export function createAsker(connection: Connection): Asker {
  const ask: Asker['ask'] = async (route, parameters, answer) => read((await send(connection, route, parameters)).data, answer, route);
  return {
    ask,
    askIfThere: async (route, parameters, answer) => {
      try {
        return await ask(route, parameters, answer);
      } catch (error) {
        if (wasRefusedWith(error, 404)) return undefined;
        throw error;
      }
    },
    timeOf: async (route, parameters) => {
      const { answeredAt } = await send(connection, route, parameters, 'unconditional');
      if (Number.isNaN(answeredAt)) throw new GitHubFailure(`${route}: GitHub did not say when it answered`, {});
      return answeredAt;
    },
    pages: (route, parameters, items, maxPages) => followPages(connection, { route, parameters, items, maxPages }),
  };
}

/** Every item of a list. Errors: GitHubFailure, permanent, when there are more than `maxPages` pages: half a list may not pass for a whole one. */
export async function askForAll<Item>(
  asker: Asker,
  list: { route: Route; parameters: Parameters; items: z.ZodType<readonly Item[]>; maxPages: number },
): Promise<readonly Item[]> {
  const all: Item[] = [];
  let pages = 0;
  for await (const { items, hasMore } of asker.pages(list.route, list.parameters, list.items, list.maxPages)) {
    all.push(...items);
    if (++pages === list.maxPages && hasMore) {
      throw new GitHubFailure(`${list.route}: more than ${all.length} items, which is more than we read`, { permanent: true });
    }
  }
  return all;
}

/** `isRemembered` when GitHub said that nothing changed since we last asked. */
type Sent = {
  readonly data: unknown;
  readonly link: string | undefined;
  readonly isRemembered: boolean;
  /** NaN where GitHub does not say. */
  readonly answeredAt: Instant;
};
type Freshness = 'conditional' | 'unconditional';

async function* followPages<Item>(
  connection: Connection,
  list: { route: Route; parameters: Parameters; items: z.ZodType<readonly Item[]>; maxPages: number },
): AsyncGenerator<Page<Item>> {
  let route: Route = list.route;
  let parameters = list.parameters;
  for (let page = 1; page <= list.maxPages; page++) {
    let sent = await send(connection, route, parameters);
    let items = read(sent.data, list.items, list.route);
    // An ETag is of the page, not of the link beside it: a full last page that has not changed may have got a successor.
    if (sent.isRemembered && items.length >= perPageOf(list.parameters) && nextLink(sent.link, connection) === undefined) {
      sent = await send(connection, route, parameters, 'unconditional');
      items = read(sent.data, list.items, list.route);
    }
    const next = nextLink(sent.link, connection);
    yield { items, hasMore: next !== undefined };
    if (next === undefined) return;
    route = `GET ${next}`;
    parameters = {};
  }
}

async function send(connection: Connection, route: Route, parameters: Parameters, freshness: Freshness = 'conditional'): Promise<Sent> {
  const sendOnce = () =>
    route.startsWith('GET ') ? readRemembering(connection, route, parameters, freshness) : request(connection, route, parameters);
  try {
    return await sendOnce();
  } catch (error) {
    // A token that was withdrawn or has expired early: nothing was done, so asking again with a new one is safe, for writes too.
    if (connection.installationId === undefined || !wasRefusedWith(error, 401)) throw error;
    await renewToken(connection, connection.installationId);
    return sendOnce();
  }
}

async function readRemembering(connection: Connection, route: Route, parameters: Parameters, freshness: Freshness): Promise<Sent> {
  const { octokit, installationId, remembered } = connection;
  const key = `${installationId ?? 'app'} ${octokit.request.endpoint(route, parameters).url}`;
  const known = freshness === 'conditional' ? remembered.get(key) : undefined;
  const headers = known && { 'if-none-match': known.etag };
  try {
    const answer = await request(connection, route, { ...parameters, ...(headers && { headers }) });
    if (answer.etag !== undefined) {
      remembered.set(key, { etag: answer.etag, data: answer.data, link: answer.link }, answer.bytes + key.length);
    }
    return answer;
  } catch (error) {
    if (known !== undefined && wasRefusedWith(error, 304)) return { ...known, isRemembered: true, answeredAt: NaN };
    throw error;
  }
}

async function request({ octokit, now }: Connection, route: Route, parameters: Parameters) {
  try {
    // Nobody below us may send anything twice: whether to try again is the engine's to say, after looking.
    const response = await octokit.request(route, { ...parameters, request: { retries: 0 } });
    const { etag, link, date, 'content-length': bytes } = response.headers;
    const answeredAt = Date.parse(date ?? '');
    return { data: response.data as unknown, etag, link, answeredAt, bytes: Number(bytes ?? 0), isRemembered: false };
  } catch (error) {
    throw failureOf(error, { what: whatOf(octokit, route, parameters), now: now() });
  }
}

async function renewToken({ octokit, now }: Connection, installationId: number): Promise<void> {
  try {
    await octokit.auth({ type: 'installation', installationId, refresh: true });
  } catch (error) {
    throw failureOf(error, { what: `a new token for installation ${installationId}`, now: now() });
  }
}

function read<Answer>(data: unknown, answer: z.ZodType<Answer>, route: Route): Answer {
  // A proxy's page, or an answer cut short, comes out as text.
  if (typeof data === 'string' && data !== '') throw new GitHubFailure(`${route}: GitHub did not answer with JSON`, {});
  const parsed = answer.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new GitHubFailure(`${route}: an answer we cannot read, at ${firstProblem(parsed.error)}`, { permanent: true });
}

function whatOf(octokit: Connection['octokit'], route: Route, parameters: Parameters): string {
  const method = route.split(' ', 1)[0] ?? '';
  return `${method} ${new URL(octokit.request.endpoint(route, parameters).url).pathname}`;
}

/** The next page's address. Errors: GitHubFailure when it leads away from GitHub, where our token has no business. */
function nextLink(link: string | undefined, { octokit }: Connection): string | undefined {
  const next = /<([^<>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  if (next === undefined) return undefined;
  const { baseUrl } = octokit.request.endpoint.DEFAULTS;
  if (!next.startsWith(`${baseUrl.replace(/\/$/, '')}/`)) {
    throw new GitHubFailure('the next page is said to be somewhere else than on GitHub', { permanent: true });
  }
  return next;
}

/** GitHub's own page size unless we name one. */
function perPageOf(parameters: Parameters): number {
  return typeof parameters['per_page'] === 'number' ? parameters['per_page'] : 30;
}
