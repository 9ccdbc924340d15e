/** The pages that are kept in place: the status comment on the advisory, and the board in the case issue. Each is a function of the case. */
import { linesBoard, reasonsInFix } from './fix/fix-words.ts';
import { targetsOnBoard } from './fix/target-words.ts';
import { isOpen, type Case } from './case.ts';
import { facts, policyLine } from './case-facts.ts';
import { membersOnDate, objectionLines } from './disclosure/date-words.ts';
import { dateWarnings } from './disclosure/date-checks.ts';
import { alsoFound } from './intake/duplicate-words.ts';
import { missingFrom } from './intake/completeness.ts';
import { exposuresInWords } from './fix-repository/fix-repository-words.ts';
import { accessOnBoard } from './fix-repository/access-words.ts';
import { retrospective } from './records/retrospective.ts';
import { publicationGates } from './gates.ts';
import { phaseInWords } from './phase-in-words.ts';
import { earlyOnBoard } from './distributors/early-words.ts';
import { noticesOnBoard } from './notices/notices-words.ts';
import { receipt } from './intake/receipt.ts';
import { obligations } from './schedule/obligations.ts';
import { teamName } from './schedule/reminder-words.ts';
import type { Policy } from './policy.ts';
import { awayInWords, awayNow } from './people/away.ts';
import { inline } from './quote.ts';
import { formatUtcMinute, type Instant } from './time/time.ts';
import { advisoryUrl, gateLine, sayDue, sayInstant, sayStanding, whatInWords } from './messages.ts';

