/** A publication asks once more whether it is wanted: while GitHub's clock was asked, or GitHub looked at again, somebody may have held it. */
import { isEmbargoed } from '../../core/case.ts';
import { isCaseId } from '../../core/ids.ts';
import { GitHubFailure } from '../ports/failures.ts';
import type { Performer } from '../ports/github.ts';
import type { Store } from '../ports/store.ts';

/**
 * The same performer, for as long as the case is being published; one that is public already is found so.
 * Errors: GitHubFailure, permanent; the wish that has replaced this one by then is carried out next.
 */
export function whilePublishing(store: Pick<Store, 'readCase'>, performer: Performer<'PublishAdvisory'>): Performer<'PublishAdvisory'> {
  return {
    look: (context, effect) => performer.look(context, effect),
    perform: async (context, effect) => {
      const { about } = context;
      const thisCase = isCaseId(about) ? (await store.readCase(about))?.case : undefined;
      if (thisCase === undefined || (isEmbargoed(thisCase) && thisCase.phase !== 'publishing'))
        throw new GitHubFailure(`refused to publish: ${about} does not want this any more`, { permanent: true });
      return performer.perform(context, effect);
    },
  };
}
