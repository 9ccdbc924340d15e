/** Which case a sighting is about. */
import { findCaseId, isCaseId, type CaseId, type RepositoryName } from '../core/ids.ts';
import type { FixPullRequest } from '../core/fix/fix-pull-request.ts';
import { policyOfCase } from '../core/fix-repository/own-repository.ts';
import { isAbout } from '../core/fix/evidence.ts';
import { suspectedSigns } from '../core/intake/suspected-report.ts';
import { readComment } from '../commands/read-comment.ts';
import type { Engine } from './engine.ts';
import { justOpenedFor } from './opened-issue.ts';
import { GitHubFailure } from './ports/failures.ts';
import type { LivePullRequest } from './ports/github.ts';
import { wantsPublicCheck } from './public-pull.ts';
import type { StoredCase } from './ports/store.ts';
import type { Sighting } from './sighting.ts';

/** The case, and the pull request as GitHub shows it now where the sighting is about one. */
export type FoundCase = { readonly caseId: CaseId; readonly stored: StoredCase | undefined; readonly pull: LivePullRequest | undefined };
/** It concerns no single case, but a project. */
export type FoundProject = { readonly project: RepositoryName };
export type NoCase = { readonly none: string };

export async function findCase(engine: Engine, sighting: Sighting): Promise<FoundCase | FoundProject | NoCase> {
  switch (sighting.kind) {
    case 'AdvisorySighted': {
      const stored = await engine.store.readCase(sighting.caseId);
      const opens = sighting.state === 'triage' || sighting.state === 'draft';
      return stored === undefined && !opens
        ? { none: `advisory ${sighting.caseId} is ${sighting.state} and was never a case` }
        : { caseId: sighting.caseId, stored, pull: undefined };
    }
    case 'ActSighted':
    case 'MemberActSighted':
    case 'GiversDoubted':
    case 'AdvisoryCommentSighted':
    case 'AdvisoryCommentChanged':
    case 'AdvisoryCommentsProbed':
    case 'FixSightedInPublic':
    case 'ProposalSighted':
    case 'TraceSighted':
    case 'ReleaseSighted':
    case 'LineSighted':
    case 'RulesSighted':
    case 'FixRepositoryOpened':
      return knownCase(engine, sighting.caseId);
    case 'IssueCommentSighted':
      return sighting.onPullRequest ? pullRequestCase(engine, sighting) : issueCase(engine, sighting);
    case 'PullRequestSighted':
    case 'ReviewSighted':
      return pullRequestCase(engine, sighting);
    case 'ChangeProposed':
      return projectOfPolicyChange(engine, sighting);
    case 'ProjectActSighted':
      return { project: sighting.repository };
    case 'PublicPullSighted':
      return (await wantsPublicCheck(engine, sighting.place.repository))
        ? { project: sighting.place.repository }
        : { none: `${sighting.place.repository} wants no check on its pull requests` };
    case 'PublicIssueSighted':
      return suspectedSigns(sighting).length > 0
        ? { project: sighting.place.repository }
        : { none: `${sighting.place.repository}#${sighting.place.number} does not read like a report` };
    case 'RepositoryOpened':
      return { none: `${sighting.repository} is the fix repository of no open case` };
    case 'EvidenceSighted':
      return testedCase(engine, sighting);
    case 'CheckRerequested':
      return headCase(engine, sighting);
    case 'MembersChanged':
      return { none: 'it concerns every case with an LGTM' };
    case 'SurroundingsChanged':
      return { none: sighting.what };
  }
}

async function knownCase(engine: Engine, caseId: CaseId, pull?: LivePullRequest): Promise<FoundCase | NoCase> {
  const stored = await engine.store.readCase(caseId);
  return stored === undefined ? { none: `there is no case ${caseId}` } : { caseId, stored, pull };
}

type SaidOnIssue = Extract<Sighting, { kind: 'IssueCommentSighted' }>;

