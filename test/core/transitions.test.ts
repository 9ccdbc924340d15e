// The table of phases against what the rules really do: `docs/states.md` is printed from the first and must be true of the second.
import type { CivilDate } from '../../src/core/time/time.ts';
import { describe, expect, it } from '@jest/globals';
import type { Case, Phase } from '../../src/core/case.ts';
import { decide } from '../../src/core/decide.ts';
import type { CaseEvent } from '../../src/core/events.ts';
import { login } from '../../src/core/ids.ts';
import { printStatesPage } from '../../src/core/print-states.ts';
import { nextPhase, phasesFor, transitions, type Transition } from '../../src/core/transitions.ts';
import { aFixRepository, anotherCaseId, aPolicy, aRepository, reportedAt } from '../fixtures/a-case.ts';
import {
  aPull,
  aReadyCase,
  ana,
  dayMs,
  inCaseIssue,
  lgtmOf,
  max,
  onAdvisory,
  onPullRequest,
  rita,
  releaseAt,
  seen,
  sha,
  theCaseIssue,
  typed,
} from '../fixtures/happenings.ts';
import { aList, shownEarly, toldEarly } from '../fixtures/early.ts';
import { someFacts } from './records/a-record.ts';

const phases: readonly Phase[] = ['reported', 'accepted', 'publishing', 'published', 'rejected'];
const policy = aPolicy({ publish: 'auto' });

