/** The pages that are kept in place: the status comment on the advisory, and the board in the case issue. Each is a function of the case. */
import { linesBoard, reasonsInFix } from './fix/fix-words.ts';
import { targetsOnBoard } from './fix/target-words.ts';
import { isOpen, type Case } from './case.ts';
import { agreedBy, membersOnDate, objectionLines } from './disclosure/date-words.ts';
import { sayCve } from './disclosure/cve-words.ts';
import { dateWarnings } from './disclosure/date-checks.ts';
import { sayDate } from './time/say-date.ts';
import { alsoFound } from './intake/duplicate-words.ts';
import { missingFrom } from './intake/completeness.ts';
import { exposuresInWords } from './fix-repository/fix-repository-words.ts';
import { accessOnBoard } from './fix-repository/access-words.ts';
import { retrospective } from './records/retrospective.ts';
import { publicationGates } from './gates.ts';
import { earlyOnBoard } from './distributors/early-words.ts';
import { noticesOnBoard } from './notices/notices-words.ts';
import { receipt } from './intake/receipt.ts';
import { obligations } from './schedule/obligations.ts';
import { teamName } from './schedule/reminder-words.ts';
import type { Policy } from './policy.ts';
import { rulingInWords } from './policy-version/policy-words.ts';
import { awayInWords, awayNow } from './people/away.ts';
import { code, inline } from './quote.ts';
import { routeInWords } from './routing/routes.ts';
import { formatUtcMinute, type Instant } from './time/time.ts';
import { priorityInWords } from './score/score-words.ts';
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

export function phaseInWords(thisCase: Case, now: Instant): string {
  switch (thisCase.phase) {
    case 'reported':
      return thisCase.acknowledged === undefined ? 'reported, not answered yet' : 'answered, being looked into';
    case 'accepted':
      return `accepted, ${planInWords(thisCase, now)}`;
    case 'publishing':
      return 'being published';
    case 'published':
      return thisCase.published === undefined ? 'published' : `published ${sayInstant(thisCase.published.at)}`;
    case 'rejected':
      if (thisCase.keptInternal === true) return 'closed without a publication';
      return thisCase.duplicateOf === undefined ? 'closed, not treated as a vulnerability' : 'closed as a duplicate';
  }
}

function planInWords({ release, holds: standing }: Case, now: Instant): string {
  if (release === undefined) return standing.length === 0 ? 'being fixed' : 'on hold';
  const was = release.releaseAt > now ? 'to be published' : 'was to be published';
  return `${standing.length === 0 ? '' : 'on hold, '}${was} ${sayInstant(release.releaseAt)}`;
}

/** What is not known yet is named only while somebody can still do something about it. */
function facts(thisCase: Case, policy: Policy): string {
  const { fixLead, score, release, rejected, affected, knownPublicly, mitigation } = thisCase;
  const wait = thisCase.waits.find((one) => one.until === undefined);
  const open = isOpen(thisCase);
  const lines = [
    fact('Reason', rejected && inline(rejected.reason), undefined),
    fact('Fix Lead', fixLead && `@${fixLead.login}`, open ? 'nobody yet (a maintainer says `/fix-lead`)' : undefined),
    fact('In triage', thisCase.phase === 'reported' ? `since ${sayInstant(thisCase.report.reportedAt)}` : undefined, undefined),
    fact(
      'Affected',
      affected && `${affected.lines.map(code).join(', ')}: ${routeInWords(thisCase, policy)}`,
      thisCase.phase === 'accepted' ? 'not said yet (a maintainer says `/affects LINE…`)' : undefined,
    ),
    fact('Supported lines', policy.linesFrom && policy.lines.map(code).join(', '), undefined),
    fact('Publicly known', knownPublicly && `since ${sayInstant(knownPublicly.at)}`, undefined),
    fact('Waiting for the reporter', wait && `since ${sayInstant(wait.from)}; the clocks stand still`, undefined),
    fact('Mitigation', mitigation && inline(mitigation.words), undefined),
    fact('CVSS', score && sayScore(score), open ? 'not scored yet' : undefined),
    fact('Priority', priorityInWords(thisCase), undefined),
    fact(
      'Release Date',
      release && `${sayDate(release.releaseAt, policy.dateZones)}${agreedBy(thisCase, release.releaseAt)}`,
      open ? 'not set' : undefined,
    ),
    fact('Proposed Release Date', open ? sayProposal(thisCase, policy) : undefined, undefined),
    fact('CVE', sayCve(thisCase), undefined),
    fact('Credit', sayCredit(thisCase), undefined),
  ];
  return lines.filter((line) => line !== undefined).join('\n');
}

/** Asks as long as nobody answered. */
function sayCredit({ credit, report, phase }: Case): string | undefined {
  if (credit !== undefined)
    return credit.wanted
      ? `the reporter is named${credit.name === undefined ? '' : ` as ${inline(credit.name)}`}`
      : 'the reporter is not named';
  return report.reporter === undefined || (phase !== 'accepted' && phase !== 'publishing')
    ? undefined
    : 'the reporter is named only on their word: `/credit yes`, `/credit yes NAME` or `/credit no`';
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

function policyLine(thisCase: Case): string {
  return fact('Policy', rulingInWords(thisCase), undefined) ?? '';
}

/** For maintainers alone. */
export function absences({ away }: Case, now: Instant): string {
  return awayNow(away, now)
    .map((one) => `- **Away**: ${awayInWords(one)}`)
    .join('\n');
}

function fact(name: string, known: string | undefined, otherwise: string | undefined): string | undefined {
  const said = known ?? otherwise;
  return said === undefined ? undefined : `- **${name}**: ${said}`;
}

function sayScore({ by, cvss, beside, final }: NonNullable<Case['score']>): string {
  const call = final === undefined ? `by @${by}, provisional` : `final by @${final.by}`;
  const also = beside === undefined ? '' : `, beside it ${beside.score.toFixed(1)} ${beside.severity}, \`${beside.vector}\``;
  return `${cvss.score.toFixed(1)} ${cvss.severity}, \`${cvss.vector}\`${also}, ${call}`;
}

function sayProposal(thisCase: Case, policy: Policy): string | undefined {
  const proposed = thisCase.proposedRelease;
  if (proposed === undefined) return undefined;
  const next =
    policy.fixRepository === undefined ? 'a wish only, as there is no private case issue' : 'binding once said in the private case issue';
  return `${sayDate(proposed.releaseAt, policy.dateZones)}, by @${proposed.by}${agreedBy(thisCase, proposed.releaseAt)}; ${next}`;
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
