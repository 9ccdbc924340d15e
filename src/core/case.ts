/** What a case is: one advisory of one repository with all that happened to it, as plain data. */
import type { DelayReason } from './disclosure/delay-reasons.ts';
import type { EarlyDisclosure } from './distributors/early.ts';
import type { CvssScore } from './score/cvss.ts';
import type { CaseId, Login, RepositoryName } from './ids.ts';
import type { PolicyVersion } from './policy-version/policy-version.ts';
import type { Notice } from './notices/notice.ts';
import type { Away } from './people/away.ts';
import type { Instant } from './time/time.ts';

export type Case = {
  readonly id: CaseId;
  readonly repository: RepositoryName;
  readonly installationId: number;
  readonly phase: Phase;
  readonly report: Report;
  /** Which version of the policy rules it; undefined for a case that was opened before this was kept. */
  readonly policyVersion?: PolicyVersion | undefined;
  /** The first time a maintainer wrote to the reporter (S24). */
  readonly contacted: Said | undefined;
  /** The first answer to the reporter (S9), with the plan and the workaround that a policy may ask for (S10, S11). */
  readonly acknowledged: Answer | undefined;
  readonly accepted: Act | undefined;
  /** `name` is missing where GitHub's own pages closed it, and in cases that are older than the names. */
  readonly rejected: (Act & { readonly reason: string; readonly name?: RejectName }) | undefined;
  /** `since` is when there first was one, if this one took over. */
  /** When it was last taken up again after it had been closed. */
  readonly reopened?: Act;
  /** It was closed without a publication although it was accepted (S4); `rejected` says by whom and why. */
  readonly keptInternal?: true | undefined;
  /** Which report it was closed as a duplicate of. */
  readonly duplicateOf?: CaseId | undefined;
  /** Whose reports were closed as duplicates of this one, oldest first. */
  readonly finders?: readonly Finder[];
  /** What a maintainer wrote to be public about a case that is no vulnerability (S12, S73); without `confirmed` only shown to them. */
  readonly publicIssue?: Act & {
    readonly purpose: 'downgrade' | 'hardening';
    readonly title: string;
    readonly body: string;
    readonly confirmed?: Act;
    readonly place?: Place;
  };
  readonly fixLead: (Act & { readonly login: Login; readonly since?: Instant }) | undefined;
  /** Who led the fix until they left the team, and when that was noticed. Cases stored before it could be lack it. */
  readonly fixLeadGone?: { readonly login: Login; readonly at: Instant };
  /** Who is away, as the project had it when this case was last decided on. Cases stored before it could be lack it. */
  readonly away?: readonly Away[];
  /** `final` names who made the final call, on these very vectors; another vector takes it back (S29, S97). `beside` is of the other version of CVSS, 3 or 4. `onAdvisory` is the vector that the advisory shows where that is not `cvss`. */
  readonly score:
    | (Act & { readonly cvss: CvssScore; readonly beside?: CvssScore; readonly final: Act | undefined; readonly onAdvisory?: string })
    | undefined;
  /** The severity on the advisory itself: when ours last got there, and what a look saw there. Missing: neither yet. */
  readonly advisorySeverity?: {
    readonly written: { readonly at: Instant } | undefined;
    readonly seen: (ShownSeverity & { readonly at: Instant }) | undefined;
  };
  /** Which lines are affected, as last said; it decides the route (S89–S94). */
  readonly affected: (Act & { readonly lines: readonly string[] }) | undefined;
  /** A fix for unsupported lines all the same (S92). */
  readonly exception: (Act & { readonly reason: string }) | undefined;
  /** When the reporter owed an answer and the clocks stood still, oldest first. */
  readonly waits: readonly Wait[];
  readonly knownPublicly: (Act & { readonly where: string }) | undefined;
  readonly slowedDown: (Act & { readonly reason: SlowReason }) | undefined;
  /** Another project on which the flaw or its fix depends (S21, S87, S88): its date, and with whom there is contact, as far as they are known. */
  readonly upstream: (Act & { readonly project: string; readonly releaseAt?: Instant; readonly contact?: string }) | undefined;
  /** How the wider community will be told (S25, S82, S102). */
  readonly communicationPlan?: Act & { readonly words: string };
  /** Which release is to bring the fix of each line (S3). */
  readonly targets?: readonly (Act & { readonly line: string; readonly version: string })[];
  /** Suggested dates moved by somebody's judgment, by the names of their obligations (S84). Cases stored before there were any lack it. */
  readonly movedDues?: Readonly<Record<string, MovedDue>>;
  /** What users can do until there is a fix, or "none" (S26). */
  readonly mitigation: (Act & { readonly words: string }) | undefined;
  readonly pullRequests: readonly FixPullRequest[];
  /** The lines as last seen in the public repository and in its mirror; missing in cases that were stored before they were looked at. */
  readonly mirror?: Readonly<Record<string, MirroredLine>>;
  /** The fix repository of this case alone, under the mode `per-case`; undefined before it was made, and under the others. */
  readonly ownRepository?: { readonly name: RepositoryName; readonly at: Instant };
  /** Who has access to the fix repository, or had, as far as the app looks after it; oldest first. */
  readonly access?: readonly Access[];
  /** When the fix repository became public, or somebody got into it who had no business there; missing: never. */
  readonly exposures?: readonly Exposure[];
  /** Affected lines that get no fix all the same, each with its reason (S44). */
  readonly linesWithout?: readonly (Act & { readonly line: string; readonly reason: string })[];
  /** The last word that the work on the fix is complete and wants to be reviewed (S99). */
  readonly fixReady?: Act;
  /** Of each line the last head that somebody spoke of; only under the mode `temporary_fork`. */
  readonly declared?: readonly DeclaredHead[];
  /** Somebody confirmed that what publishing will delete with the temporary private fork has been kept elsewhere. */
  readonly exported?: Act;
  /** What keeps an unreviewed head from being merged. Undefined: not found out. */
  readonly enforcement?: 'by-github' | 'by-app' | 'recorded-only';
  readonly holds: readonly Hold[];
  /** Holds that were lifted, oldest first; cases from before retrospectives were written lack it. */
  readonly formerHolds?: readonly (Hold & { readonly lifted: Act })[];
  /** A date somebody wished for where it may not be settled; it binds nobody. */
  readonly proposedRelease: DatedAct | undefined;
  /** The Release Date (S106): the agreed instant of disclosure. */
  readonly release: DatedAct | undefined;
  /** Who agreed to the dates on the table (S37). Cases from before there were parties lack it. */
  readonly dateAgreements?: readonly DateAgreement[];
  /** Concerns about dates, oldest first; those that ended stay on record (S42). Cases from before there were parties lack it. */
  readonly dateObjections?: readonly DateObjection[];
  /** What is told outside, and how it fared; undefined in cases that were stored before there were notices. */
  readonly notices?: readonly Notice[];
  /** Who was told early, and how it fared; missing: nobody. */
  readonly early?: EarlyDisclosure;
  readonly published: { readonly at: Instant; readonly by: 'fixlead' | 'somebody-else' } | undefined;
  /** What of the fix was seen in public, and how far the release day has come; absent before either. */
  readonly releaseDay?: ReleaseDay;
  /** What got out before the Release Date, oldest first; absent when nothing did. */
  readonly leaks?: readonly Leak[];
  /** The advisory as it was last read from GitHub; cases from before records were written lack it. */
  readonly advisory?: AdvisoryFacts;
  /** When what the public can read changed after the publication, oldest first. */
  readonly advisoryRevisions?: readonly { readonly at: Instant; readonly words: string }[];
  /** When the published advisory was first read, and what was not as it was meant to be. */
  readonly readBack?: { readonly at: Instant; readonly differs: readonly string[] };
  /** When the retrospective was posted to the case issue. */
  readonly retrospectiveAt?: Instant;
  /** Who asked GitHub for a CVE id, or set one; whatever the advisory shows counts before it. Missing: nobody. */
  readonly cve?: CveAct;
  /** Whether the reporter wants to be named in what is published, and how; undefined: they have not said so, and are not named. */
  readonly credit?: Act & { readonly wanted: boolean; readonly name?: string };
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

/** `login` is undefined where maintainers had begun the duplicate themselves. */
export type Finder = { readonly login: Login | undefined; readonly duplicate: CaseId; readonly at: Instant };

export type MovedDue = Act & { readonly dueAt: Instant; readonly reason: string };

/** What was said to the reporter; `comment` is the id of the advisory comment that shows it, where it was said in one that we saw. */
export type Said = Act & { readonly comment?: string };

export type Answer = Said & { readonly plan?: string; readonly workaround?: string };

/** `until` is undefined while the reporter still owes the answer. */
export type Wait = { readonly from: Instant; readonly until: Instant | undefined; readonly by: Login };

/** What an advisory shows of its severity: vectors, of which GitHub keeps one for each version, or a severity without any. */
export type ShownSeverity = { readonly vectors: readonly string[]; readonly severity: string | undefined };

/** For which reasons a case of low score may be slowed down. Source: S101. */
export const slowReasons = ['holidays', 'bandwidth', 'other-circumstances'] as const;
export type SlowReason = (typeof slowReasons)[number];

/** For which reasons a report may be rejected (S23, S72); what each says to the reporter stands in `intake/reject-reasons.ts`. */
export const rejectNames = [
  'not-a-vulnerability',
  'cannot-reproduce',
  'out-of-scope',
  'unsafe-default',
  'already-fixed',
  'unsupported',
  'no-answer',
  'spam',
] as const;
export type RejectName = (typeof rejectNames)[number];

export type Report = {
  readonly title: string;
  /** The reporter's own words as they first reached us. */
  readonly text: string;
  readonly reporter: Login | undefined;
  /** When the report reached GitHub, as nearly as we can know: the clocks start here. */
  readonly reportedAt: Instant;
};

/** A date and, where it delays the disclosure, for which of the policy's reasons (S39). */
export type DatedAct = Act & { readonly releaseAt: Instant; readonly delay?: DelayReason };

/** Who negotiates the Release Date. Source: S37. */
export type DateParty = 'maintainers' | 'reporter' | 'distributors';

/** `binds` when it was said by somebody who speaks for the party, and where nobody else can rewrite it. */
export type DateAgreement = Act & { readonly party: DateParty; readonly releaseAt: Instant; readonly binds: boolean };

/** `ended` is undefined while it stands. An overruled one was set aside by whoever has the final say, a lapsed one was of a date that is off the table. */
export type DateObjection = Act & {
  readonly party: DateParty;
  readonly releaseAt: Instant;
  readonly concern: string;
  readonly ended: (Act & { readonly how: 'withdrawn' | 'overruled' | 'lapsed' }) | undefined;
};

/** What records are made of, as it stands on the advisory. */
export type AdvisoryFacts = {
  readonly title: string;
  readonly text: string;
  readonly cveId?: string;
  readonly vulnerabilities: readonly AdvisoryVulnerability[];
  readonly cwes: readonly { readonly id: string; readonly name: string }[];
  readonly vectors: readonly string[];
  readonly credits: readonly AdvisoryCredit[];
};

/** `range` and `patchedVersions` are as people wrote them; the ecosystem is named as GitHub does. */
export type AdvisoryVulnerability = {
  readonly ecosystem?: string;
  readonly name?: string;
  readonly range: string;
  readonly patchedVersions?: string;
};

/** `accepted` when the person agreed to be named, which GitHub asks them. */
export type AdvisoryCredit = { readonly login: Login; readonly type: string; readonly accepted: boolean };

/** `id` is one that a maintainer has from the project's own CNA; undefined: GitHub was asked. */
export type CveAct = Act & { readonly id: string | undefined };

export type Place = { readonly repository: RepositoryName; readonly number: number };

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
    /** Somebody put up with what this very head lacks. */
    readonly override?: Override | undefined;
  };
