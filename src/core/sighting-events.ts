/** What we saw: on GitHub, and in public of what is still private. */
import type { CaseId, Login, RepositoryName } from './ids.ts';
import type { Place } from './act.ts';
import type { Case } from './case.ts';
import type { PatchFacts } from './fix/fix-pull-request.ts';
import type { Evidence } from './fix/test-evidence.ts';
import type { AdvisoryFacts } from './records/advisory-facts.ts';
import type { ShownSeverity } from './score/shown-severity.ts';
import type { MemberSays } from './distributors/member-says.ts';
import type { MemberName } from './distributors/register.ts';
import type { PolicyVersion } from './policy-version/policy-version.ts';
import type { Away } from './people/away.ts';
import type { ProposalEnd } from './release-day/in-public.ts';
import type { Instant } from './time/time.ts';
import type { Actor } from './command-events.ts';

/** What we saw on GitHub, by webhook or by poll. */
export type SightingEvent =
  | {
      readonly kind: 'ReportReceived';
      readonly caseId: CaseId;
      readonly repository: RepositoryName;
      readonly installationId: number;
      readonly reporter: Login | undefined;
      readonly title: string;
      readonly text: string;
      readonly reportedAt: Instant;
      /** `draft` when maintainers began the advisory themselves: there is no report to accept. */
      readonly state: 'triage' | 'draft';
      /** Why the project's policy file could not be used as it stands, if so. */
      readonly policyProblem: string | undefined;
      /** Which version rules the case. */
      readonly policyVersion?: PolicyVersion | undefined;
    }
  | {
      readonly kind: 'AdvisorySeen';
      readonly state: AdvisoryState;
      readonly temporaryFork: RepositoryName | undefined;
      /** Known from looking only: what a webhook says may be old. */
      readonly severity?: ShownSeverity | undefined;
    }
  /** What stands on the advisory, whenever it reads differently. */
  | { readonly kind: 'AdvisoryRead'; readonly advisory: AdvisoryFacts }
  | { readonly kind: 'AdvisoryCommentSeen'; readonly commentId: string; readonly digest: string }
  /** Somebody wrote on the advisory, whatever they wrote. */
  | { readonly kind: 'ReporterSpoke' }
  | { readonly kind: 'MaintainerSpoke'; readonly by: Login; readonly commentId?: string }
  /** Who is away, as the project keeps it now. */
  | { readonly kind: 'AwayHeard'; readonly away: readonly Away[] }
  /** Whoever was Fix Lead is not a maintainer any more; asked for when something needs them. */
  | { readonly kind: 'FixLeadLeft'; readonly login: Login }
  /** A member that was told early answered on its own page. `isMember`: it is on the list now, at the address that its link went to. */
  | {
      readonly kind: 'MemberSpoke';
      readonly member: MemberName;
      readonly act: string;
      readonly isMember: boolean;
      readonly says: MemberSays;
    }
  | { readonly kind: 'AdvisoryCommentEdited'; readonly commentId: string; readonly digest: string }
  | { readonly kind: 'AdvisoryCommentGone'; readonly commentId: string }
  | ({
      readonly kind: 'PullRequestSeen';
      readonly place: Place;
      readonly line: string;
      readonly headSha: string;
      readonly state: 'open' | 'merged' | 'closed';
      readonly authors: readonly Login[];
    } & PatchFacts)
  /** A line as it is in the public repository and in the fix repository; `mirrorSha` is undefined where the fix repository has no such branch. */
  | { readonly kind: 'LineSeen'; readonly line: string; readonly publicSha: string; readonly mirrorSha: string | undefined }
  /** `to` is somebody who is neither a maintainer nor the reporter; undefined: everybody. */
  | {
      readonly kind: 'FixRepositoryExposed';
      readonly repository: RepositoryName;
      readonly to: Login | undefined;
      /** A whole team, by its slug, that the policy does not name; then `to` is undefined. */
      readonly team?: string;
    }
  /** Those whose LGTM or override counts were asked about again; whoever is in neither list is still a maintainer. */
  | { readonly kind: 'GiversAsked'; readonly asked: readonly Login[]; readonly left: readonly Login[]; readonly unknown: readonly Login[] }
  /** A test told its outcome. Only required ones are remembered. */
  | { readonly kind: 'EvidenceGiven'; readonly repository: RepositoryName; readonly evidence: Omit<Evidence, 'at'> }
  /** What keeps an unreviewed head from being merged into a line of the fix repository. */
  | { readonly kind: 'EnforcementFound'; readonly holds: NonNullable<Case['enforcement']> }
  /** GitHub does not require our check any more on these lines of the fix repository. */
  | { readonly kind: 'EnforcementLost'; readonly lines: readonly string[] }
  /** Somebody had GitHub ask for the check on this head again. */
  | { readonly kind: 'CheckAskedAgain'; readonly repository: RepositoryName; readonly sha: string }
  | {
      readonly kind: 'ReviewSubmitted';
      readonly place: Place;
      readonly by: Actor;
      readonly verdict: 'approved' | 'changes-requested' | 'other' | 'dismissed';
      readonly sha: string;
    };

/** What the public repository showed of a fix that is still private. */
export type PublicSightingEvent =
  /** The public branch of this line contains the approved head. */
  | { readonly kind: 'FixBecamePublic'; readonly line: string; readonly sha: string }
  /**
   * The public pull request that proposed an approved head came to something else. `mergedAs` and `patchId` are what the line got instead, where
   * it was merged, `headSha` what the pull request had become.
   */
  | {
      readonly kind: 'ProposalEnded';
      readonly line: string;
      readonly sha: string;
      readonly place: Place;
      readonly how: ProposalEnd;
      readonly headSha: string;
      readonly mergedAs?: string | undefined;
      readonly patchId?: string | undefined;
    }
  /** A public pull request shows a fix of the case, and a maintainer approved that head, or not yet. */
  | {
      readonly kind: 'FixShownInPull';
      readonly place: Place;
      readonly sha: string;
      readonly isApproved: boolean;
      readonly isReviewed: boolean;
    }
  /** Something of the case shows in public before its date: what, in our words, and where. */
  | { readonly kind: 'LeakSeen'; readonly what: string; readonly where: string }
  /** A published release whose tag contains the approved head of this line. */
  | { readonly kind: 'ReleaseSeen'; readonly line: string; readonly tag: string };

export type AdvisoryState = 'triage' | 'draft' | 'published' | 'closed' | 'withdrawn';
