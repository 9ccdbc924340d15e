// Random histories of a case: what people and GitHub might do, in any order, sensible or not. Not a test itself.
import fc from 'fast-check';
import type { Place } from '../../src/core/act.ts';
import type { Case } from '../../src/core/case.ts';
import { testOutcomes } from '../../src/core/fix/test-evidence.ts';
import type { MemberSays } from '../../src/core/distributors/member-says.ts';
import { rejectNames } from '../../src/core/intake/report.ts';
import { slowReasons } from '../../src/core/schedule/slow-reasons.ts';
import type { SaysOfDate } from '../../src/core/disclosure/dated-act.ts';
import { delayReasons } from '../../src/core/disclosure/delay-reasons.ts';
import { decide } from '../../src/core/decide.ts';
import type { Decision } from '../../src/core/decision.ts';
import type { Actor, CommandEvent, Surface } from '../../src/core/command-events.ts';
import type { CaseEvent } from '../../src/core/events.ts';
import type { AdvisoryState, PublicSightingEvent, SightingEvent } from '../../src/core/sighting-events.ts';
import type { WorkEvent } from '../../src/core/work-events.ts';
import { login, repositoryName } from '../../src/core/ids.ts';
import { approvedKinds, noticeKinds, type SentKind } from '../../src/core/notices/kinds.ts';
import type { Policy } from '../../src/core/policy.ts';
import { nextStep } from '../../src/core/release-day/next-step.ts';
import type { PolicyFound } from '../../src/core/policy-version/policy-version.ts';
import type { CivilDate, Instant } from '../../src/core/time/time.ts';
import { wakeUps } from '../../src/core/schedule/wake-ups.ts';
import { aCaseId, aFixRepository, aPolicy, aRepository, anotherCaseId, reportedAt } from '../fixtures/a-case.ts';
import { aList, aMember } from '../fixtures/early.ts';
import { someFacts } from './records/a-record.ts';
import { ana, ben, dayMs, hourMs, max, oscar, rita, sha, theReport, ulla } from '../fixtures/happenings.ts';

/** Words that stand only in the report: wherever else they turn up, the report has leaked. */
export const canaries = { title: 'canary-in-the-title-7f3a', text: 'canary-in-the-text-91bc' } as const;

/** What a hostile person, or a hostile error, would like us to post. */
export const hostileTexts = [
  '@everyone <!-- fixlead:0123456789abcdef -->',
  'a\u202Eb\u2066c\u200Fd',
  '**bold** [x](https://evil.example) `code` | cell',
  '<img src=x onerror=alert(1)>',
  '@acme/security please look\n\n/publish',
];

/** One thing that happens, under which policy, and what was decided. */
export type Step = {
  readonly policy: Policy;
  readonly policyAfter: Policy;
  readonly before: Case | undefined;
  readonly event: CaseEvent;
  readonly now: Instant;
  readonly decision: Decision;
  readonly after: Case | undefined;
};

/** What a failed property prints is short enough to read. */
export type History = { readonly policy: Policy; readonly steps: readonly Step[]; readonly [fc.toStringMethod]: () => string };

/** A move is told before it is known what the case looks like; rings and outcomes look at the case to find their event. */
type Move = { readonly waitMs: number; readonly lateMs: number } & (
  | { readonly kind: 'command'; readonly by: Actor; readonly surface: number; readonly what: Words }
  | { readonly kind: 'sighting'; readonly event: SightingEvent | PublicSightingEvent | WorkEvent }
  | { readonly kind: 'ring'; readonly which: number }
  | { readonly kind: 'outcome'; readonly succeeds: boolean }
);
type Words = CommandEvent extends infer Event ? (Event extends CommandEvent ? Omit<Event, 'by' | 'from' | 'line'> : never) : never;

const text = fc.constantFrom(...hostileTexts);
/** What somebody may want to have in public: also what must never be. */
const publicText = fc.constantFrom(
  ...hostileTexts,
  'Old lines stay in the log',
  canaries.title,
  `It is ${canaries.text}`,
  `as rita said`,
  'See GHSA-2222-3333-4444',
);
const person = fc.constantFrom(max, ana, ben, rita, oscar, ulla);
const number = fc.constantFrom(11, 12, 13);
const head = fc.constantFrom(sha('a'), sha('b'), sha('c'));
const line = fc.constantFrom('main', 'release-1.0', 'release-0.9');
// Git allows more in the name of a branch than anybody should type.
const branch = fc.oneof({ weight: 9, arbitrary: line }, { weight: 1, arbitrary: fc.constant('@everyone|<!--`x`') });
// Medium, low, critical, and what is none at all.
const vector = fc.constantFrom(
  'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N',
  'CVSS:3.1/AV:N/AC:H/PR:L/UI:N/S:U/C:L/I:N/A:N',
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  'CVSS:9.9/AV:N',
  '@everyone <!-- -->',
);
const someDay = fc.integer({ min: -2, max: 9 }).map((days) => reportedAt + days * dayMs);
const sentKind = fc.constantFrom<SentKind>('forthcoming', 'forthcoming', 'correction', 'fixed');
const channel = fc.constantFrom('slack:announce', 'by-hand:blog');
const obligationName = fc.constantFrom('fix', 'fix', 'first-answer', 'first-contact', 'fix-lead', 'disclosure', 'release');
const key = fc.constantFrom(
  'GHSA-2222-3333-4444/notice/forthcoming/slack:announce/1',
  'GHSA-2222-3333-4444/notice/correction/slack:announce/1',
  'GHSA-2222-3333-4444/status',
  'GHSA-2222-3333-4444/advisory-state',
  'GHSA-2222-3333-4444/tell-maintainers/given-up/x',
);

