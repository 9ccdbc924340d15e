/** The settings about what is due when, and who hears of it. */
import { gateableObligations, type GateableObligation } from '../core/policy.ts';

import type { KeyDescription } from './key-description.ts';
import { limits } from './limits.ts';

/** What each holds when it is read, in the words of the file. */
export type ScheduleValues = {
  readonly 'acknowledge.business_days': number;
  readonly 'acknowledge.needs_plan': boolean;
  readonly 'triage.business_days': number;
  readonly 'fix_lead.business_days': number;
  readonly 'fix_lead.rota': readonly string[];
  readonly 'reminders.at': readonly number[];
  readonly 'reminders.hours': string | undefined;
  readonly 'reminders.daily': boolean;
  readonly people: readonly string[];
  readonly escalation: readonly string[];
  readonly gates: readonly GateableObligation[];
  readonly 'fix.calendar_days': number;
};

export const scheduleKeys: Readonly<Record<keyof ScheduleValues, KeyDescription>> = {
  'acknowledge.business_days': {
    meaning: 'Time to the first answer to the reporter.',
    unit: 'business days after the day of the report',
    allowed: `a whole number from 0 to ${limits.businessDays}`,
    atZero: '0: by the end of the day of the report, open or closed.',
    example: '3',
  },
  'acknowledge.needs_plan': {
    meaning: 'Whether the first answer counts only with a plan and a workaround, or "none": `/ack plan="…" workaround="…"`.',
    unit: 'none',
    allowed: 'true or false',
    atZero: 'false: `/ack` alone counts, and the first contact and the first answer are one clock.',
    example: 'true',
  },
  'triage.business_days': {
    meaning: 'Time in which a report is accepted or closed and, if accepted, its affected lines are named and it is scored.',
    unit: 'business days after the day of the report',
    allowed: `a whole number from 0 to ${limits.businessDays}`,
    atZero: '0: the policy names no such time.',
    example: '5',
  },
  'fix_lead.business_days': {
    meaning:
      'Time in which somebody volunteers as Fix Lead; then the next of the rota is chosen, or the team is reminded, again and again after as many days.',
    unit: 'business days after the report was accepted',
    allowed: `a whole number from 0 to ${limits.businessDays}`,
    atZero: '0: nobody is reminded or chosen.',
    example: '2',
  },
  'fix_lead.rota': {
    meaning: 'Maintainers who are made Fix Lead when nobody volunteers; cases are spread over them.',
    unit: 'GitHub logins',
    allowed: `a list of at most ${limits.rota} logins, such as [ana, bola]`,
    entry: 'a GitHub login, such as ana',
    atZero: 'Empty: nobody is chosen, the team is reminded.',
    example: '[ana, bola]',
  },
  'reminders.at': {
    meaning: 'Which parts of the time to each duty may pass before it is reminded of, while it is not done.',
    unit: 'parts of the time from its start to its due instant',
    allowed: `a list of at most ${limits.reminders} numbers between 0 and 1, such as [0.5, 0.8]`,
    entry: 'a number above 0 and below 1, such as 0.8',
    atZero: 'Empty: one reminder, of the first answer, a business day before it is due.',
    example: '[0.5, 0.8]',
  },
  'reminders.hours': {
    meaning:
      'The working hours, on business days of the calendar and in its time zone, in which reminders, overdue duties and escalations are said. ' +
      'What is publicly known and due at once, what is critical, and the Release Date are said at any hour.',
    unit: 'times of the day',
    allowed: 'two times of one day as HH:MM-HH:MM, the earlier one first, such as 09:00-17:00',
    atZero: 'Left out, everything is said at the minute it is due.',
    example: '09:00-17:00',
  },
  'reminders.daily': {
    meaning:
      'Whether each person gets one word a day, in the project’s private issue, of all that is overdue or soon due in any case, in place of reminders in each case. ' +
      'What is critical or publicly known, escalations and the Release Date are said as they come.',
    unit: 'none',
    allowed: 'true or false',
    atZero: 'false: each case reminds by itself.',
    example: 'true',
  },
  people: {
    meaning:
      'In which time zone, and at which hours, somebody works, where it is not as for everybody. Reminders of what they owe come in their working hours.',
    unit: 'time zones of the IANA database, and times of the day there',
    allowed: `a list of at most ${limits.rota} entries as LOGIN in ZONE, such as [ana in Asia/Tokyo, ben in Europe/Berlin 10:00-18:00]`,
    entry: 'an entry such as ana in Asia/Tokyo, or ben in Europe/Berlin 10:00-18:00',
    atZero: 'Empty: `calendar.time_zone` and `reminders.hours` hold for everybody.',
    example: '[ana in Asia/Tokyo, ben in Europe/Berlin 10:00-18:00]',
  },
  escalation: {
    meaning:
      'Who is called about what stays undone after it was due, step by step, until it is done: its `owner`, the `team`, or people by their logins. ' +
      'Nobody is called outside the private case issue.',
    unit: 'hours or business days after the due instant',
    allowed: `a list of at most ${limits.escalation} steps as WHO after COUNT hours or business days, such as [owner after 4 hours, team after 1 business day]`,
    entry: 'a step such as owner after 4 hours, team after 1 business day, or ana ben after 2 business days',
    atZero: 'Empty: it is said once that a duty is overdue, and nobody is called.',
    example: '[owner after 4 hours, team after 1 business day, ana ben after 3 business days]',
  },
  gates: {
    meaning:
      'The duties that must be done before an advisory is published, late or in time. The dates of all others warn and block nothing.',
    unit: 'names of duties, as `/why` shows them',
    allowed: `a list of ${gateableObligations.map((name) => `\`${name}\``).join(', ')}`,
    entry: `one of ${gateableObligations.map((name) => `\`${name}\``).join(', ')}`,
    atZero:
      'Empty: no duty is asked for. A duty that the case does not have, such as a Fix Lead where only main is affected, never blocks.',
    example: '[first-answer, fix]',
  },
  'fix.calendar_days': {
    meaning: 'The suggested time to a reviewed fix. When it runs out the team is reminded; nothing is blocked.',
    unit: 'calendar days after the report',
    allowed: `a whole number from 1 to ${limits.calendarDays}`,
    atZero: '0 is refused: such a fix would be overdue before anybody had read the report.',
    example: '7',
  },
};