/** `by` is undefined when the app saw it itself, in public; then `to` is where. */
export type Leak = {
  readonly what: string;
  readonly to: string;
  readonly by: Login | undefined;
  readonly at: Instant;
  /** The distributor that leaked, where it was one. */
  readonly member?: string;
};

/** Every list is oldest first. */
export type ReleaseDay = {
  /** When the publication that is under way, or was last tried, began. */
  readonly begunAt?: Instant;
  readonly fixes: readonly PublicFix[];
  readonly releases: readonly PublicRelease[];
  /** Pull requests of the public repository that propose approved heads. */
  readonly proposed?: readonly ProposedFix[];
  readonly patchedVersionsSetAt?: Instant;
  /** Published whatever of the fix is not public yet (S45). */
  readonly anyway?: Act & { readonly reason: string };
  /** Why a release may stand there without its advisory. */
  readonly excused?: Act & { readonly reason: string };
  /** When the sentinel last rang. */
  readonly rangAt?: Instant;
};

/** An approved head, `sha`, that the public branch of its line contains, or whose change it has by a squash or rebase. */
export type PublicFix = { readonly line: string; readonly sha: string; readonly at: Instant };
/** An approved head that a public pull request proposes for its line. */
export type ProposedFix = { readonly line: string; readonly sha: string; readonly place: Place; readonly at: Instant };
/** A published release whose tag contains the fix of this line. */
export type PublicRelease = { readonly line: string; readonly tag: string; readonly at: Instant };

