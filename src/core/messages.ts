/** Everything the app says, as functions: short, polite, the next step last. None of them repeats a word of the report. */
import { linesBoard, reasonsInFix } from './fix/fix-words.ts';
import { targetsOnBoard } from './fix/target-words.ts';
import { isOpen, somebody, type Case, type StuckEffect } from './case.ts';
import { agreedBy, objectionLines } from './disclosure/date-words.ts';
import { sayCve } from './disclosure/cve-words.ts';
import { dateWarnings } from './disclosure/date-checks.ts';
import { sayDate } from './time/say-date.ts';
import { sayDuration } from './time/say-duration.ts';
import { alsoFound } from './intake/duplicate-words.ts';
import { missingFrom } from './intake/completeness.ts';
import type { EffectKind } from './effects.ts';
import type { CommandEvent } from './events.ts';
import { exposuresInWords } from './fix-repository/fix-repository-words.ts';
import { accessOnBoard } from './fix-repository/access-words.ts';
import { retrospective } from './records/retrospective.ts';
import type { Gate } from './gate.ts';
import { publicationGates } from './gates.ts';
import type { Login } from './ids.ts';
import { earlyOnBoard } from './distributors/early-words.ts';
import { noticesOnBoard } from './notices/notices-words.ts';
import { receipt } from './intake/receipt.ts';
import { obligations, standing, type Obligation } from './schedule/obligations.ts';
import type { Policy } from './policy.ts';
import { rulingInWords } from './policy-version/policy-words.ts';
import { awayInWords, awayNow } from './people/away.ts';
import { harmsOf } from './score/priority.ts';
import { code, inline, quote } from './quote.ts';
import { quoteRule } from './rules.ts';
import { routeInWords } from './routing/routes.ts';
import { formatUtcMinute, type Instant } from './time/time.ts';
import { phasesFor } from './transitions.ts';
import { weekdayInUtc } from './time/weekday.ts';

/** `2026-12-01 16:00 UTC (Tuesday)`: always with the weekday, because a wrong one is the commonest mistake in a notice. */
export function sayInstant(at: Instant): string {
  return `${formatUtcMinute(at)} (${weekdayInUtc(at)})`;
}

/** A person by their login; GitHub's own pages do not say whose click it was. */
export function sayWho(by: Login): string {
  return by === somebody ? 'Somebody on GitHub' : `@${by}`;
}

export function advisoryUrl(thisCase: Pick<Case, 'id' | 'repository'>): string {
  return `https://github.com/${thisCase.repository}/security/advisories/${thisCase.id}`;
}

// What is kept in place ---------------------------------------------------------------------------------------------------------

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
  const team = policy.maintainers === undefined ? 'Maintainers' : `@${policy.maintainers.organisation}/${policy.maintainers.slug}`;
  return `${team}: a security advisory needs you. Read it at ${advisoryUrl(thisCase)}. A new report is answered with \`/ack\`, \`/accept\` or \`/reject REASON\`, there or here; \`/help\` lists what else can be said.`;
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

