/** Asking which policy rules a case, and putting it under what the file says now. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Command } from '../events.ts';
import { accept, carriedOut, refuse, withNote } from '../outcome.ts';
import type { RepositoryName } from '../ids.ts';
import { policyOfCase } from '../fix-repository/own-repository.ts';
import type { Policy } from '../policy.ts';
import { answer, isPrivatePlace } from '../say.ts';
import { isSameFiles, policyChanges, type PolicyFound } from './policy-version.ts';
import { brokenPolicyNotAdopted, cannotMove, policyAdopted, policyPage, policyRefusals } from './policy-words.ts';

export function tellPolicy(thisCase: Case, event: Command<'PolicyAsked'>): Decision {
  // An organisation's file may be private, and the reporter reads what is said on the advisory.
  const page = policyPage(thisCase, event.found, { withValues: isPrivatePlace(event.from) });
  return accept(thisCase, [], [answer(thisCase, event, page)]);
}

/** The adopting itself was decided under the old policy: who may say so, and where. */
export function adoptPolicy(thisCase: Case, event: Command<'PolicyAdoptionAsked'>, policy: Policy): Decision {
  const { found } = event;
  if (found.kind !== 'good') return refuse(thisCase, event, codes[found.kind], whyNotGood(found));
  if (isBound(thisCase) && wouldMove(policy, policyOfCase(found.policy, thisCase)))
    return refuse(thisCase, event, 'cannot-move', cannotMove(homeOf(thisCase) ?? policy.fixRepository, found.policy.fixRepository));
  const changes = policyChanges(policy, found.policy);
  const version = thisCase.policyVersion;
  if (version?.kind === 'as-read' && isSameFiles(version.files, found.files) && changes.length === 0)
    return refuse(thisCase, event, 'not-needed', policyRefusals['nothing-new']);
  const adopted = { ...thisCase, policyVersion: { kind: 'as-read', files: found.files, readAt: event.at } } as const;
  const next = withNote(adopted, event.at, `@${event.by.login} put the case under the policy file as it is now`);
  const decision = carriedOut(next, event, policyAdopted(next, changes, isPrivatePlace(event.from)), [{ rule: 'S75' }]);
  return decision.outcome === 'accepted' ? { ...decision, policy: found.policy } : decision;
}

/** The case issue and the pull requests stand in one repository, and what is said elsewhere is not heard. */
function isBound({ caseIssue, pullRequests }: Case): boolean {
  return caseIssue !== undefined || pullRequests.length > 0;
}

function homeOf({ caseIssue, pullRequests }: Case): RepositoryName | undefined {
  return caseIssue?.repository ?? pullRequests[0]?.repository;
}

function wouldMove(before: Policy, after: Policy): boolean {
  return before.fixRepository !== after.fixRepository || (before.fixMode ?? 'standing') !== (after.fixMode ?? 'standing');
}

const codes = { none: 'not-found', broken: 'policy-broken', 'not-found-out': 'could-not-find-out' } as const;

function whyNotGood(found: Exclude<PolicyFound, { kind: 'good' }>): string {
  return found.kind === 'broken' ? brokenPolicyNotAdopted(found.problems) : policyRefusals[found.kind];
}
