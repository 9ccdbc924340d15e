/** A public pull request shows the fix before its date: the check there says nothing of it, so the maintainers hear it here. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Seen } from '../events.ts';
import { sayInstant } from '../messages.ts';
import { accept } from '../outcome.ts';
import { quoteRule } from '../rules.ts';
import { tellInPrivate } from '../say.ts';

type Shown = Seen<'FixShownInPull'>;

export function fixShownInPull(thisCase: Case, event: Shown): Decision {
  const { place, sha, isApproved } = event;
  const name = `public-pull/${place.number}/${sha}/${isApproved ? 'approved' : 'open'}`;
  return accept(thisCase, [{ rule: 'S66' }], tellInPrivate(thisCase, name, words(thisCase, event)));
}

function words({ release }: Case, { place: { repository, number }, sha, isApproved, isReviewed }: Shown): string {
  const date = release === undefined ? 'before there is a Release Date' : `before the Release Date, ${sayInstant(release.releaseAt)}`;
  return [
    `**${repository}#${number} shows the fix of this case in public**, ${date}, at \`${sha.slice(0, 10)}\`.`,
    isApproved ? approved(isReviewed) : waits,
    'If it gives the case away, `/public WHERE` says so, and everything is due at once.',
    `- ${quoteRule('S66')}`,
  ].join('\n\n');
}

const waits =
  'Its check waits like that of every pull request that no maintainer approved, and says nothing of the case. Please do not approve it there, and do not speak of the case in it: approved and still waiting it would stand out.';

function approved(isReviewed: boolean): string {
  return isReviewed
    ? 'A maintainer approved it there, and the fix has its LGTMs here, so its check is green: it can be merged. If that is too early, take the approval back.'
    : 'A maintainer approved it there, but the fix lacks its LGTMs here, so its check still waits, and now stands out. Take the approval back, or give the LGTMs here.';
}
