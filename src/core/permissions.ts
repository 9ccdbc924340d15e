/** Who may cause which event, and from where. */
import type { Case } from './case.ts';
import type { Refusal } from './decision.ts';
import type { Actor, CommandEvent, Surface } from './command-events.ts';
import { notFoundOut } from './not-found-out.ts';
import type { Policy } from './policy.ts';
import type { RuleId } from './rules.ts';

export type Who =
  'anyone' | 'involved' | 'reporter' | 'maintainer' | 'score-final-call' | 'date-final-say' | 'fix-lead-if-any' | 'override';

export type Permission = {
  readonly who: Who;
  readonly where: readonly Surface['kind'][];
  /** Where instead, when the case has no case issue and, as its policy names no fix repository, will have none. */
  readonly withoutFixRepository?: readonly Surface['kind'][];
  /** Whether it may also stand in the project's own issue. */
  readonly inProject?: true;
  readonly rule: RuleId;
};

const everywhere = ['advisory', 'case-issue', 'pull-request'] as const;
const inPrivate = ['case-issue', 'pull-request'] as const;

/**
 * An advisory comment can be rewritten by any collaborator with write access (GitHub Docs, "Permission levels for repository
 * security advisories"), so what cannot be undone is not taken from there.
 */
export const permissions: { readonly [Kind in CommandEvent['kind']]: Permission } = {
  HelpAsked: { who: 'anyone', where: everywhere, rule: 'S75' },
  CommandNotUnderstood: { who: 'anyone', where: everywhere, rule: 'S75' },
  StatusAsked: { who: 'involved', where: everywhere, rule: 'S75' },
  WhyAsked: { who: 'involved', where: everywhere, rule: 'S75' },
  PolicyAsked: { who: 'maintainer', where: ['case-issue'], withoutFixRepository: ['advisory'], rule: 'S75' },
  PolicyAdoptionAsked: { who: 'maintainer', where: ['case-issue'], withoutFixRepository: ['advisory'], rule: 'S75' },
  ReportAcknowledged: { who: 'maintainer', where: everywhere, rule: 'S8' },
  ReportAccepted: { who: 'maintainer', where: everywhere, rule: 'S8' },
  ReportRejected: { who: 'maintainer', where: everywhere, rule: 'S8' },
  // The reporter would read there which other report there is.
  DuplicateNamed: { who: 'maintainer', where: ['case-issue'], rule: 'S23' },
  ClosedInternally: { who: 'maintainer', where: ['case-issue'], rule: 'S4' },
  CaseReopened: { who: 'maintainer', where: ['case-issue'], rule: 'S8' },
  // What becomes public cannot be undone.
  DowngradeDrafted: { who: 'maintainer', where: ['case-issue'], rule: 'S12' },
  DowngradeConfirmed: { who: 'maintainer', where: ['case-issue'], rule: 'S12' },
  HardeningDrafted: { who: 'maintainer', where: ['case-issue'], rule: 'S73' },
  HardeningConfirmed: { who: 'maintainer', where: ['case-issue'], rule: 'S73' },
  FixLeadNamed: { who: 'maintainer', where: everywhere, rule: 'S79' },
  AwaySaid: { who: 'maintainer', where: ['case-issue', 'pull-request'], inProject: true, rule: 'S79' },
  RegisterAsked: { who: 'maintainer', where: ['case-issue'], inProject: true, rule: 'S62' },
  VectorGiven: { who: 'maintainer', where: everywhere, rule: 'S28' },
  ScoreFinalised: { who: 'score-final-call', where: everywhere, rule: 'S29' },
  ScoreAsked: { who: 'involved', where: everywhere, rule: 'S28' },
  AffectedLinesNamed: { who: 'maintainer', where: everywhere, rule: 'S22' },
  ExceptionMade: { who: 'maintainer', where: everywhere, rule: 'S92' },
  InformationAsked: { who: 'maintainer', where: everywhere, rule: 'S22' },
  PublicKnowledgeConfirmed: { who: 'maintainer', where: everywhere, rule: 'S78' },
  LeakReported: { who: 'involved', where: everywhere, rule: 'S66' },
  PublicKnowledgeReported: { who: 'involved', where: everywhere, rule: 'S5' },
  SlowdownDecided: { who: 'maintainer', where: everywhere, rule: 'S101' },
  UpstreamNamed: { who: 'maintainer', where: everywhere, rule: 'S87' },
  DueMoved: { who: 'date-final-say', where: everywhere, rule: 'S84' },
  MitigationGiven: { who: 'maintainer', where: everywhere, rule: 'S26' },
  LgtmGiven: { who: 'maintainer', where: ['pull-request'], rule: 'S100' },
  LgtmWithdrawn: { who: 'maintainer', where: ['pull-request'], rule: 'S100' },
  TargetNamed: { who: 'maintainer', where: everywhere, rule: 'S3' },
  BackportAsked: { who: 'maintainer', where: ['case-issue', 'pull-request'], rule: 'S44' },
  // In GitHub's temporary private fork no App can read, so it is said where one can.
  LgtmDeclared: { who: 'maintainer', where: everywhere, rule: 'S100' },
  DeclaredLgtmWithdrawn: { who: 'maintainer', where: everywhere, rule: 'S100' },
  TestDeclared: { who: 'maintainer', where: everywhere, rule: 'S33' },
  GateOverridden: { who: 'override', where: inPrivate, rule: 'S84' },
  LineLeftWithout: { who: 'maintainer', where: inPrivate, rule: 'S44' },
  LineTakenBack: { who: 'maintainer', where: inPrivate, rule: 'S44' },
  FixSaidReady: { who: 'maintainer', where: everywhere, rule: 'S99' },
  ExportConfirmed: { who: 'maintainer', where: everywhere, rule: 'S100' },
  HoldPlaced: { who: 'involved', where: everywhere, rule: 'S75' },
  HoldLifted: { who: 'involved', where: everywhere, rule: 'S75' },
  ReleaseDateGiven: { who: 'date-final-say', where: everywhere, rule: 'S42' },
  ReleaseDateProposed: { who: 'involved', where: everywhere, rule: 'S37' },
  ReleaseDateAgreed: { who: 'involved', where: everywhere, rule: 'S37' },
  ReleaseDateObjectedTo: { who: 'involved', where: everywhere, rule: 'S37' },
  DateObjectionWithdrawn: { who: 'involved', where: everywhere, rule: 'S37' },
  // The reporter would read there who is told early.
  DistributorSpokeOfDate: { who: 'maintainer', where: ['case-issue'], rule: 'S37' },
  // A comment on the advisory can be rewritten by others.
  ObjectionOverruled: { who: 'date-final-say', where: inPrivate, rule: 'S42' },
  ReleaseDateImposed: { who: 'date-final-say', where: everywhere, rule: 'S42' },
  ReleaseDateAsked: { who: 'involved', where: everywhere, rule: 'S37' },
  CommunicationPlanGiven: { who: 'fix-lead-if-any', where: ['case-issue'], withoutFixRepository: ['advisory'], rule: 'S102' },
  // Public words are shown and approved where only maintainers read.
  NoticePreviewed: { who: 'maintainer', where: ['case-issue'], rule: 'S82' },
  NoticeApproved: { who: 'fix-lead-if-any', where: ['case-issue'], rule: 'S82' },
  NoticePosted: { who: 'maintainer', where: ['case-issue'], rule: 'S47' },
  NoticeRetried: { who: 'maintainer', where: ['case-issue'], rule: 'S47' },
  // GitHub's people read the request, and an id stays on the advisory.
  CveWanted: { who: 'maintainer', where: inPrivate, withoutFixRepository: ['advisory'], rule: 'S110' },
  // A mail that went out cannot be taken back.
  EarlyAsked: { who: 'maintainer', where: ['case-issue'], rule: 'S34' },
  EarlyConfirmed: { who: 'fix-lead-if-any', where: ['case-issue'], rule: 'S34' },
  CreditDecided: { who: 'reporter', where: ['advisory'], rule: 'S37' },
  RetryAsked: { who: 'maintainer', where: ['case-issue'], withoutFixRepository: ['advisory'], rule: 'S8' },
  StatusPageChanged: { who: 'involved', where: everywhere, rule: 'S24' },
  PublicationAsked: { who: 'maintainer', where: ['case-issue'], rule: 'S46' },
  PublicationForced: { who: 'maintainer', where: ['case-issue'], rule: 'S45' },
  LatePublicationExcused: { who: 'maintainer', where: ['case-issue'], rule: 'S45' },
};

