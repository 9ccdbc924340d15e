/** When something is due, and how that was counted. */
import type { Case } from '../case.ts';
import type { Policy } from '../policy.ts';
import { businessDaysAfter } from '../time/business-days.ts';
import { businessDaysInWords } from '../time/count-in-words.ts';
import { businessDaysAfterWaits } from '../time/paused-counting.ts';
import { formatUtcMinute, type Instant } from '../time/time.ts';

export type Due = {
  /** Undefined when there is no such instant: the clock stands still, or the calendar's data ends before. `counted` says why. */
  readonly dueAt: Instant | undefined;
  /** How the due instant came about, in words and days. */
  readonly counted: string;
};

/** So many business days after the report, not counting the time that the reporter took to answer. */
export function businessDaysFromReport(thisCase: Case, policy: Policy, count: number): Due {
  const { reportedAt } = thisCase.report;
  const due = businessDaysAfterWaits(reportedAt, count, policy.calendar, thisCase.waits);
  if ('paused' in due) return { dueAt: undefined, counted: standsStill(due.since) };
  if (!due.ok) return { dueAt: undefined, counted: due.problem.message };
  return { dueAt: due.dueAt, counted: `${businessDaysInWords(reportedAt, count, due.dueOn, policy.calendar)}${waited(thisCase)}` };
}

/** So many business days after an instant. */
export function dueAfter(from: Instant, count: number, policy: Policy): Due {
  const due = businessDaysAfter(from, count, policy.calendar);
  return due.ok
    ? { dueAt: due.dueAt, counted: businessDaysInWords(from, count, due.dueOn, policy.calendar) }
    : { dueAt: undefined, counted: due.problem.message };
}

/** The report, or the last answer of the reporter that somebody waited for. */
export function runsSince(thisCase: Case): Instant {
  return Math.max(thisCase.report.reportedAt, ...thisCase.waits.flatMap((wait) => wait.until ?? []));
}

export function standsStill(since: Instant): string {
  return `the clock stands still since ${formatUtcMinute(since)}, because the reporter owes an answer`;
}

export function waited(thisCase: Case): string {
  const over = thisCase.waits.filter((wait) => wait.until !== undefined).length;
  if (over === 0) return '';
  return over === 1 ? ', without the time the reporter took to answer' : `, without the ${over} times the reporter took to answer`;
}
