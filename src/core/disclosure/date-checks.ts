/** What the policy says about a date: whether it needs a reason (S39), and what it should warn of (S38, S40, S41). */
import type { Case } from '../case.ts';
import type { DatedAct } from './dated-act.ts';
import { isAway } from '../people/away.ts';
import type { Policy } from '../policy.ts';
import { obligations } from '../schedule/obligations.ts';
import { sayDate } from '../time/say-date.ts';
import { dayNumberOf, formatUtcMinute, type Instant } from '../time/time.ts';
import { localDateOf } from '../time/wall-clock.ts';
import { availableAt, datesFrom, latestInTime, suggestDates, whyUnfit } from './suggest-date.ts';

type Date = Pick<DatedAct, 'releaseAt' | 'delay'>;

/** Why a date needs one of the policy's reasons and has none, or undefined (S39). */
export function whyNotDelayed(thisCase: Case, { releaseAt, delay }: Date, policy: Policy, now: Instant): string | undefined {
  const reasons = policy.delayReasons ?? [];
  if (reasons.length === 0 || (delay !== undefined && reasons.includes(delay))) return undefined;
  const why = whyDelay(thisCase, releaseAt, policy, now);
  if (why === undefined) return undefined;
  return `${why} The policy allows that for one of these reasons: ${reasons.join(', ')}. Say \`/date ${formatUtcMinute(releaseAt)} ${reasons[0] ?? ''}\`.`;
}

/** A date is a delay when it is later than the one that is set, or than users could be helped. */
function whyDelay(thisCase: Case, releaseAt: Instant, policy: Policy, now: Instant): string | undefined {
  const set = thisCase.release?.releaseAt;
  if (set !== undefined && releaseAt > set) return `${sayDate(releaseAt)} is later than the Release Date that is set, ${sayDate(set)}.`;
  if (availableAt(thisCase, policy) === undefined) return undefined;
  const suggested = suggestDates(thisCase, policy, now);
  const last = suggested.ok ? suggested.dates.at(-1)?.releaseAt : undefined;
  if (last === undefined || releaseAt <= last) return undefined;
  return `${sayDate(releaseAt)} is later than it has to be: a fix or a mitigation is there, and ${sayDate(last)} would do (S38).`;
}

/** What whoever sets or keeps a date should know, a sentence each. */
export function dateWarnings(thisCase: Case, { releaseAt, delay }: Date, policy: Policy): readonly string[] {
  const warnings = [
    unfitDay(releaseAt, policy),
    releaseAt > latestInTime(thisCase, policy) ? `That is later than ${policy.longestDays ?? 0} days after the report (S40).` : undefined,
    laterThanExpected(thisCase, releaseAt, policy),
    leadAway(thisCase, releaseAt),
    delay === undefined ? drift(thisCase, releaseAt, policy) : undefined,
  ];
  return warnings.filter((one) => one !== undefined);
}

function leadAway({ fixLead, away }: Case, releaseAt: Instant): string | undefined {
  return fixLead !== undefined && isAway(fixLead.login, away, releaseAt) ? `The Fix Lead, @${fixLead.login}, is away then.` : undefined;
}

function unfitDay(releaseAt: Instant, { calendar }: Policy): string | undefined {
  const on = localDateOf(releaseAt, calendar.timeZone);
  const unfit = on >= calendar.knownFrom && on < calendar.knownUntil ? whyUnfit(dayNumberOf(on), calendar) : undefined;
  return unfit === undefined ? undefined : `That day is ${/^(?:a|the|no) /.test(unfit) ? unfit : `closed (${unfit})`}.`;
}

/** S41: a critical vulnerability that can be mitigated has an expected time of its own. */
function laterThanExpected(thisCase: Case, releaseAt: Instant, policy: Policy): string | undefined {
  const dueAt = obligations(thisCase, policy).find(({ name }) => name === 'disclosure')?.dueAt;
  if (dueAt === undefined || releaseAt <= dueAt) return undefined;
  return `A critical vulnerability that can be mitigated is expected to be public by ${sayDate(dueAt)} (S41).`;
}

/** S38: users could have been helped for some time by then. Said where the policy asks for reasons to delay. */
function drift(thisCase: Case, releaseAt: Instant, policy: Policy): string | undefined {
  const since = availableAt(thisCase, policy);
  if (since === undefined || (policy.delayReasons ?? []).length === 0) return undefined;
  const prompt = datesFrom(since, '', thisCase, policy);
  const last = prompt.ok ? prompt.dates.at(-1)?.releaseAt : undefined;
  if (last === undefined || releaseAt <= last) return undefined;
  return `A fix or a mitigation is there since ${sayDate(since)}; the policy wants the disclosure as soon as possible after that (S38).`;
}