/** Why this actor may not do this here, or undefined when they may. Whoever we could not find out about may only ask for help. */
export function whyNotPermitted(event: CommandEvent, thisCase: Case, policy: Policy): Refusal | undefined {
  const { who } = permissions[event.kind];
  const where = placesFor(event.kind, thisCase, policy);
  const because = [{ rule: ruleOf(event.kind, policy) }];
  if (who !== 'anyone' && event.by.role === 'unknown') {
    return { code: 'could-not-find-out', message: couldNotFindOut(event), because };
  }
  const wrong = wrongPerson(who, event.by, thisCase, policy);
  if (wrong !== undefined) return { code: 'not-permitted', message: wrong, because };
  if (!isPlace(event, where)) return { code: 'wrong-place', message: wrongPlace(where, thisCase, policy), because };
  return undefined;
}

/** Why this person may not do what only maintainers may, of a project, where there is no case; or undefined when they may. */
export function whyNotMaintainer(event: Pick<CommandEvent, 'by' | 'typed'>, policy: Policy): Omit<Refusal, 'because'> | undefined {
  if (event.by.role === 'unknown') return { code: 'could-not-find-out', message: couldNotFindOut(event) };
  const message = notMaintainer(event.by, policy);
  return message === undefined ? undefined : { code: 'not-permitted', message };
}

