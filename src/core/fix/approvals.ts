/** LGTMs: who said one, of what, and when it stopped counting (S100). */
import type { Place } from '../act.ts';
import type { Case } from '../case.ts';
import type { FixPullRequest, Lgtm, Override, VoidedLgtm } from './fix-pull-request.ts';
import type { Login } from '../ids.ts';
import type { Policy } from '../policy.ts';
import { linesToFix } from '../routing/routes.ts';
import type { Instant } from '../time/time.ts';
import { requiredLgtms } from './required.ts';

type Binding = Pick<Policy, 'lgtmBoundTo'>;

/** The LGTMs that count: of what the present head holds, by distinct people who wrote none of it and are maintainers as far as we know. */
export function validLgtms(pull: FixPullRequest, policy: Binding): readonly Lgtm[] {
  const counted = new Map<Login, Lgtm>();
  for (const lgtm of pull.lgtms) {
    const counts = lgtm.doubted !== true && isBound(lgtm, pull, policy) && !pull.authors.includes(lgtm.by);
    if (counts && !counted.has(lgtm.by)) counted.set(lgtm.by, lgtm);
  }
  return [...counted.values()];
}

/**
 * Whether an LGTM was said of what stands there now: the same change, or the same tree, as the policy has it.
 * Edge: where git could not be asked about one of the two heads, only the very commit is the same.
 */
export function isBound(lgtm: Lgtm, pull: FixPullRequest, { lgtmBoundTo = 'patch' }: Binding): boolean {
  const [given, present] = lgtmBoundTo === 'tree' ? [lgtm.tree, pull.tree] : [lgtm.patchId, pull.patchId];
  return isKnown(given) && isKnown(present) ? given === present : lgtm.sha === pull.headSha;
}

/** Git gives a change without any content no name at all. */
function isKnown(name: string | undefined): boolean {
  return name !== undefined && name !== '';
}

export function isReviewed(thisCase: Case, pull: FixPullRequest, policy: Policy): boolean {
  return validLgtms(pull, policy).length >= requiredLgtms(thisCase, policy, pull.line);
}

/** What somebody put up with of this very head; undefined when it was of another. */
export function standingOverride(pull: FixPullRequest): Override | undefined {
  return pull.override?.sha === pull.headSha ? pull.override : undefined;
}

/** When every line had its LGTMs, or undefined while one still lacks them. */
export function fixReadyAt(thisCase: Case, policy: Policy): Instant | undefined {
  const pulls = thisCase.pullRequests.filter((pull) => pull.state !== 'closed');
  const without = (thisCase.linesWithout ?? []).map(({ line }) => line);
  const covered = linesToFix(thisCase, policy).every((line) => without.includes(line) || pulls.some((pull) => pull.line === line));
  const times = pulls.map((pull) => reviewedAt(thisCase, pull, policy));
  if (pulls.length === 0 || !covered || times.includes(undefined)) return undefined;
  return Math.max(...times.map((time) => time ?? 0));
}

function reviewedAt(thisCase: Case, pull: FixPullRequest, policy: Policy): Instant | undefined {
  const needed = requiredLgtms(thisCase, policy, pull.line);
  if (needed === 0) return pull.headSeenAt;
  const times = validLgtms(pull, policy).map((lgtm) => lgtm.at);
  times.sort((a, b) => a - b);
  return times[needed - 1] ?? standingOverride(pull)?.at;
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

/** What the LGTM was said of is written into it, so that a later head can be compared. */
export function withLgtm(pull: FixPullRequest, lgtm: Pick<Lgtm, 'by' | 'at' | 'sha' | 'via'>): FixPullRequest {
  return { ...pull, lgtms: [...pull.lgtms.filter((other) => other.by !== lgtm.by), withContent(lgtm, pull)] };
}

function withContent(lgtm: Lgtm, { headSha, patchId, tree }: FixPullRequest): Lgtm {
  if (lgtm.sha !== headSha) return lgtm;
  return {
    ...lgtm,
    ...(lgtm.patchId === undefined && patchId !== undefined && { patchId }),
    ...(lgtm.tree === undefined && tree !== undefined && { tree }),
  };
}

export function withoutLgtmOf(pull: FixPullRequest, by: Login, voided: Pick<VoidedLgtm, 'voidedAt' | 'why'>): FixPullRequest {
  const gone = pull.lgtms.filter((lgtm) => lgtm.by === by).map((lgtm) => ({ ...lgtm, ...voided }));
  return { ...pull, lgtms: pull.lgtms.filter((lgtm) => lgtm.by !== by), voided: [...pull.voided, ...gone] };
}

/**
 * The pull request as it is seen now: LGTMs of what it holds are kept, the others void. For another line the same commits are another
 * change, unless git says that they are the same.
 */
export function afterPush(before: FixPullRequest, now: FixPullRequest, policy: Binding, at: Instant): FixPullRequest {
  const learnt = now.headSha === before.headSha && now.line === before.line ? now.lgtms.map((lgtm) => withContent(lgtm, now)) : now.lgtms;
  const why = now.headSha === before.headSha ? 'other-line' : 'new-push';
  const holds = (lgtm: Lgtm): boolean =>
    isBound(lgtm, now, policy) && (now.line === before.line || (isKnown(lgtm.patchId) && lgtm.patchId === now.patchId));
  const gone = learnt.filter((lgtm) => !holds(lgtm)).map((lgtm) => ({ ...lgtm, voidedAt: at, why }) as const);
  return { ...now, lgtms: learnt.filter(holds), voided: [...now.voided, ...gone] };
}
