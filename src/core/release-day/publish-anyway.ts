/** Two exceptions to the order of a release day, each with a name and a reason. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Command } from '../events.ts';
import { areGreen, publicationGates } from '../gates.ts';
import { actOf } from '../intake/triage.ts';
import { gatesPage } from '../messages.ts';
import { accept, carriedOut, refuse } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { answer } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { beginPublication } from './carry-on.ts';
import { actIn, exposedSince, withReleaseDay } from './release-day.ts';
import { whatIsPublic } from './release-day-words.ts';

/** Publishes whatever of the fix is not public yet. The gates hold all the same: only the order is given up. */
export function publishAnyway(thisCase: Case, event: Command<'PublicationForced'>, policy: Policy, now: Instant): Decision {
  const gates = publicationGates(thisCase, policy, now);
  if (!areGreen(gates)) {
    const message = `Not published: \`anyway\` does not wait for the fix or its releases, but every gate must be green:\n\n${gatesPage(thisCase, policy, now)}`;
    return refuse(thisCase, event, 'gates-not-green', message, [{ rule: 'S46' }]);
  }
  const next = beginPublication(thisCase, policy, now, { ...actIn(event), anyway: { ...actOf(event), reason: event.reason } });
  const words = `Publishing now, as you say, whatever is public of the fix:\n\n${whatIsPublic(thisCase, policy)}`;
  return accept(next.case, [{ rule: 'S46' }], [...next.effects, answer(next.case, event, words)]);
}

export function excuseLate(thisCase: Case, event: Command<'LatePublicationExcused'>): Decision {
  if (exposedSince(thisCase) === undefined)
    return refuse(
      thisCase,
      event,
      'not-needed',
      'Nothing of the fix is public yet, so nothing needs an excuse. `/hold REASON` stops a publication.',
    );
  const next = withReleaseDay(thisCase, { excused: { ...actOf(event), reason: event.reason } });
  const words = 'Recorded. I will not ring about it again, unless another release shows.';
  return carriedOut(next, event, words, [{ rule: 'S45' }]);
}
