import type { Calendar } from './time/calendar.ts';
import type { DelayReason } from './disclosure/delay-reasons.ts';
import type { Login, RepositoryName } from './ids.ts';
import type { DistributorPolicy } from './distributors/distributor-policy.ts';
import type { NoticePolicy } from './notices/notice-policy.ts';
import type { WorkingHours } from './time/working-hours.ts';

/**
 * A project's rules, fully resolved: every default filled in, every holiday named. Plain data, so that a case can be
 * replayed years later under the policy it was opened with.
 */
export type Policy = {
  /** Who handles reports (S8, S75). Undefined: whoever has at least the `maintain` permission on the repository. */
  readonly maintainers: Team | undefined;
  /** The private repository in which fixes are made and cases are discussed; a mirror, never a fork (S100). */
  readonly fixRepository: RepositoryName | undefined;
  /**
   * One fix repository for all cases, one for each, or GitHub's temporary private fork, which no App can enter: LGTMs and tests are then declared.
   * This setting and the others that may be missing came later than the first stored cases; missing, they mean what was so before.
   */
  readonly fixMode?: 'standing' | 'per-case' | 'temporary-fork';
  /** Who is given access to the fix repository besides the Fix Lead. */
  readonly fixTeam?: Team | undefined;
  /** The supported release lines by their branches, oldest promise first; each needs a reviewed fix (S44, S80). */
  readonly lines: readonly string[];
  /** Where `lines` come from the Releases page (S1); absent: they are named in the policy. */
  readonly linesFrom?: LinesFrom | undefined;
  /** The branch of development, which is no release: a flaw in it alone is fixed there without the full process (S89). */
  readonly mainLine: string;
  readonly calendar: Calendar;
  /** Time to the first answer (S9, S24). Unit: business days. */
  readonly acknowledgeBusinessDays: number;
  /** Where reporters read how reports are handled (S77); missing: the repository's SECURITY.md, as GitHub shows it. */
  readonly reportingPolicy?: string | undefined;
  /** Time in which a report is accepted or not, and if so scored and its affected lines named (S22, S71). Unit: business days; missing: no such time. */
  readonly triageBusinessDays?: number | undefined;
  /** Whether the first answer counts only with a plan and a workaround or "none" (S10, S11). */
  readonly answerNeedsPlan: boolean;
  /** Whether a report about an unsafe default may be rejected as such (S72). Undefined in policies from before it could be set: it may. */
  readonly unsafeDefaults?: 'out-of-scope' | 'accepted';
  /** Who is made Fix Lead when nobody volunteers, in turn; empty: nobody. */
  readonly rota: readonly Login[];
  /** After how long the next of the rota is made Fix Lead. Unit: business days after the report was accepted. */
  readonly fixLeadBusinessDays: number;
  /** Publicly known and scored from here on, everything is due at once (S85); below it the maintainers may slow down (S101). Unit: CVSS score. */
  readonly asapFromScore: number;
  /** The expected time to the disclosure of a critical vulnerability with a mitigation (S41); undefined: the policy promises none. Unit: business days. */
  readonly criticalBusinessDays: number | undefined;
  /** In which time zone, and at which hours, somebody works, where it is not as for everybody. Missing: nobody. */
  readonly people?: Readonly<Record<string, PersonalHours>>;
  /** Policies stored before there were any lack it: then there is one reminder, of the first answer. */
  readonly reminders?: {
    /** After which parts of the time, each above 0 and below 1, an open duty is reminded of; none: of the first answer alone. */
    readonly at: readonly number[];
    /** When it is said what is not urgent; undefined: at any hour. */
    readonly hours: WorkingHours | undefined;
    /** One word a day to each person of all that is soon due, in place of reminders in each case. Missing: not. */
    readonly daily?: boolean;
  };
  /** Who is told, and when, about what stays undone after it was due; in the order of the policy file. */
  readonly escalation?: readonly EscalationStep[];
  /** The obligations that must be met before the publication; the others only warn (S83). Policies stored before there were any lack it. */
  readonly gates?: readonly GateableObligation[];
  /** The suggested window for the fix (S95). Unit: calendar days after the report. Warns, never blocks (S83). */
  readonly fixCalendarDays: number;
  /** How many distinct maintainers must say LGTM on each pull request (S100). 0 switches the gate off. */
  readonly requiredLgtms: number;
  /** The same from a severity on, and for a line; where both apply the larger. */
  readonly lgtmsBySeverity?: Readonly<Partial<Record<'low' | 'medium' | 'high' | 'critical', number>>>;
  readonly lgtmsByLine?: Readonly<Record<string, number>>;
  /** What an LGTM was said of: the change as git's patch id names it (missing: so), or every file of the head. */
  readonly lgtmBoundTo?: 'patch' | 'tree';
  /** Who may put up with missing LGTMs or evidence, with a reason and for one head. Missing: nobody. */
  readonly lgtmOverride?: 'maintainers' | 'fix-lead' | 'nobody';
  /** Whether public pull requests get a check that no fix passes without its LGTMs. Missing: not. */
  readonly publicCheck?: boolean;
  /** Whether the app makes its ruleset again that somebody took away or weakened. Missing: not. */
  readonly keepsRuleset?: boolean;
  /** The checks that must have passed on each head (S33), by name; for a line others in their place. Missing: none. */
  readonly requiredChecks?: readonly string[];
  readonly checksByLine?: Readonly<Record<string, readonly string[]>>;
  /** Whose CI may give evidence from outside, besides that of the fix repository. */
  readonly evidenceFrom?: readonly RepositoryName[];
  /** Which vector the advisory gets where there is one of each version: the one given last, or that of one version. Missing: the last. */
  readonly cvssWrite?: 'newest' | '3' | '4';
  /** Who makes the final call on the score (S29 against S97). */
  readonly scoreFinalCall: 'maintainers' | 'fix-lead';
  /** Who has the final say on the Release Date (S42 against S84). */
  readonly dateFinalSay: 'maintainers' | 'fix-lead';
  /** What a delayed disclosure may be delayed for (S39); empty, or missing in a policy from before: no reason is asked. */
  readonly delayReasons?: readonly DelayReason[];
  /** Whether there must be a plan of how the community is told (S25, S82, S102). Missing: not. */
  readonly communicationPlan?: 'required' | 'not-asked';
  /** How long after the report a disclosure may be before it is warned of (S40); undefined: the policy has no such bound. Unit: calendar days. */
  readonly longestDays?: number | undefined;
  /** The time of day at which a date is suggested, as HH:MM in UTC. */
  readonly dateTime?: string;
  /** In which time zones a Release Date is said besides UTC. */
  readonly dateZones?: readonly string[];
  /** What is told outside, where and in which words; undefined in policies stored before there were notices. */
  readonly notices?: NoticePolicy;
  /** Whether the maintainers are told of a public issue that reads like a report (S7). Missing: told. */
  readonly publicIssues?: 'told' | 'ignored';
  /** How it is looked whether others speak of a case: public lists, also by its ids, or not at all. Policies stored before it could be said: `lists`. */
  readonly watchElsewhere?: 'lists' | 'ids' | 'off';
  /** Whether reporters have a page of their own, and for how many calendar days after the end of a case. Missing: not. */
  readonly statusPage?: { readonly daysAfter: number } | undefined;
  /** Who is told early, and under which terms; undefined in policies stored before it could be said: nobody. */
  readonly distributors?: DistributorPolicy;
  /** `auto` publishes at the Release Date; `confirm` waits for `/publish` in the case issue. */
  readonly publish: 'auto' | 'confirm';
  /** How the fix reaches the public; absent in policies of old cases, which publish at the date alone. */
  readonly releaseDay?: ReleaseDayPolicy;
  /** The same in the words of the policy file, each setting by its path, for people; a policy that was stored by an older version lacks it. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Where a policy file says each of them, and which policy says the others; for people as well. */
  readonly sources?: Readonly<Record<string, { readonly path: string; readonly line: number }>>;
  readonly preset?: string;
};

