/** What should stand in the world as long as the case is as it is. Emitted after every step; an end that has not changed is not written again. */
import { isOpen, type Case } from './case.ts';
import type { FixPullRequest } from './fix/fix-pull-request.ts';
import { effectKey, type Effect } from './effects.ts';
import type { CaseId } from './ids.ts';
import { accessEffects } from './fix-repository/access.ts';
import { ownRepositoryEffects } from './fix-repository/own-repository.ts';
import { enforcementEffects } from './fix/enforcement.ts';
import { headCheck } from './fix/fix-words.ts';
import { boardPage, caseIssueOpening, caseIssueTitle, statusPage } from './pages.ts';
import type { Policy } from './policy.ts';
import { writtenRecords } from './records/written-records.ts';
import { statusPageEffects } from './reporter/status-page.ts';
import type { Instant } from './time/time.ts';

export function standingEffects(thisCase: Case, policy: Policy, now: Instant): readonly Effect[] {
  return [
    ...ownRepositoryEffects(thisCase, policy),
    ...caseIssue(thisCase, policy, now),
    ...accessEffects(thisCase, policy),
    ...status(thisCase, policy, now),
    ...statusPageEffects(thisCase, policy),
    ...enforcementEffects(thisCase, policy),
    ...writtenRecords(thisCase),
    ...thisCase.pullRequests.flatMap((pull) => check(thisCase, pull, policy)),
  ];
}

/** The key under which the case issue is opened. */
export function caseIssueKey(caseId: CaseId): string {
  return effectKey(caseId, 'case-issue');
}

function caseIssue(thisCase: Case, policy: Policy, now: Instant): readonly Effect[] {
  if (thisCase.caseIssue !== undefined) {
    return [
      {
        key: effectKey(thisCase.id, 'board'),
        kind: 'ShowBoard',
        audience: 'maintainers',
        place: thisCase.caseIssue,
        body: boardPage(thisCase, policy, now),
      },
    ];
  }
  if (policy.fixRepository === undefined || !isOpen(thisCase)) return [];
  const title = caseIssueTitle(thisCase);
  return [
    {
      key: caseIssueKey(thisCase.id),
      kind: 'OpenCaseIssue',
      audience: 'maintainers',
      repository: policy.fixRepository,
      title,
      body: caseIssueOpening(thisCase, policy),
    },
  ];
}

function status(thisCase: Case, policy: Policy, now: Instant): readonly Effect[] {
  if (thisCase.advisoryComments === 'absent') return [];
  return [{ key: effectKey(thisCase.id, 'status'), kind: 'ShowStatus', audience: 'reporter', body: statusPage(thisCase, policy, now) }];
}

/**
 * The check run `fixlead/lgtm` on the present head; one on an older head stays as it was. What is merged is still a gate until the case is over:
 * its LGTMs may have been in doubt when it was merged, and count again later.
 */
function check(thisCase: Case, pull: FixPullRequest, policy: Policy): readonly Effect[] {
  if (pull.state === 'closed' || (pull.state === 'merged' && !isOpen(thisCase))) return [];
  const shown = headCheck(thisCase, pull, policy);
  return [
    {
      key: effectKey(thisCase.id, `check/${pull.number}/${pull.headSha}`),
      kind: 'ShowCheck',
      audience: 'maintainers',
      repository: pull.repository,
      sha: pull.headSha,
      ...(pull.checkAskedAt !== undefined && { askedAt: pull.checkAskedAt }),
      ...shown,
    },
  ];
}
