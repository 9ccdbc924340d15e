/** What became of an act: the line of the history that it led to, waited for a moment. */
import type { SubjectId } from '../core/ids.ts';
import type { HistoryLine } from '../engine/ports/store.ts';
import type { Dashboard } from './dashboard.ts';

/** How long the page waits for the app to decide. Unit: real ms. */
const longestWaitMs = 3_000;
const lookEveryMs = 50;
/** As far back as is looked for it. */
const newestLines = 40;

export async function waitForLine(
  { store }: Dashboard,
  about: SubjectId,
  isIt: (event: HistoryLine['event']) => boolean,
): Promise<HistoryLine | undefined> {
  const until = Date.now() + longestWaitMs;
  for (;;) {
    const line = (await store.readHistory(about, newestLines)).find(({ event }) => isIt(event));
    if (line !== undefined || Date.now() >= until) return line;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

/** What somebody signed in did on the dashboard, by its number. */
export function isOfAct(act: string): (event: HistoryLine['event']) => boolean {
  return (event) => 'from' in event && event.from.kind === 'dashboard' && event.from.commentId === act;
}
