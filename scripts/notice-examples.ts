/** All default notices for one case, as users, distributors and the reporter get them. `docs/examples/` is printed from here. */
import type { Case } from '../src/core/case.ts';
import { caseId, login, repositoryName } from '../src/core/ids.ts';
import { closedText, dateText, exceptionText, forMember, proposalText } from '../src/core/distributors/early-texts.ts';
import { kinds, noticeKinds, type NoticeKind } from '../src/core/notices/kinds.ts';
import { noNotices } from '../src/core/notices/notice-policy.ts';
import { check, whole } from '../src/core/notices/writing.ts';
import type { Policy } from '../src/core/policy.ts';
import { parseCvss } from '../src/core/score/cvss.ts';
import { weekdaysOnly } from '../src/core/time/calendar.ts';

const reportedAt = Date.UTC(2030, 10, 11, 9);
const act = { by: login('max'), at: reportedAt };

const policy: Policy = {
  maintainers: { organisation: 'acme', slug: 'security' },
  fixRepository: repositoryName('acme/widget-security'),
  lines: ['release-2.1', 'release-2.0'],
  mainLine: 'main',
  calendar: weekdaysOnly('UTC'),
  acknowledgeBusinessDays: 3,
  answerNeedsPlan: true,
  rota: [],
  fixLeadBusinessDays: 0,
  asapFromScore: 4,
  criticalBusinessDays: undefined,
  fixCalendarDays: 7,
  requiredLgtms: 2,
  scoreFinalCall: 'maintainers',
  dateFinalSay: 'maintainers',
  dateZones: ['America/Los_Angeles', 'Asia/Tokyo'],
  notices: {
    ...noNotices,
    upgrade: 'Install the newest patch release of your line: https://widget.example.org/upgrade',
    openPgpKey: 'https://widget.example.org/security.asc',
    documentation: ['https://distribution.example.org/security'],
  },
  publish: 'confirm',
};

function aCase(kind: NoticeKind): Case {
  return {
    ...{ id: caseId('GHSA-2222-3333-4444'), repository: repositoryName('acme/widget'), installationId: 1, phase: 'accepted' },
    report: { title: 'Too deep', text: '', reporter: login('rita'), reportedAt },
    ...{ contacted: act, acknowledged: act, accepted: act, rejected: undefined, fixLead: undefined, exception: undefined },
    score: score(),
    affected: { ...act, lines: linesFor(kind) },
    ...{ waits: [], knownPublicly: undefined, slowedDown: undefined, upstream: undefined },
    mitigation: { ...act, words: 'Set `max-depth` to 10 and restart.' },
    ...{ pullRequests: [], holds: [], proposedRelease: undefined },
    release: { ...act, releaseAt: Date.UTC(2030, 11, 3, 16) },
    releaseDay: { fixes: [], releases: ['v2.0.9', 'v2.1.4'].map((tag) => ({ line: tag, tag, at: reportedAt })) },
    ...{ published: undefined, cve: { ...act, id: 'CVE-2030-12345' }, caseIssue: undefined, advisoryComments: 'available' },
    ...{ temporaryFork: undefined, seenComments: {}, rung: [], stuck: [], recent: [] },
  };
}

function linesFor(kind: NoticeKind): readonly string[] {
  if (kind === 'courtesy') return ['main'];
  return kind === 'unsupported' ? ['release-1.9'] : ['main', 'release-2.1', 'release-2.0', 'release-1.9'];
}

function score(): Case['score'] {
  const parsed = parseCvss('CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H');
  return parsed.ok ? { ...act, cvss: parsed.value, final: act } : undefined;
}

/** What goes to members by itself, and the frame in which each of them gets every mail. */
function printMails(): readonly string[] {
  const given = aCase('early-plan');
  const [releaseAt, later] = [Date.UTC(2030, 11, 3, 16), Date.UTC(2030, 11, 10, 16)];
  const mails: readonly (readonly [string, string, { readonly subject: string; readonly body: string }])[] = [
    ['early-proposal', 'a date that is proposed, to every member that was told (S37)', proposalText(given, later)],
    [
      'early-date',
      'another Release Date, to every member that was told (S63)',
      dateText(given, later, { before: releaseAt, overruled: false }),
    ],
    [
      'early-date over an objection',
      'the same, when the maintainers decide over an objection (S42)',
      dateText(given, releaseAt, { before: releaseAt, overruled: true }),
    ],
    [
      'early-exception',
      'an exception that was confirmed, to every member that was told (S62)',
      exceptionText(given, 'example-linux', 'May tell the authors of its installer that an update comes on that day.'),
    ],
    ['early-closed', 'the end of a case without an advisory', closedText(given)],
  ];
  const to = { name: 'example-linux', address: 'security@example-linux.example.org', fingerprint: undefined, people: ['Jane Doe'] };
  return mails.flatMap(([name, what, { subject, body }]) => [
    ...[`## ${name}`, '', `This is ${what}.`, ''],
    ...['```text', whole({ subject, body: forMember(body, to, { version: 1 }) }), '```', ''],
  ]);
}

export function printNoticeExamples(): string {
  return [
    '# The notices, as they read',
    '',
    '<!-- Printed from scripts/notice-examples.ts by `npm run docs`. -->',
    '',
    'Every text that Fixlead writes by itself, for one made-up case of the project acme/widget; the first line is the subject.',
    'A project can replace each by its own words (`templates` in [the policy](../policy.md)), and `/notice preview KIND` shows it for a real case.',
    '',
    ...noticeKinds.flatMap(printExample),
    ...printMails(),
  ].join('\n');
}

function printExample(kind: NoticeKind): readonly string[] {
  const { what, goes, rules } = kinds[kind];
  const { text, findings } = check(kind, aCase(kind), policy);
  if (text === undefined || findings.length > 0) throw new Error(`The notice ${kind} does not pass its own lint`);
  return [`## ${kind}`, '', `This is ${what}; it goes out ${goes} (${rules.join(', ')}).`, '', '```text', whole(text), '```', ''];
}
