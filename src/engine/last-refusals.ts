/** What was refused in a case, as its history has it. */
import type { Refused } from '../core/command-events.ts';
import { isCommand, type CaseEvent } from '../core/events.ts';
import type { CaseId } from '../core/ids.ts';
import { mostRefusals } from '../core/schedule/why-refused.ts';
import type { HistoryLine, Store } from './ports/store.ts';

/** More than are shown, because not each of them may be shown everywhere. */
const mostRead = 10 * mostRefusals;

/** The last ones, oldest first. */
export async function lastRefusals(store: Store, caseId: CaseId): Promise<readonly Refused[]> {
  const lines = await store.readHistory(caseId);
  return lines.flatMap(refusedIn).slice(-mostRead);
}

function refusedIn({ event, outcome, decidedAt, because, refusalCode }: HistoryLine): readonly Refused[] {
  if (outcome !== 'refused' || refusalCode === undefined || !isCaseCommand(event)) return [];
  const message = because.flatMap((reason) => ('fact' in reason ? [reason.fact] : [])).at(-1);
  return [{ at: decidedAt, by: event.by.login, place: event.from.kind, code: refusalCode, message, because }];
}

/** The history of a case has no event of a project. */
function isCaseCommand(event: HistoryLine['event']): event is Extract<CaseEvent, { from: unknown }> {
  return isCommand(event as CaseEvent);
}
