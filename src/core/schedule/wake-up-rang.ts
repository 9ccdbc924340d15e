/** What happens when a due instant comes. */
import { afterwardsRang, isAfterwards } from '../after-publication/afterwards.ts';
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Seen } from '../events.ts';
import { forkArk } from '../fix/declared.ts';
import { makeFixLead } from '../fix/fix-lead.ts';
import { areGreen, publicationGates } from '../gates.ts';
import { calendarEndsSoon } from './calendar-warning.ts';
import { handOver, rotaChose } from '../fix/fix-lead-words.ts';
import { confirmPublication, firstAnswerSoon, nextStep, notPublished, overdue, releaseAhead } from '../messages.ts';
import { stepOf } from './escalation.ts';
import { escalated, reminder, stillNobodyLeads } from './reminder-words.ts';
import type { Login } from '../ids.ts';
import { whoOwes, type Obligation } from './obligation.ts';
import { obligations } from './obligations.ts';
import { isUrgent } from './pace.ts';
import { awayNow, isAway } from '../people/away.ts';
import { accept, ignore } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { beginPublication } from '../release-day/carry-on.ts';
import { publicationBegun } from '../release-day/release-day-words.ts';
import { sentinel, sentinelRang } from '../release-day/sentinel.ts';
import { quoteRule, type RuleId } from '../rules.ts';
import { tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { isStale, ringKey, wakeUps, withRung } from './wake-ups.ts';

export function wakeUpRang(thisCase: Case, event: Seen<'WakeUpRang'>, policy: Policy, now: Instant): Decision {
  if (isStale(thisCase, policy, event)) return ranForNothing(thisCase, event, policy);
  const next = withRung(thisCase, event);
  if (event.name === 'release') return releaseDateCame(next, event, policy, now);
  if (isAfterwards(event.name)) return afterwardsRang(next, event, policy, now);
  if (event.name === sentinel) return sentinelRang(next, event, policy, now);
  const candidates = event.name === 'fix-lead-due' ? whoMayLead(next, policy, now) : [];
  if (candidates.length > 0) return chooseFromRota(next, event, policy, now, candidates);
  const words = wordsFor(next, event, policy, now);
  return accept(next, [{ fact: `${event.name} rang` }], words === undefined ? [] : tellMaintainers(next, ringKey(event), words));
}

/**
 * A duty may be due at another instant although nothing has happened to the case: a newer Node.js knows that clocks go otherwise, a newer
 * Fixlead knows other holidays. Nobody has set the wake-ups anew then, and this step does.
 */
function ranForNothing(thisCase: Case, event: Seen<'WakeUpRang'>, policy: Policy): Decision {
  const isOfDuty = dutyOf(event.name, obligations(thisCase, policy)) !== undefined;
  const isStillWanted = wakeUps(thisCase, policy).some(({ name }) => name === event.name);
  if (!isOfDuty || !isStillWanted || thisCase.rung.includes(ringKey(event)))
    return ignore('what it was set for has been done or moved since');
  return accept(withRung(thisCase, event), [{ fact: `${event.name} was counted otherwise before, and is set anew` }]);
}

/** Undefined when there is nothing to say: after an outage a warning may ring when what it warned of has come already. */
function wordsFor(thisCase: Case, event: Seen<'WakeUpRang'>, policy: Policy, now: Instant): string | undefined {
  if (event.name.startsWith('release-in-') && thisCase.release !== undefined)
    return isOvertaken(thisCase, event, policy, now) ? undefined : ahead(thisCase, policy, now, thisCase.release.releaseAt);
  if (event.name === 'calendar-data-ends') return calendarEndsSoon(policy);
  const duty = dutyOf(event.name, obligations(thisCase, policy));
  if (duty?.dueAt === undefined) return undefined;
  if (isToldDaily(thisCase, event.name, policy)) return undefined;
  const owner = ownerNow(duty, thisCase, now);
  return dutyInWords(thisCase, event, policy, {
    ...duty,
    owner,
    dueAt: duty.dueAt,
    isOvertaken: isOvertaken(thisCase, event, policy, now),
    now,
  });
}

/** Reminders and what is overdue go into the word of the day, where there is one; what is urgent waits for no morning, and an escalation calls by itself. */
function isToldDaily(thisCase: Case, name: string, policy: Policy): boolean {
  return (
    policy.reminders?.daily === true && policy.fixRepository !== undefined && !isUrgent(thisCase, policy) && !/-escalation-\d+$/.test(name)
  );
}

/** Whoever is away cannot be waited for, and somebody should know. */
function ownerNow(duty: Obligation, thisCase: Case, now: Instant): string {
  const who = whoOwes(duty, thisCase);
  const absent = awayNow(thisCase.away, now).find((one) => one.login === who);
  return absent === undefined ? duty.owner : `${duty.owner}, who is away until ${absent.until} (\`/fix-lead\` takes over)`;
}

/** The gates, and in GitHub's temporary private fork what publishing will delete, until somebody said that it was kept. */
function ahead(thisCase: Case, policy: Policy, now: Instant, releaseAt: Instant): string {
  const words = releaseAhead(thisCase, policy, now, releaseAt);
  return policy.fixMode === 'temporary-fork' && thisCase.exported === undefined ? `${words}\n\n${forkArk(thisCase)}` : words;
}

function dutyOf(name: string, duties: readonly Obligation[]): Obligation | undefined {
  return duties.find((one) => name.startsWith(`${one.name}-`) && aboutDuty.test(name.slice(one.name.length)));
}

/** What follows the name of a duty in that of a wake-up. */
const aboutDuty = /^-(?:due|soon|still-open|reminder-\d+|escalation-\d+)$/;

type DutyNow = Obligation & { readonly dueAt: Instant; readonly isOvertaken: boolean; readonly now: Instant };

function dutyInWords(thisCase: Case, event: Seen<'WakeUpRang'>, policy: Policy, duty: DutyNow): string | undefined {
  const sentences = quoted(rulesOf(duty, thisCase));
  if (event.name.endsWith('-due')) return overdue(duty, duty.dueAt, sentences);
  const step = stepOf(event.name, policy);
  if (step !== undefined) return escalated(thisCase, policy, step, duty, nextStep(duty), duty.now);
  if (duty.isOvertaken) return undefined;
  if (event.name.endsWith('-still-open')) return stillNobodyLeads(duty.dueAt, sentences, nextStep(duty));
  if (duty.dueAt <= duty.now) return undefined;
  return duty.name === 'first-answer'
    ? firstAnswerSoon(duty, duty.dueAt, sentences)
    : reminder(duty, duty.dueAt, sentences, nextStep(duty));
}

/** The rota stands in the policy file, which maintainers review, so its people are taken at its word. Cases are spread over it by their ids. */
function chooseFromRota(thisCase: Case, event: Seen<'WakeUpRang'>, policy: Policy, now: Instant, candidates: readonly Login[]): Decision {
  const turn = [...thisCase.id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % candidates.length;
  const chosen = candidates[turn];
  if (chosen === undefined) return ignore('the rota is empty');
  const next = makeFixLead(thisCase, { login: chosen, by: chosen, at: event.at }, `it is @${chosen}'s turn to be Fix Lead`);
  const words = [rotaChose(chosen), handOver(next.case, policy, now), quoted(['S79'])].join('\n\n');
  return accept(next.case, [{ rule: 'S79' }], [next.credit, ...tellMaintainers(next.case, ringKey(event), words)]);
}

/** Of the rota, whoever is there and has not left the team while leading this very fix. */
function whoMayLead(thisCase: Case, policy: Policy, now: Instant): readonly Login[] {
  return policy.rota.filter((login) => login !== thisCase.fixLeadGone?.login && !isAway(login, thisCase.away, now));
}

/** A later ring about the same date is due as well, and will say the same or more. */
function isOvertaken(thisCase: Case, event: Seen<'WakeUpRang'>, policy: Policy, now: Instant): boolean {
  const about = event.name.replace(/(?:in-\d+-[a-z]+|still-open|reminder-\d+)$/, '');
  const isSuccessor = (name: string): boolean =>
    `${name}-` === about || (name.startsWith(about) && succeeds.test(name.slice(about.length)));
  return wakeUps(thisCase, policy).some((one) => isSuccessor(one.name) && one.dueAt > event.dueAt && one.dueAt <= now);
}

/** What says at least as much, after the name of what it is about; the release itself has no ending. */
const succeeds = /^(?:in-\d+-[a-z]+|still-open|reminder-\d+|due)$/;

/** The first answer rings for the first contact as well (S24). */
function rulesOf({ name, rules }: Obligation, thisCase: Case): readonly RuleId[] {
  return name === 'first-answer' && thisCase.contacted === undefined && !rules.includes('S24') ? [...rules, 'S24'] : rules;
}

function quoted(rules: readonly RuleId[]): string {
  return rules.map((rule) => `- ${quoteRule(rule)}`).join('\n');
}

/** At the minute: gates green, the advisory is published; gates not green, nothing is, and people are told which. */
function releaseDateCame(thisCase: Case, event: Seen<'WakeUpRang'>, policy: Policy, now: Instant): Decision {
  const because = [{ rule: 'S106' }, { rule: 'S63' }] as const;
  if (!areGreen(publicationGates(thisCase, policy, now))) {
    return accept(thisCase, because, tellMaintainers(thisCase, ringKey(event), notPublished(thisCase, policy, now)));
  }
  if (policy.publish === 'confirm') {
    return accept(thisCase, because, tellMaintainers(thisCase, ringKey(event), confirmPublication(event.dueAt)));
  }
  const next = beginPublication(thisCase, policy, now);
  const said = next.step?.kind === 'publish' ? [] : tellMaintainers(next.case, ringKey(event), publicationBegun(next.step));
  return accept(next.case, because, [...next.effects, ...said]);
}
