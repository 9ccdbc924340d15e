/** What the policy says is due: by which sentence, when, counted how, and who owes it. Computed from policy and history, never counted down. */
import { fixReadyAt } from '../fix/approvals.ts';
import { businessDaysAfter } from '../time/business-days.ts';
import type { Case } from '../case.ts';
import type { Said } from '../intake/report.ts';
import { businessDaysInWords } from '../time/count-in-words.ts';
import { asapSince, isSlowedDown } from './pace.ts';
import { noticeOf } from '../notices/notice.ts';
import { noticesOf } from '../notices/notice-policy.ts';
import { businessDaysAfterWaits, calendarDaysAfterWaits } from '../time/paused-counting.ts';
import type { Login } from '../ids.ts';
import type { Policy } from '../policy.ts';
import { isFixed, routeOf } from '../routing/routes.ts';
import type { RuleId } from '../rules.ts';
import { formatUtcMinute, type Instant } from '../time/time.ts';

export type Obligation = {
  readonly name:
    | 'first-contact'
    | 'first-answer'
    | 'triage'
    | 'fix-lead'
    | 'fix'
    | 'forthcoming-notice'
    | 'communication-plan'
    | 'disclosure'
    | 'release';
  readonly rules: readonly RuleId[];
  /** What must be done, as a noun: "the first answer to the reporter". */
  readonly what: string;
  readonly owner: string;
  readonly metAt: Instant | undefined;
  /** Who met it, and in which comment, where that is on record. */
  readonly proof?: Said | undefined;
  /** Since when the time runs, for reminders on the way; undefined where there are none. */
  readonly from?: Instant | undefined;
} & Due;

type Due = {
  /** Undefined when there is no such instant: the clock stands still, or the calendar's data ends before. `counted` says why. */
  readonly dueAt: Instant | undefined;
  /** How the due instant came about, in words and days. */
  readonly counted: string;
};

/** Computed once for each case as it is: the pages, the gates and the wake-ups of one step all ask. */
export function obligations(thisCase: Case, policy: Policy): readonly Obligation[] {
  const last = lastComputed.get(thisCase);
  if (last?.policy === policy) return last.obligations;
  const computed = computeObligations(thisCase, policy);
  lastComputed.set(thisCase, { policy, obligations: computed });
  return computed;
}

const lastComputed = new WeakMap<Case, { readonly policy: Policy; readonly obligations: readonly Obligation[] }>();

function computeObligations(thisCase: Case, policy: Policy): readonly Obligation[] {
  const answers = [...(policy.answerNeedsPlan ? [firstContact(thisCase, policy)] : []), firstAnswer(thisCase, policy)];
  const all = thisCase.phase === 'rejected' ? answers : [...answers, triage(thisCase, policy), ...afterAcceptance(thisCase, policy)];
  return all.flatMap((one) => one ?? []).map((obligation) => hurried(moved(obligation, thisCase), thisCase, policy));
}

/** Whose working hours count for it: the Fix Lead's for what they lead; undefined for what the team owes. */
export function whoOwes({ name }: Pick<Obligation, 'name'>, { fixLead }: Case): Login | undefined {
  return owedByFixLead.includes(name) ? fixLead?.login : undefined;
}

const owedByFixLead: readonly Obligation['name'][] = ['triage', 'fix', 'forthcoming-notice', 'communication-plan'];

/** Met before its due instant, met after it, or still open. */
export function standing(obligation: Obligation, now: Instant): 'met' | 'met late' | 'open' | 'overdue' {
  const { dueAt, metAt } = obligation;
  if (metAt !== undefined) return dueAt !== undefined && metAt > dueAt ? 'met late' : 'met';
  return dueAt !== undefined && now > dueAt ? 'overdue' : 'open';
}

/** The full process is for supported lines; a fix in main only has no Fix Lead and no window of days (S89, S94). */
function afterAcceptance(thisCase: Case, policy: Policy): readonly Obligation[] {
  const route = routeOf(thisCase, policy);
  const isFull = (route === 'supported' || route === 'not-known' || thisCase.exception !== undefined) && isFixed(thisCase, policy);
  const parts = isFull
    ? [
        fixLead(thisCase, policy),
        fix(thisCase, policy),
        forthcomingNotice(thisCase, policy),
        communicationPlan(thisCase, policy),
        disclosure(thisCase, policy),
      ]
    : [];
  return [...parts, releaseDate(thisCase, policy)].filter((one) => one !== undefined);
}

/** S83, S84: the dates are suggestions, and somebody's judgment goes before them. It is not stopped by a wait. */
function moved(obligation: Obligation, thisCase: Case): Obligation {
  const to = thisCase.movedDues?.[obligation.name];
  if (to === undefined || obligation.name === 'release') return obligation;
  return { ...obligation, from: to.at, dueAt: to.dueAt, counted: `moved by @${to.by}`, rules: [...obligation.rules, 'S83', 'S84'] };
}

