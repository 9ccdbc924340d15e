/** What git is asked and told. */
import type { PatchToSend } from '../../core/distributors/early.ts';
import type { BackportResult } from '../../core/work-events.ts';
import type { RepositoryName } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';

/** A repository on GitHub, and the installation whose token opens it. */
export type GitPlace = { readonly installationId: number; readonly repository: RepositoryName };
export type GitRef = `heads/${string}` | `tags/${string}`;

/** Commits on GitHub and between its repositories. Each throws GitHubFailure when it could not be found out or done. */
export type Git = {
  /** The branches of these names that there are, with their commits. */
  branches(at: GitPlace, names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The commit under a branch or tag as it is now; undefined when there is none. */
  tipOf(at: GitPlace, ref: GitRef): Promise<string | undefined>;
  patch(at: GitPlace, change: ProposedChange): Promise<Patch>;
  /** The patch of one commit against its first parent; undefined for an empty one, or where there is no such commit. */
  patchIdOf(at: GitPlace, sha: string): Promise<string | undefined>;
  /** Whether the branch or tag has this commit in its history; false also when there is no such branch or commit. */
  contains(at: GitPlace, ref: GitRef, sha: string): Promise<boolean>;
  /** Whether the line has the tree or the patch, whole or commit by commit, in a commit since then. */
  carries(at: GitPlace, line: string, wanted: CarriedFix): Promise<boolean>;
  /** Looks for patches in everything that a repository shows; asks nothing but git, which tells nobody what is looked for. */
  lookForPatches(at: GitPlace, wanted: WantedPatches): Promise<SeenPatches>;
  /** Picks the commits of a pull request onto another line of the same repository, as a new branch. */
  backport(at: GitPlace, backport: Backport): Promise<BackportResult>;
  /** What a fix is as one text, without the text. */
  patchKit(at: GitPlace, wanted: KitWanted): Promise<PatchKit>;
  makePatch(at: GitPlace, wanted: PatchWanted): Promise<Buffer>;
  /** Whoever calls this has made sure that `to` may see the commit; all the looking may take minutes, so `beforeSending` may ask again, and throw. */
  pushForward(push: Push, how?: { readonly onlyLook?: boolean; readonly beforeSending?: () => Promise<void> }): Promise<PushResult>;
};

export type ProposedChange = { readonly number: number; readonly line: string; readonly headSha: string };

/** `tags` are those of the published releases there, newest first; the patch is tried on the newest `releases` of the line. */
export type KitWanted = ProposedChange & { readonly releasedIn: GitPlace; readonly tags: readonly string[]; readonly releases: number };
export type PatchWanted = { readonly base: string; readonly sha: string };
/** `digest` is the SHA-256 of the text. Unit of `size`: bytes. */
export type PatchKit = Pick<PatchToSend, 'base' | 'digest' | 'size' | 'releases'>;

/** `tree` where nothing less than every file counts. */
export type CarriedFix = { readonly since: Instant } & (
  { readonly tree: string } | { readonly patchId: string | undefined; readonly commitPatchIds: readonly string[] }
);

export type WantedPatches = {
  readonly patchIds: readonly string[];
  /** Pull requests to look into besides every branch; GitHub keeps their commits, whoever's fork they come from. */
  readonly pulls: readonly number[];
  /** Commits from before are none of the fix. */
  readonly since: Instant;
  /** What the last look answered as `tips`: all that they hold is known. */
  readonly known: Readonly<Record<string, string>>;
};

/** `ref` is `heads/NAME` or `pull/NUMBER/head`. */
export type PatchSeen = { readonly patchId: string; readonly sha: string; readonly ref: string };

export type SeenPatches = {
  readonly patches: readonly PatchSeen[];
  /** By ref, what has been looked at by now. */
  readonly tips: Readonly<Record<string, string>>;
  /** Every branch there is, and the pull requests asked about. */
  readonly refs: readonly string[];
};

export type Backport = ProposedChange & { readonly onto: string; readonly branch: string };

export type NewBranch = Extract<BackportResult, { kind: 'pushed' | 'branch-taken' }>;

export type Patch = {
  /** Where the change left its line. */
  readonly baseSha: string;
  /** The tree of the head: what a test was run on. */
  readonly tree: string;
  /** The same after a rebase or a squash that changed nothing; undefined for an empty patch. */
  readonly patchId: string | undefined;
  /** The same of its single commits, the newest hundred. */
  readonly commitPatchIds?: readonly string[];
};

export type Push = {
  readonly from: GitPlace;
  readonly sha: string;
  readonly to: GitPlace;
  readonly branch: string;
  readonly ifMissing: 'create' | 'refuse';
};

/** `tip` is what the branch points to: at or past the commit, or moved elsewhere underneath. */
export type PushResult =
  | { readonly kind: 'pushed' }
  /** Only looked: the branch would follow. */
  | { readonly kind: 'could-be-pushed' }
  | { readonly kind: 'already-there'; readonly tip: string }
  | { readonly kind: 'diverged'; readonly tip: string }
  | { readonly kind: 'no-such-branch' };