/** The event that makes each transition happen. */
const events: Record<Transition, CaseEvent> = {
  HelpAsked: typed({ kind: 'HelpAsked', page: 'the table' }),
  StatusAsked: typed({ kind: 'StatusAsked' }),
  WhyAsked: typed({ kind: 'WhyAsked', topic: undefined }),
  PolicyAsked: typed({ kind: 'PolicyAsked', found: { kind: 'none' } }),
  PolicyAdoptionAsked: typed({ kind: 'PolicyAdoptionAsked', found: { kind: 'good', policy, files: [] } }),
  CommandNotUnderstood: typed({ kind: 'CommandNotUnderstood', code: 'unreadable', message: 'What?' }),
  ReportAcknowledged: typed({ kind: 'ReportAcknowledged' }),
  ReportAccepted: typed({ kind: 'ReportAccepted' }),
  ReportRejected: typed({ kind: 'ReportRejected', name: 'not-a-vulnerability', reason: 'no' }),
  DuplicateNamed: typed({ kind: 'DuplicateNamed', of: anotherCaseId, other: { repository: aRepository, phase: 'accepted' } }),
  TargetNamed: typed({ kind: 'TargetNamed', branch: 'main', version: 'v2.0.1' }),
  CommunicationPlanGiven: typed({ kind: 'CommunicationPlanGiven', words: 'A word on the list.' }),
  FixRepositoryMade: seen({ kind: 'FixRepositoryMade', repository: aFixRepository }),
  AccessSet: seen({
    ...{ kind: 'AccessSet', repository: aFixRepository, to: { kind: 'person', login: max.login } },
    ...{ access: 'write', how: 'given' },
  }),
  DuplicateClosed: seen({ kind: 'DuplicateClosed', duplicate: anotherCaseId, reporter: login('olga') }),
  ClosedInternally: typed({ kind: 'ClosedInternally', reason: 'Only our own server was affected.' }),
  CaseReopened: typed({ kind: 'CaseReopened', reason: 'It can be reached.' }),
  DowngradeDrafted: typed({ kind: 'DowngradeDrafted', title: 'Drop old lines', words: undefined }),
  DowngradeConfirmed: typed({ kind: 'DowngradeConfirmed' }),
  HardeningDrafted: typed({ kind: 'HardeningDrafted', title: 'Listen on localhost', words: undefined }),
  HardeningConfirmed: typed({ kind: 'HardeningConfirmed' }),
  FixLeadNamed: typed({ kind: 'FixLeadNamed', login: max.login, role: 'maintainer' }),
  RegisterAsked: typed({ kind: 'RegisterAsked', ask: { what: 'list' } }, { from: inCaseIssue }),
  VectorGiven: typed({ kind: 'VectorGiven', vector: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N' }),
  ScoreFinalised: typed({ kind: 'ScoreFinalised' }),
  ScoreAsked: typed({ kind: 'ScoreAsked' }),
  AffectedLinesNamed: typed({ kind: 'AffectedLinesNamed', lines: ['main'] }),
  ExceptionMade: typed({ kind: 'ExceptionMade', reason: 'it is exploited' }),
  InformationAsked: typed({ kind: 'InformationAsked', question: 'Which version?' }),
  PublicKnowledgeReported: typed({ kind: 'PublicKnowledgeReported', where: 'a forum' }),
  PublicKnowledgeConfirmed: typed({ kind: 'PublicKnowledgeConfirmed' }),
  LeakReported: typed({ kind: 'LeakReported', what: 'the patch', to: 'a chat' }),
  SeverityWritten: seen({ kind: 'SeverityWritten', vector: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N', askedAt: reportedAt }),
  EnforcementLost: seen({ kind: 'EnforcementLost', lines: ['main'] }),
  CheckAskedAgain: seen({ kind: 'CheckAskedAgain', repository: aFixRepository, sha: sha('a') }),
  ProposalEnded: seen({
    ...{ kind: 'ProposalEnded', line: 'main', sha: sha('a'), place: { repository: aRepository, number: 7 } },
    ...{ how: 'other-change', headSha: sha('b'), mergedAs: sha('c'), patchId: 'p' },
  }),
  LeakSeen: seen({ kind: 'LeakSeen', what: 'a commit', where: 'a fork' }),
  FixShownInPull: seen({
    kind: 'FixShownInPull',
    place: { repository: aRepository, number: 4 },
    sha: sha('a'),
    isApproved: false,
    isReviewed: false,
  }),
  SlowdownDecided: typed({ kind: 'SlowdownDecided', reason: 'holidays' }),
  UpstreamNamed: typed({ kind: 'UpstreamNamed', project: 'grpc-go', releaseAt: releaseAt + dayMs }),
  DueMoved: typed({ kind: 'DueMoved', name: 'fix', dueAt: releaseAt + dayMs, reason: 'it needs longer' }),
  MitigationGiven: typed({ kind: 'MitigationGiven', words: 'none' }),
  LgtmGiven: typed({ kind: 'LgtmGiven', sha: undefined }, { from: onPullRequest(), at: releaseAt }),
  LgtmWithdrawn: typed({ kind: 'LgtmWithdrawn' }, { from: onPullRequest(), by: ana }),
  LgtmDeclared: typed({ kind: 'LgtmDeclared', branch: 'main', sha: 'abcdef1' }),
  DeclaredLgtmWithdrawn: typed({ kind: 'DeclaredLgtmWithdrawn', branch: 'main' }),
  TestDeclared: typed({ kind: 'TestDeclared', branch: 'main', sha: 'abcdef1', link: 'https://ci.example.org/1' }),
  GateOverridden: typed({ kind: 'GateOverridden', words: 'main it is urgent' }),
  LineLeftWithout: typed({ kind: 'LineLeftWithout', branch: 'main', reason: 'it is not there' }),
  LineTakenBack: typed({ kind: 'LineTakenBack', branch: 'main' }),
  FixSaidReady: typed({ kind: 'FixSaidReady' }),
  ExportConfirmed: typed({ kind: 'ExportConfirmed' }),
  HoldPlaced: typed({ kind: 'HoldPlaced', reason: 'wait' }),
  HoldLifted: typed({ kind: 'HoldLifted' }),
  ReleaseDateGiven: typed({ kind: 'ReleaseDateGiven', releaseAt: releaseAt + dayMs }),
  ReleaseDateProposed: typed({ kind: 'ReleaseDateProposed', releaseAt: releaseAt + dayMs }),
  ReleaseDateAgreed: typed({ kind: 'ReleaseDateAgreed' }),
  ReleaseDateObjectedTo: typed({ kind: 'ReleaseDateObjectedTo', concern: 'too soon' }),
  DateObjectionWithdrawn: typed({ kind: 'DateObjectionWithdrawn' }),
  DistributorSpokeOfDate: typed(
    { kind: 'DistributorSpokeOfDate', member: 'example-linux', says: { what: 'objects', concern: 'too soon' } },
    { from: inCaseIssue },
  ),
  ReleaseDateImposed: typed({ kind: 'ReleaseDateImposed', releaseAt: releaseAt + dayMs }),
  ReleaseDateAsked: typed({ kind: 'ReleaseDateAsked' }),
  NoticePreviewed: typed({ kind: 'NoticePreviewed', notice: 'forthcoming' }),
  NoticeApproved: typed({ kind: 'NoticeApproved', notice: 'fixed' }),
  EarlyAsked: typed({ kind: 'EarlyAsked', ask: { what: 'received', name: 'example-linux' }, list: aList() }, { from: inCaseIssue }),
  EarlyConfirmed: typed({ kind: 'EarlyConfirmed', list: aList() }, { from: inCaseIssue }),
  DistributorMailed: seen({ kind: 'DistributorMailed', stage: 'plan', edition: 1, member: 'example-linux' }),
  NoticePosted: typed({ kind: 'NoticePosted', notice: 'fixed', channel: 'by-hand:blog', link: 'https://blog.example.org/fix' }),
  NoticeRetried: typed({ kind: 'NoticeRetried', notice: 'fixed', channel: 'by-hand:blog' }),
  NoticeSent: seen({ kind: 'NoticeSent', notice: 'fixed', channel: 'slack:announce', edition: 1, link: undefined }),
  CveWanted: typed({ kind: 'CveWanted', id: undefined }),
  RetryAsked: typed({ kind: 'RetryAsked', key: 'GHSA-2222-3333-4444/status', what: 'ShowStatus' }),
  ObjectionOverruled: typed({ kind: 'ObjectionOverruled', of: rita.login, reason: 'it is public' }),
  StatusPageChanged: typed({ kind: 'StatusPageChanged', to: 'new' }),
  CreditDecided: typed({ kind: 'CreditDecided', wanted: true }, { by: rita, from: onAdvisory }),
  PublicationAsked: typed({ kind: 'PublicationAsked' }),
  PublicationForced: typed({ kind: 'PublicationForced', reason: 'it is out' }),
  LatePublicationExcused: typed({ kind: 'LatePublicationExcused', reason: 'a mistake' }),
  FixBecamePublic: seen({ kind: 'FixBecamePublic', line: 'main', sha: sha('a') }),
  FixProposed: seen({ kind: 'FixProposed', line: 'main', sha: sha('a'), place: { repository: aRepository, number: 7 } }),
  ReleaseSeen: seen({ kind: 'ReleaseSeen', line: 'main', tag: 'v1.0.1' }),
  PatchedVersionsSet: seen({ kind: 'PatchedVersionsSet', versions: ['1.0.1'], kept: [] }),
  PushRefused: seen({ kind: 'PushRefused', line: 'main', sha: sha('a'), tip: sha('c') }),
  PublicationCalledOff: seen({ kind: 'ReleaseSeen', line: 'main', tag: 'v1.0.1' }),
  PublicationBegun: seen({ kind: 'WakeUpRang', name: 'release', dueAt: releaseAt }),
  PublicationGivenUp: seen({ kind: 'EffectGivenUp', key: 'k', what: 'PublishAdvisory', error: 'refused' }),
  SeenAsDraft: seen({ kind: 'AdvisorySeen', state: 'draft', temporaryFork: undefined }),
  SeenClosed: seen({ kind: 'AdvisorySeen', state: 'closed', temporaryFork: undefined }),
  SeenPublished: seen({ kind: 'AdvisorySeen', state: 'published', temporaryFork: undefined }),
  AdvisoryPublished: seen({ kind: 'AdvisoryPublished', publishedAt: releaseAt }),
  PullRequestSeen: seen({
    kind: 'PullRequestSeen',
    place: { repository: aFixRepository, number: 99 },
    line: 'main',
    headSha: sha('b'),
    state: 'open',
    authors: [],
  }),
  GiversAsked: seen({ kind: 'GiversAsked', asked: [ana.login], left: [ana.login], unknown: [] }),
  EvidenceGiven: seen({
    kind: 'EvidenceGiven',
    repository: aFixRepository,
    evidence: { name: 'test', outcome: 'passed', source: 'check-run', series: '1', sha: sha('a') },
  }),
  EnforcementFound: seen({ kind: 'EnforcementFound', holds: 'by-github' }),
  ReviewSubmitted: seen({
    kind: 'ReviewSubmitted',
    place: { repository: aFixRepository, number: 11 },
    by: max,
    verdict: 'approved',
    sha: sha('a'),
  }),
  FixRepositoryExposed: seen({ kind: 'FixRepositoryExposed', repository: aFixRepository, to: undefined }),
  LineSeen: seen({ kind: 'LineSeen', line: 'main', publicSha: sha('a'), mirrorSha: undefined }),
  LineMirrored: seen({ kind: 'LineMirrored', line: 'main', publicSha: sha('a'), mirrorSha: sha('a'), state: 'done' }),
  BackportAsked: typed({ kind: 'BackportAsked', onto: 'release-1.0' }),
  BackportMade: seen({ kind: 'BackportMade', line: 'release-1.0', number: 11, branch: 'fix/x', result: { kind: 'pushed', sha: sha('b') } }),
  BackportOpened: seen({ kind: 'BackportOpened', line: 'release-1.0', place: { repository: aFixRepository, number: 98 } }),
  ReporterSpoke: seen({ kind: 'ReporterSpoke' }),
  MemberSpoke: seen({ kind: 'MemberSpoke', member: 'example-linux', act: '1', isMember: true, says: { what: 'withdraws' } }),
  AwaySaid: typed({ kind: 'AwaySaid', login: ana.login, role: 'maintainer', leads: [], until: undefined }),
  AwayHeard: seen({
    kind: 'AwayHeard',
    away: [{ login: ana.login, until: '2030-12-28' as CivilDate, untilAt: releaseAt, said: { by: ana.login, at: reportedAt } }],
  }),
  FixLeadLeft: seen({ kind: 'FixLeadLeft', login: ana.login }),
  MaintainerSpoke: seen({ kind: 'MaintainerSpoke', by: max.login }),
  AdvisoryRead: seen({ kind: 'AdvisoryRead', advisory: someFacts() }),
  AdvisoryCommentSeen: seen({ kind: 'AdvisoryCommentSeen', commentId: '9', digest: 'd' }),
  AdvisoryCommentEdited: seen({ kind: 'AdvisoryCommentEdited', commentId: '5', digest: 'changed' }),
  AdvisoryCommentGone: seen({ kind: 'AdvisoryCommentGone', commentId: '5' }),
  InstallationChanged: seen({ kind: 'InstallationChanged', installationId: 77 }),
  AdvisoryCommentsFound: seen({ kind: 'AdvisoryCommentsFound', are: 'absent' }),
  WakeUpRang: seen({ kind: 'WakeUpRang', name: 'first-answer-due', dueAt: 0 }),
  CaseIssueOpened: seen({ kind: 'CaseIssueOpened', place: theCaseIssue }),
  PublicIssueOpened: seen({ kind: 'PublicIssueOpened', place: { repository: aRepository, number: 5 } }),
  EffectGivenUp: seen({ kind: 'EffectGivenUp', key: 'k', what: 'ShowBoard', error: 'refused' }),
};

const names = Object.keys(events) as Transition[];

/** Everything is prepared for the event to be carried out, as far as the phase lets it. */
function caseFor(name: Transition, phase: Phase): Case {
  const act = { by: max.login, at: reportedAt };
  const ready = aReadyCase({
    phase,
    accepted: phase === 'reported' ? undefined : act,
    acknowledged: name === 'ReportAcknowledged' ? undefined : act,
    seenComments: { 5: { digest: 'first', gone: false } },
  });
  if (name === 'EarlyAsked' || name === 'DistributorSpokeOfDate' || name === 'MemberSpoke') return { ...ready, early: toldEarly() };
  if (name === 'EarlyConfirmed') return { ...ready, early: shownEarly() };
  if (name === 'PublicationCalledOff') return { ...ready, pullRequests: [aPull()] };
  if (name === 'DowngradeConfirmed') return { ...ready, publicIssue: { ...act, purpose: 'downgrade', title: 'x', body: 'y' } };
  if (name === 'HardeningConfirmed') return { ...ready, publicIssue: { ...act, purpose: 'hardening', title: 'x', body: 'y' } };
  if (name === 'BackportAsked') return { ...ready, pullRequests: [aPull({ line: 'main' })] };
  if (name === 'LgtmGiven') return { ...ready, pullRequests: [aPull()] };
  if (name === 'LgtmWithdrawn') return { ...ready, pullRequests: [aPull({ lgtms: [lgtmOf(ana.login)] })] };
  return name === 'HoldLifted' ? { ...ready, holds: [{ ...act, reason: 'wait' }] } : ready;
}

function phaseAfter(name: Transition, phase: Phase): Phase {
  const before = caseFor(name, phase);
  const decision = decide(before, events[name], policy, releaseAt);
  return decision.outcome === 'accepted' ? decision.next.phase : before.phase;
}

describe('the table of transitions', () => {
  it('has an event of this test for every row, so that no row goes unproved', () => {
    expect(names.toSorted()).toEqual(Object.keys(transitions).toSorted());
  });

  it.each(names.map((name) => ({ name })))('$name leads where the table says, and nowhere from where it says nothing', ({ name }) => {
    const led = phases.map((phase) => `${phase} → ${phaseAfter(name, phase)}`);
    expect(led).toEqual(phases.map((phase) => `${phase} → ${nextPhase(phase, name) ?? phase}`));
  });

  it.each([{ name: 'PullRequestSeen' }, { name: 'ReviewSubmitted' }] as const)(
    '$name is passed over once the case is closed',
    ({ name }) => {
      for (const phase of ['published', 'rejected'] as const)
        expect(decide(caseFor(name, phase), events[name], policy, releaseAt)).toEqual({
          outcome: 'ignored',
          because: `that changes nothing while the case is ${phase}`,
        });
    },
  );

  it('lets nothing out of published, and nothing out of rejected but a maintainer or a publication on GitHub', () => {
    const out = (phase: Phase) => names.filter((name) => (nextPhase(phase, name) ?? phase) !== phase);
    expect(out('published')).toEqual([]);
    expect(out('rejected').toSorted()).toEqual(['AdvisoryPublished', 'CaseReopened', 'SeenPublished']);
  });

  it('names the phases in which something may happen', () => {
    expect(phasesFor('HoldPlaced')).toEqual(['reported', 'accepted', 'publishing']);
    expect(phasesFor('ReportAccepted')).toEqual(['reported']);
  });
});

describe('the page of states', () => {
  const page = printStatesPage();

  it('has one row for every transition and one column for every phase', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| What happens'));
    expect(rows).toHaveLength(names.length);
    for (const row of rows) expect(row.split('|')).toHaveLength(phases.length + 3);
  });

  it('shows in the table where an event leads, where it changes nothing, and where it may not happen', () => {
    expect(page).toContain('| What happens | reported | accepted | publishing | published | rejected |');
    expect(page).toContain('| ReportAccepted | → **accepted** | – | – | – | – |');
    expect(page).toContain('| HoldPlaced | stays | stays | → **accepted** | – | – |');
  });

  it('draws every arrow that moves a case and none that does not', () => {
    expect(page).toContain('  accepted --> publishing: PublicationAsked, PublicationForced, PublicationBegun\n');
    expect(page).toContain('  publishing --> accepted: HoldPlaced, PublicationGivenUp, PushRefused, PublicationCalledOff\n');
    expect(page).toContain('  rejected --> published: SeenPublished, AdvisoryPublished\n');
    expect(page).not.toContain('published --> ');
    expect(page).not.toMatch(/(\w+) --> \1/);
  });
});