/** Somebody, or a team, who may be let into a fix repository. */
export type Accessor =
  { readonly kind: 'person'; readonly login: Login } | { readonly kind: 'team'; readonly organisation: string; readonly slug: string };
export type AccessLevel = 'write' | 'read';

/**
 * `how`: given by us, theirs before, or refused to us by GitHub, so that a person has to give it. `until`: when it was taken away; missing while
 * they have it.
 */
export type Access = {
  readonly to: Accessor;
  readonly repository: RepositoryName;
  readonly level: AccessLevel;
  readonly since: Instant;
  readonly how: 'given' | 'had' | 'refused';
  readonly until?: Instant;
};

/** `to` is undefined for everybody. */
export type Exposure = { readonly at: Instant; readonly repository: RepositoryName; readonly to: Login | undefined };

/** `diverged` when the mirror has commits that the public line has not, and lacks some that it has: nothing is ever forced. */
export type MirroredLine = {
  readonly publicSha: string;
  readonly mirrorSha: string | undefined;
  readonly state: 'wanted' | 'done' | 'diverged';
};

/** `doubted`: when last asked about, GitHub could not say whether its giver is still a maintainer, so it does not count. */
export type Lgtm = Act &
  Pick<PatchFacts, 'patchId' | 'tree'> & { readonly sha: string; readonly via: 'command' | 'review'; readonly doubted?: true };
