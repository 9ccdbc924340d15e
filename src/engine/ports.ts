/** What the engine needs from the world. Adapters fill these in; the engine knows nothing else of them. */
import type { Case, Evidence, PatchFacts, Place } from '../core/case.ts';
import type { Decision } from '../core/decision.ts';
import type { PatchToSend } from '../core/distributors/early.ts';
import type { ReadKey } from '../core/distributors/register.ts';
import type { Effect, EffectKind, EffectOf, WakeUp } from '../core/effects.ts';
import type { BackportResult, CaseEvent } from '../core/events.ts';
import type { CaseId, Login, RepositoryName, SubjectId } from '../core/ids.ts';
import type { ChannelKind } from '../core/notices/channels.ts';
import type { Policy } from '../core/policy.ts';
import type { Project } from '../core/project/project.ts';
import type { ProjectEvent } from '../core/project/project-events.ts';
import type { Instant } from '../core/time/time.ts';
import type { Sighting } from './sighting.ts';
import type { Surfaces } from './surface-ports.ts';

export type Clock = {
  now(): Instant;
  /** Resolves when the clock shows `at`, or when `signal` is aborted, whichever is first; never rejects. */
  sleepUntil(at: Instant, signal?: AbortSignal): Promise<void>;
};

export type Log = Record<'debug' | 'info' | 'warn' | 'error', (facts: Record<string, unknown>, message: string) => void>;

// ── The store ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** One row of the inbox: a raw webhook delivery, a polled find, a wake-up that rang, or what an effect brought back. */
export type Arrival = {
  /** `delivery:<guid>`, `comment:<id>`, `evidence:<speaker and id>`, `wake-up:<case>:<name>@<dueAt>`, `outcome:<effect key>:<generation>` … A key is worked on once. */
  readonly key: string;
  readonly source: 'webhook' | 'poll' | 'evidence' | 'wake-up' | 'outcome';
  /** The webhook's event name, or `sighting` / `event` for our own JSON. */
  readonly name: string;
  /** JSON, as received. */
  readonly body: string;
  /** The case or the project it is known to be about; undefined while that must still be found out. */
  readonly about: SubjectId | undefined;
  readonly receivedAt: Instant;
};

export type ClaimedArrival = Arrival & { readonly attempt: number };

export type StoredProject = { readonly project: Project; readonly version: number; readonly policyDigest: string };

export type StoredCase = { readonly case: Case; readonly version: number; readonly policy: Policy; readonly policyDigest: string };

/** What one step of a case wants saved, together or not at all. */
export type Step = SubjectStep<Case>;

/** The same for a project; `policy` is the one it was decided under. */
export type ProjectStep = SubjectStep<Project>;

type SubjectStep<Subject> = {
  readonly next: Subject;
  readonly policy: Policy;
  readonly history: readonly DecidedEvent[];
  readonly effects: readonly Effect[];
  /** All wake-ups the subject now has; those not named any more are dropped. */
  readonly wakeUps: readonly WakeUp[];
  /** What other subjects must hear. */
  readonly arrivals: readonly Arrival[];
};

/** One line of a subject's history, before it is chained. */
export type DecidedEvent = {
  readonly event: CaseEvent | ProjectEvent;
  readonly outcome: 'accepted' | 'refused';
  readonly decidedAt: Instant;
  readonly because: Extract<Decision, { outcome: 'accepted' }>['because'];
  readonly refusalCode: string | undefined;
  /** The policy it was decided under; undefined: the one the case has after the step. */
  readonly policy?: Policy;
};

/** One stored line: `hash` is over its content and the line before, so that a changed past shows. Unit of `version`: lines, from 1. */
export type HistoryLine = Omit<DecidedEvent, 'policy'> & {
  readonly version: number;
  readonly policyDigest: string;
  readonly previousHash: string;
  readonly hash: string;
};

export type ClaimedEffect = {
  readonly effect: Effect;
  readonly about: SubjectId;
  readonly repository: RepositoryName;
  readonly installationId: number;
  /** Counts the wanted ends under this key; a newer one makes an answer for an older one stale. */
  readonly generation: number;
  /** 1 on the first try. Above 1 an earlier try may have reached GitHub: look before doing it again. */
  readonly attempt: number;
};

