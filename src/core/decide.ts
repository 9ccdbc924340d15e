/** What follows from one event: the heart of the app. Pure: the same case, event, policy and instant always give the same answer. */
import type { Case } from './case.ts';
import { giveMitigation, nameUpstream, reportPublicKnowledge, slowDown } from './schedule/changing-pace.ts';
import type { Decision } from './decision.ts';
import { refuseLeaks } from './embargo.ts';
import { isCommand, type CaseEvent, type Command, type CommandEvent } from './events.ts';
import { confirmExport, declareLgtm, declareTest, withdrawDeclared } from './fix/declared.ts';
import { askEarly, confirmEarly } from './distributors/ask-early.ts';
import { deliverEarly } from './distributors/early-deliveries.ts';
import { mailArrived } from './distributors/early-retry.ts';
import { askRegisterInCase } from './distributors/open-register.ts';
import { takeEvidence } from './fix/evidence.ts';
import { fixLeadLeft, nameFixLead } from './fix/fix-lead.ts';
import { linesBoard, reasonsInFix } from './fix/fix-words.ts';
import { askedAgain } from './fix/givers.ts';
import { placeHold, liftHold } from './fix/holds.ts';
import { askBackport, backportMade, sayBackportOpened } from './fix-repository/backport.ts';
import { fixRepositoryExposed } from './fix-repository/exposure.ts';
import { accessSet } from './fix-repository/access.ts';
import { fixRepositoryMade, policyOfCase } from './fix-repository/own-repository.ts';
import { lineMirrored, seeLine } from './fix-repository/mirror.ts';
import { closeAsDuplicate, duplicateClosed } from './intake/duplicates.ts';
import { openCase, seeAdvisory, seeComment, noticeCommentChange } from './intake/intake.ts';
import { closeInternally } from './intake/internal.ts';
import { confirmDowngrade, confirmHardening, draftPublicIssue, publicIssueOpened } from './intake/public-issue.ts';
import { reopen } from './intake/reopening.ts';
import { absences, statusPage } from './pages.ts';
import { notNow } from './messages.ts';
import { accept, ignore, refuse } from './outcome.ts';
import { whyNotPermitted } from './permissions.ts';
import { approveNotice, confirmPosted, previewNotice, retryNotice } from './notices/approving.ts';
import { deliverNotices } from './notices/delivering.ts';
import { noticeSent } from './notices/outcomes.ts';
import type { Policy } from './policy.ts';
import { adoptPolicy, tellPolicy } from './policy-version/adopt-policy.ts';
import { hearWhoIsAway, sayAway } from './people/saying-away.ts';
import { wantCve } from './disclosure/cve.ts';
import { giveCommunicationPlan } from './disclosure/communication-plan.ts';
import { becamePublic } from './disclosure/publication.ts';
import { agreeToDate, objectToDate, proposeDate, suggestDate, withdrawObjection } from './disclosure/negotiate-date.ts';
import { askPublication, giveDate, imposeDate } from './disclosure/release-clock.ts';
import { confirmPublicKnowledge, reportLeak, seeLeak } from './release-day/leaks.ts';
import { fixWasProposed } from './release-day/proposed-fix.ts';
import { excuseLate, publishAnyway } from './release-day/publish-anyway.ts';
import { fixBecamePublic, patchedVersionsSet, pushWasRefused, releaseSeen } from './release-day/seen-in-public.ts';
import { leaveLineWithout, sayFixReady, takeLineBack } from './fix/lines.ts';
import { overrideGate } from './fix/override.ts';
import { nameTarget } from './fix/targets.ts';
import { decideCredit } from './records/credit.ts';
import { readAdvisory } from './records/read-advisory.ts';
import { giveLgtm, seePullRequest, seeReview, withdrawLgtm } from './fix/reviews.ts';
import { answer, isPrivatePlace } from './say.ts';
import { makeException, nameAffectedLines } from './routing/routing.ts';
import { finaliseScore, giveVector } from './score/scoring.ts';
import { severityWritten } from './score/hand-edits.ts';
import { scorePage } from './score/score-page.ts';
import { standingEffects } from './standing-effects.ts';
import type { Instant } from './time/time.ts';
import { nextPhase } from './transitions.ts';
import { acceptReport, acknowledge, reject } from './intake/triage.ts';
import { caseIssueOpened, commentsFound, effectGivenUp } from './work-outcomes.ts';
import { askForInformation, maintainerSpoke, reporterSpoke } from './intake/waiting.ts';
import { moveDue } from './schedule/moving-dates.ts';
import { wakeUpRang } from './schedule/wake-up-rang.ts';
import { whyPage } from './schedule/why-page.ts';
import { refusedPage } from './schedule/why-refused.ts';

