/** What can happen to a case, in the past tense. */
import type { CaseId, Login, RepositoryName } from './ids.ts';
import type { Place } from './act.ts';
import type { Case } from './case.ts';
import type { SaysOfDate } from './disclosure/dated-act.ts';
import type { Access, AccessLevel, Accessor } from './fix-repository/access-record.ts';
import type { PatchFacts } from './fix/fix-pull-request.ts';
import type { Evidence } from './fix/test-evidence.ts';
import type { RejectName } from './intake/report.ts';
import type { AdvisoryFacts } from './records/advisory-facts.ts';
import type { SlowReason } from './schedule/slow-reasons.ts';
import type { ShownSeverity } from './score/shown-severity.ts';
import type { DelayReason } from './disclosure/delay-reasons.ts';
import type { EarlySend } from './distributors/early.ts';
import type { MemberSays } from './distributors/member-says.ts';
import type { MemberName } from './distributors/register.ts';
import type { EarlyAsk, ListFound, PatchFound } from './distributors/early-asks.ts';
import type { RegisterAsk } from './distributors/register-asks.ts';
import type { PolicyFound, PolicyGlance, PolicyVersion } from './policy-version/policy-version.ts';
import type { ApprovedKind, NoticeKind, SentKind } from './notices/kinds.ts';
import type { Away } from './people/away.ts';
import type { ProposalEnd } from './release-day/in-public.ts';
import type { Reason } from './rules.ts';
import type { CivilDate, Instant } from './time/time.ts';

export type CaseEvent = { readonly at: Instant } & (CommandEvent | SightingEvent | PublicSightingEvent | WorkEvent);

/**
 * Who did a thing, with what we could find out about them at that moment.
 * `unknown` means that we could not find out; whoever is unknown may do nothing that needs a role.
 */
export type Actor = { readonly login: Login; readonly role: 'maintainer' | 'reporter' | 'outsider' | 'unknown' };

/** Where a command was typed, which decides what it may do, and where the answer goes. */
export type Surface =
  | { readonly kind: 'advisory'; readonly commentId: string }
  | ({ readonly kind: 'case-issue'; readonly commentId: string } & Place)
  | ({ readonly kind: 'pull-request'; readonly commentId: string } & Place)
  /** By somebody who signed in with GitHub, and saw the case as it was after so many lines of its history. `commentId` is the number of the act. */
  | { readonly kind: 'dashboard'; readonly commentId: string; readonly drawn: number };

/** A command that was refused before. `message` is our own, as it was answered; it is missing in lines that were stored before it was kept. */
export type Refused = {
  readonly at: Instant;
  readonly by: Login;
  readonly place: Surface['kind'];
  readonly code: string;
  readonly message: string | undefined;
  readonly because: readonly Reason[];
};

type Typed = {
  readonly by: Actor;
  readonly from: Surface;
  /** The line of the comment, so that each answer has its own key. */ readonly line: number;
};

/** Found out before anything is shown or sent to distributors: who may be told now, and what git made of the approved heads. */
type EarlyFacts = { readonly list: ListFound | undefined; readonly patches?: readonly PatchFound[] };

/** What a maintainer would have in public about a case that is no vulnerability. */
type PublicText = { readonly title: string; readonly words: string | undefined };

