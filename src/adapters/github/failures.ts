/** GitHub's errors in our words: may it be tried again, when, and what a person can do about it. Never what was sent: it may be a report. */
import type { Instant } from '../../core/time/time.ts';
import { GitHubFailure } from '../../engine/ports/failures.ts';

/** What we asked, in words that may be logged: method and path, no query, no body. */
export type Asked = { readonly what: string; readonly now: Instant };

/** A failure that remembers the HTTP status, for callers to whom a 404 or a 422 is news rather than an error. */
export class RefusedByGitHub extends GitHubFailure {
  readonly status: number;
  /** GitHub's own reason, without what was sent. */
  readonly reason: string;
  constructor(message: string, options: { status: number; reason: string; retryAfterMs?: number | undefined; permanent: boolean }) {
    super(message, options);
    this.status = options.status;
    this.reason = options.reason;
  }
}

/** The App may not act for an account at all, and may again tomorrow: it was uninstalled there, or suspended. Never taken for a thing that is not there. */
export class NotInstalled extends GitHubFailure {}

/** Whether GitHub answered so; also false for everything that is no answer of GitHub's. */
export function wasRefusedWith(error: unknown, ...statuses: readonly number[]): error is RefusedByGitHub {
  return error instanceof RefusedByGitHub && statuses.includes(error.status);
}

/** A 403 that speaks of rights, not of rates. */
export function lacksPermission(error: unknown): error is RefusedByGitHub {
  return wasRefusedWith(error, 403) && error.permanent;
}

/**
 * The failure behind whatever a request threw.
 * Source: GitHub Docs, "Rate limits for the REST API" and "Troubleshooting the REST API".
 */
export function failureOf(error: unknown, asked: Asked): GitHubFailure {
  if (error instanceof GitHubFailure) return error;
  const { status, response, request } = error as HttpError;
  if (response !== undefined && (status === 404 || status === 403) && isSignIn(request?.url)) return notInstalled(status, response, asked);
  if (response !== undefined && status !== undefined) return refusalOf(status, response, asked);
  if (status !== undefined) return new GitHubFailure(`${asked.what}: no answer (${causeOf(error).message})`, { cause: causeOf(error) });
  // Not from the network: the key cannot sign, or a parameter is missing. Our words only: the error may quote the key.
  return new GitHubFailure(`${asked.what}: could not be asked (${nameOf(error)})`, { permanent: true });
}

/** Tokens, wherever they stand in a text. Since October 2026 those of installations are `ghs_APPID_` and a JWT. */
export function redact(text: string): string {
  return text
    .replace(/gh[a-z]_[A-Za-z0-9._-]{16,}/g, 'gh?_[redacted]')
    .replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[redacted]')
    .replace(/(authorization:?\s*)(bearer|token|basic)\s+\S+/gi, '$1[redacted]');
}

type Answer = { readonly headers: Readonly<Record<string, string | number | undefined>>; readonly data?: unknown };
type HttpError = { readonly status?: number; readonly response?: Answer; readonly request?: { readonly url?: string } };

/** Source: GitHub Docs, "Create an installation access token for an app". */
function isSignIn(url: string | undefined): boolean {
  return url?.endsWith('/access_tokens') === true;
}

function notInstalled(status: number, answer: Answer, { what, now }: Asked): GitHubFailure {
  const reason = reasonOf(answer.data);
  const retryAfterMs = retryAfterOf(status, answer, reason, now);
  const words = `the App is not installed there, or is suspended (${status} ${reason}); install it again or lift the suspension, and what waits goes on`;
  return new NotInstalled(`${what}: ${words}`, { retryAfterMs });
}

const maxReasonLength = 300;
/** GitHub's advice when a secondary limit names no time. */
const secondaryLimitMs = 60_000;
/** No limit of GitHub's lasts longer than its hour. */
const maxRetryAfterMs = 2 * 60 * 60_000;

/** Asking again cannot change these; 401 may be a clock or a fresh token, 409 a race, 408 and 425 the network. */
const worthAnotherTry = new Set([401, 408, 409, 425, 429]);

function refusalOf(status: number, answer: Answer, asked: Asked): GitHubFailure {
  const reason = reasonOf(answer.data);
  const retryAfterMs = retryAfterOf(status, answer, reason, asked.now);
  const permanent = retryAfterMs === undefined && status < 500 && !worthAnotherTry.has(status);
  return new RefusedByGitHub(`${asked.what}: ${sentence(status, reason, answer, permanent)}`, { status, reason, retryAfterMs, permanent });
}

function sentence(status: number, reason: string, answer: Answer, permanent: boolean): string {
  const needed = answer.headers['x-accepted-github-permissions'];
  if (status === 403 && permanent && typeof needed === 'string' && needed !== '') {
    return `the App may not do this (403 ${reason}); it needs the permission ${needed}: grant it in the App's settings and accept it in the installation`;
  }
  return `GitHub answered ${status} ${reason}`.trim();
}

function reasonOf(data: unknown): string {
  if (typeof data !== 'object' || data === null) return '';
  const { message, errors } = data as { message?: unknown; errors?: unknown };
  const details = Array.isArray(errors) ? errors.slice(0, 5).map(detailOf) : [];
  const words = [message, ...details].filter((part) => typeof part === 'string' && part !== '').join('; ');
  return redact(words).slice(0, maxReasonLength);
}

/** Not `value`: it is what we sent. */
function detailOf(error: unknown): string {
  if (typeof error === 'string') return error;
  const { field, code, message } = (error ?? {}) as { field?: unknown; code?: unknown; message?: unknown };
  if (typeof message === 'string') return message;
  return [field, code].filter((part) => typeof part === 'string').join(' ');
}

function retryAfterOf(status: number, { headers }: Answer, reason: string, now: Instant): number | undefined {
  if (status !== 403 && status !== 429 && status !== 503) return undefined;
  const seconds = Number(headers['retry-after'] ?? NaN);
  if (Number.isFinite(seconds)) return bounded(seconds * 1000);
  if (String(headers['x-ratelimit-remaining']) === '0') {
    // By GitHub's own clock: ours may be another one.
    const here = Date.parse(String(headers['date'] ?? '')) || now;
    return bounded(Number(headers['x-ratelimit-reset'] ?? 0) * 1000 - here);
  }
  return status === 429 || /rate limit|abuse detection/i.test(reason) ? secondaryLimitMs : undefined;
}

function bounded(waitMs: number): number {
  return Math.min(Math.max(waitMs, 1000), maxRetryAfterMs);
}

/** The innermost cause says what happened: `ECONNRESET`, a timeout. It never holds the request, as the outer error does. */
function causeOf(error: unknown): Error {
  let innermost = error as Caused;
  for (let depth = 0; depth < maxCauses && typeof innermost.cause === 'object' && innermost.cause !== null; depth++)
    innermost = innermost.cause;
  const { message, code, name } = innermost;
  const words = [message, code, name].filter((word) => typeof word === 'string').find((word) => word !== '');
  return new Error(redact(words ?? 'unknown').slice(0, maxReasonLength));
}

/** Not by `instanceof`: fetch's errors may be of another realm. */
type Caused = { readonly message?: unknown; readonly code?: unknown; readonly name?: unknown; readonly cause?: Caused };
const maxCauses = 5;

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
