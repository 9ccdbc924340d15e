/** What the policy says is due: by which sentence, when, counted how, and who owes it. Computed from policy and history, never counted down. */
import { fixReadyAt } from './approvals.ts';
import { businessDaysAfter, calendarDaysAfter } from './business-days.ts';
import type { Case } from './case.ts';
import { businessDaysInWords } from './count-in-words.ts';
import type { Policy } from './policy.ts';
import type { RuleId } from './rules.ts';
import { formatUtcMinute, type Instant } from './time.ts';

export type Obligation = {
  readonly name: 'first-answer' | 'fix' | 'release';
  readonly rules: readonly RuleId[];
  /** What must be done, as a noun: "the first answer to the reporter". */
  readonly what: string;
  readonly owner: string;
  /** Undefined when the calendar's data ends before the due day; `counted` then says so. */
  readonly dueAt: Instant | undefined;
  /** How the due instant came about, in words and days. */
  readonly counted: string;
  readonly metAt: Instant | undefined;
};

export function obligations(thisCase: Case, policy: Policy): readonly Obligation[] {
  if (thisCase.phase === 'rejected') return [firstAnswer(thisCase, policy)];
  const release = releaseDate(thisCase, policy);
  return [firstAnswer(thisCase, policy), fix(thisCase, policy), ...(release === undefined ? [] : [release])];
}

/** Met before its due instant, met after it, or still open. */
export function standing(obligation: Obligation, now: Instant): 'met' | 'met late' | 'open' | 'overdue' {
  const { dueAt, metAt } = obligation;
  if (metAt !== undefined) return dueAt !== undefined && metAt > dueAt ? 'met late' : 'met';
  return dueAt !== undefined && now > dueAt ? 'overdue' : 'open';
}

function firstAnswer(thisCase: Case, policy: Policy): Obligation {
  const count = policy.acknowledgeBusinessDays;
  const due = businessDaysAfter(thisCase.report.reportedAt, count, policy.calendar);
  return {
    name: 'first-answer',
    rules: ['S9', 'S24'],
    what: 'the first answer to the reporter',
    owner: 'the maintainers',
    dueAt: due.ok ? due.dueAt : undefined,
    counted: due.ok ? businessDaysInWords(thisCase.report.reportedAt, count, due.dueOn, policy.calendar) : due.problem.message,
    metAt: thisCase.acknowledged?.at,
  };
}

function fix(thisCase: Case, policy: Policy): Obligation {
  const count = policy.fixCalendarDays;
  const due = calendarDaysAfter(thisCase.report.reportedAt, count, policy.calendar.timeZone);
  return {
    name: 'fix',
    rules: ['S95', 'S100'],
    what: 'the reviewed fix for every line',
    owner: thisCase.fixLead === undefined ? 'the Fix Lead (nobody yet)' : `Fix Lead @${thisCase.fixLead.login}`,
    dueAt: due.dueAt,
    counted: `${count} calendar ${plural('day', count)} after ${formatUtcMinute(thisCase.report.reportedAt)}, ${policy.calendar.timeZone}`,
    metAt: fixReadyAt(thisCase, policy) ?? thisCase.published?.at,
  };
}

function releaseDate(thisCase: Case, policy: Policy): Obligation | undefined {
  if (thisCase.release === undefined) return undefined;
  return {
    name: 'release',
    rules: ['S106', 'S63'],
    what: 'the publication of the advisory',
    owner: policy.publish === 'auto' ? 'Fixlead, when the gates are green' : 'a maintainer, with /publish',
    dueAt: thisCase.release.releaseAt,
    counted: `the Release Date, set by @${thisCase.release.by}`,
    metAt: thisCase.published?.at,
  };
}

function plural(noun: string, count: number): string {
  return count === 1 ? noun : `${noun}s`;
}
