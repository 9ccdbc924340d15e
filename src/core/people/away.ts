/** Who is away, and until when. It is kept for the whole project; each case hears of it before it is decided on. */
import type { Login } from '../ids.ts';
import { formatUtcMinute, type CivilDate, type Instant } from '../time/time.ts';
import type { Calendar } from '../time/calendar.ts';
import { endOfDay } from '../time/wall-clock.ts';

/** Away to the end of the day `until`, in the time zone of the policy's calendar. */
export type Away = {
  readonly login: Login;
  readonly until: CivilDate;
  readonly untilAt: Instant;
  readonly said: { readonly by: Login; readonly at: Instant };
};

export function isAway(login: Login, away: readonly Away[] | undefined, now: Instant): boolean {
  return awayNow(away, now).some((one) => one.login === login);
}

export function awayNow(away: readonly Away[] | undefined, now: Instant): readonly Away[] {
  return (away ?? []).filter((one) => one.untilAt >= now);
}

export function absence(login: Login, until: CivilDate, said: Away['said'], calendar: Calendar): Away {
  return { login, until, untilAt: endOfDay(until, calendar.timeZone), said };
}

/** The list with this absence in the place of an older one of the same person; without `absence` they are back. Whoever is back by now is left out. */
export function withAbsence(away: readonly Away[], login: Login, absent: Away | undefined, now: Instant): readonly Away[] {
  const others = awayNow(away, now).filter((one) => one.login !== login);
  return absent === undefined ? others : [...others, absent];
}

/** `@ana until 2026-12-28 (to the end of that day, 2026-12-28 22:59 UTC)` */
export function awayInWords({ login, until, untilAt }: Away): string {
  return `@${login} until ${until} (to the end of that day, ${formatUtcMinute(untilAt)})`;
}
