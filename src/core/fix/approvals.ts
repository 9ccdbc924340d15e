/** LGTMs: who said one, of which head, and when it stopped counting (S100). */
import type { Case, FixPullRequest, Lgtm, Place, VoidedLgtm } from '../case.ts';
import type { Login } from '../ids.ts';
import type { Policy } from '../policy.ts';
import { linesToFix } from '../routing/routes.ts';
import type { Instant } from '../time/time.ts';

/** The LGTMs that count: of the present head, by distinct people who wrote none of it. */
export function validLgtms(pull: FixPullRequest): readonly Lgtm[] {
  const counted = new Map<Login, Lgtm>();
  for (const lgtm of pull.lgtms) {
    if (lgtm.sha === pull.headSha && !pull.authors.includes(lgtm.by) && !counted.has(lgtm.by)) counted.set(lgtm.by, lgtm);
  }
  return [...counted.values()];
}

export function isReviewed(pull: FixPullRequest, policy: Policy): boolean {
  return validLgtms(pull).length >= policy.requiredLgtms;
}

/** When every line had its LGTMs, or undefined while one still lacks them. */
export function fixReadyAt(thisCase: Case, policy: Policy): Instant | undefined {
  const pulls = thisCase.pullRequests.filter((pull) => pull.state !== 'closed');
  const covered = linesToFix(thisCase, policy).every((line) => pulls.some((pull) => pull.line === line));
  if (pulls.length === 0 || !covered || !pulls.every((pull) => isReviewed(pull, policy))) return undefined;
  return Math.max(...pulls.map((pull) => reviewedAt(pull, policy)));
}

function reviewedAt(pull: FixPullRequest, policy: Policy): Instant {
  const times = validLgtms(pull).map((lgtm) => lgtm.at);
  times.sort((a, b) => a - b);
  return times[policy.requiredLgtms - 1] ?? pull.headSeenAt;
}

export function findPullRequest(thisCase: Case, place: Place): FixPullRequest | undefined {
  return thisCase.pullRequests.find((pull) => isSamePlace(pull, place));
}

export function isSamePlace(one: Place, other: Place): boolean {
  return one.repository === other.repository && one.number === other.number;
}

export function withPullRequest(thisCase: Case, changed: FixPullRequest): Case {
  const others = thisCase.pullRequests.filter((pull) => !isSamePlace(pull, changed));
  return { ...thisCase, pullRequests: [...others, changed].toSorted((a, b) => a.number - b.number) };
}

export function withLgtm(pull: FixPullRequest, lgtm: Lgtm): FixPullRequest {
  return { ...pull, lgtms: [...pull.lgtms.filter((other) => other.by !== lgtm.by), lgtm] };
}

export function withoutLgtmOf(pull: FixPullRequest, by: Login, voided: Pick<VoidedLgtm, 'voidedAt' | 'why'>): FixPullRequest {
  const gone = pull.lgtms.filter((lgtm) => lgtm.by === by).map((lgtm) => ({ ...lgtm, ...voided }));
  return { ...pull, lgtms: pull.lgtms.filter((lgtm) => lgtm.by !== by), voided: [...pull.voided, ...gone] };
}

/** The pull request with a new head: every LGTM was said of another one, and is void. */
export function withNewHead(pull: FixPullRequest, head: { sha: string; seenAt: Instant }): FixPullRequest {
  const gone = pull.lgtms.map((lgtm) => ({ ...lgtm, voidedAt: head.seenAt, why: 'new-push' as const }));
  return { ...pull, headSha: head.sha, headSeenAt: head.seenAt, lgtms: [], voided: [...pull.voided, ...gone] };
}
