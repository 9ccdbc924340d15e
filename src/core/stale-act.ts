/** What somebody does on the dashboard holds for the case as they saw it: when it has changed since, they look again. */
import type { Case } from './case.ts';
import type { Decision } from './decision.ts';
import type { CommandEvent } from './command-events.ts';
import { isCommand, type CaseEvent } from './events.ts';
import { refuse } from './outcome.ts';

type FromDashboard = CommandEvent & { readonly at: number };

/** `version` counts the lines of the case's history, before the step in which this is decided. */
export function isStale(event: CaseEvent, version: number): event is FromDashboard {
  return isCommand(event) && event.from.kind === 'dashboard' && event.from.drawn !== version;
}

export function refuseStale(thisCase: Case, event: FromDashboard): Decision {
  const message =
    'The case has changed since the page was drawn, so nothing was done. Please look at it again, and repeat it if it still holds.';
  return refuse(thisCase, event, 'state-changed', message);
}
