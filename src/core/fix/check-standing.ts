/** How the required checks stand (S33), each bound to the tree that was tested. Missing, stale, running, failing and skipped are different things. */
import type { FixPullRequest } from './fix-pull-request.ts';
import type { Evidence, TestOutcome } from './test-evidence.ts';
import type { Policy } from '../policy.ts';
import { requiredChecks } from './required.ts';

export type CheckStanding = TestOutcome | 'stale' | 'missing';

/** Of several series the first of these stands: one that failed is not made good by another that passed. */
const worstFirst: readonly TestOutcome[] = ['failed', 'running', 'cancelled', 'skipped', 'neutral', 'passed'];

/** How each check that the line requires stands for what the head holds now. */
export function checkStandings(
  pull: FixPullRequest,
  policy: Policy,
): readonly { readonly name: string; readonly standing: CheckStanding }[] {
  return requiredChecks(policy, pull.line).map((name) => ({ name, standing: standingOf(pull, name) }));
}

/** Each series counts by its newest run. */
function standingOf(pull: FixPullRequest, name: string): CheckStanding {
  const all = (pull.evidence ?? []).filter((one) => one.name === name);
  const outcomes = all.filter((one) => isOfHead(one, pull)).map((one) => one.outcome);
  return worstFirst.find((outcome) => outcomes.includes(outcome)) ?? (all.length > 0 ? 'stale' : 'missing');
}

/** Of the same tree; where one of the two trees is not known, of the very commit. */
function isOfHead(evidence: Evidence, pull: FixPullRequest): boolean {
  return evidence.tree !== undefined && pull.tree !== undefined ? evidence.tree === pull.tree : evidence.sha === pull.headSha;
}
