/** The order of a release day: the fix is public, its releases are seen, the advisory names them, then it is published (S43–S46). */
import type { Case } from '../case.ts';
import type { FixPullRequest } from '../fix/fix-pull-request.ts';
import type { Policy } from '../policy.ts';
import { fixHeads, linesToRelease, proposalOf, publicFix, releaseDayOf, releaseOf, releaseRules } from './release-day.ts';

export type ReleaseStep =
  | { readonly kind: 'push'; readonly pull: FixPullRequest; readonly others: readonly FixPullRequest[] }
  | { readonly kind: 'propose'; readonly pull: FixPullRequest }
  | { readonly kind: 'await-fix'; readonly pulls: readonly FixPullRequest[] }
  | { readonly kind: 'await-releases'; readonly lines: readonly string[] }
  | { readonly kind: 'set-versions' }
  | { readonly kind: 'publish' };

/** What comes next once every gate is green. */
export function nextStep(thisCase: Case, policy: Policy): ReleaseStep {
  const { anyway, patchedVersionsSetAt, releases } = releaseDayOf(thisCase);
  const { via, publishAfter } = releaseRules(policy);
  if (anyway !== undefined || (publishAfter === 'date' && via === 'by-hand')) return { kind: 'publish' };
  const pulls = fixHeads(thisCase, policy).filter((pull) => publicFix(thisCase, pull) === undefined);
  const [pull, ...others] = pulls;
  if (pull !== undefined && via === 'push') return { kind: 'push', pull, others };
  const unproposed = via === 'pull-request' ? pulls.find((one) => proposalOf(thisCase, one) === undefined) : undefined;
  if (unproposed !== undefined) return { kind: 'propose', pull: unproposed };
  if (pull !== undefined) return { kind: 'await-fix', pulls };
  const lines = linesToRelease(thisCase, policy).filter((line) => releaseOf(thisCase, line) === undefined);
  if (publishAfter === 'releases' && lines.length > 0) return { kind: 'await-releases', lines };
  return releases.length > 0 && patchedVersionsSetAt === undefined ? { kind: 'set-versions' } : { kind: 'publish' };
}
