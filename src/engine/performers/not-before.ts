/** What cannot be taken back does not happen before the Release Date by GitHub's clock either: this machine's may go ahead of the time. */
import type { EffectKind } from '../../core/effects.ts';
import { isCaseId } from '../../core/ids.ts';
import { formatUtcMinute, type Instant } from '../../core/time/time.ts';
import { GitHubFailure } from '../ports/failures.ts';
import type { GitHubFacts, PerformContext, Performer } from '../ports/github.ts';
import type { Store } from '../ports/store.ts';

type Around = {
  readonly facts: Pick<GitHubFacts, 'time'>;
  readonly store: Pick<Store, 'readCase'>;
  readonly now: () => Instant;
};

/**
 * The same performer, which first asks GitHub what time it is.
 * Errors: GitHubFailure, worth another try, while our clock says that the date has come and GitHub's does not. What is wanted before its
 * date on purpose is no matter of clocks, and is let through.
 * Source: RFC 9110, §6.6.1: whoever has a clock dates each answer; whole seconds, rounded down.
 */
export function notBefore<Kind extends EffectKind>(around: Around, performer: Performer<Kind>): Performer<Kind> {
  return {
    look: (context, effect) => performer.look(context, effect),
    perform: async (context, effect) => {
      await refuseWhileEarly(around, context);
      return performer.perform(context, effect);
    },
  };
}

async function refuseWhileEarly({ facts, store, now }: Around, { about, repository, installationId }: PerformContext): Promise<void> {
  const releaseAt = isCaseId(about) ? (await store.readCase(about))?.case.release?.releaseAt : undefined;
  if (releaseAt === undefined || now() < releaseAt) return;
  const there = await facts.time(installationId, repository);
  if (there >= releaseAt) return;
  const minutes = Math.ceil((now() - there) / 60_000);
  const words = `this machine's clock is ${minutes} min ahead of GitHub's, where it is not ${formatUtcMinute(releaseAt)} yet; set it right`;
  throw new GitHubFailure(words, {});
}
