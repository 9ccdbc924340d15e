// The public holidays of countries and their parts, from date-holidays (data under CC BY-SA 3.0; see docs/deadlines.md, "Where the holidays come from").
import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import type { HolidaysTypes } from 'date-holidays';
import type { CivilDate } from '../core/time/time.ts';
import { civilDateOf, dayNumberOf, parseCivilDate } from '../core/time/time.ts';

/** "DE", "US-CA" or "US-LA-NO" in its parts. */
export type Place = { readonly country: string; readonly state: string | undefined; readonly region: string | undefined };

/** Undefined when there is no such country, state or region in the data. */
export function findPlace(name: string): Place | undefined {
  const [country = '', state, region, ...more] = name.split('-');
  if (more.length > 0) return undefined;
  const directory = new (data())();
  if (!has(directory.getCountries(), country)) return undefined;
  if (state !== undefined && !has(directory.getStates(country), state)) return undefined;
  if (state !== undefined && region !== undefined && !has(directory.getRegions(country, state), region)) return undefined;
  return { country, state, region };
}

/** A closed day and what it is called, in English where the data has it. */
export type NamedDay = { readonly on: CivilDate; readonly name: string };

/** The days of a year on which offices are closed all day, weekends among them, in order. */
export function publicHolidays(place: Place, year: number): readonly NamedDay[] {
  const key = `${place.country}-${place.state ?? ''}-${place.region ?? ''} ${year}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const named = holidaysOf(place)
    .getHolidays(year, 'en')
    .filter((holiday) => isClosed(holiday, place))
    .flatMap((holiday) => daysOf(holiday).map((on): [CivilDate, string] => [on, holiday.name]));
  const found = [...new Map(named)].map(([on, name]) => ({ on, name })).sort((one, other) => (one.on < other.on ? -1 : 1));
  cache.set(key, found);
  return found;
}

/**
 * Read when the first calendar is asked for: it takes a seventh of a start and of the app's memory, and whoever closes on weekends only
 * never needs it. Not by `import()`, since what is pure does not wait.
 */
function data(): typeof Holidays {
  library ??= createRequire(import.meta.url)('date-holidays') as typeof Holidays;
  return library;
}

let library: typeof Holidays | undefined;
// Asking for one year takes 2 to 25 ms.
const cache = new Map<string, readonly NamedDay[]>();

function has(names: Record<string, string> | undefined, name: string): boolean {
  return names !== undefined && Object.hasOwn(names, name);
}

function holidaysOf({ country, state, region }: Place): Holidays {
  const Of = data();
  if (state === undefined) return new Of(country);
  return region === undefined ? new Of(country, state) : new Of(country, state, region);
}

// The data calls the substitute of the United States' Veterans Day a bank holiday, yet all federal offices close.
function isClosed(holiday: HolidaysTypes.Holiday, place: Place): boolean {
  if (holiday.type === 'public') return true;
  return place.country === 'US' && holiday.type === 'bank' && holiday.rule.startsWith('substitutes 11-11 ');
}

// Half days are business days. A day on which clocks change has 23 or 25 hours, and some feasts run on into the next afternoon.
function daysOf(holiday: HolidaysTypes.Holiday): CivilDate[] {
  const hours = (holiday.end.getTime() - holiday.start.getTime()) / 3_600_000;
  const first = parseCivilDate(holiday.date.slice(0, 10));
  if (!first.ok) throw new Error(`The holiday "${holiday.name}" has no date: ${first.problem.message}`);
  return Array.from({ length: Math.floor((hours + 1) / 24) }, (_, index) => civilDateOf(dayNumberOf(first.value) + index));
}
