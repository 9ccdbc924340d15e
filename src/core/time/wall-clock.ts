// Between instants and what the clocks and calendars of a time zone show.
import { Temporal } from 'temporal-polyfill';
import { remembered } from './remembered.ts';
import type { CivilDate, Instant } from './time.ts';
import { civilDateOf, dayNumberOf } from './time.ts';

/** What a clock on the wall shows: a civil date, hours 0 to 23, minutes 0 to 59. */
export type WallClock = { readonly on: CivilDate; readonly hour: number; readonly minute: number };

/** Whether this is the name of a time zone, such as "Europe/Berlin" or "UTC". Offsets such as "+01:00" are no zones: they know no summer time. */
export function isTimeZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  if (!/^[A-Za-z]/.test(name) || !isKnownToIntl(name)) return false;
  // Asking takes 0.1 ms. Zones are written in any case, so what is remembered needs a bound.
  if (knownZones.size < maximumKnownZones) knownZones.add(name);
  return true;
}

/** The date that calendars in the zone show at the instant. */
export function localDateOf(at: Instant, timeZone: string): CivilDate {
  return localDatesIn(timeZone)(at);
}

/** `17:00`, what clocks in the zone show at the instant; what is left of the minute is cut off. */
export function wallTimeOf(at: Instant, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainTime().toString().slice(0, 5);
}

/**
 * The instant at which the wall clock shows this.
 * Edges: of a time that comes twice, when clocks go back, the first; a time that is skipped, when clocks go forward, is read with the offset
 * from before the change, so that 02:30 becomes 03:30. This is "compatible" in Temporal and the rule of RFC 5545, §3.3.5.
 */
export function instantOf(wallClock: WallClock, timeZone: string): Instant {
  const { hour, minute } = wallClock;
  const time = Temporal.PlainDate.from(wallClock.on).toPlainDateTime(Temporal.PlainTime.from({ hour, minute }, { overflow: 'reject' }));
  return time.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** The first instant of the day. Edge: where clocks skip midnight, it is not 00:00; where midnight comes twice, it is the first. */
export function startOfDay(on: CivilDate, timeZone: string): Instant {
  return startsOfDaysIn(timeZone)(on);
}

/** The last moment of the day: the last millisecond before the next day starts. */
export function endOfDay(on: CivilDate, timeZone: string): Instant {
  return startOfDay(civilDateOf(dayNumberOf(on) + 1), timeZone) - 1;
}

/** Zones of which days are remembered at one time. */
const mostZones = 50;

const localDatesIn = remembered((timeZone: string) => {
  return remembered((at: Instant) => {
    return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString() as CivilDate;
  });
}, mostZones);

const startsOfDaysIn = remembered((timeZone: string) => {
  return remembered((on: CivilDate) => Temporal.PlainDate.from(on).toZonedDateTime(timeZone).epochMilliseconds);
}, mostZones);

const maximumKnownZones = 1000;
const knownZones = new Set<string>();

function isKnownToIntl(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
