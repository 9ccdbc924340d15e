/** The two answers of the check in public, and all that either of them says to everybody. */
import type { ShownFix } from '../fix/shown-fixes.ts';

export type PublicAnswer = 'waiting' | 'done';

/** `isKnown` when git could say what the pull request changes. */
export type AskedInPublic = { readonly isApproved: boolean; readonly isKnown: boolean; readonly fixes: readonly ShownFix[] };

/**
 * Done when a maintainer approved it and it holds no fix that lacks its LGTMs; what cannot be found out waits. A fix that is being published now
 * has its LGTMs and its Release Date, and needs no second approval.
 */
export function publicAnswer({ isApproved, isKnown, fixes }: AskedInPublic): PublicAnswer {
  const isReviewed = isKnown && fixes.every((fix) => fix.isReviewed);
  const isGoingOut = fixes.some((fix) => fix.isGoingOut);
  return isReviewed && (isApproved || isGoingOut) ? 'done' : 'waiting';
}

/** Nothing of them depends on what is in the pull request. */
export const publicWords: Readonly<Record<PublicAnswer, { readonly title: string; readonly summary: string }>> = {
  waiting: { title: 'Waiting', summary: 'This pull request is not ready to be merged yet. A maintainer’s approval of its head is needed.' },
  done: { title: 'Ready', summary: 'Nothing more is asked of this pull request here.' },
};
