import { publicationKey } from '../core/disclosure/publication.ts';
import type { AdvisoryState } from '../core/sighting-events.ts';
import type { Store, StoredCase } from './ports/store.ts';

/**
 * Whether an advisory that is seen closed is so because our wish for a draft is not carried out yet: that is no news. When it was closed
 * would tell as well, but not where our clock is behind GitHub's, for which it was closed, and reopened, in a time that has not come.
 */
export async function isYetToBeReopened(
  store: Pick<Store, 'pendingEffect'>,
  state: AdvisoryState,
  stored: StoredCase | undefined,
): Promise<boolean> {
  if (state !== 'closed' || stored?.case.reopened === undefined) return false;
  const wish = await store.pendingEffect(publicationKey(stored.case));
  return wish?.kind === 'SetAdvisoryState' && wish.state === 'draft';
}
