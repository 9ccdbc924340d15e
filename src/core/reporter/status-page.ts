/** The reporter's page: where the report stands and the next promise, behind a link that nobody can guess, where the policy has one. */
import { isOpen, type Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import { effectKey, type EffectOf } from '../effects.ts';
import type { Command } from '../events.ts';
import { actOf } from '../intake/triage.ts';
import { carriedOut, refuse } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time/time.ts';
import { noStatusPage, statusLinkGiven, statusPageEnded, statusPageRenewed } from './status-page-words.ts';

const dayMs = 86_400_000;

/** A new link ends the one before; so does ending the page. */
export function changeStatusPage(thisCase: Case, event: Command<'StatusPageChanged'>, policy: Policy): Decision {
  if (policy.statusPage === undefined || thisCase.report.reporter === undefined)
    return refuse(thisCase, event, 'against-policy', noStatusPage(thisCase));
  const { edition = 1 } = thisCase.statusPage ?? {};
  const isEnded = event.to === 'ended';
  const statusPage = { ...actOf(event), edition: isEnded ? edition : edition + 1, isEnded };
  return carriedOut({ ...thisCase, statusPage }, event, isEnded ? statusPageEnded() : statusPageRenewed(), [{ rule: 'S24' }]);
}

/** Wanted while a reporter may wait for something. The link itself is made when it is told, so that no store holds it. */
export function statusPageEffects(thisCase: Case, policy: Policy): readonly EffectOf<'KeepStatusPage'>[] {
  const { statusPage, report, advisoryComments, caseIssue } = thisCase;
  if (policy.statusPage === undefined || report.reporter === undefined) return [];
  if (!isOpen(thisCase) && statusPage === undefined) return [];
  const place = advisoryComments === 'absent' ? caseIssue : undefined;
  if (advisoryComments === 'absent' && place === undefined) return [];
  return [
    {
      ...{ key: effectKey(thisCase.id, 'status-page'), kind: 'KeepStatusPage', audience: 'reporter', place },
      edition: statusPage?.isEnded === true ? undefined : (statusPage?.edition ?? 1),
      body: statusLinkGiven(policy.statusPage.daysAfter),
    },
  ];
}

/** Whether the page of this edition may be read now: it dies with its case, some days after that has ended. */
export function isStatusPageOpen(thisCase: Case, policy: Policy, now: Instant): boolean {
  const { statusPage, phase, published, rejected } = thisCase;
  if (policy.statusPage === undefined || statusPage?.isEnded === true) return false;
  if (isOpen(thisCase)) return true;
  const endedAt = phase === 'published' ? published?.at : rejected?.at;
  return endedAt !== undefined && now < endedAt + policy.statusPage.daysAfter * dayMs;
}