function couldNotFindOut({ by, typed }: Pick<CommandEvent, 'by' | 'typed'>): string {
  return notFoundOut(`whether @${by.login} may do this`, typed);
}

/** Somebody who signed in, and was shown what would happen, is at least as well known as whoever writes in the private case issue. */
function isPlace({ kind, from }: CommandEvent, where: readonly Surface['kind'][]): boolean {
  return where.includes(from.kind) || (from.kind === 'dashboard' && permissions[kind].where.includes('case-issue'));
}

function placesFor(kind: CommandEvent['kind'], { caseIssue }: Case, { fixRepository, fixMode }: Policy): readonly Surface['kind'][] {
  const { where, withoutFixRepository = where } = permissions[kind];
  const hasIssue = caseIssue !== undefined || fixRepository !== undefined || fixMode === 'per-case';
  return hasIssue ? where : withoutFixRepository;
}

/** The sentence that says who may; the two policies name different people for the score and for the date. */
export function ruleOf(kind: CommandEvent['kind'], policy: Policy): RuleId {
  const { who, rule } = permissions[kind];
  if (who === 'score-final-call' && policy.scoreFinalCall === 'fix-lead') return 'S97';
  if (who === 'date-final-say' && policy.dateFinalSay === 'fix-lead') return 'S84';
  return rule;
}

function wrongPerson(who: Who, by: Actor, thisCase: Case, policy: Policy): string | undefined {
  switch (who) {
    case 'anyone':
      return undefined;
    case 'involved':
      return by.role === 'outsider' ? `Only the maintainers and the reporter may do this; @${by.login} is neither.` : undefined;
    case 'reporter':
      return by.login === thisCase.report.reporter ? undefined : `Only the reporter may say this, for themselves; @${by.login} is not.`;
    case 'maintainer':
      return notMaintainer(by, policy);
    case 'score-final-call':
      return policy.scoreFinalCall === 'fix-lead' ? notFixLead(by, thisCase) : notMaintainer(by, policy);
    case 'date-final-say':
      return policy.dateFinalSay === 'fix-lead' ? notFixLead(by, thisCase) : notMaintainer(by, policy);
    case 'fix-lead-if-any':
      return thisCase.fixLead === undefined ? notMaintainer(by, policy) : notFixLead(by, thisCase);
    case 'override':
      return mayNotOverride(by, thisCase, policy);
  }
}

