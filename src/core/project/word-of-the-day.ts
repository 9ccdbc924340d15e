/** One word a day to each person: all that is overdue or soon due, in whichever case, in place of a stream of reminders (S71). */
import type { Case } from '../case.ts';
import type { ProjectDecision } from '../decision.ts';
import type { Login } from '../ids.ts';
import { advisoryUrl, sayInstant } from '../messages.ts';
import { isAway } from '../people/away.ts';
import type { Policy } from '../policy.ts';
import { isOpenDuty } from '../schedule/reminders.ts';
import { teamName } from '../schedule/reminder-words.ts';
import { whoOwes } from '../schedule/obligation.ts';
import { obligations } from '../schedule/obligations.ts';
import { businessDaysAfter } from '../time/business-days.ts';
import { lastStartOfWork, type WorkingHours } from '../time/working-hours.ts';
import type { Instant } from '../time/time.ts';
import type { Project } from './project.ts';
import type { DueSoon } from './project-events.ts';
import { tellProject, type Said } from './say-to-project.ts';

/** Where the policy names no hours. */
const usualHours: WorkingHours = { from: { hour: 9, minute: 0 }, until: { hour: 17, minute: 0 } };

/** How far ahead a duty is named. Unit: business days. */
const aheadDays = 2;

/** The start of the present working day, or undefined where the policy asks for no word of the day or nobody is at work. Unit: ms. */
export function startOfDay({ reminders, calendar, fixRepository }: Policy, now: Instant): Instant | undefined {
  if (reminders?.daily !== true || fixRepository === undefined) return undefined;
  const start = lastStartOfWork(now, reminders.hours ?? usualHours, calendar);
  return start !== undefined && now - start < 24 * 3_600_000 ? start : undefined;
}

/** What of one case belongs into the word of the day that begins at `start`. */
export function dueSoonIn(thisCase: Case, policy: Policy, start: Instant): readonly DueSoon[] {
  const ahead = businessDaysAfter(start, aheadDays, policy.calendar);
  const horizon = ahead.ok ? ahead.dueAt : start;
  return obligations(thisCase, policy)
    .filter(isOpenDuty)
    .filter(({ name, dueAt }) => name !== 'first-contact' && dueAt <= horizon)
    .map((duty) => ({
      caseId: thisCase.id,
      url: advisoryUrl(thisCase),
      what: duty.what,
      dueAt: duty.dueAt,
      owedBy: whoOwes(duty, thisCase),
    }));
}

/** One comment for each person, and one for the team; what somebody owes who is away is the team's to know. */
export function sayWordOfTheDay(project: Project, start: Instant, due: readonly DueSoon[], policy: Policy): ProjectDecision {
  const whose = ({ owedBy }: DueSoon): Login | undefined =>
    owedBy !== undefined && isAway(owedBy, project.away, start) ? undefined : owedBy;
  const people = [...new Set(due.map(whose))];
  const said = people.reduce<Said>(
    ({ next, effects }, person) => {
      const words = wordOfTheDay(
        person,
        due.filter((one) => whose(one) === person),
        start,
        policy,
      );
      const told = tellProject(next, policy, `day/${start}/${person ?? 'team'}`, words);
      return { next: told.next, effects: [...effects, ...told.effects] };
    },
    { next: project, effects: [] },
  );
  return { outcome: 'accepted', ...said, because: [{ rule: 'S71' }] };
}

function wordOfTheDay(person: Login | undefined, due: readonly DueSoon[], start: Instant, policy: Policy): string {
  const lines = due
    .toSorted((one, other) => one.dueAt - other.dueAt)
    .map(
      ({ caseId, url, what, dueAt }) =>
        `- [${caseId}](${url}): ${dueAt < start ? '**overdue** since' : 'due'} ${sayInstant(dueAt)}: ${what}`,
    );
  return [`${person === undefined ? teamName(policy) : `@${person}`}, today:`, ...lines].join('\n');
}
