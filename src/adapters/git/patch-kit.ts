/** Patches for those who build from sources: what a fix changes, as one text, and which releases of its line it fits. */
import { createHash, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitHubFailure } from '../../engine/ports/failures.ts';
import type { GitPlace, KitWanted, PatchKit, PatchWanted } from '../../engine/ports/git.ts';
import { leftLineAt } from './patch.ts';
import { sureSha } from './ref-names.ts';
import { isAncestor, refAt, type Workshop } from './workshop.ts';

/** Older releases than these are not looked at for the newest ones of a line. */
const mostTags = 60;

/** From where the fix left its line to its head. Errors: GitHubFailure. */
export async function patchKitOf(workshop: Workshop, at: GitPlace, wanted: KitWanted): Promise<PatchKit> {
  const headSha = sureSha(wanted.headSha);
  const head = { what: headSha, as: `${at.repository} pull/${wanted.number}` };
  const [lineTip] = (await workshop.fetch(at, [refAt(at, `heads/${wanted.line}`), head])) ?? [];
  if (lineTip === undefined) throw new GitHubFailure(`${at.repository}: the line or the commit is not there any more`, { permanent: true });
  const base = await leftLineAt(workshop, lineTip, headSha);
  const text = await printPatch(workshop, base, headSha);
  const releases: { tag: string; applies: boolean }[] = [];
  for (const { tag, sha } of await newestReleases(workshop, wanted)) releases.push({ tag, applies: await fits(workshop, sha, text) });
  return { base, digest: createHash('sha256').update(text).digest('hex'), size: text.length, releases };
}

/**
 * The same text again, from the commits that are here already where they are: the members get it within seconds of each other, whatever
 * GitHub does meanwhile. Errors: GitHubFailure when a commit is neither here nor there.
 */
export async function makePatch(workshop: Workshop, at: GitPlace, { base, sha }: PatchWanted): Promise<Buffer> {
  const wanted = [base, sha].map(sureSha);
  const there = await Promise.all(wanted.map((one) => workshop.local(['cat-file', '-e', `${one}^{commit}`], { accept: [1, 128] })));
  if (there.some(({ code }) => code !== 0)) {
    const fetched = await workshop.fetch(
      at,
      wanted.map((one) => ({ what: one, as: `${at.repository} patch ${one}` })),
    );
    if (fetched === undefined)
      throw new GitHubFailure(`${at.repository}: a commit of the patch is not there any more`, { permanent: true });
  }
  return printPatch(workshop, sureSha(base), sureSha(sha));
}

/** Nothing of the settings or attributes of this machine or that repository changes what it says. Source: git-diff(1), git 2.39. */
const asWritten = [
  '--binary',
  '--full-index',
  '--no-color',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '-U3',
  '--src-prefix=a/',
  '--dst-prefix=b/',
];

async function printPatch(workshop: Workshop, base: string, head: string): Promise<Buffer> {
  const { stdout } = await workshop.local(['diff-tree', '-p', '-r', ...asWritten, base, head]);
  return stdout;
}

/** By the published releases, newest first: the first few of which the line has grown. Empty where there is none, or the line is not public. */
async function newestReleases(workshop: Workshop, { line, releasedIn, tags, releases }: KitWanted) {
  const looked = tags.slice(0, mostTags).map((tag) => `tags/${tag}`);
  const tips = await workshop.tipsOf(releasedIn, [`heads/${line}`, ...looked]);
  const known = looked.filter((ref) => tips.has(ref));
  if (!tips.has(`heads/${line}`) || known.length === 0) return [];
  const [lineTip, ...shas] =
    (await workshop.fetch(
      releasedIn,
      [`heads/${line}`, ...known].map((ref) => refAt(releasedIn, ref)),
    )) ?? [];
  if (lineTip === undefined) return [];
  const found: { tag: string; sha: string }[] = [];
  for (const [index, ref] of known.entries()) {
    if (found.length >= releases) break;
    const sha = shas[index] ?? '';
    if (await isAncestor(workshop, sha, lineTip)) found.push({ tag: ref.slice('tags/'.length), sha });
  }
  return found;
}

/** Nothing is checked out: the tree of the release is read into an index of its own, and git says whether the patch would fit. */
async function fits(workshop: Workshop, sha: string, patch: Buffer): Promise<boolean> {
  const index = join(tmpdir(), `fixlead-index-${randomBytes(12).toString('hex')}`);
  const env = { GIT_INDEX_FILE: index };
  try {
    await workshop.local(['read-tree', sureSha(sha)], { env });
    const { code } = await workshop.local(['apply', '--cached', '--check', '--whitespace=nowarn', '-'], {
      env,
      input: patch,
      accept: [1, 128],
    });
    return code === 0;
  } finally {
    await rm(index, { force: true });
  }
}
