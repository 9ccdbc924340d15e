/** Which fixes of open cases a public change holds: by its commit, its tree, or its patches, whole or commit by commit. */
import { isOpen, type Case } from '../case.ts';
import { areGreen, publicationGates } from '../gates.ts';
import type { CaseId } from '../ids.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';
import type { FixPullRequest, PatchFacts } from './fix-pull-request.ts';
import { headGates } from './head-gates.ts';
import { lineGates } from './line-gates.ts';

/** `isReviewed` by the very gates of its head; `isGoingOut` when it is the very head, while the case is being published with every gate green. */
export type ShownFix = { readonly caseId: CaseId; readonly isReviewed: boolean; readonly isGoingOut: boolean };

export type ShownHead = Pick<PatchFacts, 'patchId' | 'commitPatchIds' | 'tree'> & { readonly sha: string };

type Ruled = { readonly case: Case; readonly policy: Policy };

/** Each case once. A fix in a temporary fork is known by the commits that people declared, and by nothing else. */
export function shownFixes(cases: readonly Ruled[], head: ShownHead, now: Instant): readonly ShownFix[] {
  return cases
    .filter((one) => isOpen(one.case))
    .flatMap(({ case: thisCase, policy }) => {
      const pulls = thisCase.pullRequests.filter((pull) => pull.state !== 'closed' && holds(head, pull));
      const isDeclared = thisCase.declared?.some(({ sha }) => sha === head.sha) === true;
      if (pulls.length === 0 && !isDeclared) return [];
      const reviewed = pulls.map((pull) => areGreen(headGates(thisCase, pull, policy)));
      const isReviewed = reviewed.every(Boolean) && (!isDeclared || areGreen(lineGates(thisCase, policy)));
      const isUnmodified = pulls.some((pull) => pull.headSha === head.sha);
      const isGoingOut = isUnmodified && thisCase.phase === 'publishing' && areGreen(publicationGates(thisCase, policy, now));
      return [{ caseId: thisCase.id, isReviewed, isGoingOut }];
    });
}

function holds(head: ShownHead, pull: FixPullRequest): boolean {
  const theirs = patchesOf(pull);
  return head.sha === pull.headSha || (isSaid(head.tree) && head.tree === pull.tree) || patchesOf(head).some((one) => theirs.includes(one));
}

/** Git gives a change without any content no name at all. */
function patchesOf({ patchId, commitPatchIds = [] }: Pick<PatchFacts, 'patchId' | 'commitPatchIds'>): readonly string[] {
  return [patchId, ...commitPatchIds].filter(isSaid);
}

function isSaid(name: string | undefined): name is string {
  return name !== undefined && name !== '';
}
