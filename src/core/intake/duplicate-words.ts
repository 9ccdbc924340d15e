/** What is said about duplicates: of the other report only in private. */
import type { Case } from '../case.ts';
import type { Seen } from '../events.ts';
import type { CaseId } from '../ids.ts';

/** What the status page shows. */
export const duplicateReason = 'a duplicate: the maintainers know of it already';

export const knownAlready =
  'Thank you for this report. The maintainers know of this vulnerability already and go on with it elsewhere, so this report is closed as a duplicate. You are kept on record as one of those who found it. Please keep it confidential until it is published. If you think that it is another vulnerability, please answer here.';

export function closedAs({ advisoryComments, report }: Case, of: CaseId): string {
  const told =
    advisoryComments === 'absent'
      ? 'I cannot write to the reporter: please **post the reason on the advisory by hand**.'
      : 'The reporter is told that it is known, and nothing of the other report.';
  const kept = report.reporter === undefined ? '' : ` @${report.reporter} is named there among those who reported it.`;
  return `Closed as a duplicate of ${of}.${kept} ${told}`;
}

export const duplicateOfItself = 'That is this very report; name the other one: `/duplicate GHSA-…`.';

/** The same for a report of another repository, of which nothing is said here. */
export function noSuchReport({ repository }: Case, of: CaseId): string {
  return `I know of no report ${of} in ${repository}, so nothing was closed. Please look at the id; only a report that has a case here can be named.`;
}

export function duplicateOfThis(of: CaseId): string {
  return `${of} was closed as a duplicate of this report; closed as duplicates of each other, nobody would fix either. Say \`/reopen REASON\` there first.`;
}

export function duplicateOfAnother(of: CaseId, original: CaseId): string {
  return `${of} was itself closed as a duplicate. Name the report that goes on: \`/duplicate ${original}\`.`;
}

export function otherIsClosed(of: CaseId): string {
  return `${of} is closed without a publication, so nothing goes on there. Say \`/reopen REASON\` there first, or \`/reject REASON TEXT\` here.`;
}

export function duplicateNews(thisCase: Case, { duplicate, reporter }: Seen<'DuplicateClosed'>): string {
  const found = `${duplicate} was closed as a duplicate of this report.`;
  if (thisCase.phase === 'rejected') return `${found} But this one is closed too: please \`/reopen REASON\` one of the two.`;
  if (reporter === undefined || reporter === thisCase.report.reporter) return found;
  return thisCase.phase === 'published'
    ? `${found} @${reporter} found it as well. It is published, so its credits stay as they are; add one by hand if it is due.`
    : `${found} @${reporter} found it as well, and is credited on the advisory as a finder.`;
}

/** For the board. Maintainers who began a draft themselves are no finders. */
export function alsoFound({ finders = [] }: Case): string | undefined {
  if (finders.length === 0) return undefined;
  const each = finders.map(({ login, duplicate }) => (login === undefined ? duplicate : `@${login} (${duplicate})`));
  return `- **Also reported by** ${each.join(', ')}`;
}
