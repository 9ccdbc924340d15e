/** What the engine asks of GitHub, lets it do, and sees there. */
import type { Place } from '../../core/act.ts';
import type { PatchFacts } from '../../core/fix/fix-pull-request.ts';
import type { Evidence } from '../../core/fix/test-evidence.ts';
import type { EffectKind, EffectOf } from '../../core/effects.ts';
import type { CaseEvent } from '../../core/events.ts';
import type { CaseId, Login, RepositoryName, SubjectId } from '../../core/ids.ts';
import type { ChannelKind } from '../../core/notices/channels.ts';
import type { Policy } from '../../core/policy.ts';
import type { ProjectEvent } from '../../core/project/project-events.ts';
import type { Instant } from '../../core/time/time.ts';
import type { Sighting } from '../sighting.ts';

export type GitHub = {
  /**
   * Our words for a raw delivery; several when it concerns several things, none when we have no use for it.
   * `receivedAt` stands in where the payload names no time of its own: real payloads have nulls there.
   * Errors: `unreadable` when it is not what GitHub documents.
   */
  readDelivery(name: string, body: string, receivedAt: Instant): readonly Sighting[] | { readonly unreadable: string };
  facts: GitHubFacts;
  /** Opens a pull request, or finds the open one from that branch to that line; answers its number. */
  openPullRequest(installationId: number, pull: NewPullRequest): Promise<number>;
  performers: GitHubPerformers;
  /** The channels on GitHub: a public issue of the project, and the notes of its releases. */
  notices: NoticeSender;
  watch: GitHubWatch;
};

export type NewPullRequest = {
  readonly repository: RepositoryName;
  readonly branch: string;
  readonly line: string;
  readonly title: string;
  readonly body: string;
};

/** Things to find out before deciding. Each throws when GitHub cannot be asked. */
export type GitHubFacts = {
  /** The policy files as they stand now, the repository's and its organisation's; either may be missing. */
  policyFiles(installationId: number, repository: RepositoryName): Promise<PolicyFilesSeen>;
  /** Whether the pull request changes, adds or takes away the repository's policy file. */
  changesPolicyFile(installationId: number, place: Place): Promise<boolean>;
  /** That file at a commit, which may be a fork's that a pull request brings; undefined where there is none. */
  policyFileAt(installationId: number, repository: RepositoryName, sha: string): Promise<PolicyFileSeen | undefined>;
  /** The tags of the published releases that are no prereleases, newest first, at most a few hundred. */
  releasedTags(installationId: number, repository: RepositoryName): Promise<readonly string[]>;
  isMaintainer(installationId: number, repository: RepositoryName, policy: Policy, login: Login): Promise<boolean>;
  /** Whether everybody can read the advisory now. */
  isPublished(installationId: number, repository: RepositoryName, caseId: CaseId): Promise<boolean>;
  /** What time it is at GitHub. Unit: whole seconds, as an instant. Errors: GitHubFailure where its answer has no date. */
  time(installationId: number, repository: RepositoryName): Promise<Instant>;
  /** The check runs on a commit, whatever App made them. */
  checks(installationId: number, repository: RepositoryName, sha: string): Promise<readonly Evidence[]>;
  /** The pull request as it stands now; undefined when there is none. */
  pullRequest(installationId: number, place: Place): Promise<LivePullRequest | undefined>;
  /** For which of these effects we opened the issue. */
  issueOpener(installationId: number, place: Place, effectKeys: readonly string[]): Promise<IssueOpener>;
  /** A pull request of a public repository, and who approved its very head there; undefined when there is none, or the repository is private. */
  publicPull(installationId: number, place: Place): Promise<PublicPull | undefined>;
};

export type PolicyFilesSeen = {
  readonly repository?: PolicyFileSeen | undefined;
  readonly organisation?: PolicyFileSeen | undefined;
};

/** `sha` is git's id of the content. */
export type PolicyFileSeen = { readonly text: string; readonly path: string; readonly sha: string };

export type LivePullRequest = PatchFacts & {
  readonly headSha: string;
  /** Whoever opened it or wrote, co-wrote or committed one of its commits. */
  readonly authors: readonly Login[];
  /** The branch it is meant for. */
  readonly line: string;
  readonly state: 'open' | 'merged' | 'closed';
  /** Text in which the case may be named: branch, title and body. */
  readonly names: string;
};

/** `of` is the effect that opened it, undefined when it is none of those that were named. */
export type IssueOpener = { readonly ours: false } | { readonly ours: true; readonly of: string | undefined };

export type PublicPull = {
  readonly headSha: string;
  /** The branch it is meant for. */
  readonly line: string;
  readonly isOpen: boolean;
  /** Whose last word on it is an approval of this head; Apps left out. */
  readonly approvedBy: readonly Login[];
};

/** One performer for each kind of effect, so that a new kind does not compile until it is handled. */
export type Performers = { readonly [Kind in EffectKind]: Performer<Kind> };

/** What git carries out; notices go to several systems, and everything else is GitHub's. */
export type GitEffectKind = 'MirrorLine' | 'MakeBackport';
export type GitHubPerformers = Omit<
  Performers,
  | GitEffectKind
  | 'PushFix'
  | 'ProposeFix'
  | 'SendNotice'
  | 'WriteRecords'
  | 'MailDistributor'
  | 'MailMemberLink'
  | 'AnswerOnDashboard'
  | 'KeepStatusPage'
