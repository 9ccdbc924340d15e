/** What an accepted report asks for: somebody who leads, and the reviewed fix. */
import type { Case } from '../case.ts';
import { fixReadyAt } from '../fix/approvals.ts';
import type { Policy } from '../policy.ts';
import { calendarDaysAfterWaits } from '../time/paused-counting.ts';
import { formatUtcMinute } from '../time/time.ts';
import { dueAfter, runsSince, standsStill, waited, type Due } from './due.ts';
import type { Obligation } from './obligation.ts';
import { isSlowedDown } from './pace.ts';

export function fixLead(thisCase: Case, policy: Policy): Obligation | undefined {
  const { accepted } = thisCase;
  if (accepted === undefined || policy.fixLeadBusinessDays === 0) return undefined;
  // Where one has left the team, the time for another begins when that was noticed.
  const from = Math.max(accepted.at, thisCase.fixLeadGone?.at ?? accepted.at);
  const due = dueAfter(from, policy.fixLeadBusinessDays, policy);
  return {
    name: 'fix-lead',
    from,
    rules: ['S79'],
    what: 'the naming of a Fix Lead',
    owner: 'the maintainers',
    ...due,
    metAt: thisCase.fixLead?.since ?? thisCase.fixLead?.at,
  };
}

export function fix(thisCase: Case, policy: Policy): Obligation {
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