function mayNotOverride(by: Actor, thisCase: Case, policy: Policy): string | undefined {
  switch (policy.lgtmOverride ?? 'nobody') {
    case 'nobody':
      return 'The policy lets nobody do this: `lgtm.override` is `nobody`. What is missing has to be given; `/status` shows it.';
    case 'maintainers':
      return notMaintainer(by, policy);
    case 'fix-lead':
      return notFixLead(by, thisCase);
  }
}

function notMaintainer(by: Actor, policy: Policy): string | undefined {
  return by.role === 'maintainer' ? undefined : `Only ${whoInWords('maintainer', policy)} may do this; @${by.login} is not one.`;
}

/** Why this person does not have the final say on the date (S42 against S84), or undefined when they have it. */
export function whyNoFinalSay(by: Actor, thisCase: Case, policy: Policy): string | undefined {
  return wrongPerson('date-final-say', by, thisCase, policy);
}

function notFixLead(by: Actor, thisCase: Case): string | undefined {
  const lead = thisCase.fixLead?.login;
  if (lead === undefined) return 'Only the Fix Lead may do this, and nobody is Fix Lead yet: a maintainer becomes it with `/fix-lead`.';
  if (lead !== by.login) return `Only the Fix Lead may do this, and that is @${lead}. A maintainer takes over with \`/fix-lead\`.`;
  return by.role === 'maintainer'
    ? undefined
    : `@${lead} is Fix Lead, but not a maintainer any more. A maintainer takes over with \`/fix-lead\`.`;
}

/** Who that is under this policy, as `/help` and refusals say it. A team stands in code, so that saying so does not call it. */
export function whoInWords(who: Who, policy: Policy | undefined): string {
  switch (who) {
    case 'anyone':
      return 'anybody';
    case 'involved':
      return 'maintainers and the reporter';
    case 'reporter':
      return 'the reporter';
    case 'maintainer':
      return policy?.maintainers === undefined
        ? 'maintainers'
        : `members of \`${policy.maintainers.organisation}/${policy.maintainers.slug}\``;
    case 'score-final-call':
      return policy?.scoreFinalCall === 'fix-lead' ? 'the Fix Lead' : whoInWords('maintainer', policy);
    case 'date-final-say':
      return policy?.dateFinalSay === 'fix-lead' ? 'the Fix Lead' : whoInWords('maintainer', policy);
    case 'fix-lead-if-any':
      return `the Fix Lead; while there is none, ${whoInWords('maintainer', policy)}`;
    case 'override':
      return overridersInWords(policy);
  }
}

function overridersInWords(policy: Policy | undefined): string {
  if (policy?.lgtmOverride === 'fix-lead') return 'the Fix Lead';
  return policy?.lgtmOverride === 'maintainers' ? whoInWords('maintainer', policy) : 'nobody, as the policy says';
}

function wrongPlace(where: readonly Surface['kind'][], thisCase: Case, policy: Policy): string {
  const names = where.map((kind) => {
    if (kind === 'pull-request') return 'a pull request of this case in the private fix repository';
    if (kind === 'advisory') return 'a comment on the advisory';
    const issue = thisCase.caseIssue;
    if (issue !== undefined) return `the private case issue ${issue.repository}#${issue.number}`;
    return policy.fixRepository === undefined
      ? 'the private case issue; this project has none, because its policy names no `fix_repository`'
      : 'the private case issue, which has not been opened yet';
  });
  return `This may not be said here. Say it in ${names.join(' or ')}.`;
}