/** The one comment on the advisory, for maintainers and reporter alike. */
export function statusPage(thisCase: Case, policy: Policy, now: Instant): string {
  return [
    `### Where this report stands: ${phaseInWords(thisCase, now)}`,
    receipt(thisCase, policy, now),
    facts(thisCase, policy),
    // Which file rules is the maintainers' business; that it is not the newest is everybody's.
    thisCase.policyVersion?.kind === 'last-good' ? policyLine(thisCase) : '',
    // The reason of a hold may have been said in private; who holds it is enough here.
    holds(thisCase, { reasons: false }),
    objectionLines(thisCase, { concerns: false }).join('\n'),
    duties(thisCase, policy, now),
    thisCase.recent.length === 0
      ? ''
      : ['**Lately**', ...thisCase.recent.map((note) => `- ${formatUtcMinute(note.at)}: ${note.words}`)].join('\n'),
    '<sub>This comment is kept up to date. `/help` on a line of its own lists what can be said here.</sub>',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The body of the private case issue, for maintainers. */
export function boardPage(thisCase: Case, policy: Policy, now: Instant): string {
  const gates = publicationGates(thisCase, policy, now);
  return [
    thisCase.phase === 'reported' ? caseIssueOpening(thisCase, policy) : `${advisoryUrl(thisCase)}\n\`/help\` lists what can be said here.`,
    `## ${phaseInWords(thisCase, now)}`,
    exposuresInWords(thisCase),
    accessOnBoard(thisCase),
    facts(thisCase, policy),
    policyLine(thisCase),
    reasonsInPrivate(thisCase),
    absences(thisCase, now),
    holds(thisCase, { reasons: true }),
    datesInPrivate(thisCase, policy),
    duties(thisCase, policy, now),
    completeness(thisCase),
    isOpen(thisCase) ? ['### Before it may be published', ...gates.map(gateLine)].join('\n') : '',
    linesBoard(thisCase, policy),
    reasonsInFix(thisCase),
    noticesOnBoard(thisCase, policy),
    earlyOnBoard(thisCase),
    afterwards(thisCase, policy, now),
    thisCase.stuck.length === 0
      ? ''
      : [
          '### Given up: a person must look',
          ...thisCase.stuck.map((stuck) => `- ${formatUtcMinute(stuck.at)}, ${whatInWords(stuck.what)}: ${inline(stuck.error)}`),
        ].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What remains to be done once everybody knows. */
function afterwards(thisCase: Case, policy: Policy, now: Instant): string {
  if (thisCase.phase !== 'published') return '';
  const records = `Records for machines: \`fixlead case export ${thisCase.id} --format csaf\`, or \`osv\`, \`openvex\`, \`cve\`.`;
  return `${retrospective(thisCase, policy, now)}\n\n${records}`;
}

export function caseIssueTitle(thisCase: Case): string {
  return `Security case ${thisCase.id}`;
}

/**
 * Says where to look and what is wanted, and nothing of the report itself.
 * It must not change while a case is open: a wish with other words would be a new wish, and open a second issue.
 */
export function caseIssueOpening(thisCase: Case, policy: Policy): string {
  return `${teamName(policy)}: a security advisory needs you. Read it at ${advisoryUrl(thisCase)}. A new report is answered with \`/ack\`, \`/accept\` or \`/reject REASON\`, there or here; \`/help\` lists what else can be said.`;
}

/** What may have been said in private, and about others: only the board shows it. */
function reasonsInPrivate(thisCase: Case): string {
  const { duplicateOf, exception, upstream, communicationPlan, movedDues = {} } = thisCase;
  const lines = [
    duplicateOf && `- **Duplicate of** ${duplicateOf}`,
    alsoFound(thisCase),
    exception && `- **Exception** by @${exception.by}: ${inline(exception.reason)}`,
    upstream && upstreamOnBoard(upstream),
    communicationPlan && `- **Communication plan** by @${communicationPlan.by}: ${inline(communicationPlan.words)}`,
    targetsOnBoard(thisCase),
    ...Object.entries(movedDues).map(([name, { by, reason }]) => `- **Date of \`${name}\` moved** by @${by}: ${inline(reason)}`),
  ];
  return lines.filter((line) => line !== undefined).join('\n');
}

function upstreamOnBoard({ project, releaseAt, contact, by }: NonNullable<Case['upstream']>): string {
  const date = releaseAt === undefined ? '**Concerns** ' : '**Waits for** ';
  const details = [releaseAt && sayInstant(releaseAt), contact && `contact ${inline(contact)}`, `by @${by}`];
  return `- ${date}${[inline(project), ...details.filter((one) => one !== undefined)].join(', ')}`;
}

/** For maintainers alone. */
export function absences({ away }: Case, now: Instant): string {
  return awayNow(away, now)
    .map((one) => `- **Away**: ${awayInWords(one)}`)
    .join('\n');
}

function datesInPrivate(thisCase: Case, policy: Policy): string {
  const { release } = thisCase;
  const warnings = release === undefined || !isOpen(thisCase) ? [] : dateWarnings(thisCase, release, policy);
  const lines = [membersOnDate(thisCase), ...objectionLines(thisCase, { concerns: true })].filter((line) => line !== '');
  return [...lines, ...warnings.map((words) => `- **About the Release Date**: ${words}`)].join('\n');
}

function holds(thisCase: Case, { reasons }: { reasons: boolean }): string {
  return thisCase.holds.map((hold) => `- **On hold** by @${hold.by}${reasons ? `: ${inline(hold.reason)}` : ''}`).join('\n');
}

function duties(thisCase: Case, policy: Policy, now: Instant): string {
  const rows = obligations(thisCase, policy).map(
    (obligation) => `| ${sayDue(obligation)} | ${obligation.what} | ${obligation.owner} | ${sayStanding(obligation, now)} |`,
  );
  return ['| Due | What | Who | |', '|---|---|---|---|', ...rows].join('\n');
}

/** S13–S18: a hint on the board, for people; nothing is decided by it. */
function completeness(thisCase: Case): string {
  if (thisCase.phase !== 'reported') return '';
  const missing = missingFrom(thisCase.report);
  if (missing.length === 0) return '';
  return [
    '### The report may lack',
    ...missing.map(({ rule, what }) => `- ${what} (${rule})`),
    '',
    '`/need-info QUESTION` asks the reporter, and stops the clocks until they answer.',
  ].join('\n');
}