/**
 * Errors: none for what people or GitHub do; each such answer is a value. Throws only when a rule of ours would let an embargoed
 * case reach the public, which the engine rolls back.
 */
export function decide(current: Case | undefined, event: CaseEvent, policy: Policy, now: Instant): Decision {
  const decision = follow(current, event, policyOfCase(policy, current), now);
  if (decision.outcome !== 'accepted') return decision;
  const ruling = policyOfCase(decision.policy ?? policy, decision.next);
  const { next: told, effects: notices } = deliverNotices(decision.next, ruling, now);
  const { next, effects: mails } = deliverEarly(told, ruling, now);
  const effects = [...decision.effects, ...notices, ...mails, ...standingEffects(next, ruling, now)];
  refuseLeaks(next, effects, ruling, now);
  return { ...decision, next, effects };
}

function follow(current: Case | undefined, event: CaseEvent, policy: Policy, now: Instant): Decision {
  if (event.kind === 'ReportReceived') return current === undefined ? openCase(event) : seeAdvisory(current, event, policy);
  if (current === undefined) return ignore('there is no such case');
  return isCommand(event) ? followCommand(current, event, policy, now) : followSighting(current, event, policy, now);
}

function followCommand(thisCase: Case, event: CommandEvent & { at: Instant }, policy: Policy, now: Instant): Decision {
  const refusal = whyNotPermitted(event, thisCase, policy);
  if (refusal !== undefined) return refuse(thisCase, event, refusal.code, refusal.message, refusal.because);
  if (nextPhase(thisCase.phase, event.kind) === undefined) {
    return refuse(thisCase, event, 'wrong-phase', notNow(thisCase, event.kind));
  }
  switch (event.kind) {
    case 'HelpAsked':
      return accept(thisCase, [], [answer(thisCase, event, event.page)]);
    case 'StatusAsked':
      return accept(thisCase, [], [answer(thisCase, event, statusFor(thisCase, event, policy, now))]);
    case 'WhyAsked':
      return accept(thisCase, [], [answer(thisCase, event, whyAnswer(thisCase, event, policy, now))]);
    case 'PolicyAsked':
      return tellPolicy(thisCase, event);
    case 'PolicyAdoptionAsked':
      return adoptPolicy(thisCase, event, policy);
    case 'CommandNotUnderstood':
      return refuse(thisCase, event, 'not-understood', event.message);
    case 'ReportAcknowledged':
      return acknowledge(thisCase, event, policy);
    case 'ReportAccepted':
      return acceptReport(thisCase, event, policy);
    case 'ReportRejected':
      return reject(thisCase, event, policy);
    case 'DuplicateNamed':
      return closeAsDuplicate(thisCase, event);
    case 'ClosedInternally':
      return closeInternally(thisCase, event);
    case 'CaseReopened':
      return reopen(thisCase, event);
    case 'DowngradeDrafted':
    case 'HardeningDrafted':
      return draftPublicIssue(thisCase, event);
    case 'DowngradeConfirmed':
      return confirmDowngrade(thisCase, event);
    case 'HardeningConfirmed':
      return confirmHardening(thisCase, event);
    case 'FixLeadNamed':
      return nameFixLead(thisCase, event, policy, now);
    case 'AwaySaid':
      return sayAway(thisCase, event, policy, now);
    case 'RegisterAsked':
      return askRegisterInCase(thisCase, event, policy);
    case 'VectorGiven':
      return giveVector(thisCase, event, policy);
    case 'ScoreFinalised':
      return finaliseScore(thisCase, event, policy);
    case 'ScoreAsked':
      return accept(thisCase, [], [answer(thisCase, event, scorePage(thisCase, policy))]);
    case 'AffectedLinesNamed':
      return nameAffectedLines(thisCase, event, policy);
    case 'ExceptionMade':
      return makeException(thisCase, event, policy);
    case 'InformationAsked':
      return askForInformation(thisCase, event, policy);
    case 'PublicKnowledgeReported':
      return reportPublicKnowledge(thisCase, event, policy);
    case 'PublicKnowledgeConfirmed':
      return confirmPublicKnowledge(thisCase, event, policy);
    case 'LeakReported':
      return reportLeak(thisCase, event);
    case 'SlowdownDecided':
      return slowDown(thisCase, event, policy);
    case 'UpstreamNamed':
      return nameUpstream(thisCase, event);
    case 'DueMoved':
      return moveDue(thisCase, event, policy, now);
    case 'MitigationGiven':
      return giveMitigation(thisCase, event);
    case 'LgtmGiven':
      return giveLgtm(thisCase, event, policy);
    case 'LgtmWithdrawn':
      return withdrawLgtm(thisCase, event);
    case 'TargetNamed':
      return nameTarget(thisCase, event, policy);
    case 'BackportAsked':
      return askBackport(thisCase, event, policy);
    case 'LgtmDeclared':
      return declareLgtm(thisCase, event, policy);
    case 'DeclaredLgtmWithdrawn':
      return withdrawDeclared(thisCase, event);
    case 'TestDeclared':
      return declareTest(thisCase, event, policy);
    case 'GateOverridden':
      return overrideGate(thisCase, event, policy);
    case 'LineLeftWithout':
      return leaveLineWithout(thisCase, event, policy);
    case 'LineTakenBack':
      return takeLineBack(thisCase, event);
    case 'FixSaidReady':
      return sayFixReady(thisCase, event, policy);
    case 'ExportConfirmed':
      return confirmExport(thisCase, event, policy);
    case 'HoldPlaced':
      return placeHold(thisCase, event);
    case 'HoldLifted':
      return liftHold(thisCase, event, now);
    case 'ReleaseDateGiven':
      return giveDate(thisCase, event, policy, now);
    case 'ReleaseDateProposed':
      return proposeDate(thisCase, event, policy, now);
    case 'ReleaseDateAgreed':
      return agreeToDate(thisCase, event, policy, now);
    case 'ReleaseDateObjectedTo':
      return objectToDate(thisCase, event);
    case 'DateObjectionWithdrawn':
      return withdrawObjection(thisCase, event, policy, now);
    case 'ReleaseDateImposed':
      return imposeDate(thisCase, event, policy, now);
    case 'ReleaseDateAsked':
      return suggestDate(thisCase, event, policy, now);
    case 'CommunicationPlanGiven':
      return giveCommunicationPlan(thisCase, event);
    case 'NoticePreviewed':
      return previewNotice(thisCase, event, policy);
    case 'NoticeApproved':
      return approveNotice(thisCase, event, policy, now);
    case 'NoticePosted':
      return confirmPosted(thisCase, event);
    case 'NoticeRetried':
      return retryNotice(thisCase, event);
    case 'CveWanted':
      return wantCve(thisCase, event);
    case 'EarlyAsked':
      return askEarly(thisCase, event, policy, now);
    case 'EarlyConfirmed':
      return confirmEarly(thisCase, event, policy, now);
    case 'CreditDecided':
      return decideCredit(thisCase, event);
    case 'PublicationAsked':
      return askPublication(thisCase, event, policy, now);
    case 'PublicationForced':
      return publishAnyway(thisCase, event, policy, now);
    case 'LatePublicationExcused':
      return excuseLate(thisCase, event);
  }
}

