/** Everything the app says, as functions: short, polite, the next step last. None of them repeats a word of the report. */
import { somebody } from './act.ts';
import type { Case, StuckEffect } from './case.ts';
import { sayDate } from './time/say-date.ts';
import { sayDuration } from './time/say-duration.ts';
import type { EffectKind } from './effects.ts';
import type { CommandEvent } from './command-events.ts';
import type { Gate } from './gate.ts';
import { publicationGates } from './gates.ts';
import type { Login } from './ids.ts';
import { standing, type Obligation } from './schedule/obligation.ts';
import type { Policy } from './policy.ts';
import { inline, quote } from './quote.ts';
import { quoteRule } from './rules.ts';
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

export function gatesPage(thisCase: Case, policy: Policy, now: Instant): string {
  const gates = publicationGates(thisCase, policy, now);
  return gates.map((gate) => `${gateLine(gate)}\n  - ${quoteRule(gate.rule)}`).join('\n');
}

/** Why a command does nothing while the case stands as it does, and what helps. */
export function notNow(thisCase: Case, kind: CommandEvent['kind']): string {
  const phases = phasesFor(kind);
  if (phases.length === 1 && phases[0] === 'rejected')
    return 'That can be said only of a case that was closed without a publication, and this one was not.';
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

export function published(publishedAt: Instant, as?: Login): string {
  return `The advisory is published, ${sayInstant(publishedAt)}${as === undefined ? '' : `, by @${as} from the dashboard`}. The embargo is over.`;
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
  return `**Given up**: ${whatInWords(what)}.\n\n${quote(error)}\n\nSomebody has to look. \`/retry ${key}\` tries again, \`fixlead parked\` lists all that was given up.`;
}

const effectNames: Readonly<Record<EffectKind, string>> = {
  OpenCaseIssue: 'opening the private case issue',
  MakeFixRepository: 'making the private repository of this case',
  SetAccess: 'changing who has access to the fix repository',
  RequireCheck: 'having GitHub require the check on the lines of the fix repository',
  OpenProjectIssue: 'opening the private issue for what concerns no single case',
  ShowBoard: 'keeping the private issue up to date',
  ShowStatus: 'keeping the status comment on the advisory up to date',
  SayOnAdvisory: 'writing a comment on the advisory',
  SayInFixRepository: 'writing a comment in the fix repository',
  KeepStatusPage: 'telling the reporter the link to their status page, or ending it',
  AnswerOnDashboard: 'answering on the dashboard',
  SetAdvisoryState: 'changing the state of the advisory',
  SetSeverity: 'writing the CVSS vector to the advisory',
  AskForCve: 'asking GitHub for a CVE id',
  SetCve: 'writing the CVE id to the advisory',
  CreditFixLead: 'crediting the Fix Lead on the advisory',
  CreditFinder: 'crediting a finder on the advisory',
  ShowCheck: 'showing the LGTM check',
  ShowPolicyCheck: 'showing the check of the policy file on a pull request',
  ShowPublicCheck: 'showing the check on a public pull request',
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
  MailMemberLink: 'mailing a distributor the link to its page',
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
