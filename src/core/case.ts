/** What a case is: one advisory of one repository with all that happened to it, as plain data. */
import type { Act, Place } from './act.ts';
import type { DateAgreement, DateObjection, DatedAct } from './disclosure/dated-act.ts';
import type { EarlyDisclosure } from './distributors/early.ts';
import type { Access, Exposure } from './fix-repository/access-record.ts';
import type { MirroredLine } from './fix-repository/mirrored-line.ts';
import type { DeclaredHead, FixPullRequest } from './fix/fix-pull-request.ts';
import type { CaseId, Login, RepositoryName } from './ids.ts';
import type { Answer, Finder, RejectName, Report, Said, Wait } from './intake/report.ts';
import type { Notice } from './notices/notice.ts';
import type { Away } from './people/away.ts';
import type { PolicyVersion } from './policy-version/policy-version.ts';
import type { AdvisoryFacts } from './records/advisory-facts.ts';
import type { Leak, ReleaseDay } from './release-day/in-public.ts';
import type { SlowReason } from './schedule/slow-reasons.ts';
import type { CvssScore } from './score/cvss.ts';
import type { ShownSeverity } from './score/shown-severity.ts';
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
  /** Since when GitHub cannot be asked about somebody whose LGTM stands, and when it was last tried; missing: about nobody. */
  readonly giversDoubted?: { readonly since: Instant; readonly askedAt: Instant };
  /** Of each line the last head that somebody spoke of; only under the mode `temporary_fork`. */
  readonly declared?: readonly DeclaredHead[];
  /** Somebody confirmed that what publishing will delete with the temporary private fork has been kept elsewhere. */
  readonly exported?: Act;
  /** What keeps an unreviewed head from being merged. Undefined: not found out. */
  readonly enforcement?: 'by-github' | 'by-app' | 'recorded-only';
  /** When GitHub was last seen to require our check no more, where it had; missing: never. */
  readonly enforcementLostAt?: Instant;
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
  /** `as`: with which maintainer's own token we did it; missing: with the App's. */
  readonly published: { readonly at: Instant; readonly by: 'fixlead' | 'somebody-else'; readonly as?: Login } | undefined;
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
  /** Which link opens the reporter's page, by their count; missing: the first, where there is such a page. */
  readonly statusPage?: Act & { readonly edition: number; readonly isEnded: boolean };
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

export type MovedDue = Act & { readonly dueAt: Instant; readonly reason: string };

/** `id` is one that a maintainer has from the project's own CNA; undefined: GitHub was asked. */
export type CveAct = Act & { readonly id: string | undefined };

export type Hold = Act & { readonly reason: string };
export type SeenComment = { readonly digest: string; readonly gone: boolean };
export type Note = { readonly at: Instant; readonly words: string };
export type StuckEffect = { readonly key: string; readonly what: string; readonly error: string; readonly at: Instant };

/** Nothing about the case may reach the public. */
export function isEmbargoed(thisCase: Case): boolean {
  return thisCase.phase !== 'published';
}

/** The case still needs somebody. */
export function isOpen(thisCase: Case): boolean {
  return thisCase.phase !== 'published' && thisCase.phase !== 'rejected';
}