/** Of what a project may have written meanwhile, everything that decides what may be published. */
const adoptedPolicies = fc
  .record({ publish: fc.constantFrom('auto' as const, 'confirm' as const), requiredLgtms: fc.constantFrom(0, 1, 2, 3) })
  .map((overrides) => aPolicy({ ...overrides, settings: { ...overrides } }));

const mayBeTold = fc.constantFrom(undefined, undefined, {
  rule: 'S58' as const,
  says: 'has withdrawn its consent to the embargo agreement',
});
const lists = fc.record({
  enabled: fc.constantFrom(true, true, true, false),
  agreement: fc.constant({ version: 1, holdsFrom: 1 }),
  members: fc
    .tuple(mayBeTold, mayBeTold, mayBeTold)
    .map(([a, b, c]) => [
      aMember('a-linux', { leftOut: a }),
      aMember('b-linux', { leftOut: b }),
      aMember('c-linux', { leftOut: c, people: ['Jane Doe'] }),
    ]),
});
const madePatches = ['main', 'release-1.0'].flatMap((line) =>
  ['a', 'b', 'c'].map((head) => {
    const made = { base: sha('d'), digest: 'd'.repeat(64), size: 100, releases: [{ tag: 'v1.0.0', applies: head !== 'b' }] };
    return { line, headSha: sha(head), patch: { repository: aFixRepository, line, sha: sha(head), ...made } };
  }),
);

/** As one of many things that are said: the more is said of the date, the fewer histories come to a publication. */
function negotiations(): fc.Arbitrary<Words> {
  return fc.oneof(
    fc.constantFrom<Words>({ kind: 'ReleaseDateAgreed' }, { kind: 'DateObjectionWithdrawn' }, { kind: 'ReleaseDateAsked' }),
    fc.record({ kind: fc.constant('ReleaseDateObjectedTo' as const), concern: text }),
    fc.record({
      kind: fc.constant('DistributorSpokeOfDate' as const),
      member: fc.constantFrom('a-linux', 'b-linux'),
      says: fc.oneof(
        fc.constantFrom<SaysOfDate>({ what: 'agrees' }, { what: 'withdraws' }),
        fc.record({ what: fc.constant('objects' as const), concern: text }),
      ),
    }),
    fc.record({ kind: fc.constant('CreditDecided' as const), wanted: fc.boolean(), name: text }),
    fc.record({ kind: fc.constant('ObjectionOverruled' as const), of: fc.constantFrom(rita.login, ana.login), reason: text }),
    fc.record({
      kind: fc.constant('RetryAsked' as const),
      key,
      what: fc.constantFrom(undefined, 'ShowStatus', 'SendNotice', 'PublishAdvisory'),
    }),
    fc.record({ kind: fc.constant('StatusPageChanged' as const), to: fc.constantFrom('new' as const, 'ended' as const) }),
    fc.record({ kind: fc.constant('CveWanted' as const), id: fc.constantFrom(undefined, 'CVE-2026-12345', 'CVE-2026-54321') }),
    fc.record({ kind: fc.constantFrom('ReleaseDateProposed' as const, 'ReleaseDateImposed' as const), releaseAt: someDay }),
    fc.record({
      kind: fc.constantFrom('ReleaseDateProposed' as const, 'ReleaseDateGiven' as const),
      releaseAt: someDay,
      delay: fc.constantFrom(...delayReasons),
    }),
  );
}

