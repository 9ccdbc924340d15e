/** The publish sentinel: while the fix is public and the advisory is not it rings, again and again, until published or excused. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { WakeUp } from '../effects.ts';
import type { Seen } from '../events.ts';
import { accept } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { nextStep } from './next-step.ts';
import { exposedSince, releaseDayOf, releaseRules, withReleaseDay } from './release-day.ts';
import { sentinelRings } from './release-day-words.ts';

export const sentinel = 'publish-sentinel';
const minuteMs = 60_000;

/** Also while a publication waits for a fix or a release that does not come. After an outage it rings once, not once for each time it missed. */
export function sentinelWakeUps(thisCase: Case, policy: Policy): readonly WakeUp[] {
  const { begunAt, excused, rangAt } = releaseDayOf(thisCase);
  const { ringMinutes } = releaseRules(policy);
  const since = exposedSince(thisCase) ?? (thisCase.phase === 'publishing' ? begunAt : undefined);
  if (since === undefined || excused !== undefined || ringMinutes === 0) return [];
  return [{ name: sentinel, dueAt: Math.max(since, rangAt ?? 0) + ringMinutes * minuteMs }];
}

export function sentinelRang(thisCase: Case, event: Seen<'WakeUpRang'>, policy: Policy, now: Instant): Decision {
  const step = thisCase.phase === 'publishing' ? nextStep(thisCase, policy) : undefined;
  // Its rings are many, and each names its instant: only the last has to be remembered.
  const rung = thisCase.rung.filter((key) => !key.startsWith(`${sentinel}@`) || key === `${sentinel}@${event.dueAt}`);
  const next = withReleaseDay({ ...thisCase, rung }, { rangAt: now });
  const words = sentinelRings(thisCase, policy, now, step);
  return accept(next, [{ rule: 'S45' }], tellMaintainers(next, `${sentinel}/${event.dueAt}`, words));
}
