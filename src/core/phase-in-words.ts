/** In which phase a case is, as its pages say it. */
import type { Case } from './case.ts';
import { sayInstant } from './messages.ts';
import type { Instant } from './time/time.ts';

export function phaseInWords(thisCase: Case, now: Instant): string {
  switch (thisCase.phase) {
    case 'reported':
      return thisCase.acknowledged === undefined ? 'reported, not answered yet' : 'answered, being looked into';
    case 'accepted':
      return `accepted, ${planInWords(thisCase, now)}`;
    case 'publishing':
      return 'being published';
    case 'published':
      return thisCase.published === undefined ? 'published' : `published ${sayInstant(thisCase.published.at)}`;
    case 'rejected':
      if (thisCase.keptInternal === true) return 'closed without a publication';
      return thisCase.duplicateOf === undefined ? 'closed, not treated as a vulnerability' : 'closed as a duplicate';
  }
}

function planInWords({ release, holds: standing }: Case, now: Instant): string {
  if (release === undefined) return standing.length === 0 ? 'being fixed' : 'on hold';
  const was = release.releaseAt > now ? 'to be published' : 'was to be published';
  return `${standing.length === 0 ? '' : 'on hold, '}${was} ${sayInstant(release.releaseAt)}`;
}