export type ParkedWork = {
  readonly key: string;
  readonly what: string;
  readonly error: string;
  readonly attempts: number;
  readonly parkedAt: Instant;
};

/** `firstDueAt` is of what waits; what is parked waits for a person. */
export type QueueCount = { readonly waiting: number; readonly firstDueAt: Instant | undefined; readonly parked: number };
export type WorkCounts = { readonly arrivals: QueueCount; readonly effects: QueueCount; readonly wakeUps: QueueCount };

/**
 * The durable truth. Every promise resolves only when what it says has been made durable.
 * Both stores pass the same contract: `test/contracts/store-contract.ts`.
 */
export type Store = {
  /** Takes arrivals in; a key seen before is dropped. Answers, in order, whether each was new. */
  receive(arrivals: readonly Arrival[]): Promise<readonly boolean[]>;
  /**
   * Leases up to `limit` arrivals that are due, oldest first, to this worker until `now + leaseMs`; an expired lease may be claimed again.
   * Of arrivals known to be about one case only the oldest unfinished one is given out, so that one case takes one step at a time, in order.
   */
  claimArrivals(claim: { now: Instant; leaseMs: number; limit: number }): Promise<readonly ClaimedArrival[]>;
  /** The one transaction of a step: loads the case, lets `decide` say what to save, saves it, and marks the arrival done. `decide` may run again after a lost race. */
  saveStep(
    arrivalKey: string,
    caseId: CaseId,
    now: Instant,
    decide: (current: StoredCase | undefined) => Step | { readonly ignored: string },
  ): Promise<'saved' | 'ignored' | 'already-done'>;
  /** The same for a project; one that is not stored yet begins with its first step. */
  saveProjectStep(
    arrivalKey: string,
    projectId: RepositoryName,
    now: Instant,
    decide: (current: StoredProject | undefined) => ProjectStep | { readonly ignored: string },
  ): Promise<'saved' | 'ignored' | 'already-done'>;
  /** Marks an arrival done with what it was found to be: about no case, or several sightings, which become arrivals of their own in the same transaction. */
  finishArrival(
    key: string,
    outcome: { readonly note: string; readonly arrivals: readonly Arrival[]; readonly now: Instant },
  ): Promise<void>;
  retryArrival(key: string, again: { readonly dueAt: Instant; readonly error: string }): Promise<void>;
  parkArrival(key: string, parked: { readonly error: string; readonly now: Instant }): Promise<void>;

  /**
   * Leases effects that are due: at most one per installation, in the order they were wanted, and none for an installation whose
   * last claim is younger than `paceMs` or which is paused. Works across processes.
   */
  claimEffects(claim: { now: Instant; leaseMs: number; paceMs: number; limit: number }): Promise<readonly ClaimedEffect[]>;
  /** Marks this generation done and takes its outcome in, in one transaction. A newer generation stays pending. */
  finishEffect(
    key: string,
    generation: number,
    done: { readonly now: Instant; readonly result: string; readonly outcome: Arrival | undefined },
  ): Promise<void>;
  retryEffect(
    key: string,
    generation: number,
    again: {
      readonly dueAt: Instant;
      readonly error: string;
      /** GitHub asked the whole installation to wait. */ readonly pauseInstallationUntil: Instant | undefined;
    },
  ): Promise<void>;
  parkEffect(
    key: string,
    generation: number,
    parked: { readonly now: Instant; readonly error: string; readonly outcome: Arrival | undefined },
  ): Promise<void>;
  /** Gives parked work another set of tries; false when there is none with that key. */
  retryParked(key: string, now: Instant): Promise<boolean>;

  /** Turns wake-ups that are due into arrivals, in one transaction; answers how many. */
  ringWakeUps(now: Instant, limit: number): Promise<number>;
  /** When the next arrival, effect or wake-up is due; undefined when nothing waits. Never earlier than `now` minus what is already due. */
  nextDueAt(now: Instant): Promise<Instant | undefined>;

  /**
   * Calls `wake` whenever work may have become due: after what this process saved, and on PostgreSQL (through pg-boss, whose job is
   * sent in the saving transaction) also after what another replica saved. A missed wake-up costs a poll interval, never the work.
   */
  onWork(wake: () => void): Promise<void>;

  readCase(caseId: CaseId): Promise<StoredCase | undefined>;
  readProject(repository: RepositoryName): Promise<StoredProject | undefined>;
  /** The case whose case issue or pull request stands at this place, or the project whose issue it is. */
  findSubjectAt(place: Place): Promise<SubjectId | undefined>;
  listCases(filter?: { readonly open?: boolean; readonly repository?: RepositoryName }): Promise<readonly Case[]>;
  /** All of them with the policies that rule them, in the order of their reports. */
  readCases(): Promise<readonly StoredCase[]>;
  /** Oldest first; of a long one only the newest lines, where it is said how many. */
  readHistory(about: SubjectId, newest?: number): Promise<readonly HistoryLine[]>;
  listParked(): Promise<readonly ParkedWork[]>;
  countWork(): Promise<WorkCounts>;
  /** Small facts to remember between polls: ETags, cursors. Value: any JSON text. */
  readCursor(key: string): Promise<string | undefined>;
  writeCursor(key: string, value: string): Promise<void>;
  close(): Promise<void>;
} & Surfaces;

