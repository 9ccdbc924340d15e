import type { Instant } from './time.ts';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

export function weekdayInUtc(at: Instant): (typeof weekdays)[number] {
  return weekdays[new Date(at).getUTCDay()] ?? 'Sunday';
}
