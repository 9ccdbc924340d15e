/** What is said about the reporter's page, and on it. */
import type { Case } from '../case.ts';
import { isWaiting } from '../intake/waiting.ts';
import { phaseInWords } from '../phase-in-words.ts';
import type { Policy } from '../policy.ts';
import type { Obligation } from '../schedule/obligation.ts';
import { obligations } from '../schedule/obligations.ts';
import { sayDate } from '../time/say-date.ts';
import type { Instant } from '../time/time.ts';

/** Where the link goes in the words that tell it. */
export const linkPlace = '{link}';

export function statusLinkGiven(daysAfter: number): string {
  const end = daysAfter === 0 ? 'until it is closed' : `until ${daysAfter} ${daysAfter === 1 ? 'day' : 'days'} after it is closed`;
  return `To the reporter: ${linkPlace} shows where this report stands and what comes next, without a sign-in, ${end}. Whoever has the link can read it; \`/status-page new\` gives you another one and ends this, \`/status-page off\` ends it.`;
}

export function statusPageRenewed(): string {
  return 'The link to the status page that was told before is ended. The new one is told on the advisory.';
}

export function statusPageEnded(): string {
  return 'The status page is ended, and its link opens nothing any more. `/status-page new` makes another one.';
}

export function noStatusPage({ report }: Case): string {
  return report.reporter === undefined
    ? 'Maintainers began this advisory themselves, so there is no reporter who could read a status page.'
    : 'The policy of this project has no status page for reporters: `reporter.status_page` is `false`. `/status` shows where the case stands.';
}

/** What a reporter waits for; whatever else is due is the maintainers' own business. */
const promised: readonly Obligation['name'][] = ['first-contact', 'first-answer', 'triage', 'fix', 'disclosure', 'release'];

export type ReporterStanding = { readonly standing: string; readonly next: string; readonly closed: boolean };

/** Names nobody, and no line, commit or reason. */
export function reporterStanding(thisCase: Case, policy: Policy, now: Instant): ReporterStanding {
  const standing = phaseInWords(thisCase, now);
  if (thisCase.phase === 'published' || thisCase.phase === 'rejected') return { standing, next: 'Nothing more is due.', closed: true };
  return { standing, next: nextPromise(thisCase, policy, now), closed: false };
}

function nextPromise(thisCase: Case, policy: Policy, now: Instant): string {
  if (isWaiting(thisCase))
    return 'The maintainers asked you something on the advisory and wait for your answer; until then the clocks stand still.';
  const next = obligations(thisCase, policy)
    .flatMap((one) =>
      one.metAt === undefined && one.dueAt !== undefined && promised.includes(one.name) ? [{ ...one, at: one.dueAt }] : [],
    )
    .toSorted((one, other) => one.at - other.at)[0];
  if (next === undefined) return 'No date is set for what comes next.';
  const day = sayDate(next.at, policy.dateZones);
  return next.at < now ? `Overdue: ${next.what} was due by ${day}.` : `Next: ${next.what}, by ${day}.`;
}
