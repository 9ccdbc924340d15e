/**
 * LGTMs whose givers GitHub could not be asked about. They do not count (S100), and nobody should have to remember that they may: GitHub is
 * asked again by itself, ever more rarely while it goes on failing.
 */
import type { Case } from '../case.ts';
import type { Effect, WakeUp } from '../effects.ts';
import { areGreen, publicationGates } from '../gates.ts';
import type { Policy } from '../policy.ts';
import { tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { canPublishNow } from './fix-words.ts';

export const doubtWakeUp = 'givers-doubted';

const minuteMs = 60_000;
const shortestWaitMs = 5 * minuteMs;
const longestWaitMs = 60 * minuteMs;

export function isAnyDoubted(thisCase: Case): boolean {
  const heads = [...thisCase.pullRequests.filter((pull) => pull.state !== 'closed'), ...(thisCase.declared ?? [])];
  return heads.some(({ lgtms }) => lgtms.some(({ doubted }) => doubted === true));
}

/** Remembers since when somebody is in doubt, and forgets it when nobody is. */
export function withDoubtSince(thisCase: Case, askedAt: Instant): Case {
  const { giversDoubted, ...sure } = thisCase;
  return isAnyDoubted(thisCase) ? { ...sure, giversDoubted: { since: giversDoubted?.since ?? askedAt, askedAt } } : sure;
}

/**
 * Whatever ends the doubt, an answer of GitHub or an LGTM that is given anew. The date may have come while GitHub failed: people were told that
 * nothing is published, and would not look again.
 */
export function endDoubt(
  before: Case | undefined,
  after: Case,
  policy: Policy,
  now: Instant,
): { readonly next: Case; readonly effects: readonly Effect[] } {
  const doubt = before?.giversDoubted;
  if (doubt === undefined || isAnyDoubted(after)) return { next: after, effects: [] };
  const { giversDoubted: _ended, ...next } = after;
  const isStopped = next.phase === 'accepted' && next.release !== undefined && next.release.releaseAt <= now;
  const canGoOn = isStopped && areGreen(publicationGates(next, policy, now));
  return { next, effects: canGoOn ? tellMaintainers(next, `givers-asked/${doubt.since}`, canPublishNow()) : [] };
}

/** As long again as the doubt has lasted, but between five minutes and an hour. */
export function doubtWakeUps(thisCase: Case): readonly WakeUp[] {
  const { giversDoubted } = thisCase;
  if (giversDoubted === undefined || !isAnyDoubted(thisCase)) return [];
  const { since, askedAt } = giversDoubted;
  return [{ name: doubtWakeUp, dueAt: askedAt + Math.min(longestWaitMs, Math.max(shortestWaitMs, askedAt - since)) }];
}
