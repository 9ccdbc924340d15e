// Every command, said by everybody, everywhere, at any time, against a matrix written by hand from the policies and not from the code.
import { describe, expect, it } from '@jest/globals';
import { parseCvss } from '../../src/core/score/cvss.ts';
import type { Case, Phase } from '../../src/core/case.ts';
import type { DateObjection } from '../../src/core/disclosure/dated-act.ts';
import { decide } from '../../src/core/decide.ts';
import type { Actor, CommandEvent, Surface } from '../../src/core/command-events.ts';
import { permissions, ruleOf, whoInWords } from '../../src/core/permissions.ts';
import type { Policy } from '../../src/core/policy.ts';
import { anotherCaseId, aPolicy, aRepository } from '../fixtures/a-case.ts';
import { aList, shownEarly, toldEarly } from '../fixtures/early.ts';
import {
  aFixedNotice,
  aPull,
  aReadyCase,
  ana,
  dayMs,
  inCaseIssue,
  lgtmOf,
  max,
  onAdvisory,
  onPullRequest,
  oscar,
  releaseAt,
} from '../fixtures/happenings.ts';
import { effectsOf, reviewedPulls, rita, typed, ulla } from '../fixtures/happenings.ts';

type Kind = CommandEvent['kind'];
const phases: readonly Phase[] = ['reported', 'accepted', 'publishing', 'published', 'rejected'];

