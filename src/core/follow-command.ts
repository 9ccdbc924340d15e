/** What follows from a command: first whether its giver may, then whether the case is where it can be followed, then its rule. */
import type { Case } from './case.ts';
import { giveMitigation, nameUpstream, reportPublicKnowledge, slowDown } from './schedule/changing-pace.ts';
import type { Decision } from './decision.ts';
import type { CommandEvent } from './command-events.ts';
import type { Command } from './events.ts';
import { confirmExport, declareLgtm, declareTest, withdrawDeclared } from './fix/declared.ts';
import { askEarly, confirmEarly } from './distributors/ask-early.ts';
import { askRegisterInCase } from './distributors/open-register.ts';
import { nameFixLead } from './fix/fix-lead.ts';
import { linesBoard, reasonsInFix } from './fix/fix-words.ts';
import { placeHold, liftHold } from './fix/holds.ts';
import { askBackport } from './fix-repository/backport.ts';
import { closeAsDuplicate } from './intake/duplicates.ts';
import { closeInternally } from './intake/internal.ts';
import { confirmDowngrade, confirmHardening, draftPublicIssue } from './intake/public-issue.ts';
import { reopen } from './intake/reopening.ts';
import { absences, statusPage } from './pages.ts';
import { notNow } from './messages.ts';
import { accept, refuse } from './outcome.ts';
import { whyNotPermitted } from './permissions.ts';
import { approveNotice, confirmPosted, previewNotice, retryNotice } from './notices/approving.ts';
import type { Policy } from './policy.ts';
import { adoptPolicy, tellPolicy } from './policy-version/adopt-policy.ts';
import { sayAway } from './people/saying-away.ts';
import { wantCve } from './disclosure/cve.ts';
import { giveCommunicationPlan } from './disclosure/communication-plan.ts';
import { distributorSpokeOfDate } from './disclosure/distributors-date.ts';
import { agreeToDate, objectToDate, proposeDate, suggestDate, withdrawObjection } from './disclosure/negotiate-date.ts';
import { askPublication, giveDate, imposeDate } from './disclosure/release-clock.ts';
import { confirmPublicKnowledge, reportLeak } from './release-day/leaks.ts';
import { excuseLate, publishAnyway } from './release-day/publish-anyway.ts';
import { leaveLineWithout, sayFixReady, takeLineBack } from './fix/lines.ts';
import { overrideGate } from './fix/override.ts';
import { nameTarget } from './fix/targets.ts';
import { retryGivenUp } from './given-up/retry-given-up.ts';
import { overruleObjection } from './disclosure/overrule-objection.ts';
import { changeStatusPage } from './reporter/status-page.ts';
import { decideCredit } from './records/credit.ts';
import { giveLgtm, withdrawLgtm } from './fix/reviews.ts';
import { answer, isPrivatePlace } from './say.ts';
import { makeException, nameAffectedLines } from './routing/routing.ts';
import { finaliseScore, giveVector } from './score/scoring.ts';
import { scorePage } from './score/score-page.ts';
import type { Instant } from './time/time.ts';
import { nextPhase } from './transitions.ts';
import { acceptReport, acknowledge, reject } from './intake/triage.ts';
import { askForInformation } from './intake/waiting.ts';
import { moveDue } from './schedule/moving-dates.ts';
import { whyPage } from './schedule/why-page.ts';
import { refusedPage } from './schedule/why-refused.ts';

export function followCommand(thisCase: Case, event: CommandEvent & { at: Instant }, policy: Policy, now: Instant): Decision {
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
      return reportLeak(thisCase, event, policy);
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
    case 'DistributorSpokeOfDate':
      return distributorSpokeOfDate(thisCase, event, policy, now);
    case 'ObjectionOverruled':
      return overruleObjection(thisCase, event, policy, now);
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
    case 'RetryAsked':
      return retryGivenUp(thisCase, event);
    case 'StatusPageChanged':
      return changeStatusPage(thisCase, event, policy);
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
