/** When to stop trying, and how long to wait until then. */
import type { EffectKind } from '../core/effects.ts';
import { backOffMs, type Bounds } from './engine.ts';
import { ChannelFailure, GitHubFailure, StoreFailure, TooEarly } from './ports/failures.ts';

/** How a try failed: `giveUp` when another cannot help or too many were made, else how long to wait; `wasNone` when it never began. Unit: ms. */
export type Failed = {
  readonly error: string;
  readonly giveUp: boolean;
  readonly waitMs: number;
  readonly askedToWait: boolean;
  readonly wasNone: boolean;
};

/** `kind` is that of the effect, undefined for an arrival; `lastError` is why the try before failed, where that is known. */
export type Tried = { readonly attempt: number; readonly kind?: EffectKind; readonly lastError?: string | undefined };

/** Whether a try that failed is the last, and when the next one is. */
export function failedWith(cause: unknown, { attempt, kind, lastError }: Tried, bounds: Bounds): Failed {
  const error = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof TooEarly) return { error, giveUp: false, waitMs: cause.waitMs, askedToWait: false, wasNone: true };
  const inOutage = mostTriesInOutage(bounds, kind);
  const failure = cause instanceof GitHubFailure || cause instanceof ChannelFailure ? cause : undefined;
  return {
    error,
    giveUp: failure?.permanent === true || attempt >= (isOutage(cause) || isNews(error, lastError) ? inOutage : bounds.mostTries),
    waitMs: failure?.retryAfterMs ?? backOffMs(attempt, bounds),
    // A channel that asks us to wait does not ask it for GitHub.
    askedToWait: failure instanceof GitHubFailure && failure.retryAfterMs !== undefined,
    wasNone: false,
  };
}

const minutesOnly: readonly EffectKind[] = ['PushFix', 'ProposeFix', 'SetPatchedVersions', 'PublishAdvisory'];

function isOutage(cause: unknown): boolean {
  return [GitHubFailure, ChannelFailure, StoreFailure].some((one) => cause instanceof one);
}

/** A mistake of ours repeats itself: what fails otherwise than the time before, after hours of an outage, may never again. A long one is kept in part. */
function isNews(error: string, lastError: string | undefined): boolean {
  return lastError !== undefined && !error.startsWith(lastError);
}

/** A publication that does not come through in minutes is a person's to decide on again: hours later it may be wrong. */
function mostTriesInOutage(bounds: Bounds, kind: EffectKind | undefined): number {
  return kind !== undefined && minutesOnly.includes(kind) ? bounds.mostTries : bounds.mostTriesInOutage;
}

/** A try that fails is judged; one over which the app ends is not: what was begun more often than it can have failed is not begun again. */
export function endsTheApp(attempt: number, bounds: Bounds, kind: EffectKind): boolean {
  return attempt > mostTriesInOutage(bounds, kind) + bounds.mostDeaths;
}
