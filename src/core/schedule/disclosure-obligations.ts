/** What stands before everybody knows: the notice that a fix is coming, the plan of how they are told, and the dates. */
import type { Case } from '../case.ts';
import { noticeOf } from '../notices/notice.ts';
import { noticesOf } from '../notices/notice-policy.ts';
import type { Policy } from '../policy.ts';
import { calendarDaysAfterWaits } from '../time/paused-counting.ts';
import { formatUtcMinute } from '../time/time.ts';
import { businessDaysFromReport, runsSince, standsStill, waited } from './due.ts';
import type { Obligation } from './obligation.ts';

/** S104: users are told that a fix is coming, where the policy says where and by when. */
export function forthcomingNotice(thisCase: Case, policy: Policy): Obligation | undefined {
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
export function communicationPlan(thisCase: Case, policy: Policy): Obligation | undefined {
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
export function disclosure(thisCase: Case, policy: Policy): Obligation | undefined {
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

export function releaseDate(thisCase: Case, policy: Policy): Obligation | undefined {
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