/** S85: publicly known and grave enough, whatever is open is due at once. What was met before that is not judged anew. */
function hurried(obligation: Obligation, thisCase: Case, policy: Policy): Obligation {
  const asapAt = asapSince(thisCase, policy);
  const { name, metAt, dueAt } = obligation;
  if (asapAt === undefined || name === 'release' || (metAt !== undefined && metAt <= asapAt)) return obligation;
  if (dueAt !== undefined && dueAt <= asapAt) return obligation;
  return {
    ...obligation,
    from: undefined,
    dueAt: asapAt,
    rules: [...obligation.rules, 'S85'],
    counted: `as soon as possible: publicly known since ${formatUtcMinute(asapAt)}`,
  };
}

function firstContact(thisCase: Case, policy: Policy): Obligation {
  const due = businessDaysFromReport(thisCase, policy, policy.acknowledgeBusinessDays);
  return {
    name: 'first-contact',
    rules: ['S24'],
    what: 'the first word to the reporter',
    owner: 'the maintainers',
    from: runsSince(thisCase),
    ...due,
    metAt: thisCase.contacted?.at,
    proof: thisCase.contacted,
  };
}

function firstAnswer(thisCase: Case, policy: Policy): Obligation {
  const due = businessDaysFromReport(thisCase, policy, policy.acknowledgeBusinessDays);
  const rules: readonly RuleId[] = policy.answerNeedsPlan ? ['S9', 'S10', 'S11'] : ['S9', 'S24'];
  const what = policy.answerNeedsPlan
    ? 'the first answer to the reporter, with a plan and a workaround'
    : 'the first answer to the reporter';
  return {
    name: 'first-answer',
    rules,
    what,
    owner: 'the maintainers',
    from: runsSince(thisCase),
    ...due,
    metAt: thisCase.acknowledged?.at,
    proof: thisCase.acknowledged,
  };
}

/** S22, S71: whether it is a vulnerability, and if so which lines it affects and how grave it is, where the policy says by when. */
function triage(thisCase: Case, policy: Policy): Obligation | undefined {
  const count = policy.triageBusinessDays;
  if (count === undefined) return undefined;
  const { accepted, affected, score } = thisCase;
  return {
    name: 'triage',
    rules: ['S22', 'S71'],
    what: 'the decision on the report, the affected lines and the score',
    owner: thisCase.fixLead === undefined ? 'the maintainers' : `Fix Lead @${thisCase.fixLead.login}`,
    from: runsSince(thisCase),
    ...businessDaysFromReport(thisCase, policy, count),
    metAt: accepted && affected && score && Math.max(accepted.at, affected.at, score.at),
  };
}

function fixLead(thisCase: Case, policy: Policy): Obligation | undefined {
  const { accepted } = thisCase;
  if (accepted === undefined || policy.fixLeadBusinessDays === 0) return undefined;
  // Where one has left the team, the time for another begins when that was noticed.
  const from = Math.max(accepted.at, thisCase.fixLeadGone?.at ?? accepted.at);
  const due = dueAfter(from, policy.fixLeadBusinessDays, policy);
  return {
    name: 'fix-lead',
    from,
    rules: ['S79'],
    what: 'a Fix Lead',
    owner: 'the maintainers',
    ...due,
    metAt: thisCase.fixLead?.since ?? thisCase.fixLead?.at,
  };
}

function fix(thisCase: Case, policy: Policy): Obligation {
  const owner = thisCase.fixLead === undefined ? 'the Fix Lead (nobody yet)' : `Fix Lead @${thisCase.fixLead.login}`;
  const metAt = fixReadyAt(thisCase, policy) ?? thisCase.published?.at;
  return { name: 'fix', what: 'the reviewed fix for every line', owner, from: runsSince(thisCase), ...fixDue(thisCase, policy), metAt };
}

/** The date of another project, else the window of the policy, unless it was slowed down. */
function fixDue(thisCase: Case, policy: Policy): Due & Pick<Obligation, 'rules'> {
  const { upstream } = thisCase;
  if (upstream?.releaseAt !== undefined)
    return {
      dueAt: upstream.releaseAt,
      counted: `the date of another project on which the fix relies, named by @${upstream.by}`,
      rules: ['S87', 'S88'],
    };
  if (isSlowedDown(thisCase, policy)) {
    return {
      dueAt: undefined,
      counted: `slowed down by @${thisCase.slowedDown?.by ?? ''} (${thisCase.slowedDown?.reason.replaceAll('-', ' ') ?? ''})`,
      rules: ['S101'],
    };
  }
  const count = policy.fixCalendarDays;
  const due = calendarDaysAfterWaits(thisCase.report.reportedAt, count, policy.calendar.timeZone, thisCase.waits);
  const rules = ['S95', 'S100'] as const;
  if ('paused' in due) return { dueAt: undefined, counted: standsStill(due.since), rules };
  return {
    dueAt: due.dueAt,
    counted: `${count} calendar ${count === 1 ? 'day' : 'days'} after ${formatUtcMinute(thisCase.report.reportedAt)}, ${policy.calendar.timeZone}${waited(thisCase)}`,
    rules,
  };
}

