/** What is said when an objection is overruled. */
import type { Case } from '../case.ts';
import type { Command } from '../events.ts';
import type { Policy } from '../policy.ts';
import { code, quote } from '../quote.ts';
import { sayDate } from '../time/say-date.ts';
import type { DateObjection } from './dated-act.ts';
import { speakerOf } from './date-parties.ts';
import { stillOpen } from './date-words.ts';

export function noSuchObjection(of: string, standing: readonly DateObjection[]): string {
  const others = standing.map(speakerOf).join(', ');
  return standing.length === 0
    ? 'No objection to the date stands, so there is nothing to overrule.'
    : `No objection of ${code(of)} stands; there is one of ${others}.`;
}

export function objectionOverruled(next: Case, objection: DateObjection, policy: Policy): string {
  const open = next.proposedRelease === undefined ? '' : ` ${stillOpen(next, policy)}`;
  return `Overruled, and kept on record with your reason: the objection of ${speakerOf(objection)} to ${sayDate(objection.releaseAt)} (S42).${open}`;
}

export function overruledNews(objection: DateObjection, event: Command<'ObjectionOverruled'>): string {
  return `@${event.by.login} overruled the objection of ${speakerOf(objection)} to ${sayDate(objection.releaseAt)} (S42):\n\n${quote(event.reason)}`;
}

/** The reporter is told why, in the maintainer's words. */
export function yourObjectionOverruled({ releaseAt }: DateObjection, reason: string): string {
  return `Your objection to the date ${sayDate(releaseAt)} was heard and overruled, as the policy lets the project have the final say (S42); it stays on record. The reason:\n\n${quote(reason)}\n\nIf something new speaks against the date, say \`/date object\` again.`;
}
