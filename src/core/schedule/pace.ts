/** Whether a case goes faster or slower than its policy's ordinary days (S85, S86, S101). */
import type { Case } from '../case.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';

/**
 * Publicly known, and scored at least as high as the policy asks (S85) or not scored yet: everything open is due at once.
 * Below that score nothing changes (S86). Answers since when.
 */
export function asapSince(thisCase: Case, policy: Policy): Instant | undefined {
  const { knownPublicly, score } = thisCase;
  if (knownPublicly === undefined) return undefined;
  return score === undefined || score.cvss.score >= policy.asapFromScore ? knownPublicly.at : undefined;
}

/** What may not wait for somebody's working hours: publicly known and due at once, or critical. */
export function isUrgent(thisCase: Case, policy: Policy): boolean {
  return asapSince(thisCase, policy) !== undefined || thisCase.score?.cvss.severity === 'Critical';
}

/** Slowed down by the maintainers, which holds only as long as the score stays below the bound (S101). */
export function isSlowedDown(thisCase: Case, policy: Policy): boolean {
  return thisCase.slowedDown !== undefined && thisCase.score !== undefined && thisCase.score.cvss.score < policy.asapFromScore;
}