/** Where only maintainers read, with the board of lines and who is away: heads, reasons and absences are not for the advisory. */
function statusFor(thisCase: Case, event: CommandEvent, policy: Policy, now: Instant): string {
  const board = isPrivatePlace(event.from) ? [linesBoard(thisCase, policy), reasonsInFix(thisCase), absences(thisCase, now)] : [];
  return [statusPage(thisCase, policy, now), ...board].filter((part) => part !== '').join('\n\n');
}

function whyAnswer(thisCase: Case, event: Command<'WhyAsked'>, policy: Policy, now: Instant): string {
  if (event.refusals !== undefined) return refusedPage(event.refusals, event.from);
  return whyPage(thisCase, policy, now, { topic: event.topic, withSettings: isPrivatePlace(event.from) });
}

function followSighting(
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
    case 'ReleaseSeen':
      return releaseSeen(thisCase, event, policy, now);
    case 'LeakSeen':
      return seeLeak(thisCase, event, now);
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
      return takeEvidence(thisCase, event, policy);
    case 'EnforcementFound':
      return thisCase.enforcement === event.holds
        ? ignore('that is known')
        : accept({ ...thisCase, enforcement: event.holds }, [{ rule: 'S100' }]);
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
      return becamePublic(thisCase, event.publishedAt);
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
