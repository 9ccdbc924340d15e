/** Issues that we have opened at GitHub and do not know of yet: its answer was lost, or waits in the inbox. */
import type { CaseEvent } from '../core/events.ts';
import type { CaseId } from '../core/ids.ts';
import { policyOfCase } from '../core/fix-repository/own-repository.ts';
import { caseIssueKey } from '../core/standing-effects.ts';
import type { Engine } from './engine.ts';
import { GitHubFailure } from './ports/failures.ts';
import type { StoredCase } from './ports/store.ts';
import type { Sighting } from './sighting.ts';

type Said = Extract<Sighting, { kind: 'IssueCommentSighted' }>;
type OpenedFor = { readonly caseId: CaseId; readonly stored: StoredCase };

/**
 * The open case whose case issue it is, though the case does not know; undefined when we did not open it.
 * Errors: throws while it is ours and it is not known for what, as a project's issue is just after it was opened: what is said there is not lost.
 */
export async function justOpenedFor(engine: Engine, { place, installationId, isMarked }: Said): Promise<OpenedFor | undefined> {
  if (isMarked !== true) return undefined;
  const open = await engine.store.listOpen();
  const byKey = new Map(open.map(({ id }) => [caseIssueKey(id), id]));
  const opener = await engine.github.facts.issueOpener(installationId, place, [...byKey.keys()]);
  if (!opener.ours) return undefined;
  const caseId = opener.of === undefined ? undefined : byKey.get(opener.of);
  const stored = caseId === undefined ? undefined : await engine.store.readCase(caseId);
  const isIts =
    stored?.case.caseIssue === undefined &&
    stored !== undefined &&
    policyOfCase(stored.policy, stored.case).fixRepository === place.repository;
  if (caseId !== undefined && isIts) return { caseId, stored };
  throw new GitHubFailure(`We opened ${place.repository}#${place.number}, and do not know yet for what`, {});
}

/** What the case has to know before it hears what was said there. */
export function openingSeen(
  { stored }: { readonly stored: StoredCase | undefined },
  { onPullRequest, place, at }: Said,
): readonly CaseEvent[] {
  return onPullRequest || stored === undefined || stored.case.caseIssue !== undefined ? [] : [{ kind: 'CaseIssueOpened', place, at }];
}
