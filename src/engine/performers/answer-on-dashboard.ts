/** The answer to what somebody did on the dashboard is kept where the dashboard finds it. */
import type { Performer } from '../ports/github.ts';
import type { Store } from '../ports/store.ts';

export function answerKey(act: string): string {
  return `dashboard-answer:${act}`;
}

export function answerOnDashboard(store: Pick<Store, 'writeCursor'>): Performer<'AnswerOnDashboard'> {
  return {
    // Keeping it again changes nothing.
    look: async () => undefined,
    perform: async (_context, { act, body }) => {
      await store.writeCursor(answerKey(act), body);
      return { result: 'kept' };
    },
  };
}
