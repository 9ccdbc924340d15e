/** What git knows of the head of a pull request, for LGTMs that are of the change and not of the commits it is made of. */
import { findPullRequest } from '../core/fix/approvals.ts';
import type { Place } from '../core/act.ts';
import type { PatchFacts } from '../core/fix/fix-pull-request.ts';
import type { Engine } from './engine.ts';
import type { FoundCase } from './find-case.ts';
import { GitHubFailure } from './ports/failures.ts';
import type { LivePullRequest } from './ports/github.ts';

/** A command on the pull request waits for git, but not for long. */
const mostTries = 2;

/**
 * Nothing where git could not be asked: LGTMs are then of the head itself, and say so.
 * Errors: GitHubFailure on the first try, when another may help.
 */
export async function findPatch(
  engine: Engine,
  attempt: number,
  { stored }: FoundCase,
  { place, pull }: { readonly place: Place; readonly pull: LivePullRequest },
): Promise<PatchFacts> {
  if (stored === undefined || pull.state !== 'open') return {};
  const known = findPullRequest(stored.case, place);
  if (known?.headSha === pull.headSha && known.line === pull.line && known.patchId !== undefined)
    return { baseSha: known.baseSha, patchId: known.patchId, commitPatchIds: known.commitPatchIds, tree: known.tree };
  const at = { installationId: stored.case.installationId, repository: place.repository };
  try {
    return await engine.git.patch(at, { number: place.number, line: pull.line, headSha: pull.headSha });
  } catch (cause) {
    if (!(cause instanceof GitHubFailure)) throw cause;
    if (!cause.permanent && attempt < mostTries) throw cause;
    engine.log.warn({ caseId: stored.case.id, error: cause.message }, 'git could not say what a pull request changes');
    return {};
  }
}
