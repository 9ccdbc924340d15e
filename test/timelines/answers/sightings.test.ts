/**
 * What comes of whatever is seen, and of what our own work brought back, in every situation: held word for word in `sightings.txt`. Besides, what
 * each wake-up of each situation leads to, in `wake-ups.txt`.
 */
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import type { PublicSightingEvent, SightingEvent } from '../../../src/core/sighting-events.ts';
import type { WorkEvent } from '../../../src/core/work-events.ts';
import { login, repositoryName } from '../../../src/core/ids.ts';
import { absence } from '../../../src/core/people/away.ts';
import { wakeUps } from '../../../src/core/schedule/wake-ups.ts';
import { formatUtcMinute, type CivilDate } from '../../../src/core/time/time.ts';
import { expectSectionAsHeld, sectionsOf } from '../../as-held.ts';
import { aFixRepository, anotherCaseId, aPolicy, aRepository } from '../../fixtures/a-case.ts';
import { ana, ben, dayMs, hourMs, max, oscar, releaseAt, seen, sha, theCaseIssue, theReport } from '../../fixtures/happenings.ts';
import { someFacts } from '../../core/records/a-record.ts';
import { answered, together } from './answered.ts';
import { situations } from './situations.ts';

const now = releaseAt - 2 * dayMs + hourMs;
const place = { repository: aFixRepository, number: 11 };
const publicPull = { repository: aRepository, number: 9 };
const pull = { place, line: 'main', headSha: sha('a'), state: 'open', authors: [login('wanda')] } as const;
const round = { kind: 'MemberSpoke', member: 'example-linux', act: '1', isMember: true } as const;
const access = { kind: 'AccessSet', repository: aFixRepository, to: { kind: 'person', login: ana.login }, access: 'write' } as const;
const backport = { kind: 'BackportMade', line: 'release-1.0', number: 11, branch: 'fix/release-1.0' } as const;
const proposal = { kind: 'ProposalEnded', line: 'release-1.0', sha: sha('a'), place: publicPull, headSha: sha('e') } as const;
const evidence = { name: 'lint', source: 'check-run', series: '1', sha: sha('a') } as const;
const edition = { edition: 1, member: 'example-linux' } as const;

