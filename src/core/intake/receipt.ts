/** What a reporter reads as soon as the report is in: thanks, by when to expect an answer, and where the rules stand. It is no answer itself. */
import type { Case } from '../case.ts';
import type { Policy } from '../policy.ts';
import { obligations } from '../schedule/obligations.ts';
import { sayDate } from '../time/say-date.ts';
import type { Instant } from '../time/time.ts';

/** Shown until somebody answers; empty where maintainers began the advisory, so that nobody waits. */
export function receipt(thisCase: Case, policy: Policy, now: Instant): string {
  if (thisCase.phase !== 'reported' || thisCase.acknowledged !== undefined || thisCase.report.reporter === undefined) return '';
  const dueAt = obligations(thisCase, policy).find(({ name }) => name === 'first-answer')?.dueAt;
  const promise =
    dueAt === undefined
      ? ''
      : ` ${dueAt < now ? 'An answer was due' : 'You will hear from the maintainers'} by ${sayDate(dueAt, policy.dateZones)}.`;
  return `Thank you: this report has arrived. Please keep it confidential.${promise} How reports are handled here: ${reportingPolicy(thisCase, policy)}`;
}

/** The project's own page, or the one on which GitHub shows the repository's SECURITY.md (S77). */
function reportingPolicy({ repository }: Case, policy: Policy): string {
  return policy.reportingPolicy ?? `https://github.com/${repository}/security/policy`;
}
