/** Everything the app says, as functions: short, polite, the next step last. None of them repeats a word of the report. */
import { validLgtms } from './approvals.ts';
import type { Case, FixPullRequest } from './case.ts';
import { publicationGates, type Gate } from './gates.ts';
import { obligations, standing, type Obligation } from './obligations.ts';
import type { Policy } from './policy.ts';
import { inline, quote } from './quote.ts';
import { quoteRule } from './rules.ts';
import { formatUtcMinute, type Instant } from './time.ts';
import { weekdayInUtc } from './weekday.ts';

/** `2026-12-01 16:00 UTC (Tuesday)`: always with the weekday, because a wrong one is the commonest mistake in a notice. */
export function sayInstant(at: Instant): string {
  return `${formatUtcMinute(at)} (${weekdayInUtc(at)})`;
}

export function advisoryUrl(thisCase: Pick<Case, 'id' | 'repository'>): string {
  return `https://github.com/${thisCase.repository}/security/advisories/${thisCase.id}`;
}

// What is kept in place ---------------------------------------------------------------------------------------------------------

/** The one comment on the advisory, for maintainers and reporter alike. */
export function statusPage(thisCase: Case, policy: Policy, now: Instant): string {
  return [
    `### Where this report stands: ${phaseInWords(thisCase)}`,
    facts(thisCase),
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
    caseIssueOpening(thisCase, policy),
    `## ${phaseInWords(thisCase)}`,
    facts(thisCase),
    duties(thisCase, policy, now),
    ['### Before it may be published', ...gates.map(gateLine)].join('\n'),
    pullRequests(thisCase, policy),
    thisCase.stuck.length === 0
      ? ''
      : [
          '### Given up after many tries: a person must look',
          ...thisCase.stuck.map((stuck) => `- ${stuck.what}: ${inline(stuck.error)}`),
        ].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

export function caseIssueTitle(thisCase: Case): string {
  return `Security case ${thisCase.id}`;
}

/** Says where to look and what is wanted, and nothing of the report itself. */
export function caseIssueOpening(thisCase: Case, policy: Policy): string {
  const team = policy.maintainers === undefined ? 'Maintainers' : `@${policy.maintainers.organisation}/${policy.maintainers.slug}`;
  return `${team}: a security report needs you. Read it at ${advisoryUrl(thisCase)} and answer with \`/ack\`, \`/accept\` or \`/reject REASON\`, there or here.`;
}

function phaseInWords(thisCase: Case): string {
  switch (thisCase.phase) {
    case 'reported':
      return thisCase.acknowledged === undefined ? 'reported, not answered yet' : 'answered, being looked into';
    case 'accepted':
      return thisCase.release === undefined
        ? 'accepted, being fixed'
        : `accepted, to be published ${sayInstant(thisCase.release.releaseAt)}`;
    case 'publishing':
      return 'being published';
    case 'published':
      return `published ${thisCase.published === undefined ? '' : sayInstant(thisCase.published.at)}`.trim();
    case 'rejected':
      return 'closed, not treated as a vulnerability';
  }
}

function facts(thisCase: Case): string {
  const lead = thisCase.fixLead === undefined ? 'nobody yet (a maintainer says `/fix-lead`)' : `@${thisCase.fixLead.login}`;
  const score =
    thisCase.score === undefined
      ? 'not scored yet'
      : `${thisCase.score.cvss.score.toFixed(1)} ${thisCase.score.cvss.severity}, \`${thisCase.score.cvss.vector}\`, by @${thisCase.score.by}`;
  const date = thisCase.release === undefined ? 'not set' : sayInstant(thisCase.release.releaseAt);
  const holds = thisCase.holds.map((hold) => `- **On hold** by @${hold.by}: ${inline(hold.reason)}`);
  return [`- **Fix Lead**: ${lead}`, `- **CVSS**: ${score}`, `- **Release Date**: ${date}`, ...proposal(thisCase), ...holds].join('\n');
}

function proposal(thisCase: Case): readonly string[] {
  const proposed = thisCase.proposedRelease;
  return proposed === undefined
    ? []
    : [`- **Proposed Release Date**: ${sayInstant(proposed.releaseAt)}, by @${proposed.by}; binding once said in the private case issue`];
}

function duties(thisCase: Case, policy: Policy, now: Instant): string {
  const rows = obligations(thisCase, policy).map(
    (obligation) => `| ${sayDue(obligation)} | ${obligation.what} | ${obligation.owner} | ${sayStanding(obligation, now)} |`,
  );
  return ['| Due | What | Who | |', '|---|---|---|---|', ...rows].join('\n');
}

function sayDue(obligation: Obligation): string {
  return obligation.dueAt === undefined ? 'cannot be counted' : formatUtcMinute(obligation.dueAt);
}

function sayStanding(obligation: Obligation, now: Instant): string {
  const word = standing(obligation, now);
  return obligation.metAt === undefined ? word : `${word} ${formatUtcMinute(obligation.metAt)}`;
}

export function gateLine(gate: Gate): string {
  return `- ${gate.green ? '✅' : '❌'} **${gate.name}**: ${gate.says}${gate.green ? '' : ` (wanted: ${gate.who})`}`;
}

function pullRequests(thisCase: Case, policy: Policy): string {
  if (thisCase.pullRequests.length === 0) return '';
  const rows = thisCase.pullRequests.map(
    (pull) => `| ${pull.line} | #${pull.number} | ${pull.state} | \`${pull.headSha.slice(0, 10)}\` | ${sayLgtms(pull, policy)} |`,
  );
  return ['| Line | Pull request | State | Head | LGTM |', '|---|---|---|---|---|', ...rows].join('\n');
}

function sayLgtms(pull: FixPullRequest, policy: Policy): string {
  const valid = validLgtms(pull);
  const voided = pull.voided.map((lgtm) => `~~@${lgtm.by}~~ (${lgtm.why.replace('-', ' ')})`);
  return [`${valid.length} of ${policy.requiredLgtms}`, ...valid.map((lgtm) => `@${lgtm.by}`), ...voided].join(', ');
}

// Answers and news ---------------------------------------------------------------------------------------------------------------

export function whyPage(thisCase: Case, policy: Policy, now: Instant, topic: string | undefined): string {
  const known = obligations(thisCase, policy);
  const asked = topic === undefined ? known : known.filter((obligation) => obligation.name === topic);
  if (topic === 'publish') return gatesPage(thisCase, policy, now);
  if (asked.length === 0)
    return `Nothing called "${inline(topic ?? '')}" is due here. You may ask: ${[...known.map((obligation) => `\`/why ${obligation.name}\``), '`/why publish`'].join(', ')}.`;
  return asked.map((obligation) => whyOne(obligation, now)).join('\n\n');
}

function whyOne(obligation: Obligation, now: Instant): string {
  return [
    `**${obligation.name}**: ${obligation.what}, owed by ${obligation.owner}.`,
    `Due ${obligation.dueAt === undefined ? '(cannot be counted)' : sayInstant(obligation.dueAt)}: ${obligation.counted}. It is ${sayStanding(obligation, now)}.`,
    ...obligation.rules.map((rule) => `- ${quoteRule(rule)}`),
  ].join('\n');
}

export function gatesPage(thisCase: Case, policy: Policy, now: Instant): string {
  const gates = publicationGates(thisCase, policy, now);
  return gates.map((gate) => `${gateLine(gate)}\n  - ${quoteRule(gate.rule)}`).join('\n');
}

export function rejection(reason: string): string {
  return `Thank you for this report. The maintainers looked into it and do not treat it as a vulnerability, for this reason:\n\n${quote(reason)}\n\nIf you think that something was missed, please answer here.`;
}

export function releaseDateNews(thisCase: Case, before: Instant | undefined, releaseAt: Instant): string {
  const moved = before === undefined ? 'The Release Date is' : `The Release Date has moved from ${sayInstant(before)} to`;
  return `${moved} **${sayInstant(releaseAt)}**. Until then, please keep this confidential. If the date does not work for you, answer here.`;
}

export function releaseAhead(thisCase: Case, policy: Policy, now: Instant, releaseAt: Instant): string {
  return `The Release Date is ${sayInstant(releaseAt)}. Before it:\n\n${gatesPage(thisCase, policy, now)}`;
}

export function notPublished(thisCase: Case, policy: Policy, now: Instant): string {
  return [
    '**The Release Date has come and nothing was published**, because not every gate is green:',
    gatesPage(thisCase, policy, now),
    'When they are green, say `/publish` here, or set a new `/date`.',
  ].join('\n\n');
}

export function confirmPublication(releaseAt: Instant): string {
  return `The Release Date ${sayInstant(releaseAt)} has come and every gate is green. This project publishes only when told: say \`/publish\` here.`;
}

