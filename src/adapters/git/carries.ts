/** Whether a line has a fix that was merged by a squash or a rebase: the same change under other commits. */
import type { CarriedFix, GitPlace } from '../../engine/ports/git.ts';
import { patchIdsOf } from './patch.ts';
import { linesOf, refAt, type Workshop } from './workshop.ts';

/** What came onto a line since a pull request was opened. */
const mostCommits = 500;

/** Errors: GitHubFailure. Edges: a fix of which git knows no patch and no tree is never carried. */
export async function carriesFix(workshop: Workshop, at: GitPlace, line: string, wanted: CarriedFix): Promise<boolean> {
  const [tip] = (await workshop.fetch(at, [refAt(at, `heads/${line}`)])) ?? [];
  if (tip === undefined) return false;
  const limits = ['--no-merges', `--max-count=${mostCommits}`, `--since=@${Math.floor(wanted.since / 1_000)} +0000`];
  if ('tree' in wanted) {
    const trees = linesOf((await workshop.local(['log', ...limits, '--format=%T', tip])).stdout);
    return wanted.tree !== '' && trees.includes(wanted.tree);
  }
  const commits = linesOf((await workshop.local(['rev-list', ...limits, tip])).stdout);
  const there = new Set((await patchIdsOf(workshop, commits)).map((one) => one.patchId));
  const { patchId, commitPatchIds } = wanted;
  const isSquashed = patchId !== undefined && there.has(patchId);
  return isSquashed || (commitPatchIds.length > 0 && commitPatchIds.every((one) => there.has(one)));
}
