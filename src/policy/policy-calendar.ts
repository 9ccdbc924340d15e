import { longestClosure } from '../core/time/business-days.ts';
import { businessDayCounter, isBusinessDay, type Calendar } from '../core/time/calendar.ts';
import { dayNumberOf, parseCivilDate, type CivilDate } from '../core/time/time.ts';
import { isTimeZone } from '../core/time/wall-clock.ts';
import { resolveCalendar, type CalendarRequest } from './calendars.ts';
import type { PolicyValues } from './policy-keys.ts';
import type { SettingFinding } from './read-shape.ts';

export type PolicyCalendar =
  | { readonly ok: true; readonly calendar: Calendar; readonly warnings: readonly SettingFinding[] }
  | { readonly ok: false; readonly findings: readonly SettingFinding[] };

/** The calendar that a policy's settings describe. Dates and time zones that do not exist are passed over: they are found wrong elsewhere. */
export function policyCalendar(values: PolicyValues): PolicyCalendar {
  const added = existing(values['calendar.add']);
  const removed = existing(values['calendar.remove']);
  const contradictions = removed.filter(({ on }) => added.some((one) => one.on === on)).map(contradiction);
  const plain = resolveCalendar(requestOf(values));
  if (!plain.ok) return { ok: false, findings: [...contradictions, unknownHolidays(values, plain.problem.message)] };
  if (contradictions.length > 0) return { ok: false, findings: contradictions };
  const whole = resolveCalendar({ ...requestOf(values), holidays: added.map(({ on }) => on), workdays: removed.map(({ on }) => on) });
  if (!whole.ok) throw new Error(`A calendar whose parts are right was refused: ${whole.problem.message}`);
  const closed = added.find(({ on }) => isClosedTooLong(on, whole.value));
  if (closed !== undefined) return { ok: false, findings: [closedTooLong(closed)] };
  const needless = removed.filter(({ on }) => isBusinessDay(on, plain.value)).map(removesNothing);
  return { ok: true, calendar: whole.value, warnings: [...incompleteness(whole.value), ...needless] };
}

function requestOf(values: PolicyValues): CalendarRequest {
  const timeZone = values['calendar.time_zone'];
  return { name: values['calendar.holidays'], timeZone: isTimeZone(timeZone) ? timeZone : 'UTC', weekend: values['calendar.weekend'] };
}

/** A date of a list and its place there. */
type Entry = { readonly on: CivilDate; readonly index: number };

function existing(dates: readonly string[]): readonly Entry[] {
  return dates.flatMap((date, index) => {
    const parsed = parseCivilDate(date);
    return parsed.ok ? [{ on: parsed.value, index }] : [];
  });
}

/** Only added days can close a calendar for so long, so it is enough to look from each of them. */
function isClosedTooLong(from: CivilDate, calendar: Calendar): boolean {
  const openUpTo = businessDayCounter(calendar);
  return openUpTo(dayNumberOf(from) + longestClosure) === openUpTo(dayNumberOf(from) - 1);
}

function closedTooLong({ on, index }: Entry): SettingFinding {
  const message = `There is no business day within ${longestClosure} days of ${on}; add fewer days.`;
  return { code: 'no-open-day', at: ['calendar', 'add', index], message };
}

function contradiction({ on, index }: Entry): SettingFinding {
  return {
    code: 'added-and-removed',
    at: ['calendar', 'remove', index],
    message: `${on} is under \`add\` as well; keep it in one of the two.`,
  };
}

function removesNothing({ on, index }: Entry): SettingFinding {
  return {
    code: 'removes-nothing',
    at: ['calendar', 'remove', index],
    message: `${on} is a business day anyway; nothing has to be removed.`,
  };
}

function incompleteness(calendar: Calendar): readonly SettingFinding[] {
  const advice = 'Add and remove days as they are announced.';
  return calendar.warnings.map(({ message }) => ({
    code: 'incomplete-calendar',
    at: ['calendar', 'holidays'],
    message: `${message} ${advice}`,
  }));
}

function unknownHolidays(values: PolicyValues, message: string): SettingFinding {
  const upper = values['calendar.holidays'].toUpperCase().replaceAll('_', '-');
  const meant = upper === 'NONE' ? 'none' : upper;
  const isMeant = resolveCalendar({ ...requestOf(values), name: meant }).ok;
  return { code: 'unknown-holidays', at: ['calendar', 'holidays'], message, ...(isMeant ? { suggestion: meant } : {}) };
}