const all: Readonly<Record<string, SightingEvent | PublicSightingEvent | WorkEvent>> = {
  'the advisory in triage': { kind: 'AdvisorySeen', state: 'triage', temporaryFork: undefined },
  'the advisory as a draft, with a temporary fork and a severity': {
    ...{ kind: 'AdvisorySeen', state: 'draft', temporaryFork: aRepository },
    severity: { vectors: ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'], severity: 'critical' },
  },
  'the advisory published': { kind: 'AdvisorySeen', state: 'published', temporaryFork: undefined },
  'the advisory closed': { kind: 'AdvisorySeen', state: 'closed', temporaryFork: undefined },
  'the advisory withdrawn': { kind: 'AdvisorySeen', state: 'withdrawn', temporaryFork: undefined },
  'the advisory reads otherwise': {
    kind: 'AdvisoryRead',
    advisory: someFacts({ title: 'Another title', vectors: [], cveId: 'CVE-2026-99999' }),
  },
  'a comment on the advisory': { kind: 'AdvisoryCommentSeen', commentId: '5', digest: 'a' },
  'a comment that was edited': { kind: 'AdvisoryCommentEdited', commentId: '5', digest: 'b' },
  'a comment that is gone': { kind: 'AdvisoryCommentGone', commentId: '5' },
  'the reporter spoke': { kind: 'ReporterSpoke' },
  'a maintainer spoke': { kind: 'MaintainerSpoke', by: ben.login, commentId: '6' },
  'somebody is away': {
    kind: 'AwayHeard',
    away: [absence(ana.login, '2026-03-20' as CivilDate, { by: max.login, at: now }, aPolicy().calendar)],
  },
  'nobody is away': { kind: 'AwayHeard', away: [] },
  'the Fix Lead left': { kind: 'FixLeadLeft', login: ana.login },
  'a member has it': { ...round, says: { what: 'received' } },
  'a member found something': { ...round, says: { what: 'feedback', words: 'It *fails* on s390x.' } },
  'a member agrees': { ...round, says: { what: 'agrees', releaseAt } },
  'a member agrees to another date': { ...round, says: { what: 'agrees', releaseAt: releaseAt - dayMs } },
  'a member objects': { ...round, says: { what: 'objects', releaseAt, concern: 'A freeze.' } },
  'a member takes it back': { ...round, says: { what: 'withdraws' } },
  'somebody who is no member any more has it': { ...round, isMember: false, says: { what: 'received' } },
  'another pull request': { ...pull, kind: 'PullRequestSeen', place: { ...place, number: 14 }, line: 'release-2.0' },
  'a new head': { ...pull, kind: 'PullRequestSeen', headSha: sha('e') },
  'the pull request for another line': { ...pull, kind: 'PullRequestSeen', line: 'release-1.0' },
  'the pull request merged': { ...pull, kind: 'PullRequestSeen', state: 'merged', mergedAs: sha('f') },
  'the pull request closed': { ...pull, kind: 'PullRequestSeen', state: 'closed' },
  'a pull request of that number elsewhere': { ...pull, kind: 'PullRequestSeen', place: { repository: aRepository, number: 11 } },
  'the pull request as git knows it': {
    ...{ ...pull, kind: 'PullRequestSeen', authors: [login('wanda'), login('ana')] },
    ...{ patchId: 'p1', tree: 't1', baseSha: sha('0'), branch: 'fix', commitPatchIds: ['p1', 'p2'], unknownAuthors: ['x@example.org'] },
  },
  'a new head with the same change': { ...pull, kind: 'PullRequestSeen', headSha: sha('e'), patchId: 'p1', tree: 't2' },
  'a new head with the same files': { ...pull, kind: 'PullRequestSeen', headSha: sha('e'), patchId: 'p2', tree: 't1' },
  'the same change for another line': { ...pull, kind: 'PullRequestSeen', line: 'release-1.0', patchId: 'p1', tree: 't1' },
  'another change for another line': { ...pull, kind: 'PullRequestSeen', line: 'release-1.0', patchId: 'p2', tree: 't1' },
  'the closed pull request opened again': { ...pull, kind: 'PullRequestSeen', place: { ...place, number: 12 }, line: 'release-1.0' },
  'a review of a pull request of that number elsewhere': {
    ...{ kind: 'ReviewSubmitted', place: { repository: aRepository, number: 11 }, by: ben, verdict: 'approved', sha: sha('a') },
  },
  'a review that approves': { kind: 'ReviewSubmitted', place, by: ben, verdict: 'approved', sha: sha('a') },
  'a review of an older head': { kind: 'ReviewSubmitted', place, by: ben, verdict: 'approved', sha: sha('b') },
  'a review that asks for changes': { kind: 'ReviewSubmitted', place, by: ana, verdict: 'changes-requested', sha: sha('a') },
  'a review that was dismissed': { kind: 'ReviewSubmitted', place, by: ana, verdict: 'dismissed', sha: sha('a') },
  'a review with words alone': { kind: 'ReviewSubmitted', place, by: ben, verdict: 'other', sha: sha('a') },
  'a review of an outsider': { kind: 'ReviewSubmitted', place, by: oscar, verdict: 'approved', sha: sha('a') },
  'a review of another pull request': {
    kind: 'ReviewSubmitted',
    place: { ...place, number: 99 },
    by: ben,
    verdict: 'approved',
    sha: sha('a'),
  },
  'a line that moved': { kind: 'LineSeen', line: 'main', publicSha: sha('1'), mirrorSha: sha('2') },
  'a line that has no mirror': { kind: 'LineSeen', line: 'main', publicSha: sha('1'), mirrorSha: undefined },
  'a line that nobody supports': { kind: 'LineSeen', line: 'release-0.1', publicSha: sha('1'), mirrorSha: undefined },
  'a line was mirrored': { kind: 'LineMirrored', line: 'main', publicSha: sha('1'), mirrorSha: sha('1'), state: 'done' },
  'a line that cannot be mirrored': { kind: 'LineMirrored', line: 'main', publicSha: sha('1'), mirrorSha: sha('2'), state: 'diverged' },
  'the fix repository is public': { kind: 'FixRepositoryExposed', repository: aFixRepository, to: undefined },
  'an outsider is in the fix repository': { kind: 'FixRepositoryExposed', repository: aFixRepository, to: oscar.login },
  'a team is in the fix repository': { kind: 'FixRepositoryExposed', repository: aFixRepository, to: undefined, team: 'everybody' },
  'a giver left': { kind: 'GiversAsked', asked: [ana.login], left: [ana.login], unknown: [] },
  'nobody could say of a giver': { kind: 'GiversAsked', asked: [ana.login], left: [], unknown: [ana.login] },
  'all givers are there': { kind: 'GiversAsked', asked: [ana.login, ben.login, max.login], left: [], unknown: [] },
  'a test passed': { kind: 'EvidenceGiven', repository: aFixRepository, evidence: { ...evidence, outcome: 'passed' } },
  'a test failed': { kind: 'EvidenceGiven', repository: aFixRepository, evidence: { ...evidence, outcome: 'failed' } },
  'a test that nobody asked for': {
    kind: 'EvidenceGiven',
    repository: aFixRepository,
    evidence: { ...evidence, name: 'x', outcome: 'passed' },
  },
  'a test of an unknown head': {
    kind: 'EvidenceGiven',
    repository: aFixRepository,
    evidence: { ...evidence, sha: sha('9'), outcome: 'passed' },
  },
  'a test runs': { kind: 'EvidenceGiven', repository: aFixRepository, evidence: { ...evidence, name: 'test', outcome: 'running' } },
  'a test that had passed failed': {
    ...{ kind: 'EvidenceGiven', repository: aFixRepository, evidence: { ...evidence, name: 'test', outcome: 'failed' } },
  },
  'a test passed in another series': {
    ...{ kind: 'EvidenceGiven', repository: aFixRepository, evidence: { ...evidence, name: 'test', series: '2', outcome: 'passed' } },
  },
  'a test passed that had run': {
    ...{
      kind: 'EvidenceGiven',
      repository: aFixRepository,
      evidence: { ...evidence, series: '2', source: 'outside', sha: sha('9'), outcome: 'passed' },
    },
  },
  'a test was cancelled': { kind: 'EvidenceGiven', repository: aFixRepository, evidence: { ...evidence, outcome: 'cancelled' } },
  'a test of the same files passed': {
    ...{ kind: 'EvidenceGiven', repository: aFixRepository, evidence: { ...evidence, sha: sha('9'), tree: 't1', outcome: 'passed' } },
  },
  'a test elsewhere passed': {
    ...{
      kind: 'EvidenceGiven',
      repository: aRepository,
      evidence: { ...evidence, source: 'outside', outcome: 'passed', url: 'https://ci.example.org/2' },
    },
  },
  'whoever overrode a gate left': { kind: 'GiversAsked', asked: [max.login], left: [max.login], unknown: [] },
  'nobody could say of whoever overrode a gate': { kind: 'GiversAsked', asked: [max.login], left: [], unknown: [max.login] },
  'somebody else was asked about': { kind: 'GiversAsked', asked: [oscar.login], left: [], unknown: [] },
  'the check of a head elsewhere was asked for again': { kind: 'CheckAskedAgain', repository: aRepository, sha: sha('a') },
  'GitHub holds the check': { kind: 'EnforcementFound', holds: 'by-github' },
  'the app holds the check': { kind: 'EnforcementFound', holds: 'by-app' },
  'nobody holds the check': { kind: 'EnforcementFound', holds: 'recorded-only' },
  'GitHub holds the check no more': { kind: 'EnforcementLost', lines: ['main'] },
  'GitHub holds the check no more on a line that nobody supports': { kind: 'EnforcementLost', lines: ['release-0.1'] },
  'the check was asked for again': { kind: 'CheckAskedAgain', repository: aFixRepository, sha: sha('a') },
  'a check of an unknown head was asked for again': { kind: 'CheckAskedAgain', repository: aFixRepository, sha: sha('9') },
  'a fix is public': { kind: 'FixBecamePublic', line: 'main', sha: sha('a') },
  'a fix of another line is public': { kind: 'FixBecamePublic', line: 'release-1.0', sha: sha('a') },
  'a proposed fix was merged as another change': { ...proposal, how: 'other-change', mergedAs: sha('f'), patchId: 'p' },
  'a proposed fix was merged with more': { ...proposal, how: 'more-beside-it', mergedAs: sha('f') },
  'a proposed fix was closed': { ...proposal, how: 'closed' },
  'something else that was proposed was closed': { ...proposal, line: 'main', how: 'closed' },
  'a fix in a public pull request': { kind: 'FixShownInPull', place: publicPull, sha: sha('a'), isApproved: false, isReviewed: false },
  'a reviewed fix in a public pull request': {
    kind: 'FixShownInPull',
    place: publicPull,
    sha: sha('a'),
    isApproved: false,
    isReviewed: true,
  },
  'an approved fix in a public pull request': {
    kind: 'FixShownInPull',
    place: publicPull,
    sha: sha('a'),
    isApproved: true,
    isReviewed: true,
  },
  'a leak': { kind: 'LeakSeen', what: 'the id of the case', where: 'https://lists.example.org/1' },
  'a leak that is known': { kind: 'LeakSeen', what: 'the fix', where: 'a forum' },
  'a release': { kind: 'ReleaseSeen', line: 'main', tag: 'v2.0.1' },
  'a release of another line': { kind: 'ReleaseSeen', line: 'release-1.0', tag: 'v1.0.9' },
  'a duplicate of it': { kind: 'DuplicateClosed', duplicate: anotherCaseId, reporter: login('tom') },
  'a duplicate that maintainers had begun': { kind: 'DuplicateClosed', duplicate: anotherCaseId, reporter: undefined },
  'the case issue was opened': { kind: 'CaseIssueOpened', place: theCaseIssue },
  'the public issue was opened': { kind: 'PublicIssueOpened', place: publicPull },
  'the fix repository was made': { kind: 'FixRepositoryMade', repository: aFixRepository },
  'access was given': { ...access, how: 'given' },
  'access was there': { ...access, how: 'had' },
  'access was refused': { ...access, how: 'refused', why: 'Not Found' },
  'access was taken': { ...access, access: 'none', how: 'given' },
  'access to another repository was refused': {
    ...access,
    repository: repositoryName('acme/widget-ghsa-fix'),
    how: 'refused',
    why: 'Not Found',
  },
  'access to another repository was taken': { ...access, repository: repositoryName('acme/widget-ghsa-fix'), access: 'none', how: 'given' },
  'access to another repository could not be taken': {
    ...{ ...access, repository: repositoryName('acme/widget-ghsa-fix'), access: 'none', how: 'refused', why: 'Not Found' },
  },
  'access of a team was given': { ...access, to: { kind: 'team', organisation: 'acme', slug: 'fixers' }, how: 'given' },
  'a line is as it was': { kind: 'LineSeen', line: 'main', publicSha: sha('1'), mirrorSha: sha('1') },
  'a line that was mirrored moved': { kind: 'LineSeen', line: 'main', publicSha: sha('3'), mirrorSha: sha('1') },
  'a backport was pushed': { ...backport, result: { kind: 'pushed', sha: sha('7') } },
  'a backport did not fit': { ...backport, result: { kind: 'conflict', sha: sha('a'), files: ['a.go', 'b.go'] } },
  'a backport is no plain row': { ...backport, result: { kind: 'not-a-plain-row' } },
  'a backport has nothing left': { ...backport, result: { kind: 'nothing-left' } },
  'a backport whose branch is taken': { ...backport, result: { kind: 'branch-taken' } },
  'a backport was opened': { kind: 'BackportOpened', line: 'release-1.0', place: { ...place, number: 15 } },
  'the severity was written': { kind: 'SeverityWritten', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', askedAt: now },
  'it was published': { kind: 'AdvisoryPublished', publishedAt: now },
  'it was published with a token': { kind: 'AdvisoryPublished', publishedAt: now, as: max.login },
  'a fix was proposed': { kind: 'FixProposed', line: 'main', sha: sha('a'), place: publicPull },
  'a push was refused': { kind: 'PushRefused', line: 'main', sha: sha('a'), tip: sha('8') },
  'a push to a line that is not there': { kind: 'PushRefused', line: 'main', sha: sha('a'), tip: undefined },
  'the patched versions stand there': { kind: 'PatchedVersionsSet', versions: ['2.0.1'], kept: [] },
  'a person had written other patched versions': { kind: 'PatchedVersionsSet', versions: ['2.0.1'], kept: ['2.0.0'] },
  'a notice was sent': { kind: 'NoticeSent', notice: 'fixed', channel: 'slack:announce', edition: 1, link: 'https://acme.example/1' },
  'a notice of a forthcoming fix was sent': {
    kind: 'NoticeSent',
    notice: 'forthcoming',
    channel: 'github:issue',
    edition: 1,
    link: undefined,
  },
  'a notice that nobody sent was sent': {
    kind: 'NoticeSent',
    notice: 'courtesy',
    channel: 'slack:developers',
    edition: 1,
    link: undefined,
  },
  'a mail came to its member': { kind: 'DistributorMailed', stage: 'plan', ...edition },
  'a mail that nobody sent came to its member': { kind: 'DistributorMailed', stage: 'patches', ...edition },
  'the App was installed anew': { kind: 'InstallationChanged', installationId: 42 },
  'the App is installed as before': { kind: 'InstallationChanged', installationId: 41 },
  'comments are there': { kind: 'AdvisoryCommentsFound', are: 'available' },
  'comments are absent': { kind: 'AdvisoryCommentsFound', are: 'absent' },
  'a page was given up': { kind: 'EffectGivenUp', key: 'GHSA-2222-3333-4444/status', what: 'ShowStatus', error: 'Validation Failed' },
  'the board was given up': { kind: 'EffectGivenUp', key: 'GHSA-2222-3333-4444/board', what: 'ShowBoard', error: 'Gone' },
  'a word that says so was given up': {
    kind: 'EffectGivenUp',
    key: 'GHSA-2222-3333-4444/tell-maintainers/given-up/x',
    what: 'SayInFixRepository',
    error: 'Gone',
  },
  'a push was given up': { kind: 'EffectGivenUp', key: 'GHSA-2222-3333-4444/push/main', what: 'PushFix', error: 'hook declined' },
  'a proposal was given up': { kind: 'EffectGivenUp', key: 'GHSA-2222-3333-4444/propose/main', what: 'ProposeFix', error: 'archived' },
  'the publication was given up': {
    kind: 'EffectGivenUp',
    key: 'GHSA-2222-3333-4444/advisory-state',
    what: 'PublishAdvisory',
    error: 'no vulnerability',
  },
  'the patched versions were given up': {
    kind: 'EffectGivenUp',
    key: 'GHSA-2222-3333-4444/patched',
    what: 'SetPatchedVersions',
    error: 'locked',
  },
  'a notice was given up': {
    kind: 'EffectGivenUp',
    key: 'GHSA-2222-3333-4444/notice/fixed/slack:announce/1',
    what: 'SendNotice',
    error: 'channel_not_found',
  },
  'a notice of a forthcoming fix was given up': {
    kind: 'EffectGivenUp',
    key: 'GHSA-2222-3333-4444/notice/forthcoming/github:issue/1',
    what: 'SendNotice',
    error: 'Issues are disabled',
  },
  'a mail was given up': {
    kind: 'EffectGivenUp',
    key: 'GHSA-2222-3333-4444/early/plan/1/example-linux',
    what: 'MailDistributor',
    error: '550',
  },
  'a wake-up that nobody wants rang': { kind: 'WakeUpRang', name: 'fix-due', dueAt: 1 },
};

describe('what comes of', () => {
  const held = join(import.meta.dirname, 'sightings.txt');

  it.each(Object.keys(all).map((name) => ({ name })))('$name', ({ name }) => {
    const event = all[name];
    if (event === undefined) throw new Error('it is one of them');
    const each = situations.map((situation) => ({ where: situation.name, what: answered(situation, seen(event, now), now) }));
    expectSectionAsHeld(held, name, together(each));
  });

  it('the same report once more', () => {
    const each = situations.map((situation) => ({ where: situation.name, what: answered(situation, theReport({ at: now }), now) }));
    expectSectionAsHeld(held, 'the same report once more', together(each));
  });

  it('each is held, and nothing else', () => {
    expect([...sectionsOf(held).keys()]).toEqual([...Object.keys(all), 'the same report once more']);
  });
});

describe('what rings', () => {
  const held = join(import.meta.dirname, 'wake-ups.txt');

  it.each(situations)('while a case is $name', (situation) => {
    const rung = wakeUps(situation.given, situation.policy).map((wakeUp) => {
      const what = answered(situation, { kind: 'WakeUpRang', ...wakeUp, at: wakeUp.dueAt }, wakeUp.dueAt);
      return { where: `${wakeUp.name} at ${formatUtcMinute(wakeUp.dueAt)}`, what };
    });
    expectSectionAsHeld(held, situation.name, together(rung));
  });

  it('rings once', () => {
    for (const { given, policy } of situations)
      for (const wakeUp of wakeUps(given, policy)) {
        const event = { kind: 'WakeUpRang', ...wakeUp, at: wakeUp.dueAt } as const;
        const decision = decide(given, event, policy, wakeUp.dueAt);
        const next = decision.outcome === 'accepted' ? decision.next : given;
        expect(decide(next, event, policy, wakeUp.dueAt)).toMatchObject({ outcome: 'ignored' });
      }
  });
});
