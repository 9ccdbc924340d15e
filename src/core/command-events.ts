/** What people ask for by a command, and who asks where. */
import type { CaseId, Login } from './ids.ts';
import type { Place } from './act.ts';
import type { Case } from './case.ts';
import type { SaysOfDate } from './disclosure/dated-act.ts';
import type { RejectName } from './intake/report.ts';
import type { SlowReason } from './schedule/slow-reasons.ts';
import type { DelayReason } from './disclosure/delay-reasons.ts';
import type { MemberName } from './distributors/register.ts';
import type { EarlyAsk, ListFound, PatchFound } from './distributors/early-asks.ts';
import type { RegisterAsk } from './distributors/register-asks.ts';
import type { PolicyFound, PolicyGlance } from './policy-version/policy-version.ts';
import type { ApprovedKind, NoticeKind, SentKind } from './notices/kinds.ts';
import type { Reason } from './rules.ts';
import type { CivilDate, Instant } from './time/time.ts';

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
  /** What stands on that line or its beginning, kept only where GitHub could not be asked about somebody; older histories lack it there too. */
  readonly typed?: string;
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
