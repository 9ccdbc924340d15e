/** How the wider community will be told: thought of by the Fix Lead before the disclosure (S25, S82, S102). */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Command } from '../events.ts';
import { actOf } from '../intake/triage.ts';
import { carriedOut, withNote } from '../outcome.ts';

/** The plan said last takes the place of the one before. */
export function giveCommunicationPlan(thisCase: Case, event: Command<'CommunicationPlanGiven'>): Decision {
  const before = thisCase.communicationPlan;
  const next = withNote(
    { ...thisCase, communicationPlan: { ...actOf(event), words: event.words } },
    event.at,
    `@${event.by.login} planned how the community is told`,
  );
  const words = before === undefined ? 'Recorded as the communication plan.' : `Recorded; it takes the place of the plan by @${before.by}.`;
  return carriedOut(next, event, words, [{ rule: 'S82' }, { rule: 'S102' }, { rule: 'S25' }]);
}