/** Who may, where, and while the case is what. Max is a maintainer, Ana the one who is Fix Lead, Rita reported, Oscar is nobody, of Ulla we know nothing. */
const matrix: Record<Kind, { who: string; where: string; when: string }> = {
  HelpAsked: {
    who: 'max ana rita oscar ulla',
    where: 'advisory case-issue pull-request',
    when: 'reported accepted publishing published rejected',
  },
  CommandNotUnderstood: {
    who: 'max ana rita oscar ulla',
    where: 'advisory case-issue pull-request',
    when: 'reported accepted publishing published rejected',
  },
  StatusAsked: { who: 'max ana rita', where: 'advisory case-issue pull-request', when: 'reported accepted publishing published rejected' },
  WhyAsked: { who: 'max ana rita', where: 'advisory case-issue pull-request', when: 'reported accepted publishing published rejected' },
  CommunicationPlanGiven: { who: 'ana', where: 'case-issue', when: 'accepted' },
  TargetNamed: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'accepted' },
  PublicationForced: { who: 'max ana', where: 'case-issue', when: 'accepted publishing' },
  LatePublicationExcused: { who: 'max ana', where: 'case-issue', when: 'accepted publishing' },
  PolicyAsked: { who: 'max ana', where: 'case-issue', when: 'reported accepted publishing published rejected' },
  PolicyAdoptionAsked: { who: 'max ana', where: 'case-issue', when: 'reported accepted' },
  ReportAcknowledged: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'reported accepted' },
  ReportAccepted: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'reported' },
  ReportRejected: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'reported accepted' },
  DuplicateNamed: { who: 'max ana', where: 'case-issue', when: 'reported accepted' },
  ClosedInternally: { who: 'max ana', where: 'case-issue', when: 'accepted' },
  CaseReopened: { who: 'max ana', where: 'case-issue', when: 'rejected' },
  DowngradeDrafted: { who: 'max ana', where: 'case-issue', when: 'reported accepted' },
  DowngradeConfirmed: { who: 'max ana', where: 'case-issue', when: 'reported accepted' },
  HardeningDrafted: { who: 'max ana', where: 'case-issue', when: 'rejected' },
  HardeningConfirmed: { who: 'max ana', where: 'case-issue', when: 'rejected' },
  FixLeadNamed: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'reported accepted' },
  AwaySaid: { who: 'max ana', where: 'case-issue pull-request', when: 'reported accepted publishing published rejected' },
  RegisterAsked: { who: 'max ana', where: 'case-issue', when: 'reported accepted publishing published rejected' },
  VectorGiven: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'reported accepted' },
  ScoreFinalised: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'reported accepted' },
  ScoreAsked: { who: 'max ana rita', where: 'advisory case-issue pull-request', when: 'reported accepted publishing published rejected' },
  AffectedLinesNamed: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'reported accepted' },
  ExceptionMade: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'reported accepted' },
  InformationAsked: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'reported accepted' },
  PublicKnowledgeReported: { who: 'max ana rita', where: 'advisory case-issue pull-request', when: 'reported accepted' },
  PublicKnowledgeConfirmed: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'reported accepted' },
  LeakReported: { who: 'max ana rita', where: 'advisory case-issue pull-request', when: 'reported accepted publishing' },
  SlowdownDecided: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'reported accepted' },
  UpstreamNamed: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'reported accepted' },
  DueMoved: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'reported accepted' },
  MitigationGiven: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'reported accepted' },
  LgtmGiven: { who: 'max ana', where: 'pull-request', when: 'accepted' },
  LgtmWithdrawn: { who: 'max ana', where: 'pull-request', when: 'accepted' },
  BackportAsked: { who: 'max ana', where: 'case-issue pull-request', when: 'accepted' },
  LgtmDeclared: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'accepted' },
  DeclaredLgtmWithdrawn: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'accepted' },
  TestDeclared: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'accepted' },
  GateOverridden: { who: 'max ana', where: 'case-issue pull-request', when: 'accepted' },
  LineLeftWithout: { who: 'max ana', where: 'case-issue pull-request', when: 'accepted' },
  LineTakenBack: { who: 'max ana', where: 'case-issue pull-request', when: 'accepted' },
  FixSaidReady: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'accepted' },
  ExportConfirmed: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'accepted' },
  HoldPlaced: { who: 'max ana rita', where: 'advisory case-issue pull-request', when: 'reported accepted publishing' },
  HoldLifted: { who: 'max ana rita', where: 'advisory case-issue pull-request', when: 'reported accepted' },
  ReleaseDateGiven: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'accepted' },
  ReleaseDateProposed: { who: 'max ana rita', where: 'advisory case-issue pull-request', when: 'accepted' },
  ReleaseDateAgreed: { who: 'max ana rita', where: 'advisory case-issue pull-request', when: 'accepted' },
  ReleaseDateObjectedTo: { who: 'max ana rita', where: 'advisory case-issue pull-request', when: 'accepted' },
  DistributorSpokeOfDate: { who: 'max ana', where: 'case-issue', when: 'accepted' },
  DateObjectionWithdrawn: { who: 'max ana rita', where: 'advisory case-issue pull-request', when: 'accepted' },
  ObjectionOverruled: { who: 'max ana', where: 'case-issue pull-request', when: 'accepted' },
  ReleaseDateImposed: { who: 'max ana', where: 'advisory case-issue pull-request', when: 'accepted' },
  ReleaseDateAsked: { who: 'max ana rita', where: 'advisory case-issue pull-request', when: 'accepted' },
  NoticePreviewed: { who: 'max ana', where: 'case-issue', when: 'reported accepted publishing published rejected' },
  NoticeApproved: { who: 'ana', where: 'case-issue', when: 'accepted publishing published' },
  NoticePosted: { who: 'max ana', where: 'case-issue', when: 'accepted publishing published' },
  NoticeRetried: { who: 'max ana', where: 'case-issue', when: 'accepted publishing published' },
  CveWanted: { who: 'max ana', where: 'case-issue pull-request', when: 'accepted publishing published' },
  EarlyAsked: { who: 'max ana', where: 'case-issue', when: 'accepted publishing published' },
  EarlyConfirmed: { who: 'ana', where: 'case-issue', when: 'accepted' },
  CreditDecided: { who: 'rita', where: 'advisory', when: 'reported accepted publishing published rejected' },
  StatusPageChanged: {
    who: 'max ana rita',
    where: 'advisory case-issue pull-request',
    when: 'reported accepted publishing published rejected',
  },
  RetryAsked: { who: 'max ana', where: 'case-issue', when: 'reported accepted publishing published rejected' },
  PublicationAsked: { who: 'max ana', where: 'case-issue', when: 'accepted' },
};

const people: readonly Actor[] = [max, ana, rita, oscar, ulla];
/** The dashboard takes whatever the private case issue takes: who signed in there is known at least as well. */
const onDashboard: Surface = { kind: 'dashboard', commentId: 'act-1', drawn: 7 };
const surfaces: readonly Surface[] = [onAdvisory, inCaseIssue, onPullRequest(11), onDashboard];
const kinds = Object.keys(matrix) as Kind[];

