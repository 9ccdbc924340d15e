/** Whether the reporter wants to be named in what is published. Nobody is named without their word. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Command } from '../events.ts';
import { actOf } from '../intake/triage.ts';
import { carriedOut, withNote } from '../outcome.ts';

export function decideCredit(thisCase: Case, event: Command<'CreditDecided'>): Decision {
  const { wanted, name } = event;
  const credit = { ...actOf(event), wanted, ...(name !== undefined && { name }) };
  const words = wanted ? 'wants to be named in what is published' : 'wants not to be named';
  const next = withNote({ ...thisCase, credit }, event.at, `@${event.by.login} ${words}`);
  return carriedOut(next, event, 'Recorded.', [{ fact: 'nobody is named without their word' }]);
}
