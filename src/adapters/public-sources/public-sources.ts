/**
 * Public lists of vulnerabilities, and databases that can be asked for one. A list is read whole, so that nobody learns what we look for; a
 * question tells its id to whoever answers it.
 */
import type { Log } from '../../engine/ports/clock.ts';
import type { PublicSources } from '../../engine/ports/github.ts';
import { ChannelFailure } from '../../engine/ports/failures.ts';
import { getPage, type Page } from '../get.ts';

export type PublicSourceSettings = {
  /** Addresses of pages that name what became public lately, the newest first. */
  readonly lists: readonly string[];
  /** Addresses of one record each, with `{id}` where its id goes. */
  readonly questions: readonly string[];
  readonly allowPrivate: boolean;
};

/** How long an answer is good for, however many cases ask. Unit: ms. */
const freshMs = 10 * 60_000;
/** The wait after a failure doubles from here. Unit: ms. */
const firstWaitMs = 10 * 60_000;
const longestWaitMs = 6 * 3_600_000;
/** What is read of a list: the news of some weeks. Unit: characters. */
const longestList = 8_000_000;
const longestRecord = 2_000_000;
/** Answers that are kept. */
const mostKept = 500;

/** What is known of one address. */
type Known = { readonly ids: ReadonlySet<string>; readonly etag: string | undefined; readonly failures: number; readonly nextAt: number };

const anId = /\b(?:CVE-\d{4}-\d{4,19}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3})\b/gi;

export function publicSources(
  settings: PublicSourceSettings,
  { now, log }: { readonly now: () => number; readonly log: Log },
): PublicSources {
  const known = new Map<string, Known>();
  const look = async (url: string, read: (page: Page) => ReadonlySet<string>): Promise<ReadonlySet<string>> => {
    const before = known.get(url) ?? { ids: new Set<string>(), etag: undefined, failures: 0, nextAt: 0 };
    if (before.nextAt > now()) return before.ids;
    const after = await ask(url, before, settings.allowPrivate, read).catch((cause: unknown) => failed(url, before, cause));
    known.delete(url);
    known.set(url, after);
    for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - mostKept))) known.delete(oldest);
    return after.ids;
  };
  const ask = async (url: string, before: Known, allowPrivate: boolean, read: (page: Page) => ReadonlySet<string>): Promise<Known> => {
    const page = await getPage({ url, etag: before.etag, allowPrivate, longest: longestList });
    const nextAt = now() + freshMs;
    if (page.status === 304) return { ...before, failures: 0, nextAt };
    if (page.status !== 200 && page.status !== 404)
      throw new ChannelFailure(`answered ${page.status}`, { retryAfterMs: page.retryAfterMs });
    return { ids: read(page), etag: page.etag, failures: 0, nextAt };
  };
  const failed = (url: string, before: Known, cause: unknown): Known => {
    if (!(cause instanceof ChannelFailure)) throw cause;
    const waitMs = Math.min(longestWaitMs, Math.max(cause.retryAfterMs ?? 0, firstWaitMs * 2 ** Math.min(before.failures, 10)));
    log.warn({ source: new URL(url).host, error: cause.message, waitMs }, 'a public source could not be read');
    return { ...before, failures: before.failures + 1, nextAt: now() + waitMs };
  };
  return {
    listed: async (ids) => {
      const found = [];
      for (const url of settings.lists) {
        const named = await look(url, idsIn);
        for (const id of ids) if (named.has(id.toUpperCase())) found.push({ id, where: url });
      }
      return found;
    },
    answered: async (ids) => {
      const found = [];
      for (const question of settings.questions)
        for (const id of ids) {
          const url = question.replaceAll('{id}', encodeURIComponent(id));
          if ((await look(url, (page) => recordOf(id, page))).size > 0) found.push({ id, where: url });
        }
      return found;
    },
  };
}

/** In a list that lacks one, whatever else it says. */
function idsIn({ status, text }: Page): ReadonlySet<string> {
  return status === 404 ? new Set() : new Set([...text.matchAll(anId)].map(([id]) => id.toUpperCase()));
}

/** There is a record where the answer names the id and is no record of its withdrawal before it ever was public. */
function recordOf(id: string, { status, text }: Page): ReadonlySet<string> {
  const isThere = status === 200 && text.slice(0, longestRecord).toUpperCase().includes(id.toUpperCase());
  return isThere && !/"state"\s*:\s*"(?:RESERVED|REJECTED)"/.test(text) ? new Set([id]) : new Set();
}