const words: fc.Arbitrary<Words> = fc.oneof(
  fc.constantFrom<Words>(
    { kind: 'StatusAsked' },
    { kind: 'ReportAcknowledged' },
    { kind: 'ReportAccepted' },
    { kind: 'LgtmWithdrawn' },
    { kind: 'FixSaidReady' },
    { kind: 'ExportConfirmed' },
    { kind: 'HoldLifted' },
    { kind: 'PublicationAsked' },
    { kind: 'ScoreFinalised' },
    { kind: 'ScoreAsked' },
    { kind: 'PublicKnowledgeConfirmed' },
    { kind: 'ReportAcknowledged', plan: 'We look until Friday.', workaround: 'none' },
    { kind: 'MitigationGiven', words: 'none' },
    { kind: 'NoticeApproved', notice: 'forthcoming' },
    { kind: 'NoticeApproved', notice: 'forthcoming' },
    { kind: 'NoticeApproved', notice: 'fixed' },
    { kind: 'HelpAsked', page: 'the table of commands' },
    { kind: 'PolicyAsked', found: { kind: 'broken', problems: hostileTexts[0] ?? '' } },
    { kind: 'CommandNotUnderstood', code: 'unknown-command', message: 'There is no such command.' },
  ),
  fc.record({
    kind: fc.constant('WhyAsked' as const),
    topic: fc.option(fc.oneof(text, fc.constantFrom('fix', 'publish')), { nil: undefined }),
  }),
  fc
    .record({
      by: person,
      place: fc.constantFrom('advisory' as const, 'case-issue' as const),
      message: fc.constantFrom('Only maintainers may do this.', undefined),
    })
    .map(({ by, ...rest }) => ({
      ...{ kind: 'WhyAsked' as const, topic: 'refused' },
      refusals: [{ at: reportedAt, by: by.login, code: 'not-permitted', because: [], ...rest }],
    })),
  fc.record({
    kind: fc.constantFrom('HoldPlaced' as const, 'PublicationForced' as const, 'LatePublicationExcused' as const),
    reason: text,
  }),
  fc.record({
    kind: fc.constant('PolicyAdoptionAsked' as const),
    found: fc.oneof(
      fc.constantFrom<PolicyFound>({ kind: 'none' }, { kind: 'not-found-out' }, { kind: 'broken', problems: hostileTexts[1] ?? '' }),
      fc.record({ kind: fc.constant('good' as const), policy: adoptedPolicies, files: fc.constant([{ path: 'a/b', sha: '0' }]) }),
    ),
  }),
  fc.oneof(
    fc.record({
      kind: fc.constant('DuplicateNamed' as const),
      of: fc.constantFrom(anotherCaseId, aCaseId),
      other: fc.option(
        fc.record({
          repository: fc.constantFrom(aRepository, aRepository, aFixRepository),
          phase: fc.constantFrom('reported' as const, 'accepted' as const, 'published' as const, 'rejected' as const),
          duplicateOf: fc.constantFrom(undefined, undefined, aCaseId),
        }),
        { nil: undefined },
      ),
    }),
    fc.record({ kind: fc.constantFrom('CaseReopened' as const, 'CaseReopened' as const, 'ClosedInternally' as const), reason: text }),
    fc.record({ kind: fc.constant('ReportRejected' as const), name: fc.constantFrom(...rejectNames), reason: text }),
    fc.record({
      kind: fc.constantFrom('DowngradeDrafted' as const, 'HardeningDrafted' as const),
      title: publicText,
      words: fc.option(publicText, { nil: undefined }),
    }),
    fc.record({ kind: fc.constantFrom('DowngradeConfirmed' as const, 'HardeningConfirmed' as const) }),
  ),
  fc.record({ kind: fc.constant('FixLeadNamed' as const), login: person.map((one) => one.login), role: person.map((one) => one.role) }),
  fc.record({
    kind: fc.constant('FixLeadNamed' as const),
    login: person.map((one) => one.login),
    role: fc.constant('maintainer' as const),
    handsOver: fc.constant(true as const),
  }),
  fc.record({
    kind: fc.constant('AwaySaid' as const),
    login: person.map((one) => one.login),
    role: person.map((one) => one.role),
    leads: fc.constant([]),
    until: fc.constantFrom(undefined, '2026-03-06' as CivilDate, '2026-01-01' as CivilDate),
  }),
  fc.record({ kind: fc.constant('RegisterAsked' as const), ask: fc.constant({ what: 'list' as const }) }),
  fc.record({ kind: fc.constant('VectorGiven' as const), vector }),
  fc.oneof(
    fc.record({ kind: fc.constant('LgtmDeclared' as const), branch, sha: fc.oneof(head, text) }),
    fc.record({ kind: fc.constant('TestDeclared' as const), branch, sha: head, link: fc.constant('https://ci.example.org/1') }),
    fc.record({ kind: fc.constantFrom('DeclaredLgtmWithdrawn' as const, 'LineTakenBack' as const), branch }),
    fc.record({ kind: fc.constant('LineLeftWithout' as const), branch, reason: text }),
    fc.record({
      kind: fc.constant('GateOverridden' as const),
      words: fc.oneof(
        text,
        line.map((one) => `${one} it is urgent`),
      ),
    }),
  ),
  fc.record({ kind: fc.constant('LgtmGiven' as const), sha: fc.option(fc.oneof(head, text), { nil: undefined }) }),
  fc.record({
    kind: fc.constant('ReleaseDateGiven' as const),
    releaseAt: someDay,
  }),
  negotiations(),
  fc.record({ kind: fc.constant('AffectedLinesNamed' as const), lines: fc.uniqueArray(line, { minLength: 1 }) }),
  fc.record({ kind: fc.constant('ExceptionMade' as const), reason: text }),
  fc.record({ kind: fc.constant('InformationAsked' as const), question: text }),
  fc.record({ kind: fc.constant('PublicKnowledgeReported' as const), where: text }),
  fc.record({ kind: fc.constant('LeakReported' as const), what: text, to: text }),
  fc.record({ kind: fc.constant('SlowdownDecided' as const), reason: fc.constantFrom(...slowReasons) }),
  fc.oneof(
    fc.record({ kind: fc.constant('UpstreamNamed' as const), project: text, releaseAt: someDay }),
    fc.record({ kind: fc.constant('UpstreamNamed' as const), project: text, contact: text }),
    fc.record({ kind: fc.constant('TargetNamed' as const), branch, version: fc.constantFrom('v1.0.1', '2.0.0-rc1') }),
    fc.record({ kind: fc.constant('CommunicationPlanGiven' as const), words: text }),
  ),
  fc.record({ kind: fc.constant('DueMoved' as const), name: fc.oneof(obligationName, text), dueAt: someDay, reason: text }),
  fc.record({ kind: fc.constant('MitigationGiven' as const), words: text }),
  fc.record({ kind: fc.constant('BackportAsked' as const), onto: branch }),
  early(),
  fc.record({ kind: fc.constant('NoticePreviewed' as const), notice: fc.constantFrom(...noticeKinds) }),
  fc.record({ kind: fc.constant('NoticeApproved' as const), notice: fc.constantFrom(...approvedKinds) }),
  fc.record({ kind: fc.constant('NoticePosted' as const), notice: sentKind, channel, link: fc.constant('https://blog.example.org/1') }),
  fc.record({ kind: fc.constant('NoticeRetried' as const), notice: sentKind, channel }),
);

