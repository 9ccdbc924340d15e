/** The fix of one line: its change, its head, and who said LGTM to it. */
import type { Act, Place } from '../act.ts';
import type { Evidence } from './test-evidence.ts';
import type { Login } from '../ids.ts';
import type { Instant } from '../time/time.ts';

/**
 * What git knows of a change, where it could be asked. Each may be unknown: a case that was stored before these were gathered lacks them, and
 * so does one whose repository could not be fetched.
 */
export type PatchFacts = {
  /** The commit of the target line that the change starts from: the merge base. */
  readonly baseSha?: string | undefined;
  /** `git patch-id --verbatim` of the change from there to the head: the same after a rebase or squash that changes nothing. */
  readonly patchId?: string | undefined;
  /** The same of its single commits, so that one of them is known wherever it turns up. */
  readonly commitPatchIds?: readonly string[] | undefined;
  /** The branch of the fix repository that it comes from. */
  readonly branch?: string | undefined;
  /** The git tree of the head: everything in it, whatever its history. */
  readonly tree?: string | undefined;
  /** The commit at which its line stood when it had been merged. */
  readonly mergedAs?: string | undefined;
  /** Names and addresses in commits that belong to no login we know: somebody wrote a part of it, and we cannot tell who. */
  readonly unknownAuthors?: readonly string[] | undefined;
};

export type FixPullRequest = Place &
  PatchFacts & {
    /** The branch it is meant for, one of the policy's lines when the fix counts for a release. */
    readonly line: string;
    readonly headSha: string;
    /** When we learnt of this head: an LGTM typed before it was said of another one. */
    readonly headSeenAt: Instant;
    readonly state: 'open' | 'merged' | 'closed';
    /** Everybody who opened the pull request or wrote one of its commits: none of them may say LGTM. */
    readonly authors: readonly Login[];
    readonly lgtms: readonly Lgtm[];
    readonly voided: readonly VoidedLgtm[];
    /** What is known of its tests; of older trees too, so that stale evidence can be told from missing evidence. */
    readonly evidence?: readonly Evidence[];
    /** When somebody last asked GitHub for our check on this head again, which takes its answer away. */
    readonly checkAskedAt?: Instant | undefined;
    /** Somebody put up with what this very head lacks. */
    readonly override?: Override | undefined;
  };

/** `doubted`: when last asked about, GitHub could not say whether its giver is still a maintainer, so it does not count. */
export type Lgtm = Act &
  Pick<PatchFacts, 'patchId' | 'tree'> & { readonly sha: string; readonly via: 'command' | 'review'; readonly doubted?: true };

export type VoidedLgtm = Lgtm & {
  readonly voidedAt: Instant;
  readonly why: 'new-push' | 'other-line' | 'left-team' | 'withdrawn' | 'dismissed' | 'changes-requested';
};

export type Override = Act & { readonly reason: string; readonly sha: string };

/** What people said of a head in GitHub's temporary private fork, which no App can look into: declared, never verified. */
export type DeclaredHead = {
  readonly line: string;
  readonly sha: string;
  readonly lgtms: readonly (Act & { readonly doubted?: true })[];
  readonly tests: readonly (Act & { readonly link: string })[];
};
