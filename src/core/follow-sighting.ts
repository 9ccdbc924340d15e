/** What follows from what was seen on GitHub, heard from a clock, or done by an effect: nobody has to be allowed it. */
import type { Case } from './case.ts';
import type { Decision } from './decision.ts';
import type { CommandEvent } from './command-events.ts';
import type { CaseEvent } from './events.ts';
import { mailArrived } from './distributors/early-retry.ts';
import { memberSpoke } from './distributors/member-spoke.ts';
import { takeEvidence } from './fix/evidence.ts';
import { fixLeadLeft } from './fix/fix-lead.ts';
import { askedAgain } from './fix/givers.ts';
import { backportMade, sayBackportOpened } from './fix-repository/backport.ts';
import { fixRepositoryExposed } from './fix-repository/exposure.ts';
import { accessSet } from './fix-repository/access.ts';
import { fixRepositoryMade } from './fix-repository/own-repository.ts';
import { lineMirrored, seeLine } from './fix-repository/mirror.ts';
import { duplicateClosed } from './intake/duplicates.ts';
import { seeAdvisory, seeComment, noticeCommentChange } from './intake/intake.ts';
import { publicIssueOpened } from './intake/public-issue.ts';
import { ignore } from './outcome.ts';
import { noticeSent } from './notices/outcomes.ts';
import type { Policy } from './policy.ts';
import { hearWhoIsAway } from './people/saying-away.ts';
import { becamePublic } from './disclosure/publication.ts';
import { seeLeak } from './release-day/leaks.ts';
import { fixWasProposed, proposalEnded } from './release-day/proposed-fix.ts';
import { fixBecamePublic, patchedVersionsSet, pushWasRefused, releaseSeen } from './release-day/seen-in-public.ts';
import { readAdvisory } from './records/read-advisory.ts';
import { enforcementFound, enforcementLost } from './fix/enforcement.ts';
import { renewCheck } from './fix/renew-check.ts';
import { fixShownInPull } from './fix/public-pull.ts';
import { seePullRequest, seeReview } from './fix/reviews.ts';
import { severityWritten } from './score/hand-edits.ts';
import type { Instant } from './time/time.ts';
import { nextPhase } from './transitions.ts';
import { caseIssueOpened, commentsFound, effectGivenUp, installationChanged } from './work-outcomes.ts';
import { maintainerSpoke, reporterSpoke } from './intake/waiting.ts';
import { wakeUpRang } from './schedule/wake-up-rang.ts';

export function followSighting(
  thisCase: Case,
  event: Exclude<CaseEvent, CommandEvent | { kind: 'ReportReceived' }>,
  policy: Policy,
  now: Instant,
): Decision {
  if (event.kind !== 'AdvisorySeen' && nextPhase(thisCase.phase, event.kind) === undefined)
    return ignore(`that changes nothing while the case is ${thisCase.phase}`);
  switch (event.kind) {
    case 'AdvisorySeen':
      return seeAdvisory(thisCase, event, policy);
    case 'ReporterSpoke':
      return reporterSpoke(thisCase, event);
    case 'MaintainerSpoke':
      return maintainerSpoke(thisCase, event);
    case 'MemberSpoke':
      return memberSpoke(thisCase, event, policy, now);
    case 'AdvisoryRead':
      return readAdvisory(thisCase, event);
    case 'AwayHeard':
      return hearWhoIsAway(thisCase, event, policy, now);
    case 'FixLeadLeft':
      return fixLeadLeft(thisCase, event, policy, now);
    case 'AdvisoryCommentSeen':
      return seeComment(thisCase, event);
    case 'AdvisoryCommentEdited':
    case 'AdvisoryCommentGone':
      return noticeCommentChange(thisCase, event);
    case 'FixBecamePublic':
      return fixBecamePublic(thisCase, event, policy, now);
    case 'FixProposed':
      return fixWasProposed(thisCase, event, policy, now);
    case 'ProposalEnded':
      return proposalEnded(thisCase, event);
    case 'ReleaseSeen':
      return releaseSeen(thisCase, event, policy, now);
    case 'LeakSeen':
      return seeLeak(thisCase, event, policy, now);
    case 'FixShownInPull':
      return fixShownInPull(thisCase, event);
    case 'PushRefused':
      return pushWasRefused(thisCase, event, policy);
    case 'PatchedVersionsSet':
      return patchedVersionsSet(thisCase, event, policy, now);
    case 'PullRequestSeen':
      return seePullRequest(thisCase, event, policy);
    case 'FixRepositoryExposed':
      return fixRepositoryExposed(thisCase, event);
    case 'LineSeen':
      return seeLine(thisCase, event, policy);
    case 'LineMirrored':
      return lineMirrored(thisCase, event);
    case 'BackportMade':
      return backportMade(thisCase, event, policy);
    case 'BackportOpened':
      return sayBackportOpened(thisCase, event);
    case 'GiversAsked':
      return askedAgain(thisCase, event);
    case 'EvidenceGiven':
      return takeEvidence(thisCase, event, policy, now);
    case 'EnforcementFound':
      return enforcementFound(thisCase, event);
    case 'EnforcementLost':
      return enforcementLost(thisCase, event, policy);
    case 'CheckAskedAgain':
      return renewCheck(thisCase, event);
    case 'ReviewSubmitted':
      return seeReview(thisCase, event);
    case 'WakeUpRang':
      return wakeUpRang(thisCase, event, policy, now);
    case 'CaseIssueOpened':
      return caseIssueOpened(thisCase, event, policy);
    case 'DuplicateClosed':
      return duplicateClosed(thisCase, event);
    case 'FixRepositoryMade':
      return fixRepositoryMade(thisCase, event);
    case 'AccessSet':
      return accessSet(thisCase, event);
    case 'PublicIssueOpened':
      return publicIssueOpened(thisCase, event);
    case 'SeverityWritten':
      return severityWritten(thisCase, event);
    case 'AdvisoryPublished':
      return becamePublic(thisCase, event.publishedAt, event.as);
    case 'InstallationChanged':
      return installationChanged(thisCase, event);
    case 'AdvisoryCommentsFound':
      return commentsFound(thisCase, event, policy);
    case 'NoticeSent':
      return noticeSent(thisCase, event);
    case 'DistributorMailed':
      return mailArrived(thisCase, event);
    case 'EffectGivenUp':
      return effectGivenUp(thisCase, event, policy);
  }
}