>;

export type Performer<Kind extends EffectKind> = {
  /** Whether the wanted end already holds; asked before every try but the first, and before the first where the end is an edit in place. */
  look(context: PerformContext, effect: EffectOf<Kind>): Promise<Found | undefined>;
  perform(context: PerformContext, effect: EffectOf<Kind>): Promise<Found>;
};

export type PerformContext = { readonly about: SubjectId; readonly repository: RepositoryName; readonly installationId: number };

/** What an effect brought back: something to remember it by, and an event when the case must know. */
export type Found = { readonly result: string; readonly event?: CaseEvent | ProjectEvent };

/** Carries notices to one kind of channel. `name` is what stands behind the colon in the policy. */
export type NoticeSender = {
  /** Whether it stands there already, asked before every try but the first, where the channel can be asked. */
  look?(context: PerformContext, notice: EffectOf<'SendNotice'>, name: string): Promise<SentNotice | undefined>;
  /** Errors: throws ChannelFailure or GitHubFailure. */
  send(context: PerformContext, notice: EffectOf<'SendNotice'>, name: string): Promise<SentNotice>;
};

/** `result` is for the log; `link` where people can read it. */
export type SentNotice = { readonly result: string; readonly link?: string };

export type NoticeSenders = { readonly [Kind in Exclude<ChannelKind, 'by-hand'>]: NoticeSender };

/** Looking for what no webhook tells (facts: drafts, edits, comments, forks). ETags make a quiet look free. */
export type GitHubWatch = {
  installations(): Promise<readonly { readonly installationId: number; readonly repositories: readonly RepositoryName[] }[]>;
  /** Advisories changed since the cursor. Undefined cursor out means: nothing changed. */
  advisories(
    installationId: number,
    repository: RepositoryName,
    cursor: string | undefined,
  ): Promise<{ readonly sightings: readonly Sighting[]; readonly cursor: string } | undefined>;
  /** All comments of one advisory, or `absent` where GitHub does not offer them, or undefined when nothing changed. */
  comments(
    installationId: number,
    repository: RepositoryName,
    caseId: CaseId,
    cursor: string | undefined,
  ): Promise<{ readonly comments: readonly PolledComment[]; readonly cursor: string } | 'absent' | undefined>;
  /**
   * What the public repository shows of a fix. Asked by the fix's commits, which tells nobody but GitHub of them.
   * Answers only what could be found out; a commit that is nowhere in it is not in the answer.
   */
  publicRepository(installationId: number, repository: RepositoryName, wanted: WantedInPublic): Promise<SeenInPublic>;
  /** Those who were let into a repository by name, whether or not they are members of the organisation. */
  collaborators(installationId: number, repository: RepositoryName): Promise<readonly Login[]>;
  /** The teams, by their slugs, that can get into a repository; undefined where the App may not ask. */
  teams(installationId: number, repository: RepositoryName): Promise<readonly string[] | undefined>;
  /** Those of these lines on which no rule in force demands our own check. Where a plan has no rules it is all of them. */
  unguarded(installationId: number, repository: RepositoryName, lines: readonly string[]): Promise<readonly string[]>;
  /** GUIDs and ids of deliveries since `since` that failed and whose GUID never succeeded. Ids are text: they are above 2^53 (octokit/request.js#797). */
  missedDeliveries(since: Instant): Promise<readonly { readonly id: string; readonly guid: string }[]>;
  askForRedelivery(deliveryId: string): Promise<void>;
};

export type WantedInPublic = {
  /** Heads of the fix that were not seen on their line yet. */
  readonly heads: readonly FixHead[];
  /** Heads whose release was not seen yet. */
  readonly unreleased: readonly FixHead[];
  /** Releases from before are no releases of the fix. */
  readonly since: Instant;
  /** What names the case: its GHSA id, and its CVE id where there is one. Empty when something public may name it by now. */
  readonly names: readonly string[];
};
export type FixHead = { readonly line: string; readonly sha: string };
export type SeenInPublic = {
  readonly onTheirLine: readonly FixHead[];
  readonly released: readonly { readonly line: string; readonly tag: string; readonly publishedAt: Instant }[];
  /** Pull requests that were touched since then, the newest of them. */
  readonly pulls: readonly number[];
  /** What shows of the case, in our words, and where. */
  readonly traces: readonly { readonly what: string; readonly where: string }[];
};

/** Places where vulnerabilities become public. What cannot be read now is passed over, and tried again later. */
export type PublicSources = {
  /** Which of these ids stand in public lists, and where. No id leaves the house. */
  listed(ids: readonly string[]): Promise<readonly NamedElsewhere[]>;
  /** Which of these ids public databases have, asked for each. */
  answered(ids: readonly string[]): Promise<readonly NamedElsewhere[]>;
};
export type NamedElsewhere = { readonly id: string; readonly where: string };

export type PolledComment = {
  readonly commentId: string;
  readonly author: Login;
  readonly authorIsBot: boolean;
  readonly text: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};