/** What git says of each head, where it can be asked: a and b are the same change on other bases, b and c other changes with the same tree. */
const contents: Readonly<Record<string, { readonly patchId: string; readonly tree: string }>> = {
  [sha('a')]: { patchId: 'one', tree: 'one' },
  [sha('b')]: { patchId: 'one', tree: 'two' },
  [sha('c')]: { patchId: 'two', tree: 'two' },
};
const fact = fc.option(fc.constantFrom('one', 'two'), { nil: undefined });

const place = number.map((at) => ({ repository: aFixRepository, number: at }));
const state = fc.constantFrom<AdvisoryState>('triage', 'draft', 'draft', 'triage', 'published', 'closed', 'withdrawn');

/** What our git saw and did there. */
const inFixRepository: fc.Arbitrary<SightingEvent | WorkEvent> = fc.oneof(
  fc.record({
    ...{ kind: fc.constant('FixRepositoryExposed' as const), repository: fc.constant(aFixRepository) },
    to: fc.constantFrom(undefined, login('oscar')),
  }),
  fc.record({ kind: fc.constant('LineSeen' as const), line: branch, publicSha: head, mirrorSha: fc.option(head, { nil: undefined }) }),
  fc.record({
    ...{ kind: fc.constant('LineMirrored' as const), line: branch, publicSha: head, mirrorSha: head },
    state: fc.constantFrom('done' as const, 'diverged' as const),
  }),
  fc.record({
    ...{ kind: fc.constant('BackportMade' as const), line: branch, number, branch },
    result: fc.oneof(
      fc.record({ kind: fc.constant('pushed' as const), sha: head }),
      fc.record({ kind: fc.constant('conflict' as const), sha: head, files: fc.array(text, { maxLength: 25 }) }),
      fc.record({ kind: fc.constantFrom('not-a-plain-row' as const, 'nothing-left' as const, 'branch-taken' as const) }),
    ),
  }),
  fc.record({ kind: fc.constant('BackportOpened' as const), line: branch, place }),
);

/** Each is asked about, and found to have left, or not found out. */
const givers = fc
  .record({ left: fc.constantFrom([], [], [], [ana.login], [max.login]), unknown: fc.constantFrom([], [], [], [ben.login]) })
  .map((found) => ({ kind: 'GiversAsked' as const, asked: [ana.login, ben.login, max.login], ...found }));

/** On its page: also what nobody was told, of dates that nobody shows, and by whoever left. */
const fromMembers = fc.record({
  ...{ kind: fc.constant('MemberSpoke' as const), member: fc.constantFrom('a-linux', 'b-linux', 'z-linux') },
  act: fc.uuid(),
  isMember: fc.constantFrom(true, true, true, false),
  says: fc.oneof(
    fc.constantFrom<MemberSays>({ what: 'received' }, { what: 'withdraws' }),
    fc.record({ what: fc.constant('feedback' as const), words: text }),
    fc.record({ what: fc.constant('agrees' as const), releaseAt: someDay }),
    fc.record({ what: fc.constant('objects' as const), releaseAt: someDay, concern: text }),
  ),
});

