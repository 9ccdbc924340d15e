/** The Release Date is negotiated: proposed, agreed to, objected to (S37). What distributors say of it is in `distributors-date.ts`. */
import type { Case } from '../case.ts';
import type { DateAgreement, DatedAct } from './dated-act.ts';
import type { Decision } from '../decision.ts';
import type { Effect } from '../effects.ts';
import type { CommandEvent } from '../command-events.ts';
import type { Command } from '../events.ts';
import { actOf } from '../intake/triage.ts';
import { accept, carriedOut, refuse, withNote } from '../outcome.ts';
import { whyNoFinalSay } from '../permissions.ts';
import type { Policy } from '../policy.ts';
import { answer, isPrivatePlace, tellMaintainers, tellReporter } from '../say.ts';
import { sayDate } from '../time/say-date.ts';
import type { Instant } from '../time/time.ts';
import { whyNotDelayed } from './date-checks.ts';
import {
  agreementsTo,
  dateOnTheTable,
  endObjections,
  isAgreed,
  partyOf,
  speakerOf,
  withAgreement,
  withObjection,
  withTableCleared,
} from './date-parties.ts';
import { askReporter, dateProposed, datePassed, objectionNews, stillOpen, suggestionPage } from './date-words.ts';
import { settleDate } from './settle-date.ts';
import { suggestDates } from './suggest-date.ts';

/** A date that is wished for where it may not be set is a proposal. */
type DateWish = Command<'ReleaseDateProposed' | 'ReleaseDateGiven' | 'ReleaseDateImposed'>;

/** A proposal is its proposer's agreement too, where they can speak for their party. Another proposal before it is off the table. */
export function proposeDate(thisCase: Case, event: DateWish, policy: Policy, now: Instant): Decision {
  const { releaseAt, delay } = event;
  if (releaseAt <= now) return refuse(thisCase, event, 'date-passed', datePassed(releaseAt, now), [{ rule: 'S106' }]);
  if (dateOnTheTable(thisCase)?.releaseAt === releaseAt) return onTheTable(thisCase, event, releaseAt);
  const isMaintainer = partyOf(event.by) === 'maintainers';
  const undelayed = isMaintainer ? whyNotDelayed(thisCase, event, policy, now) : undefined;
  if (undelayed !== undefined) return refuse(thisCase, event, 'no-delay-reason', undelayed, [{ rule: 'S39' }]);
  const act = actOf(event);
  const date: DatedAct = { ...act, releaseAt, ...(delay !== undefined && { delay }) };
  const proposed = withTableCleared({ ...thisCase, proposedRelease: date }, act);
  const next = withNote(
    withAgreement(proposed, agreementOf(event, releaseAt, thisCase, policy)),
    event.at,
    `@${event.by.login} proposed the Release Date ${sayDate(releaseAt)}`,
  );
  if (isAgreed(next)) return settle(next, event, policy, now);
  const words = `Proposed: ${sayDate(releaseAt, policy.dateZones)}. ${stillOpen(next, policy)}`;
  return carriedOut(next, event, words, [{ rule: 'S106' }, { rule: 'S37' }], proposalNews(next, event, policy));
}

function onTheTable(thisCase: Case, event: CommandEvent, releaseAt: Instant): Decision {
  const words =
    thisCase.proposedRelease === undefined
      ? `The Release Date already is ${sayDate(releaseAt)}.`
      : `${sayDate(releaseAt)} is proposed already: \`/date agree\` agrees to it.`;
  return refuse(thisCase, event, 'already-done', words, [{ rule: 'S37' }]);
}

function proposalNews(next: Case, event: DateWish, policy: Policy): readonly Effect[] {
  const { releaseAt } = event;
  const end = `proposed-date/${event.from.kind}/${event.from.commentId}/${event.line}`;
  const toMaintainers = event.from.kind === 'case-issue' ? [] : tellMaintainers(next, end, dateProposed(event.by.login, releaseAt, policy));
  const asks = isPrivatePlace(event.from) && next.report.reporter !== undefined;
  return [...toMaintainers, ...(asks ? tellReporter(next, end, askReporter(event.by.login, releaseAt, policy)) : [])];
}

/** To the Release Date that is set, agreement is recorded; to a proposal it is what may make it binding. */
export function agreeToDate(thisCase: Case, event: Command<'ReleaseDateAgreed'>, policy: Policy, now: Instant): Decision {
  const date = dateOnTheTable(thisCase);
  if (date === undefined) return nothingProposed(thisCase, event);
  const agreement = agreementOf(event, date.releaseAt, thisCase, policy);
  if (agreementsTo(thisCase, date.releaseAt).some((one) => speakerOf(one) === speakerOf(agreement) && (one.binds || !agreement.binds)))
    return refuse(thisCase, event, 'already-done', `@${event.by.login} agreed to that date already.`, [{ rule: 'S37' }]);
  const act = actOf(event);
  const without = endObjections(thisCase, act, 'withdrawn', (one) => speakerOf(one) === speakerOf(act) && one.releaseAt === date.releaseAt);
  const agreed = withNote(
    withAgreement(without, agreement),
    event.at,
    `@${event.by.login} agreed to the Release Date ${sayDate(date.releaseAt)}`,
  );
  if (isAgreed(agreed)) return settle(agreed, event, policy, now);
  const words =
    agreed.proposedRelease === undefined ? 'Recorded: you agree to the Release Date.' : `Recorded. ${stillOpen(agreed, policy)}`;
  return carriedOut(agreed, event, words, [{ rule: 'S37' }], agreementNews(agreed, event, date.releaseAt));
}