describe('a command in every phase, from every surface', () => {
  const rows = kinds.flatMap((kind) => people.map((by) => ({ kind, by, name: by.login })));
  it.each(rows)('$kind by $name has the outcome that the matrix says', ({ kind, by }) => {
    expect(outcomes(kind, by, aPolicy({ statusPage: { daysAfter: 30 } }))).toEqual(expectedOutcomes(kind, by, matrix[kind].who));
  });
});

describe('where each case has a fix repository of its own', () => {
  it('/policy is said in the case issue', () => {
    const all = outcomes('PolicyAsked', max, aPolicy({ fixRepository: undefined, fixMode: 'per-case', requiredLgtms: 0 }));
    expect([all['accepted, advisory'], all['accepted, case-issue']]).toEqual(['wrong-place', 'accepted']);
  });
});

describe('where the policy names no fix repository', () => {
  const policy = aPolicy({ fixRepository: undefined, requiredLgtms: 0 });
  const given = aReadyCase({ caseIssue: undefined, pullRequests: [] });
  it.each(['PolicyAsked', 'PolicyAdoptionAsked'] as const)('%s is said on the advisory, because there is no case issue', (kind) => {
    const all = surfaces.map((from) => decide(given, typed(commandOf(kind), { by: max, from }), policy, releaseAt).outcome);
    expect(all).toEqual(['accepted', 'refused', 'refused', 'accepted']);
  });
});

describe('where the policy gives the Fix Lead the final say', () => {
  const policy = aPolicy({ scoreFinalCall: 'fix-lead', dateFinalSay: 'fix-lead' });
  const decided: readonly Kind[] = ['ScoreFinalised', 'ReleaseDateGiven', 'ReleaseDateImposed', 'ObjectionOverruled', 'DueMoved'];
  const rows = decided.flatMap((kind) => people.map((by) => ({ kind, by, name: by.login })));
  it.each(rows)('$kind by $name is for Ana alone', ({ kind, by }) => {
    expect(outcomes(kind, by, policy)).toEqual(expectedOutcomes(kind, by, 'ana'));
  });

  it('leaves every other command as it was', () => {
    const others = kinds.filter((kind) => !decided.includes(kind));
    for (const kind of others) for (const by of people) expect(outcomes(kind, by, policy)).toEqual(outcomes(kind, by, aPolicy()));
  });
});

function expectedOutcomes(kind: Kind, by: Actor, who: string): Record<string, string> {
  const { where, when } = matrix[kind];
  return forAll((phase, from) => {
    if (!who.split(' ').includes(by.login)) return by === ulla ? 'could-not-find-out' : 'not-permitted';
    const place = from.kind === 'dashboard' ? 'case-issue' : from.kind;
    if (!where.split(' ').includes(place)) return 'wrong-place';
    if (!when.split(' ').includes(phase)) return 'wrong-phase';
    return kind === 'CommandNotUnderstood' ? 'not-understood' : 'accepted';
  });
}

function outcomes(kind: Kind, by: Actor, policy: Policy): Record<string, string> {
  return forAll((phase, from) => {
    const event = typed(commandOf(kind), { by, from });
    const decision = decide(caseFor(kind, phase, by), event, policyFor(kind, policy), releaseAt);
    if (decision.outcome === 'ignored') return 'ignored';
    return decision.outcome === 'refused' ? decision.refusal.code : 'accepted';
  });
}

/** What only some policies allow at all. */
function policyFor(kind: Kind, policy: Policy): Policy {
  if (kind === 'GateOverridden') return { ...policy, lgtmOverride: 'maintainers' };
  const isDeclared = kind === 'LgtmDeclared' || kind === 'TestDeclared' || kind === 'ExportConfirmed';
  return isDeclared ? { ...policy, fixMode: 'temporary-fork' } : policy;
}

function forAll(outcome: (phase: Phase, from: Surface) => string): Record<string, string> {
  return Object.fromEntries(phases.flatMap((phase) => surfaces.map((from) => [`${phase}, ${from.kind}`, outcome(phase, from)])));
}

