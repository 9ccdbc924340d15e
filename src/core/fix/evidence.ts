/** Evidence of tests as it comes in (S33): only what the policy requires, of heads that stand, from where the policy lets it come. */
import type { Case } from '../case.ts';
import type { FixPullRequest } from './fix-pull-request.ts';
import type { Evidence } from './test-evidence.ts';
import type { Decision } from '../decision.ts';
import type { Seen } from '../events.ts';
import { accept, ignore } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';
import { requiredChecks } from './required.ts';

/** More are not remembered for one pull request; the oldest go first. */
const mostEvidence = 100;

/** Only what the policy requires is remembered, and from outside only what comes from where the policy says. */
export function takeEvidence(thisCase: Case, event: Seen<'EvidenceGiven'>, policy: Policy, now: Instant): Decision {
  const { evidence, repository } = event;
  if (evidence.source === 'outside' && !isTrusted(thisCase, repository, policy))
    return ignore(`${repository} is not where the policy lets evidence come from`);
  const pulls = thisCase.pullRequests.filter((pull) => pull.state !== 'closed' && isWanted(pull, evidence, policy));
  if (pulls.length === 0) return ignore(`no head of this case waits for ${evidence.name} of ${evidence.sha.slice(0, 10)}`);
  const given = { ...evidence, at: event.at };
  const changed = pulls.map((pull) => withEvidence(pull, given, now)).filter((pull, index) => pull !== pulls[index]);
  if (changed.length === 0) return ignore('something newer is known of that check');
  const pullRequests = thisCase.pullRequests.map(
    (pull) => changed.find((one) => one.number === pull.number && one.repository === pull.repository) ?? pull,
  );
  return accept({ ...thisCase, pullRequests }, [{ rule: 'S33' }]);
}

function isTrusted(thisCase: Case, repository: string, policy: Policy): boolean {
  const home = thisCase.pullRequests.map((pull) => pull.repository);
  return [...home, policy.fixRepository, ...(policy.evidenceFrom ?? [])].some((one) => one === repository);
}

function isWanted(pull: FixPullRequest, evidence: Omit<Evidence, 'at'>, policy: Policy): boolean {
  return isAbout(pull, evidence) && requiredChecks(policy, pull.line).includes(evidence.name);
}

/** It is of this very head, or of one that held the same: a test may end after a rebase that changed nothing. */
export function isAbout(pull: FixPullRequest, { sha, tree }: Pick<Evidence, 'sha' | 'tree'>): boolean {
  return pull.headSha === sha || (tree !== undefined && pull.tree === tree);
}

/** Who names the tree that was tested is taken at their word: of another than the head's it counts for nothing there, and shows as stale. */
function withEvidence(pull: FixPullRequest, given: Evidence, now: Instant): FixPullRequest {
  const tree = given.tree ?? pull.tree;
  const one = { ...given, ...(tree !== undefined && { tree }) };
  const known = pull.evidence ?? [];
  const same = (other: Evidence): boolean =>
    other.name === one.name && other.source === one.source && other.series === one.series && other.sha === one.sha;
  const before = known.find(same);
  if (before !== undefined && !isOfWrongClock(before, now) && !isNewer(one, before)) return pull;
  return { ...pull, evidence: [...known.filter((other) => !same(other)), one].slice(-mostEvidence) };
}

/** What comes from outside is dated by our own clock: a time that has not come yet was given by one that was ahead. */
function isOfWrongClock({ source, at }: Pick<Evidence, 'source' | 'at'>, now: Instant): boolean {
  return source === 'outside' && at > now;
}

/** Two at one instant: what has ended before what runs, and of two ends the one that did not pass. */
function isNewer(one: Evidence, before: Evidence): boolean {
  if (one.at !== before.at) return one.at > before.at;
  if (one.outcome === 'running' || before.outcome === 'failed') return false;
  return one.outcome === 'failed' || before.outcome === 'running' || (before.outcome === 'passed' && one.outcome !== 'passed');
}
