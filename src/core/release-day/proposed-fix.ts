/** A public pull request proposes an approved head; people, or the project's own rules, merge it. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Seen } from '../events.ts';
import { accept, ignore } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { carryOn } from './carry-on.ts';
import { fixIsProposed } from './proposed-fix-words.ts';
import { releaseDayOf, withReleaseDay } from './release-day.ts';

export function fixWasProposed(thisCase: Case, event: Seen<'FixProposed'>, policy: Policy, now: Instant): Decision {
  const { line, sha, place, at } = event;
  const { proposed = [] } = releaseDayOf(thisCase);
  if (proposed.some((one) => one.line === line && one.sha === sha)) return ignore('that is known');
  const next = carryOn(withReleaseDay(thisCase, { proposed: [...proposed, { line, sha, place, at }] }), policy, now);
  const said = tellMaintainers(next.case, `proposed/${line}/${sha}`, fixIsProposed(event, next.step));
  return accept(next.case, [{ rule: 'S43' }], [...next.effects, ...said]);
}