const sightings: fc.Arbitrary<SightingEvent | PublicSightingEvent | WorkEvent> = fc.oneof(
  fromMembers,
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('FixBecamePublic' as const), line, sha: head }) },
  fc.record({ kind: fc.constant('FixProposed' as const), line, sha: head, place }),
  fc.record({ kind: fc.constant('LeakSeen' as const), what: text, where: text }),
  fc.record({
    ...{ kind: fc.constant('ProposalEnded' as const), line, sha: head, place: fc.constant({ repository: aRepository, number: 7 }) },
    ...{ how: fc.constantFrom('other-change' as const, 'more-beside-it' as const, 'closed' as const), headSha: head },
    ...{ mergedAs: fc.option(head, { nil: undefined }), patchId: fc.constantFrom(undefined, sha('e')) },
  }),
  fc.record({ kind: fc.constant('EnforcementLost' as const), lines: fc.subarray(['main', '@everyone|<!--`x`']) }),
  fc.record({ kind: fc.constant('CheckAskedAgain' as const), repository: fc.constant(aFixRepository), sha: head }),
  fc.record({
    ...{ kind: fc.constant('FixShownInPull' as const), place: fc.constant({ repository: aRepository, number: 4 }), sha: head },
    ...{ isApproved: fc.boolean(), isReviewed: fc.boolean() },
  }),
  fc.record({ kind: fc.constant('PushRefused' as const), line: branch, sha: head, tip: fc.option(head, { nil: undefined }) }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('ReleaseSeen' as const), line, tag: fc.oneof(text, fc.constant('v1.0.1')) }) },
  fc.record({
    kind: fc.constant('PatchedVersionsSet' as const),
    versions: fc.array(text, { maxLength: 1 }),
    kept: fc.array(text, { maxLength: 1 }),
  }),
  {
    weight: 4,
    arbitrary: fc
      .record({
        gitKnows: fc.boolean(),
        kind: fc.constant('PullRequestSeen' as const),
        place,
        line: branch,
        headSha: head,
        state: fc.constantFrom('open' as const, 'open' as const, 'merged' as const, 'closed' as const),
        authors: fc.uniqueArray(fc.constantFrom(login('wanda'), ana.login, max.login), { maxLength: 2 }),
        unknownAuthors: fc.constantFrom(undefined, undefined, [hostileTexts[0] ?? '']),
      })
      .map(({ gitKnows, ...event }) => ({ ...event, ...(gitKnows && contents[event.headSha]) })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('ReviewSubmitted' as const),
      place,
      by: person,
      verdict: fc.constantFrom('approved' as const, 'changes-requested' as const, 'other' as const, 'dismissed' as const),
      sha: head,
    }),
  },
  inFixRepository,
  fc.oneof(
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('EvidenceGiven' as const),
        repository: fc.constantFrom(aFixRepository, repositoryName('evil/ci')),
        evidence: fc.record({
          name: fc.constantFrom('test', hostileTexts[0] ?? ''),
          outcome: fc.constantFrom('passed' as const, ...testOutcomes),
          source: fc.constantFrom('check-run' as const, 'outside' as const),
          series: fc.constantFrom('1', '2'),
          sha: head,
          tree: fact,
        }),
      }),
    },
    givers,
    fc.record({ kind: fc.constant('FixRepositoryMade' as const), repository: fc.constant(aFixRepository) }),
    fc.record({
      ...{ kind: fc.constant('AccessSet' as const), repository: fc.constant(aFixRepository) },
      to: fc.constantFrom({ kind: 'person' as const, login: max.login }, { kind: 'team' as const, organisation: 'acme', slug: 'fixers' }),
      access: fc.constantFrom('write' as const, 'read' as const, 'none' as const),
      how: fc.constantFrom('given' as const, 'had' as const, 'refused' as const),
    }),
    fc.record({ kind: fc.constant('EnforcementFound' as const), holds: fc.constantFrom('by-github' as const, 'recorded-only' as const) }),
    fc.record({
      kind: fc.constant('SeverityWritten' as const),
      vector,
      askedAt: fc.constantFrom(reportedAt, reportedAt + 60_000),
    }),
  ),
  fc.record({
    kind: fc.constant('AdvisorySeen' as const),
    state,
    temporaryFork: fc.option(fc.constant(repositoryName('acme/widget-ghsa-2222-3333-4444')), { nil: undefined }),
    severity: fc.option(
      fc.record({
        vectors: fc.oneof(fc.constant([]), fc.array(fc.oneof(vector, text), { minLength: 1, maxLength: 2 })),
        severity: fc.option(fc.constantFrom('high', 'low'), { nil: undefined }),
      }),
      { nil: undefined },
    ),
  }),
  fc.record({
    kind: fc.constantFrom('AdvisoryCommentEdited' as const),
    commentId: fc.constantFrom('c3', 'c5'),
    digest: fc.constantFrom('one', 'two'),
  }),
  fc.record({ kind: fc.constant('AdvisoryCommentGone' as const), commentId: fc.constantFrom('c3', 'c5') }),
  fc.record({ kind: fc.constant('CaseIssueOpened' as const), place: fc.constant<Place>({ repository: aFixRepository, number: 1 }) }),
  fc.record({ kind: fc.constant('InstallationChanged' as const), installationId: fc.constantFrom(41, 42) }),
  fc.record({ kind: fc.constant('AdvisoryCommentsFound' as const), are: fc.constantFrom('available' as const, 'absent' as const) }),
  fc.record({
    kind: fc.constant('DuplicateClosed' as const),
    duplicate: fc.constant(anotherCaseId),
    reporter: fc.constantFrom(oscar.login, rita.login, undefined),
  }),
  fc.record({ kind: fc.constant('PublicIssueOpened' as const), place: fc.constant<Place>({ repository: aRepository, number: 5 }) }),
  fc.record({
    kind: fc.constant('EffectGivenUp' as const),
    key,
    what: fc.oneof(text, fc.constantFrom('PublishAdvisory', 'SetAdvisoryState', 'ShowStatus', 'SendNotice')),
    error: text,
  }),
  fc.record({
    kind: fc.constant('WakeUpRang' as const),
    name: fc.constantFrom('release', 'first-answer-due', 'fix-due', 'fix-lead-due', 'no-such-thing'),
    dueAt: fc.constantFrom(reportedAt, reportedAt + dayMs),
  }),
  fc.record({
    kind: fc.constant('NoticeSent' as const),
    notice: sentKind,
    channel,
    edition: fc.constantFrom(1, 1, 2),
    link: fc.constant(undefined),
  }),
  fc.record({
    kind: fc.constant('AdvisoryRead' as const),
    advisory: fc
      .record({ title: text, vectors: fc.constantFrom([], ['CVSS:9/x']) })
      .map((some) => someFacts({ ...some, text: canaries.text })),
  }),
  fc.constant({ kind: 'ReporterSpoke' as const }),
  fc.record({
    kind: fc.constant('AwayHeard' as const),
    away: fc.uniqueArray(fc.constantFrom(ana.login, ben.login, max.login)).map((logins) =>
      logins.map((one) => ({
        login: one,
        until: '2026-03-06' as CivilDate,
        untilAt: reportedAt + 4 * dayMs,
        said: { by: one, at: reportedAt },
      })),
    ),
  }),
  fc.record({ kind: fc.constant('FixLeadLeft' as const), login: fc.constantFrom(max.login, ana.login, ben.login) }),
  fc.record({ kind: fc.constant('MaintainerSpoke' as const), by: fc.constantFrom(max.login, ana.login) }),
  fc.record({ kind: fc.constant('AdvisoryPublished' as const), publishedAt: fc.constant(reportedAt + dayMs) }),
);

