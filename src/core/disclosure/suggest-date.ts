/** On which days a disclosure suits those who have to act on it, and why not on others (S37, S38, S40, S87). */
import { fixReadyAt } from '../fix/approvals.ts';
import type { Case } from '../case.ts';
import { isAway } from '../people/away.ts';
import type { Policy } from '../policy.ts';
import { asapSince } from '../schedule/pace.ts';
import { obligations } from '../schedule/obligations.ts';
import { calendarDaysAfter } from '../time/business-days.ts';
import { isBusinessDay, type Calendar } from '../time/calendar.ts';
import { sayDay } from '../time/say-date.ts';
import { civilDateOf, dayNumberOf, parseUtcMinute, weekdayOf, type Instant } from '../time/time.ts';
import { localDateOf } from '../time/wall-clock.ts';

export type SuggestedDate = {
  readonly releaseAt: Instant;
  /** Whether it is within the policy's longest time (S40). */ readonly inTime: boolean;
};

export type Suggestion =
  | {
      readonly ok: true;
      readonly dates: readonly SuggestedDate[];
      /** What the first date had to wait for. */
      readonly after: string;
      /** The days between that were passed over, with why. */
      readonly passedOver: readonly string[];
    }
  | { readonly ok: false; readonly message: string };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const wanted = 3;
/** A calendar that is closed for longer is a mistake. Unit: days. */
const longestWalk = 400;

/** Three dates, the soonest first. Errors: a refusal when the holidays are not known so far ahead. */
export function suggestDates(thisCase: Case, policy: Policy, now: Instant): Suggestion {
  const { at, after } = soonest(thisCase, policy, now);
  return datesFrom(at, after, thisCase, policy);
}

export function datesFrom(from: Instant, after: string, thisCase: Case, policy: Policy): Suggestion {
  const { calendar } = policy;
  const dates: SuggestedDate[] = [];
  const passedOver: string[] = [];
  const first = Math.floor(from / dayMs);
  for (let day = first; day < first + longestWalk && dates.length < wanted; day++) {
    const releaseAt = day * dayMs + timeOfDayMs(policy);
    if (releaseAt < from) continue;
    const local = dayNumberOf(localDateOf(releaseAt, calendar.timeZone));
    if (civilDateOf(local + 1) > calendar.knownUntil) return { ok: false, message: runOut(calendar) };
    const unfit = whyUnfit(local, calendar) ?? whyNobodyLeads(thisCase, releaseAt);
    if (unfit === undefined) dates.push({ releaseAt, inTime: releaseAt <= latestInTime(thisCase, policy) });
    else passedOver.push(`${sayDay(local)}: ${unfit}`);
  }
  return { ok: true, dates, after, passedOver };
}

/** Why nobody should have to act on that day, or undefined. Unit: days since 1970-01-01, in the calendar's time zone. */
export function whyUnfit(day: number, calendar: Calendar): string | undefined {
  const on = civilDateOf(day);
  const next = civilDateOf(day + 1);
  if (!isBusinessDay(on, calendar)) return calendar.names?.[on] ?? 'no business day';
  if (weekdayOf(day) === 5) return 'a Friday, with the weekend for whoever attacks';
  return isBusinessDay(next, calendar) ? undefined : `the eve of ${calendar.names?.[next] ?? 'a closed day'}`;
}

/** On a release day its leader must be there. */
function whyNobodyLeads({ fixLead, away }: Case, releaseAt: Instant): string | undefined {
  if (fixLead === undefined || !isAway(fixLead.login, away, releaseAt)) return undefined;
  return `the Fix Lead @${fixLead.login} is away`;
}

/** The last instant within the policy's longest time, counted from the report, which is how we read "a few weeks" (S40). */
export function latestInTime(thisCase: Case, policy: Policy): Instant {
  if (policy.longestDays === undefined) return Infinity;
  return calendarDaysAfter(thisCase.report.reportedAt, policy.longestDays, policy.calendar.timeZone).dueAt;
}

/** Since when users could be helped (S38): the fix is reviewed, or there is something they can do. */
export function availableAt(thisCase: Case, policy: Policy): Instant | undefined {
  const { mitigation } = thisCase;
  const mitigatedAt = mitigation === undefined || /^none\W*$/i.test(mitigation.words) ? undefined : mitigation.at;
  const known = [fixReadyAt(thisCase, policy), mitigatedAt].filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** People need a day to get ready, unless it is publicly known; an upstream's date and an unfinished fix are waited for. */
function soonest(thisCase: Case, policy: Policy, now: Instant): { readonly at: Instant; readonly after: string } {
  if (asapSince(thisCase, policy) !== undefined) return { at: now + hourMs, after: 'it is publicly known, so as soon as possible (S85)' };
  const dueAt = obligations(thisCase, policy).find((one) => one.name === 'fix' && one.metAt === undefined)?.dueAt;
  const reasons = [
    { at: now + dayMs, after: availableAt(thisCase, policy) === undefined ? 'a day to get ready' : 'users can be helped already (S38)' },
    { at: availableAt(thisCase, policy) === undefined ? (dueAt ?? 0) : 0, after: 'the fix is due then' },
    { at: thisCase.upstream?.releaseAt ?? 0, after: 'another project on which the fix relies publishes then (S87)' },
  ];
  return reasons.reduce((latest, one) => (one.at > latest.at ? one : latest));
}

function timeOfDayMs({ dateTime = '16:00' }: Policy): number {
  const parsed = parseUtcMinute(`1970-01-01 ${dateTime} UTC`);
  return parsed.ok ? parsed.value : 16 * hourMs;
}

function runOut({ name, knownUntil }: Calendar): string {
  return `The holidays of "${name}" are known until ${knownUntil}, so I cannot suggest three dates. Choose one with a calendar at hand, and say \`/date propose YYYY-MM-DD HH:MM UTC\`.`;
}