async function issueCase(engine: Engine, said: SaidOnIssue): Promise<FoundCase | FoundProject | NoCase> {
  const { place } = said;
  const about = await engine.store.findSubjectAt(place);
  if (about !== undefined) return isCaseId(about) ? knownCase(engine, about) : { project: about };
  const opened = await justOpenedFor(engine, said);
  return opened === undefined ? { none: `${place.repository}#${place.number} belongs to no case` } : { ...opened, pull: undefined };
}

/** Most pull requests leave the policy file alone; where GitHub will never tell, it counts as left alone, and there is no check. */
async function projectOfPolicyChange(
  engine: Engine,
  { installationId, place }: Extract<Sighting, { kind: 'ChangeProposed' }>,
): Promise<FoundProject | NoCase> {
  try {
    if (await engine.github.facts.changesPolicyFile(installationId, place)) return { project: place.repository };
    return { none: `${place.repository}#${place.number} leaves the policy file alone` };
  } catch (cause) {
    if (!(cause instanceof GitHubFailure) || !cause.permanent) throw cause;
    return { none: `whether ${place.repository}#${place.number} changes the policy file is not to be found out: ${cause.message}` };
  }
}

type AboutPullRequest = Extract<Sighting, { kind: 'IssueCommentSighted' | 'PullRequestSighted' | 'ReviewSighted' }>;

/**
 * A pull request belongs to the case that its branch, title or body names, and counts only in that case's fix repository.
 * It is read afresh, because deliveries come late and out of order; but not for what cannot concern a case, as most of a busy project's do not.
 */
async function pullRequestCase(engine: Engine, sighting: AboutPullRequest): Promise<FoundCase | NoCase> {
  const { place, installationId } = sighting;
  const about = await engine.store.findSubjectAt(place);
  const known = about !== undefined && isCaseId(about) ? about : undefined;
  if (known === undefined && !mayConcernCase(sighting)) return { none: `${place.repository}#${place.number} concerns no case` };
  const pull = await engine.github.facts.pullRequest(installationId, place);
  if (pull === undefined) return { none: `${place.repository}#${place.number} is not to be seen` };
  const caseId = known ?? findCaseId(pull.names);
  if (caseId === undefined) return { none: `${place.repository}#${place.number} names no case` };
  const found = await knownCase(engine, caseId, pull);
  if (
    'stored' in found &&
    found.stored !== undefined &&
    policyOfCase(found.stored.policy, found.stored.case).fixRepository !== place.repository
  )
    return { none: `${place.repository} is not the fix repository of case ${caseId}` };
  return found;
}

/** Of a pull request that no case knows yet. */
function mayConcernCase(sighting: AboutPullRequest): boolean {
  switch (sighting.kind) {
    case 'PullRequestSighted':
      return findCaseId(sighting.names) !== undefined;
    case 'IssueCommentSighted':
      return readComment(sighting.text).length > 0;
    case 'ReviewSighted':
      return sighting.verdict !== 'other';
  }
}

/** By the commit or the tree that was tested, which must be the head of a fix: GitHub does not always name the pull request, and nobody outside knows it. */
export async function testedCase(
  engine: Engine,
  { repository, evidence }: Pick<Extract<Sighting, { kind: 'EvidenceSighted' }>, 'repository' | 'evidence'>,
): Promise<FoundCase | NoCase> {
  const found = await caseOfHead(engine, (pull) => isAbout(pull, evidence) && pull.state !== 'closed' && pull.repository === repository);
  return found ?? { none: `${evidence.sha.slice(0, 10)} is the head of no fix` };
}

async function headCase(engine: Engine, { repository, sha }: Extract<Sighting, { kind: 'CheckRerequested' }>): Promise<FoundCase | NoCase> {
  const found = await caseOfHead(engine, (pull) => pull.headSha === sha && pull.repository === repository);
  return found ?? { none: `${sha.slice(0, 10)} is the head of no fix` };
}

async function caseOfHead(engine: Engine, isIt: (pull: FixPullRequest) => boolean): Promise<FoundCase | NoCase | undefined> {
  const found = (await engine.store.listCases({ open: true })).find((one) => one.pullRequests.some(isIt));
  return found && knownCase(engine, found.id);
}
