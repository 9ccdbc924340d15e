/** Whether the holidays that a case counts with are known for long enough, and the warning while there is time to see to it. */
import type { Case } from '../case.ts';
import type { WakeUp } from '../effects.ts';
import type { Policy } from '../policy.ts';
import { code } from '../quote.ts';
import { whatHelpsPastData } from '../time/business-days.ts';
import { calendarDataEnds, calendarWarningAt, warnedAheadDays } from '../time/calendar-data.ts';

/** The longest count that a policy asks of its calendar. Unit: business days. */
export function longestCount({ acknowledgeBusinessDays, fixLeadBusinessDays, criticalBusinessDays = 0 }: Policy): number {
  return Math.max(acknowledgeBusinessDays, fixLeadBusinessDays, criticalBusinessDays);
}

/** Of a case that begins so near to the end of the data that one of its counts may reach it; rings at once when that is less than 60 days away. */
export function calendarWakeUps({ report }: Case, policy: Policy): readonly WakeUp[] {
  if (!calendarDataEnds(policy.calendar, longestCount(policy), report.reportedAt)) return [];
  return [{ name: 'calendar-data-ends', dueAt: Math.max(calendarWarningAt(policy.calendar), report.reportedAt) }];
}

/** Said of a project, whether or not it has a case. */
export function calendarEndsForProject(policy: Policy): string {
  const { calendar } = policy;
  return `**The holidays of the calendar ${code(calendar.name)} are known until ${calendar.knownUntil} only**, and a deadline of a new case may come to have no date. ${whatHelpsPastData}`;
}

export function calendarEndsSoon({ calendar }: Policy): string {
  return `**The holidays of the calendar ${code(calendar.name)} are known until ${calendar.knownUntil} only**, and nothing is counted past that day. From ${warnedAheadDays} days before it on, a deadline of this case may come to have no date. ${whatHelpsPastData} \`/policy adopt\` then puts this case under it.`;
}
