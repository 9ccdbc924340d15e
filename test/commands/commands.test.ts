// The table of commands: every example in it is read, and every way of getting one wrong is answered with the right one.
import { describe, expect, it } from '@jest/globals';
import type { Asked } from '../../src/commands/command-row.ts';
import { commandNames, commands, findCommand } from '../../src/commands/commands.ts';
import { readComment, unknownCommand } from '../../src/commands/read-comment.ts';
import { caseId } from '../../src/core/ids.ts';
import { permissions } from '../../src/core/permissions.ts';

/** What each example of the table asks for, written by hand. An example without its line here fails. */
const examples: Record<string, Asked> = {
  '/help': { kind: 'HelpAsked' },
  '/status': { kind: 'StatusAsked' },
  '/why': { kind: 'WhyAsked', topic: undefined },
  '/why first-answer': { kind: 'WhyAsked', topic: 'first-answer' },
  '/why refused': { kind: 'WhyAsked', topic: 'refused' },
  '/policy': { kind: 'PolicyAsked' },
  '/policy adopt': { kind: 'PolicyAdoptionAsked' },
  '/ack': { kind: 'ReportAcknowledged' },
  '/ack plan="We try to reproduce it by Friday." workaround=none': {
    kind: 'ReportAcknowledged',
    plan: 'We try to reproduce it by Friday.',
    workaround: 'none',
  },
  '/need-info Which version is it, and does it need a login?': {
    kind: 'InformationAsked',
    question: 'Which version is it, and does it need a login?',
  },
  '/affects release-17.0 release-18.0 main': { kind: 'AffectedLinesNamed', lines: ['release-17.0', 'release-18.0', 'main'] },
  '/exception Most of our users still run it, and it is being exploited.': {
    kind: 'ExceptionMade',
    reason: 'Most of our users still run it, and it is being exploited.',
  },
  '/public confirm': { kind: 'PublicKnowledgeConfirmed' },
  '/leak what="The patch for 17.0" to="the release channel of our chat"': {
    kind: 'LeakReported',
    what: 'The patch for 17.0',
    to: 'the release channel of our chat',
  },
  '/public https://example.org/forum/42': { kind: 'PublicKnowledgeReported', where: 'https://example.org/forum/42' },
  '/mitigation Set max-depth to 10.': { kind: 'MitigationGiven', words: 'Set max-depth to 10.' },
  '/mitigation none': { kind: 'MitigationGiven', words: 'none' },
  '/upstream grpc-go 2030-12-03 16:00 UTC': { kind: 'UpstreamNamed', project: 'grpc-go', releaseAt: Date.UTC(2030, 11, 3, 16) },
  '/upstream grpc-go contact="their security list, told on Monday"': {
    kind: 'UpstreamNamed',
    project: 'grpc-go',
    contact: 'their security list, told on Monday',
  },
  '/target release-21.0 v21.0.5': { kind: 'TargetNamed', branch: 'release-21.0', version: 'v21.0.5' },
  '/plan A word on the announcement list three days ahead, the notice in the chat at the date, a post on the blog the day after.': {
    kind: 'CommunicationPlanGiven',
    words: 'A word on the announcement list three days ahead, the notice in the chat at the date, a post on the blog the day after.',
  },
  '/slow holidays': { kind: 'SlowdownDecided', reason: 'holidays' },
  '/due fix 2030-12-03 16:00 UTC The refactoring must land first.': {
    kind: 'DueMoved',
    name: 'fix',
    dueAt: Date.UTC(2030, 11, 3, 16),
    reason: 'The refactoring must land first.',
  },
  '/due fix-lead 2030-12-03 16:00 UTC All of us are at the summit.': {
    kind: 'DueMoved',
    name: 'fix-lead',
    dueAt: Date.UTC(2030, 11, 3, 16),
    reason: 'All of us are at the summit.',
  },
  '/away until 2030-12-28': { kind: 'AwaySaid', login: undefined, until: '2030-12-28' as never },
  '/away @ana until 2030-12-28': { kind: 'AwaySaid', login: 'ana' as never, until: '2030-12-28' as never },
  '/away cancel': { kind: 'AwaySaid', login: undefined, until: undefined },
  '/distributor list': { kind: 'RegisterAsked', ask: { what: 'list' } },
  '/distributor apply example-linux security@example-linux.example.org voucher=other-linux': {
    kind: 'RegisterAsked',
    ask: { what: 'apply', name: 'example-linux', address: 'security@example-linux.example.org', voucher: 'other-linux' },
  },
  '/distributor accept example-linux': { kind: 'RegisterAsked', ask: { what: 'accept', name: 'example-linux' } },
  '/distributor decline example-linux It rebuilds what other-linux ships.': {
    kind: 'RegisterAsked',
    ask: { what: 'decline', name: 'example-linux', reason: 'It rebuilds what other-linux ships.' },
  },
  '/distributor key example-linux': { kind: 'RegisterAsked', ask: { what: 'key', name: 'example-linux' } },
  '/distributor address example-linux psirt@example-linux.example.org': {
    kind: 'RegisterAsked',
    ask: { what: 'address', name: 'example-linux', address: 'psirt@example-linux.example.org' },
  },
  '/distributor consent example-linux': { kind: 'RegisterAsked', ask: { what: 'consent', name: 'example-linux', person: undefined } },
  '/distributor consent example-linux Jane Doe': {
    kind: 'RegisterAsked',
    ask: { what: 'consent', name: 'example-linux', person: 'Jane Doe' },
  },
  '/distributor withdraw example-linux Jane Doe': {
    kind: 'RegisterAsked',
    ask: { what: 'withdraw', name: 'example-linux', person: 'Jane Doe' },
  },
  '/distributor reviewed example-linux': { kind: 'RegisterAsked', ask: { what: 'reviewed', name: 'example-linux' } },
  '/distributor leak example-linux what="The patch for 17.0" to="a public mirror"': {
    kind: 'RegisterAsked',
    ask: { what: 'leak', name: 'example-linux', leaked: 'The patch for 17.0', to: 'a public mirror' },
  },
  '/distributor remove example-linux It ships the project no more.': {
    kind: 'RegisterAsked',
    ask: { what: 'remove', name: 'example-linux', reason: 'It ships the project no more.' },
  },
  '/distributor ban example-linux It leaked a second time.': {
    kind: 'RegisterAsked',
    ask: { what: 'ban', name: 'example-linux', reason: 'It leaked a second time.' },
  },
  '/early plan': { kind: 'EarlyAsked', ask: { what: 'plan' } },
  '/early patches': { kind: 'EarlyAsked', ask: { what: 'patches' } },
  '/early exception example-linux May tell the authors of its installer that an update comes on that day.': {
    kind: 'EarlyAsked',
    ask: { what: 'exception', name: 'example-linux', allowed: 'May tell the authors of its installer that an update comes on that day.' },
  },
  '/early confirm': { kind: 'EarlyConfirmed' },
  '/early retry example-linux': { kind: 'EarlyAsked', ask: { what: 'retry', name: 'example-linux' } },
  '/early received example-linux': { kind: 'EarlyAsked', ask: { what: 'received', name: 'example-linux' } },
  '/early feedback example-linux The patch for 17.0 does not build on 32 bits.': {
    kind: 'EarlyAsked',
    ask: { what: 'feedback', name: 'example-linux', words: 'The patch for 17.0 does not build on 32 bits.' },
  },
  '/early advisory example-linux https://example-linux.example.org/advisories/7': {
    kind: 'EarlyAsked',
    ask: { what: 'advisory', name: 'example-linux', link: 'https://example-linux.example.org/advisories/7' },
  },
  '/leak what="The patch for 17.0" to="a public mirror" by=example-linux': {
    kind: 'LeakReported',
    what: 'The patch for 17.0',
    to: 'a public mirror',
    member: 'example-linux',
  },
  '/cvss': { kind: 'ScoreAsked' },
  '/cvss final': { kind: 'ScoreFinalised' },
  '/accept': { kind: 'ReportAccepted' },
  '/reject not-a-vulnerability This needs a server that the attacker already controls.': {
    kind: 'ReportRejected',
    name: 'not-a-vulnerability',
    reason: 'This needs a server that the attacker already controls.',
  },
  '/duplicate GHSA-22c9-fh7m-3vqx': { kind: 'DuplicateNamed', of: caseId('GHSA-22c9-fh7m-3vqx') },
  '/close internal Only our own build server was affected, and it is rebuilt.': {
    kind: 'ClosedInternally',
    reason: 'Only our own build server was affected, and it is rebuilt.',
  },
  '/reopen It can be reached without that server after all.': {
    kind: 'CaseReopened',
    reason: 'It can be reached without that server after all.',
  },
  '/downgrade The log grows without bound -- Old lines should be dropped.': {
    kind: 'DowngradeDrafted',
    title: 'The log grows without bound',
    words: 'Old lines should be dropped.',
  },
  '/downgrade confirm': { kind: 'DowngradeConfirmed' },
  '/harden Listen on localhost by default -- Existing configurations keep what they say.': {
    kind: 'HardeningDrafted',
    title: 'Listen on localhost by default',
    words: 'Existing configurations keep what they say.',
  },
  '/harden confirm': { kind: 'HardeningConfirmed' },
  '/fix-lead': { kind: 'FixLeadNamed', login: undefined },
  '/fix-lead @ana': { kind: 'FixLeadNamed', login: 'ana' as never },
  '/fix-lead hand-over @ana': { kind: 'FixLeadNamed', login: 'ana' as never, handsOver: true },
  '/cvss CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N': { kind: 'VectorGiven', vector: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N' },
  '/lgtm': { kind: 'LgtmGiven', sha: undefined },
  '/lgtm 4f2c9a1': { kind: 'LgtmGiven', sha: '4f2c9a1' },
  '/lgtm cancel': { kind: 'LgtmWithdrawn' },
  '/lgtm release-22.0 4f2c9a1': { kind: 'LgtmDeclared', branch: 'release-22.0', sha: '4f2c9a1' },
  '/lgtm cancel release-22.0': { kind: 'DeclaredLgtmWithdrawn', branch: 'release-22.0' },
  '/tested release-22.0 4f2c9a1 https://ci.example.org/runs/7': {
    kind: 'TestDeclared',
    branch: 'release-22.0',
    sha: '4f2c9a1',
    link: 'https://ci.example.org/runs/7',
  },
  '/fix-ready': { kind: 'FixSaidReady' },
  '/without release-21.0 The code is not there yet.': {
    kind: 'LineLeftWithout',
    branch: 'release-21.0',
    reason: 'The code is not there yet.',
  },
  '/without release-21.0 cancel': { kind: 'LineTakenBack', branch: 'release-21.0' },
  '/override The CI of this line is down; tested by hand.': {
    kind: 'GateOverridden',
    words: 'The CI of this line is down; tested by hand.',
  },
  '/override release-21.0 The CI is down.': { kind: 'GateOverridden', words: 'release-21.0 The CI is down.' },
  '/exported': { kind: 'ExportConfirmed' },
  '/backport release-21.0': { kind: 'BackportAsked', onto: 'release-21.0' },
  '/hold The fix breaks upgrades from 17.0.': { kind: 'HoldPlaced', reason: 'The fix breaks upgrades from 17.0.' },
  '/hold cancel': { kind: 'HoldLifted' },
  '/date 2030-12-03 16:00 UTC': { kind: 'ReleaseDateGiven', releaseAt: Date.UTC(2030, 11, 3, 16) },
  '/cve': { kind: 'CveWanted', id: undefined },
  '/cve CVE-2030-12345': { kind: 'CveWanted', id: 'CVE-2030-12345' },
  '/retry GHSA-2222-3333-4444/status': { kind: 'RetryAsked', key: 'GHSA-2222-3333-4444/status' },
  '/date overrule rita The fix is public already.': { kind: 'ObjectionOverruled', of: 'rita', reason: 'The fix is public already.' },
  '/status-page new': { kind: 'StatusPageChanged', to: 'new' },
  '/status-page off': { kind: 'StatusPageChanged', to: 'ended' },
  '/credit yes': { kind: 'CreditDecided', wanted: true },
  '/credit yes Rita R., Example Ltd': { kind: 'CreditDecided', wanted: true, name: 'Rita R., Example Ltd' },
  '/credit no': { kind: 'CreditDecided', wanted: false },
  '/date suggest': { kind: 'ReleaseDateAsked' },
  '/date propose 2030-12-03 16:00 UTC': { kind: 'ReleaseDateProposed', releaseAt: Date.UTC(2030, 11, 3, 16) },
  '/date agree': { kind: 'ReleaseDateAgreed' },
  '/date object Our own release is frozen that week.': {
    kind: 'ReleaseDateObjectedTo',
    concern: 'Our own release is frozen that week.',
  },
  '/date object cancel': { kind: 'DateObjectionWithdrawn' },
  '/date agree for=example-linux': { kind: 'DistributorSpokeOfDate', member: 'example-linux', says: { what: 'agrees' } },
  '/date object for=example-linux Our builders are moved that week.': {
    kind: 'DistributorSpokeOfDate',
    member: 'example-linux',
    says: { what: 'objects', concern: 'Our builders are moved that week.' },
  },
  '/date object cancel for=example-linux': { kind: 'DistributorSpokeOfDate', member: 'example-linux', says: { what: 'withdraws' } },
  '/date 2030-12-10 16:00 UTC not-tested': { kind: 'ReleaseDateGiven', releaseAt: Date.UTC(2030, 11, 10, 16), delay: 'not-tested' },
  '/date final 2030-12-03 16:00 UTC': { kind: 'ReleaseDateImposed', releaseAt: Date.UTC(2030, 11, 3, 16) },
  '/notice preview forthcoming': { kind: 'NoticePreviewed', notice: 'forthcoming' },
  '/notice approve fixed': { kind: 'NoticeApproved', notice: 'fixed' },
  '/notice posted fixed by-hand:blog https://blog.example.org/fix': {
    kind: 'NoticePosted',
    notice: 'fixed',
    channel: 'by-hand:blog',
    link: 'https://blog.example.org/fix',
  },
  '/notice retry fixed slack:announce': { kind: 'NoticeRetried', notice: 'fixed', channel: 'slack:announce' },
  '/publish': { kind: 'PublicationAsked' },
  '/publish anyway The fix is in the distribution already.': {
    kind: 'PublicationForced',
    reason: 'The fix is in the distribution already.',
  },
  '/publish later The release was a mistake and is withdrawn.': {
    kind: 'LatePublicationExcused',
    reason: 'The release was a mistake and is withdrawn.',
  },
};

const upstreamWanted =
  '`/upstream` needs the project, and its date or a contact there, or both: `/upstream grpc-go 2030-12-03 16:00 UTC`, `/upstream grpc-go contact="their security list"`.';

describe('the examples of the table', () => {
  const rows = commands.flatMap((row) => row.examples.map((example) => ({ example, row })));

  it.each(rows)('$example', ({ example, row }) => {
    expect(readComment(example)).toEqual([{ line: 1, asked: examples[example] }]);
    expect(row.makes).toContain(examples[example]?.kind);
  });

  it('show every event that a command can make', () => {
    for (const row of commands) {
      const shown = new Set(row.examples.map((example) => examples[example]?.kind));
      expect([row.name, [...shown].toSorted()]).toEqual([row.name, row.makes.toSorted()]);
    }
  });
});

describe('the table', () => {
  it('has each name once, and no name that begins like the argument of another', () => {
    expect(new Set(commandNames).size).toBe(commandNames.length);
    expect(commandNames).not.toContain('cancel');
  });

  it('can make every event that people can cause, but the one for what was not understood', () => {
    const made = commands.flatMap((row) => row.makes);
    expect([...made, 'CommandNotUnderstood'].toSorted()).toEqual(Object.keys(permissions).toSorted());
  });

  it('lets every event of one command be caused in the same places, but an LGTM that is only declared and two things about a date', () => {
    const elsewhere = ['LgtmDeclared', 'DeclaredLgtmWithdrawn', 'DistributorSpokeOfDate', 'ObjectionOverruled'];
    for (const { makes } of commands)
      for (const kind of makes.filter((one) => !elsewhere.includes(one)))
        expect(permissions[kind].where).toEqual(permissions[makes[0]].where);
  });

  it('finds a command by its name alone', () => {
    expect(findCommand('accept')?.makes).toEqual(['ReportAccepted']);
    expect(findCommand('/accept')).toBeUndefined();
    expect(findCommand('toString')).toBeUndefined();
  });
});

describe('what is typed a little differently', () => {
  it.each([
    { typed: '/LGTM', asked: { kind: 'LgtmGiven', sha: undefined } },
    { typed: '/downgrade A title -- and -- two', asked: { kind: 'DowngradeDrafted', title: 'A title', words: 'and -- two' } },
    { typed: '/downgrade Confirmation is lost', asked: { kind: 'DowngradeDrafted', title: 'Confirmation is lost', words: undefined } },
    { typed: '/lgtm CANCEL', asked: { kind: 'LgtmWithdrawn' } },
    { typed: '/Hold Cancel', asked: { kind: 'HoldLifted' } },
    { typed: '   /why  Fix ', asked: { kind: 'WhyAsked', topic: 'fix' } },
    { typed: '/fix-lead ANA', asked: { kind: 'FixLeadNamed', login: 'ana' } },
    { typed: '/date  2030-12-03   16:00  UTC', asked: { kind: 'ReleaseDateGiven', releaseAt: Date.UTC(2030, 11, 3, 16) } },
    { typed: '/date "2030-12-03 16:00 UTC"', asked: { kind: 'ReleaseDateGiven', releaseAt: Date.UTC(2030, 11, 3, 16) } },
    // At the last minute nobody wants to hear about quotes.
    { typed: "/hold The fix doesn't build.", asked: { kind: 'HoldPlaced', reason: "The fix doesn't build." } },
    { typed: '/hold The "fix" is in C:\\temp\\', asked: { kind: 'HoldPlaced', reason: 'The "fix" is in C:\\temp\\' } },
    {
      typed: '/reject spam It\'s 5" too long, as "designed".  ',
      asked: { kind: 'ReportRejected', name: 'spam', reason: 'It\'s 5" too long, as "designed".' },
    },
    {
      typed: '  /REJECT  Out-Of-Scope  two  spaces stay',
      asked: { kind: 'ReportRejected', name: 'out-of-scope', reason: 'two  spaces stay' },
    },
  ])('$typed is understood', ({ typed, asked }) => {
    expect(readComment(typed)).toEqual([{ line: 1, asked }]);
  });

  it('a cancelled hold is not confused with a hold because of cancellation', () => {
    expect(readComment('/hold cancellation of the talk')).toMatchObject([{ asked: { kind: 'HoldPlaced' } }]);
  });
});

const reasons =
  'The reasons are: `not-a-vulnerability`, `cannot-reproduce`, `out-of-scope`, `unsafe-default`, `already-fixed`, `unsupported`, `no-answer`, `spam`.';

describe('what cannot be understood', () => {
  it.each([
    {
      typed: '/policy update',
      says: '`/policy` takes `adopt` or nothing: `/policy` shows what would change, `/policy adopt` changes it.',
    },
    {
      typed: '/ack now',
      says: '`/ack` takes `plan="…"` and `workaround="…"`, or nothing: `/ack plan="We try to reproduce it by Friday." workaround=none`.',
    },
    {
      typed: '/ack plan=""',
      says: '`/ack` takes `plan="…"` and `workaround="…"`, or nothing: `/ack plan="We try to reproduce it by Friday." workaround=none`.',
    },
    { typed: '/need-info', says: '`/need-info` needs a question for the reporter: `/need-info Which version is it?`' },
    { typed: '/affects', says: '`/affects` needs the branches that are affected, at most 50: `/affects release-17.0 main`.' },
    { typed: '/affects ../etc', says: '`/affects` needs the branches that are affected, at most 50: `/affects release-17.0 main`.' },
    { typed: '/exception', says: '`/exception` needs a reason: `/exception It is being exploited.`' },
    { typed: '/public', says: '`/public` needs to know where it is public: `/public https://example.org/forum/42`' },
    { typed: '/mitigation', says: '`/mitigation` needs what users can do, or `none`: `/mitigation Set max-depth to 10.`' },
    ...[
      '/upstream',
      '/upstream grpc-go',
      '/upstream grpc-go soon',
      '/upstream grpc-go contact=',
      '/upstream grpc-go contact=a contact=b',
    ].map((typed) => ({ typed, says: upstreamWanted })),
    {
      typed: `/upstream grpc-go "contact=${'x'.repeat(2_001)}"`,
      says: '`contact=` of `/upstream` has 2001 characters; at most 2000 are allowed. Please say it shorter.',
    },
    ...['/target', '/target main', '/target main v1 now', `/target main ${'1'.repeat(101)}`, '/target main @everyone'].map((typed) => ({
      typed,
      says: '`/target` takes a line and the version of a release: `/target release-21.0 v21.0.5`.',
    })),
    {
      typed: '/plan',
      says: '`/plan` needs the plan in a few sentences: `/plan A word on the list ahead, a post on the blog at the date.`',
    },
    { typed: '/slow boredom', says: '`/slow` needs one of the reasons that the policy allows: holidays, bandwidth, other-circumstances.' },
    {
      typed: '/due fix 2030-12-03 16:00 UTC',
      says: '`/due` moves a suggested date, with a reason: `/due fix 2030-12-03 16:00 UTC The refactoring must land first.`',
    },
    { typed: '/publish v1.2', says: '`/publish` stands alone on its line, or is followed by `anyway REASON` or `later REASON`.' },
    {
      typed: '/leak what="the patch"',
      says: '`/leak` needs exactly what leaked, and to whom: `/leak what="The patch for 17.0" to="our public chat"`.',
    },
    {
      typed: '/leak what="the patch" to=""',
      says: '`/leak` needs exactly what leaked, and to whom: `/leak what="The patch for 17.0" to="our public chat"`.',
    },
    {
      typed: '/leak the patch to a chat',
      says: '`/leak` needs exactly what leaked, and to whom: `/leak what="The patch for 17.0" to="our public chat"`.',
    },
    { typed: '/publish anyway', says: '`/publish anyway` needs a reason: `/publish anyway The fix is in the distribution already.`' },
    { typed: '/reject', says: `\`/reject\` needs a named reason and a text, which is sent to the reporter. ${reasons}` },
    {
      typed: '/reject spam',
      says: '`/reject spam` needs a text as well, which is sent to the reporter: `/reject spam The reason in a sentence.`',
    },
    {
      typed: '/reject canot-reproduce We tried.',
      says: `\`canot-reproduce\` is not the name of a reason; it comes first, then the text for the reporter. Did you mean \`/reject cannot-reproduce …\`? ${reasons}`,
    },
    {
      typed: '/reject @everyone',
      says: `\`@everyone\` is not the name of a reason; it comes first, then the text for the reporter. ${reasons}`,
    },
    {
      typed: '/reject unsure Who knows?',
      says: `To be unsure is no reason to reject (S20): \`/need-info QUESTION\` asks the reporter. ${reasons}`,
    },
    {
      typed: '/reject DoS only',
      says: `That a report is about denial of service is no reason to reject it: it is a serious concern (S70). ${reasons}`,
    },
    {
      typed: '/reject constructor',
      says: `\`constructor\` is not the name of a reason; it comes first, then the text for the reporter. ${reasons}`,
    },
    { typed: '/reopen', says: '`/reopen` needs a reason, which is sent to the reporter: `/reopen It can be reached after all.`' },
    {
      typed: '/downgrade',
      says: '`/downgrade` needs the title of a public issue, and may have words for its body: `/downgrade TITLE -- WORDS`.',
    },
    { typed: '/harden confirm it', says: 'To open it as it was shown, say `/harden confirm` and nothing after it.' },
    {
      typed: `/downgrade ${'x'.repeat(257)}`,
      says: 'The title after `/downgrade` has 257 characters; at most 256 are allowed. Words for the body follow after ` -- `.',
    },
    { typed: '/hold', says: '`/hold` needs a reason: `/hold The fix breaks upgrades.`; `/hold cancel` lifts it.' },
    { typed: '/hold cancel, please', says: 'To lift your hold, say `/hold cancel` and nothing after it.' },
    { typed: '/fix-lead @ana @ben', says: '`/fix-lead` takes one GitHub login, or none for yourself: `/fix-lead @ana`.' },
    { typed: '/fix-lead hand-over', says: '`/fix-lead hand-over` needs whoever takes over: `/fix-lead hand-over @ana`.' },
    { typed: '/fix-lead @acme/security', says: '`/fix-lead` takes one GitHub login, or none for yourself: `/fix-lead @ana`.' },
    {
      typed: '/cvss 9.8 critical',
      says: '`/cvss` takes one vector without blanks: `/cvss CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N`, or `/cvss final`.',
    },
    {
      typed: '/lgtm looks good',
      says: '`/lgtm` takes one commit, or `cancel`, or nothing; for a temporary private fork a line and a commit.',
    },
    {
      typed: '/why not me',
      says: '`/why` takes one topic, such as `/why fix`, `/why publish` or `/why refused`; alone it names all that is due.',
    },
    { typed: '/date', says: '`/date` needs a time: `/date 2030-12-03 16:00 UTC`.' },
    {
      typed: '/date 2030-12-03 16:00',
      says: '"2030-12-03 16:00" is not a time; write it as YYYY-MM-DD HH:MM UTC, such as 2026-12-01 16:00 UTC.',
    },
    { typed: '/date 2030-02-30 16:00 UTC', says: '"2030-02-30" does not exist; the days of 2030-02 run from 01 to 28.' },
    {
      typed: '/date 2030-12-03 24:00 UTC',
      says: '"2030-12-03 24:00 UTC" does not exist; hours run from 00 to 23, minutes and seconds from 00 to 59.',
    },
    // Anybody may type this, and the answer is ours: it calls nobody and forges nothing.
    {
      typed: '/date @acme/security',
      says: '"@\u200Bacme/security" is not a time; write it as YYYY-MM-DD HH:MM UTC, such as 2026-12-01 16:00 UTC.',
    },
    { typed: '/date \\<!-- x', says: '"\\\\\\\\&lt;!-- x" is not a time; write it as YYYY-MM-DD HH:MM UTC, such as 2026-12-01 16:00 UTC.' },
  ])('$typed is answered with what to say instead', ({ typed, says }) => {
    expect(readComment(typed)).toEqual([{ line: 1, problem: { code: 'bad-arguments', message: says } }]);
  });

  it('a reason of more than 2,000 characters is refused with its length, and with what is too long', () => {
    expect(readComment(`/hold ${'x'.repeat(2_001)}`)).toMatchObject([
      { problem: { message: 'The reason after `/hold` has 2001 characters; at most 2000 are allowed. Please say it shorter.' } },
    ]);
    expect(readComment(`/hold ${'x'.repeat(2_000)}`)).toMatchObject([{ asked: { kind: 'HoldPlaced' } }]);
  });

  it('quotes that do not pair are a problem where words are wanted', () => {
    expect(readComment('/fix-lead "ana')).toMatchObject([{ line: 1, problem: { code: 'unreadable' } }]);
  });
});

describe('an unknown command', () => {
  it.each([
    { name: 'publsh', says: 'There is no command `/publsh`. Did you mean `/publish`?' },
    { name: 'akc', says: 'There is no command `/akc`. Did you mean `/ack`?' },
    { name: 'fixlead', says: 'There is no command `/fixlead`. Did you mean `/fix-lead`?' },
    { name: 'approve', says: 'There is no command `/approve`. `/help` lists them.' },
  ])('/$name: $says', ({ name, says }) => {
    expect(readComment(`/${name} and more`)).toEqual([{ line: 1, problem: { code: 'unknown-command', message: says } }]);
  });

  it('is named in part when it is very long', () => {
    expect(unknownCommand('a'.repeat(3_000))).toBe(`There is no command \`/${'a'.repeat(40)}…\`. \`/help\` lists them.`);
  });
});

describe('a comment', () => {
  it('with several commands is read from top to bottom, problems in their place', () => {
    const lines = ['Thank you!', '', '/ack', '/acept', '/fix-lead "ana', "/hold It doesn't work.", '', '> /publish'];
    expect(readComment(lines.join('\r\n')).map((read) => [read.line, 'asked' in read ? read.asked.kind : read.problem.code])).toEqual([
      [3, 'ReportAcknowledged'],
      [4, 'unknown-command'],
      [5, 'unreadable'],
      [6, 'HoldPlaced'],
    ]);
  });

  it('without commands asks for nothing', () => {
    expect(readComment('See /usr/bin/env, and 1/2.\n\n    /publish\n\n`/ack`')).toEqual([]);
  });
});
