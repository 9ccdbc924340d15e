/** How long things took, and whether what the policy promises was kept: per case, from the history that is kept in it (S74 and the promises beside it). Unit: ms. */
import type { Case } from '../case.ts';
import { fixReadyAt } from '../fix/approvals.ts';
import { kinds } from '../notices/kinds.ts';
import { exposedSince } from '../release-day/release-day.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';
import { standing, type Obligation } from './obligation.ts';
import { obligations } from './obligations.ts';

export type Measures = {
  readonly id: Case['id'];
  readonly reportedAt: Instant;
  readonly toFirstAnswerMs: number | undefined;
  readonly toAcceptedMs: number | undefined;
  readonly toFixReadyMs: number | undefined;
  readonly toPublishedMs: number | undefined;
  /** From publicly known to publicly fixed, the time the process is there to shorten (S74); undefined when it never was known before. */
  readonly exposedMs: number | undefined;
  /** From the first fix or release in public to the published advisory; undefined when neither was seen before. */
  readonly fixExposedMs: number | undefined;
  /** From the published advisory to the last channel that was told; undefined when none was. */
  readonly toLastToldMs: number | undefined;
  /** By the names of the duties. A date that somebody moved is judged by what the policy had promised before. */
  readonly promises: Readonly<Record<string, Promised>>;
};

export type Promised = 'kept' | 'broken' | 'open';

export function measure(thisCase: Case, policy: Policy, now: Instant): Measures {
  const { reportedAt } = thisCase.report;
  const since = (at: Instant | undefined): number | undefined => (at === undefined ? undefined : at - reportedAt);
  const { knownPublicly, published } = thisCase;
  return {
    id: thisCase.id,
    reportedAt,
    toFirstAnswerMs: since(thisCase.acknowledged?.at),
    toAcceptedMs: since(thisCase.accepted?.at),
    toFixReadyMs: since(fixReadyAt(thisCase, policy)),
    toPublishedMs: since(published?.at),
    exposedMs: knownPublicly === undefined || published === undefined ? undefined : Math.max(0, published.at - knownPublicly.at),
    fixExposedMs: fixExposed(thisCase),
    toLastToldMs: lastTold(thisCase),
    promises: promisesOf(thisCase, policy, now),
  };
}

function fixExposed(thisCase: Case): number | undefined {
  const since = exposedSince(thisCase);
  const { published } = thisCase;
  return published === undefined || since === undefined ? undefined : Math.max(0, published.at - since);
}

function lastTold({ published, notices = [] }: Case): number | undefined {
  if (published === undefined) return undefined;
  const told = notices.filter(({ kind }) => kinds[kind].time === 'disclosure').flatMap(({ sends }) => sends);
  const last = Math.max(...told.filter(({ state }) => state === 'sent').map(({ at }) => at));
  return Number.isFinite(last) ? Math.max(0, last - published.at) : undefined;
}

function promisesOf(thisCase: Case, policy: Policy, now: Instant): Measures['promises'] {
  const promised = obligations({ ...thisCase, movedDues: {} }, policy).filter((one) => one.dueAt !== undefined);
  return Object.fromEntries(promised.map((one) => [one.name, judged(one, now)]));
}

function judged(obligation: Obligation, now: Instant): Promised {
  switch (standing(obligation, now)) {
    case 'met':
      return 'kept';
    case 'met late':
    case 'overdue':
      return 'broken';
    case 'open':
      return 'open';
  }
}
