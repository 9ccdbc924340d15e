/** What a case is: one advisory of one repository with all that happened to it, as plain data. */
import type { CvssScore } from './cvss.ts';
import type { CaseId, Login, RepositoryName } from './ids.ts';
import type { Instant } from './time.ts';

export type Case = {
  readonly id: CaseId;
  readonly repository: RepositoryName;
  readonly installationId: number;
  readonly phase: Phase;
  readonly report: Report;
  /** The first answer of a maintainer to the reporter (S9, S24). */
  readonly acknowledged: Act | undefined;
  readonly accepted: Act | undefined;
  readonly rejected: (Act & { readonly reason: string }) | undefined;
  readonly fixLead: (Act & { readonly login: Login }) | undefined;
  readonly score: (Act & { readonly cvss: CvssScore }) | undefined;
  readonly pullRequests: readonly FixPullRequest[];
  readonly holds: readonly Hold[];
  /** A date somebody wished for where it may not be settled; it binds nobody. */
  readonly proposedRelease: (Act & { readonly releaseAt: Instant }) | undefined;
  /** The Release Date (S106): the agreed instant of disclosure. */
  readonly release: (Act & { readonly releaseAt: Instant }) | undefined;
  readonly published: { readonly at: Instant; readonly by: 'fixlead' | 'somebody-else' } | undefined;
  /** The private issue in the fix repository where maintainers discuss the case; undefined until it was opened. */
  readonly caseIssue: Place | undefined;
  /** Whether GitHub lets us read and write this advisory's comments (a preview since 2026-10-02). */
  readonly advisoryComments: 'unknown' | 'available' | 'absent';
  /** GitHub's temporary private fork, which no App can enter. */
  readonly temporaryFork: RepositoryName | undefined;
  /** Digests of advisory comments as first seen, so that a later edit or disappearance is noticed. */
  readonly seenComments: Readonly<Record<string, SeenComment>>;
  /** Wake-ups that have rung, as `name@dueAt`: each rings once. */
  readonly rung: readonly string[];
  /** Effects that were given up after many tries; a person must look. */
  readonly stuck: readonly StuckEffect[];
  /** The last few things that happened, in words that the reporter may read, newest last. */
  readonly recent: readonly Note[];
};

export type Phase = 'reported' | 'accepted' | 'publishing' | 'published' | 'rejected';

/** Who did a thing, and when. */
export type Act = { readonly by: Login; readonly at: Instant };

export type Report = {
  readonly title: string;
  /** The reporter's own words as they first reached us. */
  readonly text: string;
  readonly reporter: Login | undefined;
  /** When the report reached GitHub, as nearly as we can know: the clocks start here. */
  readonly reportedAt: Instant;
};

export type Place = { readonly repository: RepositoryName; readonly number: number };

export type FixPullRequest = Place & {
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
};

export type Lgtm = Act & { readonly sha: string; readonly via: 'command' | 'review' };
export type VoidedLgtm = Lgtm & { readonly voidedAt: Instant; readonly why: 'new-push' | 'withdrawn' | 'dismissed' | 'changes-requested' };
export type Hold = Act & { readonly reason: string };
export type SeenComment = { readonly digest: string; readonly gone: boolean };
export type Note = { readonly at: Instant; readonly words: string };
export type StuckEffect = { readonly key: string; readonly what: string; readonly error: string; readonly at: Instant };

/** Named when GitHub's own pages, not a command, did something: GitHub does not say who. Not a person: say it with `sayWho`. */
export const somebody = 'somebody-on-github' as Login;

/** Nothing about the case may reach the public. */
export function isEmbargoed(thisCase: Case): boolean {
  return thisCase.phase !== 'published';
}

/** The case still needs somebody. */
export function isOpen(thisCase: Case): boolean {
  return thisCase.phase !== 'published' && thisCase.phase !== 'rejected';
}
