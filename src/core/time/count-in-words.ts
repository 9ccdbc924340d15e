/** The arithmetic of a deadline as a person would say it: "3 business days after Fri 20 Nov 2026, skipping Sat 21, Sun 22 and Thu 26 Nov (Thanksgiving Day)". */
import { isBusinessDay, type Calendar } from './calendar.ts';
import { civilDateOf, dayNumberOf, weekdayOf, type CivilDate, type Instant } from './time.ts';
import { localDateOf } from './wall-clock.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** More closed days than this are counted instead of named, so that a message stays readable. */
const mostNamed = 8;

export function businessDaysInWords(from: Instant, count: number, dueOn: CivilDate, calendar: Calendar): string {
  const startOn = localDateOf(from, calendar.timeZone);
  const skipped = closedBetween(startOn, dueOn, calendar);
  const days = `${count} business ${count === 1 ? 'day' : 'days'} after ${dayInWords(startOn)}`;
  const skipping = skipped.length === 0 ? '' : `, skipping ${skippedInWords(skipped, calendar)}`;
  return `${days}${skipping} (calendar ${calendar.name}, ${calendar.timeZone})`;
}

/** `Fri 20 Nov 2026` */
export function dayInWords(on: CivilDate): string {
  return `${shortDay(on)} ${on.slice(0, 4)}`;
}

function shortDay(on: CivilDate): string {
  return `${weekdays[weekdayOf(dayNumberOf(on)) - 1] ?? ''} ${Number(on.slice(8, 10))} ${months[Number(on.slice(5, 7)) - 1] ?? ''}`;
}

function closedBetween(startOn: CivilDate, dueOn: CivilDate, calendar: Calendar): readonly CivilDate[] {
  const first = dayNumberOf(startOn) + 1;
  const days = Array.from({ length: Math.max(0, dayNumberOf(dueOn) - first) }, (_, index) => civilDateOf(first + index));
  return days.filter((on) => !isBusinessDay(on, calendar));
}

function skippedInWords(skipped: readonly CivilDate[], calendar: Calendar): string {
  if (skipped.length > mostNamed) return `${skipped.length} closed days`;
  const named = skipped.map((on) => {
    const name = calendar.names?.[on];
    return name === undefined ? shortDay(on) : `${shortDay(on)} (${name})`;
  });
  return named.length === 1 ? named.join() : `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`;
}
