/** Looks in git for what gives a fix away in public: its patch under other commits, and branches that are named after it or after the case. */
import { createHash } from 'node:crypto';
import type { FixPullRequest } from '../../core/fix/fix-pull-request.ts';
import type { Engine } from '../engine.ts';
import type { PatchSeen, SeenPatches } from '../ports/git.ts';
import type { StoredCase } from '../ports/store.ts';

const dayMs = 24 * 3_600_000;

export type TracesInGit = {
  readonly traces: readonly { readonly what: string; readonly where: string }[];
  /** Call when the traces are durable: until then the next look finds them again. */
  remember(): Promise<void>;
};

/** `pulls` are those of the public repository that were touched lately, `names` what names the case. */
export async function lookForPatches(
  engine: Engine,
  { case: thisCase }: StoredCase,
  { pulls, names }: { readonly pulls: readonly number[]; readonly names: readonly string[] },
): Promise<TracesInGit> {
  const { installationId, repository, report } = thisCase;
  const fixes = thisCase.pullRequests.filter((pull) => pull.state !== 'closed');
  const patchIds = [...new Set(fixes.flatMap(patchesOf))].toSorted();
  const cursorKey = `patches/${thisCase.id}`;
  const before = readCursor(await engine.store.readCursor(cursorKey));
  // A fix may be shown before it is known to be one, so each new patch is looked for in everything again.
  const of = createHash('sha256').update(patchIds.join()).digest('hex');
  const known = before?.of === of ? before.tips : {};
  const seen = await engine.git.lookForPatches(
    { installationId, repository },
    { patchIds, pulls, since: report.reportedAt - dayMs, known },
  );
  return {
    traces: [
      ...seen.patches.map((patch) => ({ what: whatIs(patch, fixes), where: placeOf(patch.ref, repository) })),
      ...tellingNames(seen, fixes, names).map((name) => ({ what: `The branch name ${name}`, where: repository })),
    ],
    remember: () => engine.store.writeCursor(cursorKey, JSON.stringify({ of, tips: seen.tips })),
  };
}

function patchesOf({ patchId, commitPatchIds = [] }: FixPullRequest): readonly string[] {
  return [...(patchId === undefined ? [] : [patchId]), ...commitPatchIds];
}

/** We wrote it ourselves. */
function readCursor(text: string | undefined): { readonly of: string; readonly tips: SeenPatches['tips'] } | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as { of: string; tips: SeenPatches['tips'] });
}

function whatIs({ patchId, sha }: PatchSeen, fixes: readonly FixPullRequest[]): string {
  const whole = fixes.filter((fix) => fix.patchId === patchId);
  const parts = fixes.filter((fix) => patchesOf(fix).includes(patchId));
  const lines = [...new Set((whole.length > 0 ? whole : parts).map((fix) => fix.line))].join(' and ');
  return `${whole.length > 0 ? 'The change' : 'A part of the change'} that fixes ${lines}, as the commit ${sha.slice(0, 10)},`;
}

function placeOf(ref: string, repository: string): string {
  const [, number] = /^pull\/(\d+)\/head$/.exec(ref) ?? [];
  return number === undefined ? `the branch ${ref.replace(/^heads\//, '')} of ${repository}` : `${repository}#${number}`;
}

/** Shorter ones, such as `fix` or `patch-1`, are anybody's. Unit: characters. */
const shortestTellingName = 12;

function tellingNames({ refs }: SeenPatches, fixes: readonly FixPullRequest[], names: readonly string[]): readonly string[] {
  const ours = fixes.flatMap(({ branch }) => (branch === undefined || branch.length < shortestTellingName ? [] : [branch.toLowerCase()]));
  const branches = refs.filter((ref) => ref.startsWith('heads/')).map((ref) => ref.slice('heads/'.length));
  return branches.filter(
    (branch) => ours.includes(branch.toLowerCase()) || names.some((name) => branch.toLowerCase().includes(name.toLowerCase())),
  );
}
