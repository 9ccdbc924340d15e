// One case in each situation that a command or a sighting may meet, each with as much as a case can hold in it, and the policy that rules it.
import type { Case } from '../../../src/core/case.ts';
import type { EarlyDisclosure } from '../../../src/core/distributors/early.ts';
import { login, repositoryName } from '../../../src/core/ids.ts';
import { delayReasons } from '../../../src/core/disclosure/delay-reasons.ts';
import type { Policy } from '../../../src/core/policy.ts';
import { approvedKinds, type ApprovedKind } from '../../../src/core/notices/kinds.ts';
import type { Notice, NoticeSend } from '../../../src/core/notices/notice.ts';
import { withoutDates } from '../../../src/core/notices/writing.ts';
import { parseCvss } from '../../../src/core/score/cvss.ts';
import { parseWorkingHours } from '../../../src/core/time/working-hours.ts';
import { aCase, anotherCaseId, aPolicy, aReporter, aRepository, reportedAt, someNotices } from '../../fixtures/a-case.ts';
import { shownEarly, toldEarly } from '../../fixtures/early.ts';
import { absence } from '../../../src/core/people/away.ts';
import type { CivilDate } from '../../../src/core/time/time.ts';
import {
  aFixedNotice,
  ana,
  aPull,
  aReadyCase,
  ben,
  dayMs,
  hourMs,
  lgtmOf,
  max,
  releaseAt,
  reviewedPulls,
  sha,
  theCaseIssue,
} from '../../fixtures/happenings.ts';
import { someFacts } from '../../core/records/a-record.ts';

export type Situation = { readonly name: string; readonly given: Case; readonly policy: Policy };

const act = { by: max.login, at: reportedAt + hourMs };
const cvss = (vector: string) => {
  const parsed = parseCvss(vector);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
};

const ownRepository = repositoryName('acme/widget-ghsa-fix');

const full = aPolicy({
  requiredChecks: ['test', 'lint'],
  triageBusinessDays: 5,
  criticalBusinessDays: 10,
  longestDays: 90,
  lgtmOverride: 'maintainers',
  communicationPlan: 'required',
  dateZones: ['Europe/Berlin'],
  reminders: { at: [0.5], hours: parseWorkingHours('09:00-17:00') },
  escalation: [{ to: 'team', after: { count: 1, unit: 'business-days' } }],
  gates: ['first-answer', 'fix', 'communication-plan'],
  statusPage: { daysAfter: 30 },
  lgtmsBySeverity: { critical: 3 },
});

const inTalk: Partial<Case> = {
  caseIssue: theCaseIssue,
  advisoryComments: 'available',
  contacted: act,
  acknowledged: { ...act, plan: 'We try to reproduce it.', workaround: 'none' },
};

/** They have the plan and the date, and know that it is over: nothing more goes out by itself. */
function toldEarlyUpTo(last: 'date' | 'lifted'): EarlyDisclosure {
  const { rounds, sends, answers } = toldEarly();
  const stages = (['date', 'lifted'] as const).slice(0, last === 'date' ? 1 : 2);
  const at = act.at + hourMs;
  return {
    rounds: [...rounds, ...stages.flatMap((stage) => rounds.map((round) => ({ ...round, stage, at })))],
    sends: [...sends, ...stages.flatMap((stage) => sends.map((send) => ({ ...send, stage, at })))],
    answers,
  };
}

const worked: Partial<Case> = {
  ...inTalk,
  accepted: act,
  fixLead: { ...act, login: ana.login },
  score: { ...act, cvss: cvss('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N'), final: undefined },
  affected: { ...act, lines: ['release-1.0', 'main'] },
  mitigation: { ...act, words: 'Take the widgets down.' },
  upstream: { ...act, project: 'libwidget', releaseAt: releaseAt + dayMs, contact: 'their list' },
  communicationPlan: { ...act, words: 'A post on the blog.' },
  targets: [{ ...act, line: 'main', version: 'v2.0.1' }],
  movedDues: { fix: { ...act, dueAt: releaseAt, reason: 'A holiday.' } },
  linesWithout: [{ ...act, line: 'release-1.0', reason: 'It has no widgets.' }],
  pullRequests: [
    aPull({
      lgtms: [lgtmOf(ana.login)],
      voided: [{ ...lgtmOf(ben.login, { sha: sha('b') }), voidedAt: act.at, why: 'new-push' }],
      evidence: [{ name: 'test', outcome: 'passed', source: 'check-run', series: '1', sha: sha('a'), at: act.at }],
    }),
    aPull({ number: 12, line: 'release-1.0', override: { ...act, reason: 'The CI is down.', sha: sha('a') } }),
  ],
};