export function firstAnswerSoon(dueAt: Instant, quoted: string): string {
  return `The reporter has had no answer yet; one is due by ${sayInstant(dueAt)}. Say \`/ack\` on the advisory when you have written to them.\n\n${quoted}`;
}

export function overdue(what: string, dueAt: Instant, quoted: string): string {
  return `**Overdue**: ${what} was due ${sayInstant(dueAt)}.\n\n${quoted}`;
}

export function lgtmsVoided(people: readonly string[], sha: string): string {
  return `The new head \`${sha.slice(0, 10)}\` voids the LGTM of ${people.map((login) => `@${login}`).join(', ')}. Please look at the change and say \`/lgtm\` again.`;
}

export function publishedByOthers(publishedAt: Instant): string {
  return `Somebody published the advisory by hand (seen ${sayInstant(publishedAt)}). The embargo is over; Fixlead publishes nothing more.`;
}

export function givenUp(what: string, error: string): string {
  return `**Given up after many tries**: ${what}.\n\n${quote(error)}\n\nSomebody has to look. \`fixlead parked\` lists it, \`fixlead retry KEY\` tries again.`;
}

export function commentsAbsent(): string {
  return 'GitHub does not let this app read or write comments on this advisory. Say commands here instead, and **write to the reporter by hand** on the advisory: I will put here what they should be told.';
}

export function tellReporterByHand(text: string): string {
  return `Please post this on the advisory for the reporter, since I cannot:\n\n---\n\n${text}`;
}

export function commentEdited(): string {
  return 'A comment on the advisory was edited or deleted after I had read it. What it said when it was first seen is what counts; the history keeps a record.';
}

export function policyNotUsed(problem: string): string {
  return `The policy file of this project could not be used, so the cautious default rules this case: only people with at least the maintain permission count as maintainers, and nothing is published unless told.\n\n${quote(problem)}\n\n\`fixlead policy check FILE\` shows all problems.`;
}

export function editedBeforeRead(): string {
  return 'This comment had been edited before I read it, so I took no command from it. Please write commands in a new comment.';
}