/** S69 and S70, in words; undefined while neither the vector nor the weakness says what it harms. */
export function priorityInWords(thisCase: Case): string | undefined {
  const harms = harmsOf(thisCase);
  const highest = harms.filter((harm) => harm !== 'availability');
  if (highest.length > 0) return `highest, because of ${highest.join(', ').replace(/, ([^,]*)$/, ' and $1')} (S69)`;
  return harms.length > 0 ? 'serious, because of availability (S70)' : undefined;
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
  return [...objectionLines(thisCase, { concerns: true }), ...warnings.map((words) => `- **About the Release Date**: ${words}`)].join('\n');
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

export function sayDue(obligation: Obligation): string {
  return obligation.dueAt === undefined ? obligation.counted : formatUtcMinute(obligation.dueAt);
}

export function sayStanding(obligation: Obligation, now: Instant): string {
  const word = standing(obligation, now);
  return obligation.metAt === undefined ? word : `${word} ${formatUtcMinute(obligation.metAt)}`;
}

function gateSign({ green, overridden }: Gate): string {
  if (overridden === true) return '🟥';
  return green ? '✅' : '❌';
}

export function gateLine(gate: Gate): string {
  return `- ${gateSign(gate)} **${gate.name}**: ${gate.says}${gate.green ? '' : ` (needs: ${gate.who})`}`;
}

// Answers and news ---------------------------------------------------------------------------------------------------------------

export function gatesPage(thisCase: Case, policy: Policy, now: Instant): string {
  const gates = publicationGates(thisCase, policy, now);
  return gates.map((gate) => `${gateLine(gate)}\n  - ${quoteRule(gate.rule)}`).join('\n');
}

/** Why a command does nothing while the case stands as it does, and what helps. */
export function notNow(thisCase: Case, kind: CommandEvent['kind']): string {
  const phases = phasesFor(kind);
  if (phases.length === 1 && phases[0] === 'rejected') return 'That can be said only of a case that was closed without a publication.';
  switch (thisCase.phase) {
    case 'reported':
      return 'The report has not been accepted yet: a maintainer says `/accept` first.';
    case 'accepted':
      return 'The report is accepted already.';
    case 'publishing':
      return 'The advisory is being published right now; only `/hold REASON` may still stop it.';
    case 'published':
      return 'The advisory is published, so there is nothing more to decide here.';
    case 'rejected':
      return 'This case is closed. If that was a mistake, say `/reopen REASON` in the private case issue.';
  }
}

export function releaseAhead(thisCase: Case, policy: Policy, now: Instant, releaseAt: Instant): string {
  const left = `**${sayDuration(releaseAt - now)} to the Release Date**, ${sayDate(releaseAt, policy.dateZones)}`;
  return `${left}. What stands before it:\n\n${gatesPage(thisCase, policy, now)}`;
}

export function notPublished(thisCase: Case, policy: Policy, now: Instant): string {
  return [
    '**The Release Date has come and nothing was published**, because not every gate is green:',
    gatesPage(thisCase, policy, now),
    'When they are green, say `/publish` in the private case issue, or set a new `/date`.',
  ].join('\n\n');
}

export function confirmPublication(releaseAt: Instant): string {
  return `The Release Date ${sayInstant(releaseAt)} has come and every gate is green. This project publishes only when told: say \`/publish\` in the private case issue.`;
}

export function firstAnswerSoon(obligation: Obligation, dueAt: Instant, quoted: string): string {
  const words = needsPlan(obligation)
    ? `The reporter has had no plan yet; one is due by ${sayInstant(dueAt)}. ${planNow}`
    : `The reporter has had no answer yet; one is due by ${sayInstant(dueAt)}. Say \`/ack\` on the advisory when you have written to them.`;
  return `${words}\n\n${quoted}`;
}

/** Publicly known means at once, which is nobody's fault and needs no reproach. */
export function overdue(obligation: Obligation, dueAt: Instant, quoted: string): string {
  const { what, rules } = obligation;
  const head = rules.includes('S85')
    ? `**Needed now**: ${what}. It is publicly known since ${sayInstant(dueAt)}.`
    : `**Overdue**: ${what} was due ${sayInstant(dueAt)}.`;
  return `${head}\n\n${quoted}\n\n${nextStep(obligation)}`;
}

export function nextStep(obligation: Obligation): string {
  return needsPlan(obligation)
    ? planNow
    : (nextSteps[obligation.name] ?? 'This blocks nothing. If it will take longer, please tell the reporter.');
}

const nextSteps: Readonly<Partial<Record<Obligation['name'], string>>> = {
  'first-answer': 'Please write to the reporter on the advisory, and say `/ack` there.',
  triage:
    'Say `/accept` or `/reject REASON TEXT`; of an accepted report, `/affects LINE…` and `/cvss VECTOR`. While only the reporter can tell, `/need-info QUESTION` stops the clock.',
  'fix-lead': 'A maintainer volunteers with `/fix-lead`, or names another with `/fix-lead @LOGIN`.',
  'forthcoming-notice':
    'See `/notice preview forthcoming`; once there is a fix or a mitigation and a date, say `/notice approve forthcoming`.',
  'communication-plan': 'Say how the community will be told: `/plan WHAT, WHERE, WHEN and BY WHOM`.',
};

function needsPlan({ rules }: Obligation): boolean {
  return rules.includes('S10');
}

const planNow = 'Say `/ack plan="What we look into, and until when." workaround="What users can do now, or none."`.';

export function planForReporter(plan: string, workaround: string): string {
  return `Thank you for this report. This is how the maintainers will look into it:\n\n${quote(plan)}\n\nUntil then, as a workaround:\n\n${quote(workaround)}`;
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

export function published(publishedAt: Instant): string {
  return `The advisory is published, ${sayInstant(publishedAt)}. The embargo is over.`;
}

/** Says how early it was, because then the fix has to follow at once. */
export function publishedByOthers(thisCase: Case, publishedAt: Instant): string {
  const { release, holds: standing } = thisCase;
  const early =
    release !== undefined && publishedAt < release.releaseAt ? `, before the Release Date ${sayInstant(release.releaseAt)}` : '';
  const held = standing.length === 0 ? '' : ' It was on hold: the hold came too late, or somebody did not keep to it.';
  return `**The advisory is public** since ${sayInstant(publishedAt)}${early}. No publication was under way here.${held} The embargo is over: please get the fix out now, if it is not.`;
}

export function holdNews(thisCase: Case, hold: { readonly by: { readonly login: Login }; readonly reason: string }): string {
  // Where there is no case issue this is said on the advisory, and the reason may have been private.
  const reason = thisCase.caseIssue === undefined ? '' : `\n\n${quote(hold.reason)}`;
  return `@${hold.by.login} put the publication **on hold**. Nothing is published until \`/hold cancel\`.${reason}`;
}

export function holdLiftedNews(thisCase: Case, by: Login, now: Instant): string {
  if (thisCase.holds.length > 0) return `@${by} lifted a hold; ${thisCase.holds.map((hold) => `@${hold.by}`).join(', ')} still holds it.`;
  return `@${by} lifted the hold, and nobody holds it any more.${dateHasPassed(thisCase, now)}`;
}

/** What to do when the Release Date rang while something was in the way; empty when it did not. */
export function dateHasPassed(thisCase: Case, now: Instant): string {
  if (thisCase.release === undefined || thisCase.release.releaseAt > now) return '';
  return ` The Release Date ${sayInstant(thisCase.release.releaseAt)} has passed: say \`/publish\` in the private case issue, or set a new \`/date\`.`;
}

export function closedByHand(thisCase: Case): string {
  return `The advisory was closed on GitHub, so this case is closed. The reporter has had no reason from here; the policy promises one. Please write it at ${advisoryUrl(thisCase)}.\n\n- ${quoteRule('S23')}`;
}

export function publicationFailed(error: string): string {
  return `**Not published**: GitHub did not take the publication.\n\n${quote(error)}\n\nThe case is back to accepted. Say \`/publish\` in the private case issue to try again, or publish the advisory by hand.`;
}

export function givenUp({ what, error, key }: Pick<StuckEffect, 'what' | 'error' | 'key'>): string {
  return `**Given up**: ${whatInWords(what)}.\n\n${quote(error)}\n\nSomebody has to look. \`fixlead retry ${key}\` tries again, \`fixlead parked\` lists all that was given up.`;
}

const effectNames: Readonly<Record<EffectKind, string>> = {
  OpenCaseIssue: 'opening the private case issue',
  MakeFixRepository: 'making the private repository of this case',
  SetAccess: 'changing who has access to the fix repository',
  RequireCheck: 'having GitHub require the check on the lines of the fix repository',
  OpenProjectIssue: 'opening the private issue for what concerns no single case',
  ShowBoard: 'keeping the private case issue up to date',
  ShowStatus: 'keeping the status comment on the advisory up to date',
  SayOnAdvisory: 'writing a comment on the advisory',
  SayInFixRepository: 'writing a comment in the fix repository',
  AnswerOnDashboard: 'answering on the dashboard',
  SetAdvisoryState: 'changing the state of the advisory',
  SetSeverity: 'writing the CVSS vector to the advisory',
  AskForCve: 'asking GitHub for a CVE id',
  SetCve: 'writing the CVE id to the advisory',
  CreditFixLead: 'crediting the Fix Lead on the advisory',
  CreditFinder: 'crediting a finder on the advisory',
  ShowCheck: 'showing the LGTM check',
  ShowPolicyCheck: 'showing the check of the policy file on a pull request',
  PushFix: 'pushing the fix to the public repository',
  ProposeFix: 'opening a pull request with the fix in the public repository',
  SetPatchedVersions: 'writing the patched versions into the advisory',
  OpenPublicIssue: 'opening a public issue',
  MirrorLine: 'mirroring a public line into the fix repository',
  MakeBackport: 'picking a fix onto another line',
  OpenFixPullRequest: 'opening the pull request of a backport',
  SendNotice: 'sending a notice',
  WriteRecords: 'writing the records for machines into their folder',
  MailDistributor: 'sending a mail to a distributor',
  PublishAdvisory: 'publishing the advisory',
};

/** What an effect does, for people. */
export function whatInWords(what: string): string {
  return Object.hasOwn(effectNames, what) ? effectNames[what as EffectKind] : inline(what);
}

export function commentsAbsent(): string {
  return 'GitHub does not let this app read or write comments on this advisory. Say commands here instead, and **write to the reporter by hand** on the advisory: I will put here what they should be told.';
}

export function tellReporterByHand(text: string): string {
  return `Please post this on the advisory for the reporter, unless it stands there already: I cannot write there.\n\n---\n\n${text}`;
}

export function commentChanged(thisCase: Case, how: 'edited' | 'deleted'): string {
  return `A comment on ${advisoryUrl(thisCase)} was ${how} after I had read it. I keep to what it said when I first saw it, and take no command from what it says now.`;
}

export function editedBeforeRead(): string {
  return 'This comment had been edited before I read it, so I took no command from it. Please write commands in a new comment.';
}
