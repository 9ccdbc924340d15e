/** A commit becomes the tip of a branch, and nothing is ever lost by it: forward, or not at all. */
import { GitHubFailure } from '../../engine/ports/failures.ts';
import type { Git, GitPlace, NewBranch, Push, PushResult } from '../../engine/ports/git.ts';
import { fullRef, sureSha } from './ref-names.ts';
import { gitFailure } from './what-git-said.ts';
import { isAncestor, linesOf, type Workshop } from './workshop.ts';

/** Works in the workshop of `from`. Errors: GitHubFailure when it could not be tried, or GitHub refused for another reason. */
export async function pushForward(
  workshop: Workshop,
  push: Push,
  how: NonNullable<Parameters<Git['pushForward']>[1]> = {},
): Promise<PushResult> {
  const { from, to, branch } = push;
  const sha = sureSha(push.sha);
  const theirs = await workshop.tipOf(to, `heads/${branch}`);
  if (theirs === sha) return { kind: 'already-there', tip: sha };
  if (theirs === undefined && push.ifMissing === 'refuse') return { kind: 'no-such-branch' };
  if ((await workshop.fetch(from, [{ what: sha, as: `push ${sha}` }])) === undefined)
    throw new GitHubFailure(`${from.repository} does not have the commit ${sha}`, { permanent: true });
  if (theirs !== undefined) {
    await workshop.fetch(to, [{ what: theirs, as: `${to.repository} heads/${branch}` }]);
    if (await isAncestor(workshop, sha, theirs)) return { kind: 'already-there', tip: theirs };
    if (!(await isAncestor(workshop, theirs, sha))) return { kind: 'diverged', tip: theirs };
  }
  if (how.onlyLook === true) return { kind: 'could-be-pushed' };
  await how.beforeSending?.();
  return send(workshop, { to, sha, branch });
}

/** Never with force: where somebody was quicker, GitHub's refusal is the answer. */
async function send(workshop: Workshop, { to, sha, branch }: Pick<Push, 'to' | 'sha' | 'branch'>): Promise<PushResult> {
  const refspec = `${sha}:${fullRef(`heads/${branch}`)}`;
  const run = await workshop.reach(
    to,
    'write',
    ['push', '--porcelain', '--no-follow-tags', '--no-recurse-submodules', '--no-signed'],
    [refspec],
  );
  if (run.code === 0) return { kind: 'pushed' };
  const said = linesOf(run.stdout).find((line) => line.startsWith('!')) ?? '';
  if (/\[rejected\]|\[remote rejected\] \((?:failed to update ref|cannot lock ref|fetch first|non-fast-forward)/.test(said)) {
    const tip = await workshop.tipOf(to, `heads/${branch}`);
    return tip === sha ? { kind: 'already-there', tip } : { kind: 'diverged', tip: tip ?? '' };
  }
  throw gitFailure(`pushing to ${branch} of ${to.repository}`, { code: run.code, stderr: `${run.stderr}\n${said}` });
}

/** For commits that were made here: nobody else has them yet. */
export async function pushNewBranch(
  workshop: Workshop,
  at: GitPlace,
  { sha, branch }: { sha: string; branch: string },
): Promise<NewBranch> {
  const there = await workshop.tipOf(at, `heads/${branch}`);
  if (there === sha) return { kind: 'pushed', sha };
  if (there !== undefined) return { kind: 'branch-taken' };
  const pushed = await send(workshop, { to: at, sha, branch });
  return pushed.kind === 'diverged' ? { kind: 'branch-taken' } : { kind: 'pushed', sha };
}
