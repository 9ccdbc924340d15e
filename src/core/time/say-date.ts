/** A Release Date as people read it: one format everywhere, and their own clocks beside it (S105, S106). */
import { civilDateOf, dayNumberOf, formatUtcMinute, weekdayOf, type Instant } from './time.ts';
import { localDateOf, wallTimeOf } from './wall-clock.ts';
import { weekdayInUtc } from './weekday.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/**
 * `2026-12-01 16:00 UTC (Tuesday; 17:00 Europe/Berlin, Wednesday 01:00 Asia/Tokyo)`: always with the weekday, because a wrong one is
 * the commonest mistake in a notice. A zone's weekday stands where it is another one.
 */
export function sayDate(at: Instant, zones: readonly string[] = []): string {
  const weekday = weekdayInUtc(at);
  const elsewhere = zones.map((zone) => sayInZone(at, zone, weekday)).join(', ');
  return `${formatUtcMinute(at)} (${weekday}${elsewhere === '' ? '' : `; ${elsewhere}`})`;
}

function sayInZone(at: Instant, zone: string, weekdayInUtcThen: string): string {
  const weekday = weekdays[weekdayOf(dayNumberOf(localDateOf(at, zone))) - 1] ?? '';
  return `${weekday === weekdayInUtcThen ? '' : `${weekday} `}${wallTimeOf(at, zone)} ${zone}`;
}

/** `Tuesday 2026-12-01`. */
export function sayDay(dayNumber: number): string {
  return `${weekdays[weekdayOf(dayNumber) - 1] ?? ''} ${civilDateOf(dayNumber)}`;
}