const waitMs = fc.constantFrom(0, 60_000, 60_000, hourMs, hourMs, dayMs, 2 * dayMs);
const lateMs = fc.constantFrom(0, 0, 0, 60_000, 2 * hourMs);
const timing = { waitMs, lateMs };

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ ...timing, kind: fc.constant('command' as const), by: person, surface: fc.nat(4), what: words }) },
  { weight: 4, arbitrary: fc.record({ ...timing, kind: fc.constant('sighting' as const), event: sightings }) },
  { weight: 3, arbitrary: fc.record({ ...timing, kind: fc.constant('ring' as const), which: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ ...timing, kind: fc.constant('outcome' as const), succeeds: fc.boolean() }) },
);

/** What goes well when all goes well, up to a settled date: chance alone would seldom come so far. */
const goodStart: readonly Move[] = [
  soon({ kind: 'sighting', event: { kind: 'CaseIssueOpened', place: { repository: aFixRepository, number: 1 } } }),
  soon({ kind: 'command', by: max, surface: 1, what: { kind: 'ReportAccepted' } }),
  ...[11, 12].flatMap((at, index) => [
    soon({
      kind: 'sighting',
      event: {
        kind: 'PullRequestSeen',
        place: { repository: aFixRepository, number: at },
        line: at === 11 ? 'main' : 'release-1.0',
        headSha: sha('a'),
        state: 'open',
        authors: [login('wanda')],
      },
    }),
    soon({
      kind: 'sighting',
      event: {
        ...{ kind: 'EvidenceGiven', repository: aFixRepository },
        evidence: { name: 'test', outcome: 'passed', source: 'check-run', series: '1', sha: sha('a') },
      },
    }),
    soon({ kind: 'command', by: ana, surface: 2 + index, what: { kind: 'LgtmGiven', sha: undefined } }),
    soon({ kind: 'command', by: ben, surface: 2 + index, what: { kind: 'LgtmGiven', sha: undefined } }),
  ]),
  soon({ kind: 'command', by: max, surface: 1, what: { kind: 'ReleaseDateGiven', releaseAt: reportedAt + 3 * dayMs } }),
];

/** A release day that goes well, if nothing stands before it: chance alone would seldom come to its end. */
const goodEnd: readonly Move[] = [
  ...Array.from({ length: 8 }, () => soon({ kind: 'ring', which: 0 })),
  ...Array.from({ length: 8 }, () => soon({ kind: 'outcome', succeeds: true })),
];

/** Everything is told ahead, and the date moves: it is to be corrected. */
const toldAhead: readonly Move[] = [
  soon({ kind: 'command', by: max, surface: 1, what: { kind: 'NoticeApproved', notice: 'forthcoming' } }),
  soon({ kind: 'sighting', event: { kind: 'NoticeSent', notice: 'forthcoming', channel: 'slack:announce', edition: 1, link: undefined } }),
  soon({ kind: 'command', by: max, surface: 1, what: { kind: 'NoticeApproved', notice: 'fixed' } }),
  soon({ kind: 'command', by: max, surface: 1, what: { kind: 'ReleaseDateGiven', releaseAt: reportedAt + 5 * dayMs } }),
];

/** What chance alone would hardly ever do in this order: a low score and a slowdown, an unsupported line and an exception. */
const asides: readonly (readonly Move[])[] = [
  // Time passes, and nothing comes between: the Release Date is reached.
  ...Array.from({ length: 9 }, () => Array.from({ length: 6 }, () => soon({ kind: 'ring', which: 0 }))),
  [],
  [],
  [],
  [],
  [],
  // Everything rings in its order, up to the Release Date.
  Array.from({ length: 6 }, () => soon({ kind: 'ring', which: 0 })),
  [
    soon({
      kind: 'command',
      by: max,
      surface: 1,
      what: { kind: 'VectorGiven', vector: 'CVSS:3.1/AV:N/AC:H/PR:L/UI:N/S:U/C:L/I:N/A:N' },
    }),
    soon({ kind: 'command', by: max, surface: 1, what: { kind: 'ScoreFinalised' } }),
    soon({ kind: 'command', by: max, surface: 1, what: { kind: 'SlowdownDecided', reason: 'holidays' } }),
  ],
  [
    soon({
      kind: 'command',
      by: max,
      surface: 1,
      what: { kind: 'DowngradeDrafted', title: 'Old lines stay in the log', words: hostileTexts[0] },
    }),
    soon({ kind: 'command', by: max, surface: 1, what: { kind: 'DowngradeConfirmed' } }),
  ],
  [
    soon({ kind: 'command', by: max, surface: 1, what: { kind: 'ReportRejected', name: 'unsafe-default', reason: 'It is documented.' } }),
    soon({ kind: 'command', by: max, surface: 1, what: { kind: 'HardeningDrafted', title: 'Listen on localhost', words: undefined } }),
    soon({ kind: 'command', by: max, surface: 1, what: { kind: 'HardeningConfirmed' } }),
  ],
  [
    soon({ kind: 'command', by: max, surface: 1, what: { kind: 'NoticeApproved', notice: 'forthcoming' } }),
    soon({
      kind: 'sighting',
      event: { kind: 'NoticeSent', notice: 'forthcoming', channel: 'slack:announce', edition: 1, link: undefined },
    }),
    soon({ kind: 'command', by: max, surface: 1, what: { kind: 'NoticeApproved', notice: 'fixed' } }),
    soon({ kind: 'command', by: max, surface: 1, what: { kind: 'EarlyAsked', ask: { what: 'plan' }, list: aList([aMember('a-linux')]) } }),
    soon({ kind: 'command', by: max, surface: 1, what: { kind: 'EarlyConfirmed', list: aList([aMember('a-linux')]) } }),
    soon({ kind: 'command', by: max, surface: 1, what: { kind: 'ReleaseDateGiven', releaseAt: reportedAt + 5 * dayMs } }),
  ],
  toldAhead,
  toldAhead,
  toldAhead,
  [
    ...['main', 'release-1.0'].flatMap((one) => [
      soon({ kind: 'command', by: ana, surface: 1, what: { kind: 'LgtmDeclared', branch: one, sha: sha('a') } }),
      soon({ kind: 'command', by: ben, surface: 1, what: { kind: 'LgtmDeclared', branch: one, sha: sha('a') } }),
      soon({
        kind: 'command',
        by: ben,
        surface: 1,
        what: { kind: 'TestDeclared', branch: one, sha: sha('a'), link: 'https://ci.example.org' },
      }),
    ]),
    soon({ kind: 'command', by: max, surface: 1, what: { kind: 'ExportConfirmed' } }),
  ],
  [
    soon({ kind: 'command', by: max, surface: 1, what: { kind: 'AffectedLinesNamed', lines: ['release-0.9'] } }),
    soon({ kind: 'command', by: max, surface: 1, what: { kind: 'ExceptionMade', reason: hostileTexts[0] ?? '' } }),
  ],
];

