/** A public pull request proposes an approved head; people, or the project's own rules, merge it. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Seen } from '../events.ts';
import { accept, ignore } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { carryOn } from './carry-on.ts';
import { fixIsProposed, proposalCameTo } from './proposed-fix-words.ts';
import { releaseDayOf, withReleaseDay } from './release-day.ts';

export function fixWasProposed(thisCase: Case, event: Seen<'FixProposed'>, policy: Policy, now: Instant): Decision {
  const { line, sha, place, at } = event;
  const { proposed = [] } = releaseDayOf(thisCase);
  if (proposed.some((one) => one.line === line && one.sha === sha)) return ignore('that is known');
  const next = carryOn(withReleaseDay(thisCase, { proposed: [...proposed, { line, sha, place, at }] }), policy, now);
  const said = tellMaintainers(next.case, `proposed/${line}/${sha}`, fixIsProposed(event, next.step));
  return accept(next.case, [{ rule: 'S43' }], [...next.effects, ...said]);
}

/** It is told and nothing else: what was not reviewed is never taken for the fix, and the publication waits until a person says otherwise. */
export function proposalEnded(thisCase: Case, event: Seen<'ProposalEnded'>): Decision {
  const { proposed = [] } = releaseDayOf(thisCase);
  const isIt = (one: (typeof proposed)[number]): boolean => one.line === event.line && one.sha === event.sha;
  if (!proposed.some((one) => isIt(one) && one.ended !== event.how)) return ignore('that is known');
  const next = withReleaseDay(thisCase, { proposed: proposed.map((one) => (isIt(one) ? { ...one, ended: event.how } : one)) });
  const reviewed = thisCase.pullRequests.find((pull) => pull.line === event.line && pull.headSha === event.sha);
  const said = tellMaintainers(next, `proposal-ended/${event.line}/${event.sha}/${event.how}`, proposalCameTo(event, reviewed?.patchId));
  return accept(next, [{ rule: 'S100' }], said);
}