/** What people ask for by a command. The table in `src/commands/commands.ts` makes these. */
export type CommandEvent = Typed &
  (
    | { readonly kind: 'HelpAsked'; /** The printed table of commands, which core may not import. */ readonly page: string }
    | { readonly kind: 'StatusAsked' }
    | {
        readonly kind: 'WhyAsked';
        readonly topic: string | undefined;
        /** The last ones, oldest first, where it was asked what was refused. */ readonly refusals?: readonly Refused[];
      }
    | { readonly kind: 'PolicyAsked'; readonly found: PolicyGlance }
    | {
        readonly kind: 'PolicyAdoptionAsked';
        /** What the files say now, which from here on rules the case. */ readonly found: PolicyFound;
      }
    | { readonly kind: 'ReportAcknowledged'; readonly plan?: string; readonly workaround?: string }
    | { readonly kind: 'ReportAccepted' }
    | {
        readonly kind: 'ReportRejected';
        readonly name: RejectName;
        /** In the maintainer's own words, for the reporter. */ readonly reason: string;
      }
    | {
        readonly kind: 'DuplicateNamed';
        readonly of: CaseId;
        /** What is known of that one, of whatever repository; undefined: it has no case. */
        readonly other: Pick<Case, 'repository' | 'phase' | 'duplicateOf'> | undefined;
      }
    | {
        readonly kind: 'ClosedInternally';
        /** In the maintainer's own words, for the reporter. */ readonly reason: string;
      }
    | { readonly kind: 'CaseReopened'; readonly reason: string }
    | ({ readonly kind: 'DowngradeDrafted' } & PublicText)
    | ({ readonly kind: 'HardeningDrafted' } & PublicText)
    | { readonly kind: 'DowngradeConfirmed' }
    | { readonly kind: 'HardeningConfirmed' }
    | {
        readonly kind: 'FixLeadNamed';
        readonly login: Login;
        /** The named person's role, found out beforehand. */ readonly role: Actor['role'];
        /** Said as a hand-over: there has to be somebody who leads. */ readonly handsOver?: true;
      }
    | {
        readonly kind: 'AwaySaid';
        readonly login: Login;
        /** Found out beforehand, as are the open cases that they lead. */ readonly role: Actor['role'];
        readonly leads: readonly CaseId[];
        /** The last day; undefined: back again. */ readonly until: CivilDate | undefined;
      }
    /** Of the project's register, which is kept in the project's own issue. */
    | { readonly kind: 'RegisterAsked'; readonly ask: RegisterAsk }
    | { readonly kind: 'VectorGiven'; readonly vector: string }
    | { readonly kind: 'ScoreFinalised' }
    | { readonly kind: 'ScoreAsked' }
    | {
        readonly kind: 'AffectedLinesNamed';
        readonly lines: readonly string[];
        /** The tags on the Releases page at that moment, where the policy takes its lines from there and GitHub could be asked. */
        readonly releasedTags?: readonly string[];
      }
    | { readonly kind: 'ExceptionMade'; readonly reason: string }
    | { readonly kind: 'InformationAsked'; readonly question: string }
    | { readonly kind: 'PublicKnowledgeReported'; readonly where: string }
    | { readonly kind: 'PublicKnowledgeConfirmed' }
    | {
        readonly kind: 'LeakReported';
        readonly what: string;
        readonly to: string;
        /** The distributor that leaked, where it was one. */ readonly member?: string;
      }
    | { readonly kind: 'SlowdownDecided'; readonly reason: SlowReason }
    | {
        readonly kind: 'UpstreamNamed';
        readonly project: string;
        /** Its date, where it has said one; and with whom there is contact. At least one of them is given. */
        readonly releaseAt?: Instant;
        readonly contact?: string;
      }
    | {
        readonly kind: 'DueMoved';
        /** The obligation's name as it was typed. */ readonly name: string;
        readonly dueAt: Instant;
        readonly reason: string;
      }
    | { readonly kind: 'MitigationGiven'; readonly words: string }
    | { readonly kind: 'LgtmGiven'; readonly sha: string | undefined }
    | { readonly kind: 'LgtmWithdrawn' }
    | { readonly kind: 'TargetNamed'; readonly branch: string; /** The release that is to bring the fix. */ readonly version: string }
    | { readonly kind: 'BackportAsked'; /** A line. */ readonly onto: string }
    | { readonly kind: 'LgtmDeclared'; readonly branch: string; readonly sha: string }
    | { readonly kind: 'DeclaredLgtmWithdrawn'; readonly branch: string }
    | { readonly kind: 'TestDeclared'; readonly branch: string; readonly sha: string; readonly link: string }
    | { readonly kind: 'GateOverridden'; /** `[LINE] REASON…`: on a pull request the line may be left out. */ readonly words: string }
    | { readonly kind: 'LineLeftWithout'; readonly branch: string; readonly reason: string }
    | { readonly kind: 'LineTakenBack'; readonly branch: string }
    | { readonly kind: 'FixSaidReady' }
    | { readonly kind: 'ExportConfirmed' }
    | { readonly kind: 'HoldPlaced'; readonly reason: string }
    | { readonly kind: 'HoldLifted' }
    | { readonly kind: 'ReleaseDateGiven'; readonly releaseAt: Instant; readonly delay?: DelayReason }
    | { readonly kind: 'ReleaseDateProposed'; readonly releaseAt: Instant; readonly delay?: DelayReason }
    | { readonly kind: 'ReleaseDateAgreed' }
    | { readonly kind: 'ReleaseDateObjectedTo'; readonly concern: string }
    | { readonly kind: 'DateObjectionWithdrawn' }
    /** A maintainer writes down what a member that was told early says of the date (S37). */
    | { readonly kind: 'DistributorSpokeOfDate'; readonly member: MemberName; readonly says: SaysOfDate }
    /** By whoever has the final say; the date stays as it is (S42). `of` is the login or the member that objects. */
    | { readonly kind: 'ObjectionOverruled'; readonly of: string; readonly reason: string }
    /** The final say, over whatever objection stands (S42). */
    | { readonly kind: 'ReleaseDateImposed'; readonly releaseAt: Instant; readonly delay?: DelayReason }
    | { readonly kind: 'ReleaseDateAsked' }
    | { readonly kind: 'CommunicationPlanGiven'; readonly words: string }
    | { readonly kind: 'NoticePreviewed'; readonly notice: NoticeKind }
    | { readonly kind: 'NoticeApproved'; readonly notice: ApprovedKind }
    | { readonly kind: 'NoticePosted'; readonly notice: SentKind; readonly channel: string; readonly link: string }
    | { readonly kind: 'NoticeRetried'; readonly notice: SentKind; readonly channel: string }
    /** `id` is one from the project's own CNA; undefined: GitHub is asked for one. */
    | { readonly kind: 'CveWanted'; readonly id: string | undefined }
    | ({ readonly kind: 'EarlyAsked'; readonly ask: EarlyAsk } & EarlyFacts)
    | ({ readonly kind: 'EarlyConfirmed' } & EarlyFacts)
    | { readonly kind: 'CreditDecided'; readonly wanted: boolean; readonly name?: string }
    | { readonly kind: 'StatusPageChanged'; readonly to: 'new' | 'ended' }
    | {
        readonly kind: 'RetryAsked';
        /** Of an effect. */ readonly key: string;
        /** What was given up under it, found out beforehand; undefined: nothing. */ readonly what: string | undefined;
      }
    | { readonly kind: 'PublicationAsked' }
    | { readonly kind: 'PublicationForced'; readonly reason: string }
    | { readonly kind: 'LatePublicationExcused'; readonly reason: string }
    | { readonly kind: 'CommandNotUnderstood'; readonly code: 'unknown-command' | 'bad-arguments' | 'unreadable'; readonly message: string }
  );

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

