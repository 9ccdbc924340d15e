/** What a loop has in hand: a round waits for its work, but leaves what is slow to itself, so that one slow GitHub holds up nobody else. */
import { setTimeout as pause } from 'node:timers/promises';

export type InHand = {
  count(): number;
  /** Resolves when all of it has ended, or when patience has: what is slow goes on. Errors: the first one's, of what ended in time. */
  waitFor(work: readonly Promise<void>[]): Promise<void>;
  /** Resolves when nothing is in hand. */
  emptied(): Promise<void>;
};

type Patience = {
  /** Unit: ms of the machine, whatever the clock says. */
  readonly patienceMs: number;
  /** Told of each that was slow when it ends, and how it failed if it did. */
  readonly onLate: (failed?: { readonly error: unknown }) => void;
};

export function inHand({ patienceMs, onLate }: Patience): InHand {
  const going = new Set<Promise<void>>();
  return {
    count: () => going.size,
    async waitFor(work) {
      const round: Round = { isOver: false, errors: [] };
      const all = work.map((one) => follow(one, round));
      const patience = new AbortController();
      const worn = pause(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined);
      await Promise.race([Promise.all(all), worn]);
      patience.abort();
      round.isOver = true;
      const [first] = round.errors;
      if (first !== undefined) throw first.error;
    },
    async emptied() {
      while (going.size > 0) await Promise.allSettled(going);
    },
  };

  async function follow(one: Promise<void>, round: Round): Promise<void> {
    going.add(one);
    const [result] = await Promise.allSettled([one]);
    going.delete(one);
    const failed = result.status === 'rejected' ? { error: result.reason as unknown } : undefined;
    if (round.isOver) onLate(failed);
    else if (failed !== undefined) round.errors.push(failed);
  }
}

type Round = { isOver: boolean; readonly errors: { readonly error: unknown }[] };