export type VoidedLgtm = Lgtm & {
  readonly voidedAt: Instant;
  readonly why: 'new-push' | 'other-line' | 'left-team' | 'withdrawn' | 'dismissed' | 'changes-requested';
};
export type Override = Act & { readonly reason: string; readonly sha: string };

/** How a test ended, or that it has not. Only `passed` says that something was tested and held. */
export const testOutcomes = ['passed', 'failed', 'running', 'cancelled', 'skipped', 'neutral'] as const;
export type TestOutcome = (typeof testOutcomes)[number];

/** The outcome of one test of one tree (S33), or of one commit while its tree is not known. */
export type Evidence = {
  readonly name: string;
  readonly outcome: TestOutcome;
  readonly source: 'check-run' | 'workflow-run' | 'outside';
  /** Which run of that name: a later one of the same series replaces an earlier one, and each series must have passed. */
  readonly series: string;
  readonly sha: string;
  readonly tree?: string | undefined;
  readonly url?: string | undefined;
  readonly at: Instant;
};

/** What people said of a head in GitHub's temporary private fork, which no App can look into: declared, never verified. */
export type DeclaredHead = {
  readonly line: string;
  readonly sha: string;
  readonly lgtms: readonly (Act & { readonly doubted?: true })[];
  readonly tests: readonly (Act & { readonly link: string })[];
};
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