// ── GitHub ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

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
  /** The check runs on a commit, whatever App made them. */
  checks(installationId: number, repository: RepositoryName, sha: string): Promise<readonly Evidence[]>;
  /** The pull request as it stands now; undefined when there is none. */
  pullRequest(installationId: number, place: Place): Promise<LivePullRequest | undefined>;
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

/** One performer for each kind of effect, so that a new kind does not compile until it is handled. */
export type Performers = { readonly [Kind in EffectKind]: Performer<Kind> };

/** What git carries out; notices go to several systems, and everything else is GitHub's. */
export type GitEffectKind = 'MirrorLine' | 'MakeBackport';
export type GitHubPerformers = Omit<
  Performers,
  GitEffectKind | 'PushFix' | 'ProposeFix' | 'SendNotice' | 'WriteRecords' | 'MailDistributor' | 'AnswerOnDashboard'
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

// ── Mail ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A mail to one address. With keys it is encrypted to them all; the same `id` makes the same Message-ID. */
export type MailToSend = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly { readonly filename: string; readonly content: Buffer }[];
  readonly encryptTo?: readonly string[];
  readonly id: string;
};

/** Errors: throws ChannelFailure. */
export type MailSender = (mail: MailToSend) => Promise<void>;

/** What an armoured OpenPGP key is, as of `now`, or why it cannot be encrypted to, as the end of "it cannot be used: …". Errors: none. */
export type KeyReader = (armoured: string, now: Instant) => Promise<ReadKey | { readonly problem: string }>;

// ── Git ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

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
  /** Whoever calls this has made sure that `to` may see the commit. */
  pushForward(push: Push, how?: { readonly onlyLook: boolean }): Promise<PushResult>;
};

export type ProposedChange = { readonly number: number; readonly line: string; readonly headSha: string };

/** `tags` are those of the published releases there, newest first. */
export type KitWanted = ProposedChange & { readonly releasedIn: GitPlace; readonly tags: readonly string[] };
export type PatchWanted = { readonly base: string; readonly sha: string };
/** `digest` is the SHA-256 of the text; `release` is the newest of the line. Unit of `size`: bytes. */
export type PatchKit = Pick<PatchToSend, 'base' | 'digest' | 'size' | 'release'>;

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
/** The failure of a channel that is not GitHub: it makes nobody else wait. `message` holds no secret and no text of a notice. */
export class ChannelFailure extends Error {
  override readonly name = 'ChannelFailure';
  readonly retryAfterMs: number | undefined;
  /** Trying again cannot help: the channel is not set up, or refuses it as it stands. */
  readonly permanent: boolean;
  constructor(message: string, options: { cause?: unknown; retryAfterMs?: number | undefined; permanent?: boolean } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
    this.permanent = options.permanent ?? false;
  }
}

/** The world's failure, with what a retry needs to know. */
export class GitHubFailure extends Error {
  override readonly name = 'GitHubFailure';
  readonly retryAfterMs: number | undefined;
  /** Trying again cannot help: a permission is missing, the thing is gone, the request is refused as it stands. */
  readonly permanent: boolean;
  constructor(message: string, options: { cause?: unknown; retryAfterMs?: number | undefined; permanent?: boolean }) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
    this.permanent = options.permanent ?? false;
  }
}
