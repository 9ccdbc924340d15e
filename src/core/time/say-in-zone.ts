import { Temporal } from 'temporal-polyfill';
import type { Instant } from './time.ts';

/** `Tuesday 2026-12-01 17:00 (Europe/Berlin)`: what clocks there show. Errors: throws for what is no time zone; policies name none such. */
export function sayInZone(at: Instant, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const weekday = weekdays[local.dayOfWeek - 1] ?? '';
  return `${weekday} ${local.toPlainDate().toString()} ${local.toPlainTime().toString({ smallestUnit: 'minute' })} (${timeZone})`;
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
