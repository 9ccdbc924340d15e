/** What an adapter saw, in our own words, before it is known which case it concerns. */
import type { MemberSays } from '../core/distributors/member-says.ts';
import type { MemberName } from '../core/distributors/register.ts';
import type { Place } from '../core/act.ts';
import type { Evidence } from '../core/fix/test-evidence.ts';
import type { AdvisoryFacts } from '../core/records/advisory-facts.ts';
import type { ShownSeverity } from '../core/score/shown-severity.ts';
import type { Seen } from '../core/events.ts';
import type { AdvisoryState } from '../core/sighting-events.ts';
import type { CaseId, Login, RepositoryName } from '../core/ids.ts';
import type { Instant } from '../core/time/time.ts';

export type Sighting = { readonly installationId: number; readonly at: Instant } & SightingBody;

export type SightingBody =
  | {
      readonly kind: 'AdvisorySighted';
      readonly caseId: CaseId;
      readonly repository: RepositoryName;
      readonly state: AdvisoryState;
      readonly reporter: Login | undefined;
      readonly title: string;
      readonly text: string;
      readonly reportedAt: Instant;
      readonly temporaryFork: RepositoryName | undefined;
      /** From looking only: what a webhook says may be old. */
      readonly severity?: ShownSeverity;
      /** What records are made of; arrivals from before there were any lack it. */
      readonly facts?: AdvisoryFacts;
    }
  | {
      readonly kind: 'AdvisoryCommentSighted';
      readonly caseId: CaseId;
      readonly commentId: string;
      readonly author: Login;
      readonly text: string;
      readonly digest: string;
      /** Unedited when first seen; only then are its commands read. */
      readonly unedited: boolean;
    }
  | { readonly kind: 'AdvisoryCommentChanged'; readonly caseId: CaseId; readonly commentId: string; readonly digest: string | undefined }
  | { readonly kind: 'AdvisoryCommentsProbed'; readonly caseId: CaseId; readonly are: 'available' | 'absent' }
  /** A line as it is in the public repository and in the fix repository. */
  | {
      readonly kind: 'LineSighted';
      readonly caseId: CaseId;
      readonly line: string;
      readonly publicSha: string;
      readonly mirrorSha: string | undefined;
    }
  | {
      readonly kind: 'IssueCommentSighted';
      readonly place: Place;
      readonly onPullRequest: boolean;
      /** An App opened the issue and marked it as we do: it may be ours. */
      readonly isMarked?: boolean;
      readonly commentId: string;
      readonly author: Login;
      readonly text: string;
    }
  /** Somebody opened an issue in a public repository. */
  | { readonly kind: 'PublicIssueSighted'; readonly place: Place; readonly title: string; readonly text: string }
  | {
      readonly kind: 'PullRequestSighted';
      readonly place: Place;
      readonly line: string;
      readonly headSha: string;
      readonly state: 'open' | 'merged' | 'closed';
      readonly author: Login;
      /** Text in which the case may be named: branch, title and body. */
      readonly names: string;
    }
  /** Something happened to a pull request of a public repository that may bear on whether it is ready. */
  | { readonly kind: 'PublicPullSighted'; readonly place: Place; readonly again?: true }
  /** A pull request into the default branch, where the policy file holds, was opened or pushed to. */
  | { readonly kind: 'ChangeProposed'; readonly place: Place; readonly headSha: string; readonly again?: true }
  | {
      readonly kind: 'ReviewSighted';
      readonly place: Place;
      readonly reviewer: Login;
      readonly verdict: 'approved' | 'changes-requested' | 'other' | 'dismissed';
      readonly sha: string;
    }
  /** Somebody did something on the dashboard, as they would have typed it, having seen the case after `drawn` lines of its history. */
  | {
      readonly kind: 'ActSighted';
      readonly caseId: CaseId;
      readonly actId: string;
      readonly author: Login;
      readonly text: string;
      readonly drawn: number;
    }
  /** The same for what concerns no single case; `drawn` is a digest of the register that they saw. */
  | {
      readonly kind: 'ProjectActSighted';
      readonly repository: RepositoryName;
      readonly actId: string;
      readonly author: Login;
      readonly text: string;
      readonly drawn: string;
    }
  /** A member said something on its page, as the one that the register has at this address. */
  | {
      readonly kind: 'MemberActSighted';
      readonly caseId: CaseId;
      readonly actId: string;
      readonly member: MemberName;
      readonly address: string;
      readonly says: MemberSays;
    }
  /** The public repository shows something of a fix. */
  | { readonly kind: 'FixSightedInPublic'; readonly caseId: CaseId; readonly line: string; readonly sha: string }
  | ({ readonly kind: 'ProposalSighted'; readonly caseId: CaseId } & Pick<
      Seen<'ProposalEnded'>,
      'line' | 'sha' | 'place' | 'how' | 'headSha' | 'mergedAs' | 'patchId'
    >)
  | { readonly kind: 'TraceSighted'; readonly caseId: CaseId; readonly what: string; readonly where: string }
  | { readonly kind: 'ReleaseSighted'; readonly caseId: CaseId; readonly line: string; readonly tag: string }
  /** A repository became public, or, with a login, somebody was given access to it; which cases that concerns is found out first. */
  | { readonly kind: 'RepositoryOpened'; readonly repository: RepositoryName; readonly login: Login | undefined; readonly team?: string }
  | {
      readonly kind: 'FixRepositoryOpened';
      readonly caseId: CaseId;
      readonly repository: RepositoryName;
      readonly login: Login | undefined;
      /** By its slug. */
      readonly team?: string | undefined;
    }
  /** GitHub told the outcome of a test. */
  | { readonly kind: 'EvidenceSighted'; readonly repository: RepositoryName; readonly evidence: Omit<Evidence, 'at'> }
  /** Somebody had GitHub ask for our check on a commit again. */
  | { readonly kind: 'CheckRerequested'; readonly repository: RepositoryName; readonly sha: string }
  /** On which guarded lines of the fix repository GitHub does not require our check; none: on all of them it does. */
  | { readonly kind: 'RulesSighted'; readonly caseId: CaseId; readonly unguarded: readonly string[] }
  /** Somebody left or entered a team, an organisation or a repository: whoever said LGTM may not be a maintainer any more. */
  | { readonly kind: 'MembersChanged' }
  | { readonly kind: 'GiversDoubted'; readonly caseId: CaseId }
  /** Something that changes what we watch or may do: installations, repositories, members. The next poll is brought forward. */
  | { readonly kind: 'SurroundingsChanged'; readonly what: string };