/** S104: users are told that a fix is coming, where the policy says where and by when. */
function forthcomingNotice(thisCase: Case, policy: Policy): Obligation | undefined {
  const { forthcomingCalendarDays: count, channels } = noticesOf(policy);
  if (count === undefined || channels.forthcoming.length === 0) return undefined;
  const due = calendarDaysAfterWaits(thisCase.report.reportedAt, count, policy.calendar.timeZone, thisCase.waits);
  const told = noticeOf(thisCase, 'forthcoming').sends.find((send) => send.state === 'sent');
  return {
    name: 'forthcoming-notice',
    rules: ['S104', 'S103'],
    what: 'the notice to users that a fix is coming',
    owner: thisCase.fixLead === undefined ? 'the maintainers' : `Fix Lead @${thisCase.fixLead.login}`,
    ...('paused' in due
      ? { dueAt: undefined, counted: standsStill(due.since) }
      : { dueAt: due.dueAt, counted: `${count} calendar days after ${formatUtcMinute(thisCase.report.reportedAt)}${waited(thisCase)}` }),
    metAt: told?.at ?? thisCase.published?.at,
  };
}

/** S25, S82, S102: how the wider community will be told is thought of before it is told. Nobody plans for a report that is not accepted. */
function communicationPlan(thisCase: Case, policy: Policy): Obligation | undefined {
  if (policy.communicationPlan !== 'required' || thisCase.accepted === undefined) return undefined;
  const { release, communicationPlan: plan } = thisCase;
  return {
    name: 'communication-plan',
    rules: ['S82', 'S102', 'S25'],
    what: 'the plan of how the community is told',
    owner: thisCase.fixLead === undefined ? 'the Fix Lead (nobody yet)' : `Fix Lead @${thisCase.fixLead.login}`,
    from: release?.at,
    dueAt: release?.releaseAt,
    counted: release === undefined ? 'before the disclosure, whose date is not set yet' : 'before the disclosure, on the Release Date',
    metAt: plan?.at,
  };
}

/** S41: a critical vulnerability with a straightforward mitigation; counted from the report, which is how we read that sentence. */
function disclosure(thisCase: Case, policy: Policy): Obligation | undefined {
  const { score, mitigation, published } = thisCase;
  const isCritical = score?.cvss.severity === 'Critical' && mitigation !== undefined && !/^none\W*$/i.test(mitigation.words);
  if (policy.criticalBusinessDays === undefined || !isCritical) return undefined;
  const due = businessDaysFromReport(thisCase, policy, policy.criticalBusinessDays);
  return {
    name: 'disclosure',
    rules: ['S41'],
    what: 'the disclosure of a critical vulnerability that can be mitigated',
    owner: 'the maintainers',
    from: runsSince(thisCase),
    ...due,
    metAt: published?.at,
  };
}

const minuteMs = 60_000;

function releaseDate(thisCase: Case, policy: Policy): Obligation | undefined {
  if (thisCase.release === undefined) return undefined;
  return {
    name: 'release',
    rules: ['S106', 'S63'],
    what: 'the publication of the advisory',
    owner: policy.publish === 'auto' ? 'Fixlead, when the gates are green' : 'a maintainer, with /publish',
    // A Release Date names a minute, and the whole of it is in time.
    dueAt: thisCase.release.releaseAt + minuteMs - 1,
    counted: `the Release Date, set by @${thisCase.release.by}`,
    metAt: thisCase.published?.at,
  };
}

function businessDaysFromReport(thisCase: Case, policy: Policy, count: number): Due {
  const { reportedAt } = thisCase.report;
  const due = businessDaysAfterWaits(reportedAt, count, policy.calendar, thisCase.waits);
  if ('paused' in due) return { dueAt: undefined, counted: standsStill(due.since) };
  if (!due.ok) return { dueAt: undefined, counted: due.problem.message };
  return { dueAt: due.dueAt, counted: `${businessDaysInWords(reportedAt, count, due.dueOn, policy.calendar)}${waited(thisCase)}` };
}

function dueAfter(from: Instant, count: number, policy: Policy): Due {
  const due = businessDaysAfter(from, count, policy.calendar);
  return due.ok
    ? { dueAt: due.dueAt, counted: businessDaysInWords(from, count, due.dueOn, policy.calendar) }
    : { dueAt: undefined, counted: due.problem.message };
}

/** The report, or the last answer of the reporter that somebody waited for. */
function runsSince(thisCase: Case): Instant {
  return Math.max(thisCase.report.reportedAt, ...thisCase.waits.flatMap((wait) => wait.until ?? []));
}

function standsStill(since: Instant): string {
  return `the clock stands still since ${formatUtcMinute(since)}, because the reporter owes an answer`;
}

function waited(thisCase: Case): string {
  const over = thisCase.waits.filter((wait) => wait.until !== undefined).length;
  if (over === 0) return '';
  return over === 1 ? ', without the time the reporter took to answer' : `, without the ${over} times the reporter took to answer`;
}