function agreementNews(next: Case, event: Command<'ReleaseDateAgreed'>, releaseAt: Instant): readonly Effect[] {
  if (isPrivatePlace(event.from) || next.caseIssue === undefined) return [];
  const words = `@${event.by.login} agrees to the Release Date ${sayDate(releaseAt)}.`;
  return tellMaintainers(next, `date-agreed/${event.from.commentId}/${event.line}`, words);
}

/** A concern by its name blocks the date until its raiser takes it back, the date changes, or the final say overrules it. */
export function objectToDate(thisCase: Case, event: Command<'ReleaseDateObjectedTo'>): Decision {
  const date = dateOnTheTable(thisCase);
  if (date === undefined) return nothingProposed(thisCase, event);
  const objection = { ...actOf(event), party: partyOf(event.by), releaseAt: date.releaseAt, concern: event.concern, ended: undefined };
  const next = withNote(
    withObjection(thisCase, objection),
    event.at,
    `@${event.by.login} objected to the Release Date ${sayDate(date.releaseAt)}`,
  );
  const told =
    event.from.kind === 'case-issue'
      ? []
      : tellMaintainers(next, `date-objection/${event.from.commentId}/${event.line}`, objectionNews(next, objection));
  const words = `Recorded: that date is not agreed while your objection stands. \`/date object cancel\` takes it back.`;
  return carriedOut(next, event, words, [{ rule: 'S37' }], told);
}

export function withdrawObjection(thisCase: Case, event: Command<'DateObjectionWithdrawn'>, policy: Policy, now: Instant): Decision {
  const act = actOf(event);
  const next = endObjections(thisCase, act, 'withdrawn', (one) => speakerOf(one) === speakerOf(act));
  if (next === thisCase)
    return refuse(thisCase, event, 'nothing-to-undo', 'No objection of yours stands. An objection is taken back by whoever raised it.');
  const noted = withNote(next, event.at, `@${event.by.login} took an objection to the date back`);
  if (isAgreed(noted)) return settle(noted, event, policy, now);
  const told =
    event.from.kind === 'case-issue' || noted.caseIssue === undefined
      ? []
      : tellMaintainers(
          noted,
          `date-objection-ended/${event.from.commentId}/${event.line}`,
          `@${act.by} took the objection to the date back.`,
        );
  return carriedOut(noted, event, 'Your objection is taken back.', [{ rule: 'S37' }], told);
}

export function suggestDate(thisCase: Case, event: Command<'ReleaseDateAsked'>, policy: Policy, now: Instant): Decision {
  const suggestion = suggestDates(thisCase, policy, now);
  if (!suggestion.ok) return refuse(thisCase, event, 'no-date', suggestion.message, [{ rule: 'S37' }]);
  return accept(thisCase, [{ rule: 'S37' }], [answer(thisCase, event, suggestionPage(suggestion, policy))]);
}

/** Everybody agreed, so it binds; unless it has passed meanwhile, or delays without a reason. */
export function settle(thisCase: Case, event: CommandEvent & { at: Instant }, policy: Policy, now: Instant): Decision {
  const proposed = thisCase.proposedRelease;
  if (proposed === undefined) throw new Error(`Case ${thisCase.id} agreed to a date that nobody proposed`);
  if (proposed.releaseAt <= now) return refuse(thisCase, event, 'date-passed', datePassed(proposed.releaseAt, now), [{ rule: 'S106' }]);
  const undelayed = whyNotDelayed(thisCase, proposed, policy, now);
  if (undelayed !== undefined) return refuse(thisCase, event, 'no-delay-reason', undelayed, [{ rule: 'S39' }]);
  const { next, words, news } = settleDate(thisCase, event, { ...proposed, ...actOf(event) }, policy);
  return carriedOut(next, event, words, [{ rule: 'S37' }, { rule: 'S106' }], news);
}

/** The maintainers' word is given in private, by whoever has the final say: a comment on the advisory can be rewritten by others. */
function agreementOf(event: CommandEvent & { at: Instant }, releaseAt: Instant, thisCase: Case, policy: Policy): DateAgreement {
  const party = partyOf(event.by);
  const binds = party === 'reporter' || (isPrivatePlace(event.from) && whyNoFinalSay(event.by, thisCase, policy) === undefined);
  return { ...actOf(event), party, releaseAt, binds };
}

export function nothingProposed(thisCase: Case, event: CommandEvent): Decision {
  const words = 'No date is proposed or set yet: `/date propose YYYY-MM-DD HH:MM UTC` proposes one, `/date suggest` shows which would do.';
  return refuse(thisCase, event, 'no-date', words, [{ rule: 'S37' }]);
}