const dated: Partial<Case> = {
  ...worked,
  linesWithout: [],
  release: { ...act, releaseAt },
  proposedRelease: { by: aReporter, at: act.at, releaseAt: releaseAt + dayMs },
  dateAgreements: [{ by: max.login, at: act.at, party: 'maintainers', releaseAt, binds: true }],
  dateObjections: [
    { by: aReporter, at: act.at, party: 'reporter', releaseAt, concern: 'My talk is later.', ended: undefined },
    {
      ...{ by: max.login, at: act.at, party: 'distributors', member: 'example-linux', releaseAt, concern: 'A freeze.' },
      ended: { ...act, how: 'overruled', reason: 'It is known.' },
    },
  ],
  early: toldEarlyUpTo('date'),
  cve: { ...act, id: undefined },
  credit: { by: aReporter, at: act.at, wanted: true, name: 'Rita R.' },
  statusPage: { ...act, edition: 2, isEnded: false },
  finders: [{ login: login('tom'), duplicate: anotherCaseId, at: act.at }],
  away: [absence(ben.login, '2026-03-12' as CivilDate, { by: ben.login, at: act.at }, aPolicy().calendar)],
};

const rows: readonly { readonly name: string; readonly given: Case; readonly policy?: Policy }[] = [
  { name: 'reported', given: aCase({ caseIssue: theCaseIssue, advisoryComments: 'available' }) },
  {
    name: 'answered, and waiting for the reporter',
    given: aCase({ ...inTalk, waits: [{ from: act.at, until: undefined, by: max.login }], knownPublicly: { ...act, where: 'a forum' } }),
    policy: full,
  },
  { name: 'accepted, and nothing else', given: aCase({ ...inTalk, phase: 'accepted', accepted: act }) },
  {
    name: 'accepted, without a fix repository',
    given: aCase({ phase: 'accepted', accepted: act }),
    policy: aPolicy({ fixRepository: undefined }),
  },
  {
    name: 'being fixed',
    given: aCase({
      ...worked,
      phase: 'accepted',
      exception: { ...act, reason: 'Many run it.' },
      slowedDown: { ...act, reason: 'holidays' },
    }),
    policy: full,
  },
  {
    name: 'being fixed, with all that git knows of it',
    given: aCase({
      ...worked,
      phase: 'accepted',
      linesWithout: [],
      score: { ...act, cvss: cvss('CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:L/A:L'), final: { by: ana.login, at: act.at } },
      enforcement: 'by-github',
      enforcementLostAt: reportedAt,
      pullRequests: [
        aPull({
          ...{ patchId: 'p1', tree: 't1', baseSha: sha('0'), branch: 'fix', commitPatchIds: ['p1'], unknownAuthors: ['x@example.org'] },
          lgtms: [lgtmOf(ana.login, { patchId: 'p1', tree: 't1' }), lgtmOf(ben.login, { doubted: true })],
          evidence: [
            { name: 'test', outcome: 'passed', source: 'check-run', series: '1', sha: sha('a'), tree: 't1', at: act.at },
            { name: 'lint', outcome: 'failed', source: 'workflow-run', series: '1', sha: sha('a'), at: act.at },
            {
              name: 'lint',
              outcome: 'running',
              source: 'outside',
              series: '2',
              sha: sha('9'),
              at: act.at,
              url: 'https://ci.example.org/1',
            },
          ],
        }),
        aPull({ number: 12, line: 'release-1.0', state: 'closed', lgtms: [lgtmOf(ana.login)] }),
        aPull({ number: 13, line: 'release-1.0', state: 'merged', mergedAs: sha('c'), patchId: 'p3', lgtms: [lgtmOf(ana.login)] }),
        aPull({ number: 15, line: 'release-0.9', repository: repositoryName('acme/elsewhere') }),
      ],
    }),
    policy: aPolicy({
      ...{ requiredChecks: ['test'], checksByLine: { main: ['test', 'lint'] }, lgtmBoundTo: 'tree', keepsRuleset: true },
      ...{ lgtmsBySeverity: { low: 1, medium: 2 }, lgtmsByLine: { main: 2 }, lgtmOverride: 'fix-lead', evidenceFrom: [aRepository] },
    }),
  },
  {
    name: 'being fixed in a repository of its own',
    given: aCase({
      ...worked,
      phase: 'accepted',
      caseIssue: { repository: ownRepository, number: 1 },
      ownRepository: { name: ownRepository, at: act.at },
      pullRequests: [aPull({ repository: ownRepository, branch: 'fix' })],
      mirror: { main: { publicSha: sha('1'), mirrorSha: sha('2'), state: 'done' } },
      access: [
        { to: { kind: 'person', login: ana.login }, repository: ownRepository, level: 'write', since: act.at, how: 'given' },
        { to: { kind: 'person', login: aReporter }, repository: ownRepository, level: 'read', since: act.at, how: 'refused' },
        {
          to: { kind: 'person', login: ben.login },
          repository: ownRepository,
          level: 'write',
          since: act.at,
          how: 'given',
          until: act.at + 1,
        },
        {
          to: { kind: 'team', organisation: 'acme', slug: 'fixers' },
          repository: ownRepository,
          level: 'write',
          since: act.at,
          how: 'had',
        },
      ],
      exposures: [{ at: act.at, repository: ownRepository, to: undefined, team: 'everybody' }],
    }),
    policy: aPolicy({ fixMode: 'per-case', fixTeam: { organisation: 'acme', slug: 'fixers' } }),
  },
  {
    name: 'ready and due, where no review is asked',
    given: aReadyCase({ pullRequests: [], release: { ...act, releaseAt: releaseAt - 2 * dayMs } }),
    policy: aPolicy({ requiredLgtms: 0, publish: 'auto', lines: [] }),
  },
  {
    name: 'ready and due, with a giver in doubt',
    given: aReadyCase({
      release: { ...act, releaseAt: releaseAt - 2 * dayMs },
      pullRequests: reviewedPulls().map((pull) => ({ ...pull, lgtms: pull.lgtms.map((lgtm) => ({ ...lgtm, doubted: true as const })) })),
      giversDoubted: { since: releaseAt - 2 * dayMs, askedAt: releaseAt - 2 * dayMs },
    }),
  },
  { name: 'ready', given: aReadyCase() },
  { name: 'dated, with an objection', given: aCase({ ...dated, phase: 'accepted' }), policy: full },
  {
    name: 'on hold, with much gone wrong',
    given: aReadyCase({
      holds: [{ ...act, reason: 'It breaks upgrades.' }],
      formerHolds: [{ ...act, reason: 'The tests.', lifted: { by: ana.login, at: act.at + hourMs } }],
      stuck: [{ key: 'GHSA-2222-3333-4444/status', what: 'ShowStatus', error: 'Validation Failed', at: act.at }],
      leaks: [{ what: 'the fix', to: 'a forum', by: undefined, at: act.at, member: 'example-linux' }],
      exposures: [{ at: act.at, repository: repositoryName('acme/widget-security'), to: login('oscar') }],
      early: shownEarly(),
      knownPublicly: { ...act, where: 'a forum' },
      fixLeadGone: { login: ana.login, at: act.at },
      enforcement: 'by-app',
      policyVersion: { kind: 'last-good', files: [{ path: 'acme/widget/.github/fixlead.yml', sha: sha('c') }], readAt: reportedAt },
    }),
    policy: aPolicy({ dateFinalSay: 'fix-lead', scoreFinalCall: 'fix-lead', delayReasons }),
  },
  {
    name: 'ready, fixed in the temporary fork',
    given: aReadyCase({
      pullRequests: [],
      temporaryFork: repositoryName('acme/widget-ghsa-2222-3333-4444'),
      declared: [{ line: 'main', sha: sha('d'), lgtms: [act], tests: [{ ...act, link: 'https://ci.example.org/7' }] }],
    }),
    policy: aPolicy({ fixMode: 'temporary-fork', requiredChecks: ['test'] }),
  },
  {
    name: 'being published',
    given: aReadyCase({
      phase: 'publishing',
      releaseDay: {
        begunAt: releaseAt,
        fixes: [{ line: 'main', sha: sha('a'), at: releaseAt }],
        releases: [],
        proposed: [{ line: 'release-1.0', sha: sha('a'), place: { repository: aRepository, number: 9 }, at: releaseAt }],
      },
    }),
    policy: aPolicy({ releaseDay: { via: 'pull-request', publishAfter: 'releases', ringMinutes: 15, versions: [] } }),
  },
  {
    name: 'published',
    given: aCase({
      ...dated,
      phase: 'published',
      published: { at: releaseAt + hourMs, by: 'fixlead' },
      advisory: someFacts(),
      readBack: { at: releaseAt + hourMs, differs: ['the title is another one'] },
      releaseDay: {
        fixes: [{ line: 'main', sha: sha('a'), at: releaseAt }],
        releases: [{ line: 'main', tag: 'v2.0.1', at: releaseAt + 2 * hourMs }],
        anyway: { ...act, reason: 'It is out.' },
        excused: { ...act, reason: 'A slip.' },
        patchedVersionsSetAt: releaseAt + hourMs,
      },
      early: toldEarlyUpTo('lifted'),
      notices: [
        {
          ...aFixedNotice(),
          sends: ['slack:announce', 'by-hand:blog'].flatMap(
            (channel) => aFixedNotice({ channel, state: 'sent', at: releaseAt + 2 * hourMs, link: 'https://acme.example/42' }).sends,
          ),
        },
      ],
      leaks: [{ what: 'the fix', to: 'a friend', by: max.login, at: act.at }],
    }),
    policy: full,
  },
  {
    name: 'rejected, with a public text that was shown',
    given: aCase({
      ...inTalk,
      phase: 'rejected',
      rejected: { ...act, reason: 'It is meant so.', name: 'not-a-vulnerability' },
      publicIssue: { ...act, purpose: 'downgrade', title: 'The log grows', body: 'Old lines should be dropped.' },
    }),
  },
  {
    name: 'a duplicate',
    given: aCase({ ...inTalk, phase: 'rejected', rejected: { ...act, reason: 'known' }, duplicateOf: anotherCaseId }),
  },
  { name: 'kept internal', given: aCase({ ...worked, phase: 'rejected', rejected: { ...act, reason: 'Only ours.' }, keptInternal: true }) },
];