/** Distributors are told, and answer; who may be told changes from one moment to the next. */
function early() {
  const name = fc.constantFrom('a-linux', 'b-linux', 'c-linux');
  const facts = { list: fc.option(lists, { nil: undefined }), patches: fc.constantFrom(madePatches, madePatches, []) };
  return fc.oneof(
    fc.record({ kind: fc.constant('EarlyConfirmed' as const), ...facts }),
    fc.record({
      kind: fc.constant('EarlyAsked' as const),
      ask: fc.constantFrom({ what: 'plan' as const }, { what: 'patches' as const }),
      ...facts,
    }),
    fc.record({
      kind: fc.constant('EarlyAsked' as const),
      ask: fc.oneof(
        fc.record({ what: fc.constant('received' as const), name }),
        fc.record({ what: fc.constant('retry' as const), name }),
        fc.record({ what: fc.constant('feedback' as const), name, words: text }),
        fc.record({ what: fc.constant('exception' as const), name, allowed: text }),
      ),
      ...facts,
    }),
  );
}

type Untimed<Some> = Some extends Move ? Omit<Some, 'waitMs' | 'lateMs'> : never;

function soon(move: Untimed<Move>): Move {
  return { ...move, waitMs: 60_000, lateMs: 0 };
}

const policies = fc.record({
  publish: fc.constantFrom('auto' as const, 'auto' as const, 'confirm' as const),
  scoreFinalCall: fc.constantFrom('maintainers' as const, 'fix-lead' as const),
  delayReasons: fc.constantFrom([], [], [...delayReasons]),
  longestDays: fc.constantFrom(undefined, 3, 21),
  dateZones: fc.constantFrom([], ['Asia/Tokyo']),
  dateFinalSay: fc.constantFrom('maintainers' as const, 'maintainers' as const, 'fix-lead' as const),
  fixRepository: fc.constantFrom(aFixRepository, aFixRepository, undefined),
  requiredLgtms: fc.constantFrom(2, 2, 1, 0),
  lgtmBoundTo: fc.constantFrom('patch' as const, 'tree' as const),
  lgtmOverride: fc.constantFrom('nobody' as const, 'maintainers' as const),
  requiredChecks: fc.constantFrom([], [], [], ['test']),
  fixMode: fc.constantFrom(...Array<'standing'>(10).fill('standing'), 'per-case' as const, 'temporary-fork' as const),
  fixTeam: fc.constantFrom(undefined, { organisation: 'acme', slug: 'fixers' }),
  statusPage: fc.constantFrom(undefined, { daysAfter: 30 }),
  answerNeedsPlan: fc.boolean(),
  unsafeDefaults: fc.constantFrom('accepted' as const, 'out-of-scope' as const),
  fixLeadBusinessDays: fc.constantFrom(0, 2),
  rota: fc.constantFrom([], [ana.login, ben.login]),
  criticalBusinessDays: fc.constantFrom(undefined, 14),
  releaseDay: fc.constantFrom(
    { via: 'by-hand' as const, publishAfter: 'date' as const, ringMinutes: 15, versions: [] },
    { via: 'push' as const, publishAfter: 'fix' as const, ringMinutes: 15, versions: [] },
    { via: 'push' as const, publishAfter: 'fix' as const, ringMinutes: 15, versions: [] },
    { via: 'push' as const, publishAfter: 'releases' as const, ringMinutes: 15, versions: [] },
    { via: 'pull-request' as const, publishAfter: 'fix' as const, ringMinutes: 15, versions: [] },
    { via: 'by-hand' as const, publishAfter: 'fix' as const, ringMinutes: 15, versions: [] },
    { via: 'by-hand' as const, publishAfter: 'releases' as const, ringMinutes: 0, versions: [] },
  ),
  // Seldom, because each gate and each ring more leaves fewer histories that come to a publication.
  gates: fc.constantFrom<Policy['gates'] & object>([], [], [], ['first-answer', 'fix']),
  reminders: fc.constantFrom(...Array.from({ length: 4 }, () => ({ at: [], hours: undefined })), {
    at: [0.5, 0.8],
    hours: { from: { hour: 9, minute: 0 }, until: { hour: 17, minute: 0 } },
  }),
  escalation: fc.constantFrom<Policy['escalation'] & object>(
    [],
    [],
    [],
    [],
    [
      { to: 'owner', after: { count: 1, unit: 'hours' } },
      { to: 'team', after: { count: 1, unit: 'business-days' } },
    ],
  ),
});

