/** What is answered to `/away`, in a case and in the project alike. */
import type { RefusalCode } from '../decision.ts';
import type { Actor } from '../command-events.ts';
import type { Login } from '../ids.ts';
import { notFoundOut } from '../not-found-out.ts';
import { whoInWords } from '../permissions.ts';
import type { Policy } from '../policy.ts';
import type { CivilDate, Instant } from '../time/time.ts';
import { localDateOf } from '../time/wall-clock.ts';
import { awayInWords, type Away } from './away.ts';

type Said = { readonly login: Login; readonly role: Actor['role']; readonly until: CivilDate | undefined; readonly typed?: string };

/** Why that is not recorded, or undefined. */
export function whyNotAway(
  { login, role, until, typed }: Said,
  policy: Policy,
  now: Instant,
): { readonly code: RefusalCode; readonly message: string } | undefined {
  if (role === 'unknown') return { code: 'could-not-find-out', message: notFoundOut(`whether @${login} is a maintainer`, typed) };
  if (role !== 'maintainer')
    return {
      code: 'not-permitted',
      message: `Who is away is recorded only of ${whoInWords('maintainer', policy)}; @${login} is not one.`,
    };
  const today = localDateOf(now, policy.calendar.timeZone);
  if (until !== undefined && until < today)
    return { code: 'date-passed', message: `${until} has passed; today is ${today}. Say \`/away cancel\` if @${login} is back.` };
  return undefined;
}

export function awayAnswer(login: Login, absent: Away | undefined): string {
  return absent === undefined
    ? `@${login} is back.`
    : `Recorded: ${awayInWords(absent)}. The rota and the escalation pass over @${login} until then; \`/away cancel\` ends it.`;
}
