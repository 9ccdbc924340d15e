/** One call for many who want it: at once for the first, and a little later once more for all who came meanwhile. */
import { setTimeout as pause } from 'node:timers/promises';

type Options = {
  /** Between two calls, and before one that failed is tried again. Unit: ms. */
  readonly betweenMs: number;
  readonly afterFailureMs: number;
  /** Hears of each call that failed. */
  readonly failed: (error: Error) => void;
};

export type SeldomCalls = {
  /** Wants a call that begins after this moment, and does not wait for it. */
  readonly call: () => void;
  /** Makes the call that is still wanted, without a pause; one that fails now is not tried again. */
  readonly stop: () => Promise<void>;
};

export function callingSeldom(makeCall: () => Promise<void>, { betweenMs, afterFailureMs, failed }: Options): SeldomCalls {
  const stopping = new AbortController();
  let wanted = false;
  let calling: Promise<void> | undefined;

  async function callWhileWanted(): Promise<void> {
    while (wanted) {
      wanted = false;
      const succeeded = await makeCall().then(
        () => true,
        (error: Error) => (failed(error), false),
      );
      if (!succeeded && stopping.signal.aborted) break;
      wanted ||= !succeeded;
      await pause(succeeded ? betweenMs : afterFailureMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    calling = undefined;
  }

  return {
    call() {
      wanted = true;
      calling ??= callWhileWanted();
    },
    async stop() {
      stopping.abort();
      await calling;
    },
  };
}