/** A case in which the command can be carried out, if only the person, the place and the phase are right. */
function caseFor(kind: Kind, phase: Phase, by: Actor): Case {
  const lead = { login: ana.login, by: ana.login, at: 0 };
  const ready = aReadyCase({ phase, fixLead: lead, acknowledged: kind === 'ReportAcknowledged' ? undefined : { by: max.login, at: 0 } });
  if (kind === 'ScoreFinalised' || kind === 'SlowdownDecided') return { ...ready, score: aLowScore() };
  if (kind === 'ExceptionMade') return { ...ready, affected: { by: by.login, at: 0, lines: ['release-0.9'] } };
  if (kind === 'ObjectionOverruled') return { ...ready, release: { by: by.login, at: 0, releaseAt }, dateObjections: [anObjection(rita)] };
  if (kind === 'DateObjectionWithdrawn') return { ...ready, dateObjections: [anObjection(by)] };
  if (kind === 'PublicKnowledgeConfirmed') return { ...ready, leaks: [{ what: 'it', to: 'a fork', by: undefined, at: 0 }] };
  if (kind === 'LatePublicationExcused') return { ...ready, releaseDay: { fixes: [], releases: [{ line: 'main', tag: 'v1.1.0', at: 0 }] } };
  if (kind === 'EarlyAsked' || kind === 'DistributorSpokeOfDate') return { ...ready, early: toldEarly() };
  if (kind === 'EarlyConfirmed') return { ...ready, release: { by: by.login, at: 0, releaseAt: releaseAt + dayMs }, early: shownEarly() };
  if (kind === 'NoticePosted') return { ...ready, notices: [aFixedNotice()] };
  if (kind === 'NoticeRetried') return { ...ready, notices: [aFixedNotice({ state: 'failed' })] };
  if (kind === 'GateOverridden') return { ...ready, pullRequests: [aPull()] };
  if (kind === 'LineLeftWithout') return { ...ready, pullRequests: [] };
  if (kind === 'LineTakenBack') return { ...ready, linesWithout: [{ by: by.login, at: 0, line: 'main', reason: 'none' }] };
  if (kind === 'DeclaredLgtmWithdrawn')
    return { ...ready, declared: [{ line: 'main', sha: 'abcdef1', lgtms: [{ by: by.login, at: 0 }], tests: [] }] };
  if (kind === 'DueMoved') return { ...ready, pullRequests: [] };
  if (kind === 'HoldLifted') return { ...ready, holds: [{ by: by.login, at: 0, reason: 'wait' }] };
  if (kind === 'DowngradeConfirmed') return { ...ready, publicIssue: { ...aDraft(by), purpose: 'downgrade' } };
  if (kind === 'HardeningConfirmed') return { ...ready, publicIssue: { ...aDraft(by), purpose: 'hardening' } };
  if (kind === 'HardeningDrafted') return { ...ready, rejected: { by: by.login, at: 0, name: 'unsafe-default', reason: 'Documented.' } };
  if (kind === 'LgtmGiven') return { ...ready, pullRequests: [aPull({ headSeenAt: 0 })] };
  if (kind === 'BackportAsked') return { ...ready, pullRequests: [aPull({ line: 'main' })] };
  return kind === 'LgtmWithdrawn'
    ? { ...ready, pullRequests: [aPull({ lgtms: [lgtmOf(by.login)] })] }
    : { ...ready, pullRequests: reviewedPulls() };
}

function anObjection(by: Actor): DateObjection {
  return { by: by.login, at: 0, party: 'maintainers', releaseAt, concern: 'too soon', ended: undefined };
}

function aDraft(by: Actor): Omit<NonNullable<Case['publicIssue']>, 'purpose'> {
  return { by: by.login, at: 0, title: 'Drop old lines of the log', body: 'It grows.' };
}

function aLowScore(): NonNullable<Case['score']> {
  const parsed = parseCvss('CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N');
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return { by: max.login, at: 0, cvss: parsed.value, final: undefined };
}

