/** What a pull request really changes: the patch that an LGTM is of, whatever commits it is made of. */
import { GitHubFailure } from '../../engine/ports/failures.ts';
import type { GitPlace, Patch, ProposedChange } from '../../engine/ports/git.ts';
import { sureSha } from './ref-names.ts';
import { linesOf, refAt, type Workshop } from './workshop.ts';

/**
 * The patch is from where the change left its line to its head. Every file counts as text, so that no attribute can hide a change, and
 * unlike `--stable` alone `--verbatim` counts white space, which means something in some languages.
 * Edges: an empty patch has no id. Source: git-patch-id(1), git 2.39.
 */
export async function patchOf(workshop: Workshop, at: GitPlace, change: ProposedChange): Promise<Patch> {
  const headSha = sureSha(change.headSha);
  const head = { what: headSha, as: `${at.repository} pull/${change.number}` };
  const [lineTip] = (await workshop.fetch(at, [refAt(at, `heads/${change.line}`), head])) ?? [];
  if (lineTip === undefined) throw new GitHubFailure(`${at.repository}: the line or the commit is not there any more`, { permanent: true });
  const baseSha = await leftLineAt(workshop, lineTip, headSha);
  const tree = await workshop.text(['rev-parse', '--verify', '--quiet', '--end-of-options', `${headSha}^{tree}`]);
  const patchId = await patchIdOf(workshop, baseSha, headSha);
  const listed = await workshop.local(['rev-list', '--no-merges', `--max-count=${mostCommits}`, `${baseSha}..${headSha}`]);
  const commitPatchIds = (await patchIdsOf(workshop, linesOf(listed.stdout))).map((one) => one.patchId);
  return { baseSha, tree, patchId, commitPatchIds };
}

/** Commits of a change whose patches are named one by one. */
const mostCommits = 100;

/** Errors: GitHubFailure, permanent, when the two have nothing in common. */
export async function leftLineAt(workshop: Workshop, lineTip: string, headSha: string): Promise<string> {
  const base = await workshop.text(['merge-base', lineTip, headSha], { accept: [1] });
  if (base === '') throw new GitHubFailure('the change has no history in common with its line', { permanent: true });
  return base;
}

const asWritten = ['--no-color', '--no-renames', '--text', '--full-index', '--no-ext-diff', '--no-textconv', '-U3'];

/** Of a merge it is all that it brought to its line. Errors: GitHubFailure. */
export async function patchOfCommit(workshop: Workshop, at: GitPlace, sha: string): Promise<string | undefined> {
  const commit = sureSha(sha);
  const fetched = await workshop.fetch(at, [{ what: commit, as: `${at.repository} merged` }]);
  if (fetched === undefined) return undefined;
  const parent = await workshop.text(['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^1`], { accept: [1, 128] });
  return parent === '' ? undefined : patchIdOf(workshop, parent, commit);
}

async function patchIdOf(workshop: Workshop, base: string, head: string): Promise<string | undefined> {
  const patch = await workshop.local(['diff-tree', '-p', '-r', ...asWritten, base, head]);
  const printed = await workshop.text(['patch-id', '--verbatim'], { input: withoutNul(patch.stdout) });
  return /^([0-9a-f]{40}) /.exec(printed)?.[1];
}

/** The patch of each commit against its parent; a commit that changes nothing has none. */
export async function patchIdsOf(
  workshop: Workshop,
  commits: readonly string[],
): Promise<readonly { readonly patchId: string; readonly sha: string }[]> {
  if (commits.length === 0) return [];
  const patches = await workshop.local(['diff-tree', '--stdin', '-p', '-r', '--root', ...asWritten], { input: `${commits.join('\n')}\n` });
  const printed = await workshop.local(['patch-id', '--verbatim'], { input: withoutNul(patches.stdout) });
  return linesOf(printed.stdout).map((line) => ({ patchId: line.slice(0, 40), sha: line.slice(41, 81) }));
}

/** `git patch-id` stops reading a line at a NUL, and what stands behind it would not count. */
function withoutNul(patch: Buffer): Buffer {
  if (!patch.includes(0)) return patch;
  const escaped = patch.toString('latin1').replaceAll('\x01', '\x011').replaceAll('\0', '\x010');
  return Buffer.from(escaped, 'latin1');
}
