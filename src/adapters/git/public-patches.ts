/** Looks for the patches of a fix among the branches and pull requests of the public repository, whatever commits they are made of there. */
import type { GitPlace, PatchSeen, SeenPatches, WantedPatches } from '../../engine/ports/git.ts';
import { patchIdsOf } from './patch.ts';
import { fullRef, isRefName, isSha } from './ref-names.ts';
import { gitFailure } from './what-git-said.ts';
import { isAncestor, linesOf, type Workshop } from './workshop.ts';

/** New tips that one look fetches; what is left is looked at next time. */
const mostTips = 100;
/** Commits whose patches are named in one go, and in one look: a fix is among the newest. */
const commitsAtOnce = 100;
const mostCommits = 2_000;

/** Errors: GitHubFailure. What was not fetched because it moved meanwhile is not among the answered tips, and so looked at again. */
export async function lookForPatches(workshop: Workshop, at: GitPlace, wanted: WantedPatches): Promise<SeenPatches> {
  const there = await tipsThere(workshop, at, wanted.pulls);
  const known = [...there].filter(([ref, sha]) => wanted.known[ref] === sha);
  const fresh = [...there].filter(([ref, sha]) => wanted.known[ref] !== sha).slice(0, mostTips);
  const refs = [...there.keys()];
  if (fresh.length === 0 || wanted.patchIds.length === 0) return { patches: [], tips: Object.fromEntries(known), refs };
  const fetched = await workshop.fetch(
    at,
    fresh.map(([ref]) => ({ what: ref, as: `${at.repository} shown ${ref}` })),
  );
  if (fetched === undefined) return { patches: [], tips: Object.fromEntries(known), refs };
  const tips = fresh.map(([ref], index) => [ref, fetched[index] ?? ''] as const);
  const patches: PatchSeen[] = [];
  for (const { patchId, sha } of await newPatches(workshop, tips, wanted)) {
    if (!wanted.patchIds.includes(patchId)) continue;
    const ref = await holderOf(workshop, tips, sha);
    if (ref !== undefined) patches.push({ patchId, sha, ref });
  }
  return { patches, tips: Object.fromEntries([...known, ...tips]), refs };
}

type Tip = readonly [ref: string, sha: string];

/** Every branch, and of the pull requests those asked about. Names that git could not have taken are left out. */
async function tipsThere(workshop: Workshop, at: GitPlace, pulls: readonly number[]): Promise<ReadonlyMap<string, string>> {
  const asked = ['refs/heads/*', ...pulls.map((number) => fullRef(`pull/${number}/head`))];
  const run = await workshop.reach(at, 'read', ['ls-remote', '--quiet'], asked);
  if (run.code !== 0) throw gitFailure(`reading the branches of ${at.repository}`, run);
  const listed = linesOf(run.stdout).map((line) => [line.slice('refs/'.length + 41), line.slice(0, 40)] as const);
  return new Map(listed.filter(([ref, sha]) => isRefName(ref) && isSha(sha)));
}

async function newPatches(workshop: Workshop, tips: readonly Tip[], { since, known }: WantedPatches) {
  const input = [...tips.map(([, sha]) => sha), ...new Set(Object.values(known).map((sha) => `^${sha}`))].join('\n');
  const limits = ['--no-merges', `--max-count=${mostCommits}`, `--since=@${Math.floor(since / 1_000)} +0000`];
  const commits = linesOf((await workshop.local(['rev-list', '--ignore-missing', ...limits, '--stdin'], { input })).stdout);
  const found = [];
  for (let first = 0; first < commits.length; first += commitsAtOnce)
    found.push(...(await patchIdsOf(workshop, commits.slice(first, first + commitsAtOnce))));
  return found;
}

async function holderOf(workshop: Workshop, tips: readonly Tip[], sha: string): Promise<string | undefined> {
  for (const [ref, tip] of tips) if (await isAncestor(workshop, sha, tip)) return ref;
  return undefined;
}