function commandOf(kind: Kind): Parameters<typeof typed>[0] {
  switch (kind) {
    case 'HelpAsked':
      return { kind, page: 'the table' };
    case 'WhyAsked':
      return { kind, topic: undefined };
    case 'PolicyAsked':
      return { kind, found: { kind: 'none' } };
    case 'PolicyAdoptionAsked':
      return { kind, found: { kind: 'good', policy: aPolicy({ requiredLgtms: 3 }), files: [] } };
    case 'ReportRejected':
      return { kind, name: 'not-a-vulnerability', reason: 'for a reason' };
    case 'DuplicateNamed':
      return { kind, of: anotherCaseId, other: { repository: aRepository, phase: 'accepted' } };
    case 'HoldPlaced':
    case 'PublicationForced':
    case 'LatePublicationExcused':
      return { kind, reason: 'for a reason' };
    case 'ClosedInternally':
    case 'CaseReopened':
      return { kind, reason: 'for a reason' };
    case 'DowngradeDrafted':
    case 'HardeningDrafted':
      return { kind, title: 'Drop old lines of the log', words: undefined };
    case 'FixLeadNamed':
      return { kind, login: max.login, role: 'maintainer' };
    case 'VectorGiven':
      return { kind, vector: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N' };
    case 'AffectedLinesNamed':
      return { kind, lines: ['main'] };
    case 'ExceptionMade':
      return { kind, reason: 'for a reason' };
    case 'InformationAsked':
      return { kind, question: 'Which version?' };
    case 'PublicKnowledgeReported':
      return { kind, where: 'a forum' };
    case 'LeakReported':
      return { kind, what: 'the patch', to: 'a chat' };
    case 'SlowdownDecided':
      return { kind, reason: 'holidays' };
    case 'UpstreamNamed':
      return { kind, project: 'grpc-go', releaseAt: releaseAt + dayMs };
    case 'DueMoved':
      return { kind, name: 'fix', dueAt: releaseAt + dayMs, reason: 'for a reason' };
    case 'AwaySaid':
      return { kind, login: ana.login, role: 'maintainer', leads: [], until: undefined };
    case 'EarlyAsked':
      return { kind, ask: { what: 'received', name: 'example-linux' }, list: aList() };
    case 'EarlyConfirmed':
      return { kind, list: aList() };
    case 'RegisterAsked':
      return { kind, ask: { what: 'list' } };
    case 'MitigationGiven':
      return { kind, words: 'none' };
    case 'LgtmGiven':
      return { kind, sha: undefined };
    case 'BackportAsked':
      return { kind, onto: 'release-1.0' };
    case 'TargetNamed':
      return { kind, branch: 'main', version: 'v2.0.1' };
    case 'CommunicationPlanGiven':
      return { kind, words: 'A word on the list.' };
    case 'ReleaseDateGiven':
    case 'ReleaseDateProposed':
    case 'ReleaseDateImposed':
      return { kind, releaseAt: releaseAt + dayMs };
    case 'CveWanted':
      return { kind, id: undefined };
    case 'RetryAsked':
      return { kind, key: 'GHSA-2222-3333-4444/status', what: 'ShowStatus' };
    case 'ObjectionOverruled':
      return { kind, of: rita.login, reason: 'for a reason' };
    case 'StatusPageChanged':
      return { kind, to: 'new' };
    case 'CreditDecided':
      return { kind, wanted: true };
    case 'ReleaseDateObjectedTo':
      return { kind, concern: 'for a reason' };
    case 'DistributorSpokeOfDate':
      return { kind, member: 'example-linux', says: { what: 'agrees' } };
    case 'NoticePreviewed':
    case 'NoticeApproved':
      return { kind, notice: 'fixed' };
    case 'NoticePosted':
      return { kind, notice: 'fixed', channel: 'by-hand:blog', link: 'https://blog.example.org/fix' };
    case 'NoticeRetried':
      return { kind, notice: 'fixed', channel: 'by-hand:blog' };
    case 'LgtmDeclared':
      return { kind, branch: 'main', sha: 'abcdef1' };
    case 'DeclaredLgtmWithdrawn':
    case 'LineTakenBack':
      return { kind, branch: 'main' };
    case 'TestDeclared':
      return { kind, branch: 'main', sha: 'abcdef1', link: 'https://ci.example.org/1' };
    case 'GateOverridden':
      return { kind, words: 'main for a reason' };
    case 'LineLeftWithout':
      return { kind, branch: 'main', reason: 'for a reason' };
    case 'CommandNotUnderstood':
      return { kind, code: 'unknown-command', message: 'There is no such command.' };
    case 'StatusAsked':
    case 'ScoreFinalised':
    case 'ScoreAsked':
    case 'ReportAcknowledged':
    case 'ReportAccepted':
    case 'LgtmWithdrawn':
    case 'HoldLifted':
    case 'FixSaidReady':
    case 'ExportConfirmed':
    case 'ReleaseDateAgreed':
    case 'DateObjectionWithdrawn':
    case 'ReleaseDateAsked':
    case 'PublicationAsked':
    case 'PublicKnowledgeConfirmed':
    case 'DowngradeConfirmed':
    case 'HardeningConfirmed':
      return { kind };
  }
}

describe('a refusal', () => {
  const score = { kind: 'ScoreFinalised' } as const;
  const leadDecides = aPolicy({ scoreFinalCall: 'fix-lead', dateFinalSay: 'fix-lead' });
  const nobodyLeads = aReadyCase();
  const anaLeads = aReadyCase({ fixLead: { login: ana.login, by: ana.login, at: 0 } });
  const rows = [
    {
      name: 'names the team without calling it',
      given: nobodyLeads,
      event: typed({ kind: 'ReportRejected', name: 'not-a-vulnerability', reason: 'no' }, { by: rita }),
      policy: aPolicy(),
      expect: 'Only members of `acme/security` may do this; @rita is not one.',
    },
    {
      name: 'speaks of maintainers where no team is named',
      given: nobodyLeads,
      event: typed({ kind: 'ReportRejected', name: 'not-a-vulnerability', reason: 'no' }, { by: rita }),
      policy: aPolicy({ maintainers: undefined }),
      expect: 'Only maintainers may do this; @rita is not one.',
    },
    {
      name: 'names the two who may, to an outsider',
      given: nobodyLeads,
      event: typed({ kind: 'StatusAsked' }, { by: oscar }),
      policy: aPolicy(),
      expect: 'Only the maintainers and the reporter may do this; @oscar is neither.',
    },
    {
      name: 'says that nobody is Fix Lead yet, and how to become it',
      given: nobodyLeads,
      event: typed(score),
      policy: leadDecides,
      expect: 'Only the Fix Lead may do this, and nobody is Fix Lead yet: a maintainer becomes it with `/fix-lead`.',
    },
    {
      name: 'names the Fix Lead',
      given: anaLeads,
      event: typed(score),
      policy: leadDecides,
      expect: 'Only the Fix Lead may do this, and that is @ana. A maintainer takes over with `/fix-lead`.',
    },
    {
      name: 'says so when the Fix Lead has ceased to be a maintainer',
      given: anaLeads,
      event: typed(score, { by: { ...ana, role: 'outsider' } }),
      policy: leadDecides,
      expect: '@ana is Fix Lead, but not a maintainer any more. A maintainer takes over with `/fix-lead`.',
    },
    {
      name: 'says that GitHub could not be asked, and names the command',
      given: nobodyLeads,
      event: typed({ ...score, typed: '/cvss  final @ana' }, { by: ulla }),
      policy: aPolicy(),
      expect:
        'I could not find out from GitHub whether @ulla may do this, so I did nothing. Please say `/cvss final @ana` again in a few minutes.',
    },
    {
      name: 'says that GitHub could not be asked, of a command whose line was not kept',
      given: nobodyLeads,
      event: typed(score, { by: ulla }),
      policy: aPolicy(),
      expect: 'I could not find out from GitHub whether @ulla may do this, so I did nothing. Please try again in a few minutes.',
    },
    {
      name: 'names the case issue by its place',
      given: nobodyLeads,
      event: typed({ kind: 'PublicationAsked' }, { from: onAdvisory }),
      policy: aPolicy(),
      expect: 'This may not be said here. Say it in the private case issue acme/widget-security#1.',
    },
    {
      name: 'says that the case issue has not been opened yet',
      given: aReadyCase({ caseIssue: undefined }),
      event: typed({ kind: 'PublicationAsked' }, { from: onAdvisory }),
      policy: aPolicy(),
      expect: 'This may not be said here. Say it in the private case issue, which has not been opened yet.',
    },
    {
      name: 'says why the project has no case issue',
      given: aReadyCase({ caseIssue: undefined }),
      event: typed({ kind: 'PublicationAsked' }, { from: onAdvisory }),
      policy: aPolicy({ fixRepository: undefined }),
      expect:
        'This may not be said here. Say it in the private case issue; this project has none, because its policy names no `fix_repository`.',
    },
    {
      name: 'sends an LGTM to the pull request',
      given: nobodyLeads,
      event: typed({ kind: 'LgtmGiven', sha: undefined }),
      policy: aPolicy(),
      expect: 'This may not be said here. Say it in a pull request of this case in the private fix repository.',
    },
  ];
  it.each(rows)('$name', ({ given, event, policy, expect: message }) => {
    expect(decide(given, event, policy, releaseAt)).toMatchObject({ outcome: 'refused', refusal: { message } });
  });

  it('is answered where the command was typed, and changes nothing else', () => {
    for (const from of surfaces) {
      const decision = decide(nobodyLeads, typed({ kind: 'StatusAsked' }, { by: oscar, from, line: 4 }), aPolicy(), releaseAt);
      const [answer, ...others] = effectsOf(decision);
      expect(others).toEqual([]);
      const kinds = { advisory: 'SayOnAdvisory', 'case-issue': 'SayInFixRepository', 'pull-request': 'SayInFixRepository' } as const;
      expect(answer?.kind).toBe({ ...kinds, dashboard: 'AnswerOnDashboard' }[from.kind]);
      expect(answer?.key).toBe(`${nobodyLeads.id}/answer/${from.kind}/${from.commentId}/4`);
    }
  });

  it.each([
    { phase: 'reported', event: { kind: 'PublicationAsked' }, says: 'a maintainer says `/accept` first' },
    { phase: 'accepted', event: { kind: 'ReportAccepted' }, says: 'accepted already' },
    { phase: 'publishing', event: { kind: 'PublicationAsked' }, says: 'only `/hold REASON` may still stop it' },
    { phase: 'published', event: { kind: 'HoldPlaced', reason: 'too late' }, says: 'nothing more to decide' },
    { phase: 'rejected', event: { kind: 'ReportAccepted' }, says: '`/reopen REASON`' },
  ] as const)('says what helps when the case is $phase', ({ phase, event, says }) => {
    const decision = decide(aReadyCase({ phase }), typed(event), aPolicy(), releaseAt);
    expect(decision).toMatchObject({ outcome: 'refused', refusal: { code: 'wrong-phase', message: expect.stringContaining(says) } });
  });
});

describe('the permissions', () => {
  it('rest on the sentence of the policy that is followed', () => {
    const leads = aPolicy({ scoreFinalCall: 'fix-lead', dateFinalSay: 'fix-lead' });
    expect([ruleOf('ScoreFinalised', aPolicy()), ruleOf('ReleaseDateGiven', aPolicy())]).toEqual(['S29', 'S42']);
    expect([ruleOf('ScoreFinalised', leads), ruleOf('ReleaseDateGiven', leads)]).toEqual(['S97', 'S84']);
  });

  it('take nothing irreversible from the advisory, whose comments a collaborator can rewrite', () => {
    expect(permissions.PublicationAsked.where).toEqual(['case-issue']);
    expect(permissions.LgtmGiven.where).toEqual(['pull-request']);
  });

  it('are said in words for every kind of person', () => {
    const leads = aPolicy({ scoreFinalCall: 'fix-lead', dateFinalSay: 'fix-lead' });
    expect(whoInWords('anyone', aPolicy())).toBe('anybody');
    expect(whoInWords('involved', aPolicy())).toBe('maintainers and the reporter');
    expect(whoInWords('date-final-say', aPolicy())).toBe('members of `acme/security`');
    expect([whoInWords('score-final-call', leads), whoInWords('date-final-say', leads)]).toEqual(['the Fix Lead', 'the Fix Lead']);
  });
});
