/** What cannot be taken back does not happen before the Release Date by GitHub's clock either: this machine's may go ahead of the time. */
import type { EffectKind } from '../../core/effects.ts';
import { isCaseId } from '../../core/ids.ts';
import { formatUtcMinute, type Instant } from '../../core/time/time.ts';
import { TooEarly } from '../ports/failures.ts';
import type { GitHubFacts, PerformContext, Performer } from '../ports/github.ts';
import type { Store } from '../ports/store.ts';

type Around = {
  readonly facts: Pick<GitHubFacts, 'time'>;
  readonly store: Pick<Store, 'readCase'>;
  readonly now: () => Instant;
};

/**
 * The same performer, which first asks GitHub what time it is.
 * Errors: TooEarly until the date has come by GitHub's clock, whatever ours says by now: one that was ahead when it wanted this may have been
 * set back since. What could not be found out is a failure like any other, and nothing happens.
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
  if (releaseAt === undefined) return;
  const there = await facts.time(installationId, repository);
  if (there >= releaseAt) return;
  const aheadMs = now() - there;
  const wrong = aheadMs < leastAheadMs ? '' : `; this machine's clock is ${Math.ceil(aheadMs / minuteMs)} min ahead of it, set it right`;
  const words = `it is not ${formatUtcMinute(releaseAt)} yet by GitHub's clock${wrong}`;
  throw new TooEarly(words, { waitMs: Math.min(releaseAt - there, longestWaitMs) });
}

const minuteMs = 60_000;
/** Less may be the way to GitHub and back, and its whole seconds. */
const leastAheadMs = 2_000;
/** Our own clock may be set right meanwhile. */
const longestWaitMs = minuteMs;
