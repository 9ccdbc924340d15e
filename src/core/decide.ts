/** What follows from one event: the heart of the app. Pure: the same case, event, policy and instant always give the same answer. */
import type { Case } from './case.ts';
import type { Decision } from './decision.ts';
import { refuseLeaks } from './embargo.ts';
import { isCommand, type CaseEvent } from './events.ts';
import { deliverEarly } from './distributors/early-deliveries.ts';
import { policyOfCase } from './fix-repository/own-repository.ts';
import { endDoubt } from './fix/doubted-givers.ts';
import { openCase, seeAdvisory } from './intake/intake.ts';
import { ignore } from './outcome.ts';
import { deliverNotices } from './notices/delivering.ts';
import type { Policy } from './policy.ts';
import { standingEffects } from './standing-effects.ts';
import type { Instant } from './time/time.ts';
import { followCommand } from './follow-command.ts';
import { followSighting } from './follow-sighting.ts';

/**
 * Errors: none for what people or GitHub do; each such answer is a value. Throws only when a rule of ours would let an embargoed
 * case reach the public, which the engine rolls back.
 */
export function decide(current: Case | undefined, event: CaseEvent, policy: Policy, now: Instant): Decision {
  const decision = follow(current, event, policyOfCase(policy, current), now);
  if (decision.outcome !== 'accepted') return decision;
  const ruling = policyOfCase(decision.policy ?? policy, decision.next);
  const { next: sure, effects: words } = endDoubt(current, decision.next, ruling, now);
  const { next: told, effects: notices } = deliverNotices(sure, ruling, now);
  const { next, effects: mails } = deliverEarly(told, ruling, now);
  const effects = [...decision.effects, ...words, ...notices, ...mails, ...standingEffects(next, ruling, now)];
  refuseLeaks(next, effects, ruling, now);
  return { ...decision, next, effects };
}

function follow(current: Case | undefined, event: CaseEvent, policy: Policy, now: Instant): Decision {
  if (event.kind === 'ReportReceived') return current === undefined ? openCase(event) : seeAdvisory(current, event, policy);
  if (current === undefined) return ignore('there is no such case');
  return isCommand(event) ? followCommand(current, event, policy, now) : followSighting(current, event, policy, now);
}
