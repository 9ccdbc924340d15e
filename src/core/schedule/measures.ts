/** How long things took: per case, from the history that is kept in it (S74 and the promises beside it). Unit: ms. */
import type { Case } from '../case.ts';
import { fixReadyAt } from '../fix/approvals.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';

export type Measures = {
  readonly id: Case['id'];
  readonly reportedAt: Instant;
  readonly toFirstAnswerMs: number | undefined;
  readonly toAcceptedMs: number | undefined;
  readonly toFixReadyMs: number | undefined;
  readonly toPublishedMs: number | undefined;
  /** From publicly known to publicly fixed, the time the process is there to shorten (S74); undefined when it never was known before. */
  readonly exposedMs: number | undefined;
};

export function measure(thisCase: Case, policy: Policy): Measures {
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
  };
}