/** `conflict` names the commit that did not fit; `not-a-plain-row` is a change with merges, or with too many commits. */
export type BackportResult =
  | { readonly kind: 'pushed'; readonly sha: string }
  | { readonly kind: 'conflict'; readonly sha: string; readonly files: readonly string[] }
  | { readonly kind: 'not-a-plain-row' }
  | { readonly kind: 'nothing-left' }
  | { readonly kind: 'branch-taken' };

/** What our own work brought back: a wake-up that rang, an effect that was carried out or given up, what another case told. */
export type WorkEvent =
  /** `reporter` is who had sent the duplicate, undefined where maintainers had begun it. */
  | { readonly kind: 'DuplicateClosed'; readonly duplicate: CaseId; readonly reporter: Login | undefined }
  | { readonly kind: 'WakeUpRang'; readonly name: string; readonly dueAt: Instant }
  | { readonly kind: 'CaseIssueOpened'; readonly place: Place }
  | { readonly kind: 'PublicIssueOpened'; readonly place: Place }
  /** The private repository of this case alone exists. */
  | { readonly kind: 'FixRepositoryMade'; readonly repository: RepositoryName }
  /** What became of a wish about access; `why` where GitHub refused. */
  | {
      readonly kind: 'AccessSet';
      readonly repository: RepositoryName;
      readonly to: Accessor;
      readonly access: AccessLevel | 'none';
      readonly how: Access['how'];
      readonly why?: string;
    }
  | {
      readonly kind: 'LineMirrored';
      readonly line: string;
      readonly publicSha: string;
      readonly mirrorSha: string;
      readonly state: 'done' | 'diverged';
    }
  | {
      readonly kind: 'BackportMade';
      readonly line: string;
      /** The pull request whose commits were picked, and the branch for them. */
      readonly number: number;
      readonly branch: string;
      readonly result: BackportResult;
    }
  | { readonly kind: 'BackportOpened'; readonly line: string; readonly place: Place }
  /** Our own vector got onto the advisory, or stands there already. */
  | { readonly kind: 'SeverityWritten'; readonly vector: string; readonly askedAt: Instant }
  /** `as`: with whose own token; missing: with the App's, or seen. */
  | { readonly kind: 'AdvisoryPublished'; readonly publishedAt: Instant; readonly as?: Login }
  /** A public pull request proposes this approved head. */
  | { readonly kind: 'FixProposed'; readonly line: string; readonly sha: string; readonly place: Place }
  /** `tip` is where the public line stands instead, undefined when there is no such branch. */
  | { readonly kind: 'PushRefused'; readonly line: string; readonly sha: string; readonly tip: string | undefined }
  /** `kept` names the versions that a person had written and that are others than those of the releases. */
  | { readonly kind: 'PatchedVersionsSet'; readonly versions: readonly string[]; readonly kept: readonly string[] }
  | {
      readonly kind: 'NoticeSent';
      readonly notice: SentKind;
      readonly channel: string;
      readonly edition: number;
      /** Where it can be read, if the channel says. */ readonly link: string | undefined;
    }
  | ({ readonly kind: 'DistributorMailed' } & Pick<EarlySend, 'stage' | 'edition' | 'member'>)
  /** The App was installed anew: what it may do it may do under this number from now on. */
  | { readonly kind: 'InstallationChanged'; readonly installationId: number }
  | { readonly kind: 'AdvisoryCommentsFound'; readonly are: 'available' | 'absent' }
  | { readonly kind: 'EffectGivenUp'; readonly key: string; readonly what: string; readonly error: string };

/** One kind of command with the instant it was typed. */
export type Command<Kind extends CommandEvent['kind']> = Extract<CommandEvent, { kind: Kind }> & { readonly at: Instant };

type Sighted = SightingEvent | PublicSightingEvent | WorkEvent;

/** One kind of sighting or outcome with its instant. */
export type Seen<Kind extends Sighted['kind']> = Extract<Sighted, { kind: Kind }> & {
  readonly at: Instant;
};

export function isCommand(event: CaseEvent): event is CommandEvent & { readonly at: Instant } {
  return 'from' in event;
}