/** Each kind is approved as it reads; how it fared is told by channel. */
function withNotices(given: Case, policy: Policy, sends: Readonly<Partial<Record<ApprovedKind, readonly Partial<NoticeSend>[]>>>): Case {
  const notices = approvedKinds
    .filter((kind) => kind in sends)
    .map((kind): Notice => {
      const text = withoutDates(kind, given, policy) ?? '';
      const all = (sends[kind] ?? []).flatMap((send) => aFixedNotice({ ...send, at: act.at }).sends);
      return { kind, approved: { ...act, text }, sends: all };
    });
  return { ...given, notices };
}

const noticed = aPolicy({
  notices: {
    ...someNotices,
    channels: {
      forthcoming: ['slack:announce', 'by-hand:blog', 'mail:users@lists.example.org', 'github:issue'],
      fixed: ['slack:announce', 'github:release', 'by-hand:blog', 'mail:users@lists.example.org'],
      courtesy: ['slack:developers'],
      unsupported: ['github:discussion/announcements'],
      lifted: ['web-hook:distributors'],
    },
  },
});
const told = [
  { channel: 'slack:announce', state: 'sent', releaseAt, link: 'https://acme.example/1' },
  { channel: 'by-hand:blog', state: 'by-hand', releaseAt },
  { channel: 'mail:users@lists.example.org', state: 'failed', releaseAt, error: '550 no such user', retries: 1 },
  { channel: 'github:issue', state: 'sending', releaseAt },
] as const;
const disclosed = aReadyCase({
  phase: 'published',
  published: { at: releaseAt, by: 'somebody-else' },
  affected: { ...act, lines: ['main', 'release-0.9'] },
  releaseDay: { fixes: [], releases: [{ line: 'main', tag: 'v2.0.1', at: releaseAt }] },
  readBack: { at: releaseAt, differs: [] },
  advisory: someFacts({ vectors: [] }),
});
const withTold: readonly Situation[] = [
  {
    name: 'ready, with notices of a forthcoming fix',
    given: withNotices(aReadyCase(), noticed, { forthcoming: told, fixed: [] }),
    policy: noticed,
  },
  {
    name: 'published, with notices on their way',
    given: withNotices(disclosed, noticed, {
      forthcoming: told.slice(0, 1),
      fixed: [
        { channel: 'slack:announce', state: 'sending' },
        { channel: 'github:release', state: 'failed', error: 'Not Found' },
        { channel: 'by-hand:blog', state: 'by-hand' },
        { channel: 'mail:users@lists.example.org', state: 'sent' },
      ],
    }),
    policy: noticed,
  },
];

export const situations: readonly Situation[] = [...rows.map((row) => ({ policy: aPolicy(), ...row })), ...withTold];
