/** How somebody's own working day is written in the policy file: `ana in Asia/Tokyo`, `ben in Europe/Berlin 10:00-18:00`. */
import { login, type Login } from '../core/ids.ts';
import type { PersonalHours } from '../core/policy.ts';
import { parseWorkingHours } from '../core/time/working-hours.ts';

/** The whole of an entry. Whether there is such a zone, and whether the hours end after they begin, is found out when it is read. */
export const personPattern =
  /^(?<who>[A-Za-z\d](?:[A-Za-z\d]|-(?=[A-Za-z\d])){0,38}) in (?<zone>[\w+/-]{1,64})(?: (?<hours>\d\d:\d\d-\d\d:\d\d))?$/;

export type PersonText = { readonly who: Login; readonly zone: string; readonly hours: string | undefined };

/** Errors: throws on what the pattern does not match; it was checked when the file was read. */
export function readPerson(text: string): PersonText {
  const { who, zone, hours } = personPattern.exec(text)?.groups ?? {};
  if (who === undefined || zone === undefined) throw new Error(`Not a person and a time zone: ${text}`);
  return { who: login(who), zone, hours };
}

export function peopleFrom(texts: readonly string[]): Readonly<Record<Login, PersonalHours>> {
  const entries = texts.map(readPerson).map(({ who, zone, hours }) => {
    const own = hours === undefined ? undefined : parseWorkingHours(hours);
    return [who, { timeZone: zone, ...(own !== undefined && { hours: own }) }] as const;
  });
  return Object.fromEntries(entries);
}
