/** What became of an act: the line of the history that it led to, waited for a moment. */
import type { SubjectId } from '../core/ids.ts';
import type { HistoryLine } from '../engine/ports/store.ts';
import type { Dashboard } from './dashboard.ts';
import { isDone } from './who-acted.ts';

/** How long the page waits for the app to decide. Unit: real ms. */
const longestWaitMs = 3_000;
const lookEveryMs = 50;
/** As far back as is looked for it. */
const newestLines = 40;

/** Undefined while it is not decided; a number that no act has is not waited for. */
export async function waitForLine(
  { store }: Dashboard,
  about: SubjectId,
  act: string,
  isIt = isOfAct(act),
): Promise<HistoryLine | 'no-such-act' | undefined> {
  const isKnown = await isDone(store, act);
  const until = Date.now() + (isKnown ? longestWaitMs : 0);
  for (;;) {
    const line = (await store.readHistory(about, newestLines)).find(({ event }) => isIt(event));
    if (line !== undefined) return line;
    if (Date.now() >= until) return isKnown ? undefined : 'no-such-act';
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

/** What somebody signed in did on the dashboard, by its number. */
function isOfAct(act: string): (event: HistoryLine['event']) => boolean {
  return (event) => 'from' in event && event.from.kind === 'dashboard' && event.from.commentId === act;
}