export type ReleaseDayPolicy = {
  /** `push` brings the approved heads to the public lines, `pull-request` proposes them there; `by-hand` watches for them. */
  readonly via: 'push' | 'pull-request' | 'by-hand';
  /** What must have been seen in public before the advisory is published (S45). */
  readonly publishAfter: 'date' | 'fix' | 'releases';
  /** How often it rings while the fix is public and the advisory is not; 0 never. Unit: minutes. */
  readonly ringMinutes: number;
  readonly versions: readonly VersionRule[];
};

/** How a package's version follows from a tag, such as `v{a}.{b}.{c}` and `0.{a}.{c}`; a letter in braces stands for a number. */
export type VersionRule = { readonly ecosystem: string; readonly tag: string; readonly version: string };

/** How many lines are supported, how the branch of one follows from the tags of its releases, and which lines are supported besides. */
export type LinesFrom = { readonly count: number; readonly tags: string; readonly branch: string; readonly besides: readonly string[] };

/** `hours` are those of the policy where it is missing. */
export type PersonalHours = { readonly timeZone: string; readonly hours?: WorkingHours };

/** What can be met before the publication. The disclosure and the release cannot be: they are the publication. */
export const gateableObligations = ['first-contact', 'first-answer', 'triage', 'fix-lead', 'fix', 'communication-plan'] as const;
export type GateableObligation = (typeof gateableObligations)[number];

export type EscalationStep = {
  /** The owner of the duty, the whole team, or these people. */
  readonly to: 'owner' | 'team' | readonly Login[];
  /** After the due instant. */
  readonly after: { readonly count: number; readonly unit: 'hours' | 'business-days' };
};

export type Team = { readonly organisation: string; readonly slug: string };