/** Histories of up to 60 events after the report, each played through the rules. */
export const histories: fc.Arbitrary<History> = fc
  .record({
    policy: policies.map((overrides) => aPolicy(overrides)),
    draft: fc.boolean(),
    begins: fc.constantFrom(0, goodStart.length, goodStart.length, goodStart.length),
    aside: fc.constantFrom(...asides),
    // A few surprises, or many.
    moves: fc.oneof(fc.array(anyMove, { maxLength: 3 }), fc.array(anyMove, { minLength: 5, maxLength: 20 })),
    end: fc.constantFrom([], goodEnd),
  })
  .map(({ policy, draft, begins, aside, moves, end }) =>
    play(policy, draft ? 'draft' : 'triage', [...goodStart.slice(0, begins), ...aside, ...moves, ...end]),
  );

function play(opening: Policy, state: 'draft' | 'triage', moves: readonly Move[]): History {
  const steps: Step[] = [];
  let policy = opening;
  let current: Case | undefined;
  let now = reportedAt;
  const happen = (event: CaseEvent): void => {
    const before = current;
    const decision = decide(before, event, policy, now);
    current = decision.outcome === 'accepted' ? decision.next : before;
    const policyAfter = decision.outcome === 'accepted' ? (decision.policy ?? policy) : policy;
    steps.push({ policy, policyAfter, before, event, now, decision, after: current });
    policy = policyAfter;
  };
  happen(theReport({ ...canaries, state, policyProblem: moves.length % 7 === 0 ? hostileTexts[0] : undefined }));
  for (const [index, move] of moves.entries()) {
    now += move.waitMs;
    const events = current === undefined ? [] : eventsOf(move, current, { policy, now, index });
    // What rings rings when it is due, and time does not go back for it.
    for (const event of events) {
      if (event.kind === 'WakeUpRang') now = Math.max(now, event.dueAt);
      happen(event);
    }
  }
  return { policy: opening, steps, [fc.toStringMethod]: () => steps.map(inShort).join('\n') };
}

function inShort({ event, now, decision, after }: Step): string {
  const outcome = decision.outcome === 'refused' ? decision.refusal.code : decision.outcome;
  return `${new Date(now).toISOString()} ${after?.phase ?? 'no case'}, ${outcome}: ${JSON.stringify(event)}`;
}

type Around = { readonly policy: Policy; readonly now: Instant; readonly index: number };

function eventsOf(move: Move, thisCase: Case, { policy, now, index }: Around): readonly CaseEvent[] {
  const at = now - move.lateMs;
  switch (move.kind) {
    case 'command': {
      const from = surfaceOf(move.surface, `c${index}`);
      const command = { ...move.what, by: move.by, from, line: 1, at } as CaseEvent;
      // As the engine has it: the comment is seen before its commands are.
      return from.kind === 'advisory'
        ? [{ kind: 'AdvisoryCommentSeen', commentId: from.commentId, digest: 'first', at }, command]
        : [command];
    }
    case 'sighting':
      return [{ ...move.event, at }];
    case 'ring': {
      const wanted = wakeUps(thisCase, policy).toSorted((a, b) => a.dueAt - b.dueAt);
      const wakeUp = wanted[move.which % Math.max(wanted.length, 1)];
      return wakeUp === undefined ? [] : [{ kind: 'WakeUpRang', ...wakeUp, at: Math.max(now, wakeUp.dueAt) }];
    }
    case 'outcome':
      if (thisCase.phase !== 'publishing') return [];
      if (!move.succeeds || nextStep(thisCase, policy).kind === 'publish') return publicationOutcome(thisCase, move.succeeds, at);
      return [releaseOutcome(thisCase, policy, at)];
  }
}

/** What the world does next on a release day that goes well. */
function releaseOutcome(thisCase: Case, policy: Policy, at: Instant): CaseEvent {
  const step = nextStep(thisCase, policy);
  if (step.kind === 'propose') {
    const place = { repository: thisCase.repository, number: 7 };
    return { kind: 'FixProposed', line: step.pull.line, sha: step.pull.headSha, place, at };
  }
  const [pull] = step.kind === 'await-fix' ? step.pulls : step.kind === 'push' ? [step.pull] : [];
  if (pull !== undefined) return { kind: 'FixBecamePublic', line: pull.line, sha: pull.headSha, at };
  if (step.kind === 'await-releases') return { kind: 'ReleaseSeen', line: step.lines[0] ?? 'main', tag: 'v1.0.1', at };
  return { kind: 'PatchedVersionsSet', versions: ['1.0.1'], kept: [], at };
}

function publicationOutcome(thisCase: Case, succeeds: boolean, at: Instant): readonly CaseEvent[] {
  return succeeds
    ? [{ kind: 'AdvisoryPublished', publishedAt: at, at }]
    : [{ kind: 'EffectGivenUp', key: `${thisCase.id}/advisory-state`, what: 'PublishAdvisory', error: hostileTexts[0] ?? '', at }];
}

function surfaceOf(surface: number, commentId: string): Surface {
  if (surface === 0) return { kind: 'advisory', commentId };
  if (surface === 4) return { kind: 'dashboard', commentId, drawn: 0 };
  if (surface === 1) return { kind: 'case-issue', commentId, repository: aFixRepository, number: 1 };
  return { kind: 'pull-request', commentId, repository: aFixRepository, number: surface + 9 };
}
