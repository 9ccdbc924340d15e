/** Puts what was committed on the disk, beside the thread that goes on answering. */
import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { StoreFailure } from '../../engine/ports/failures.ts';
import { ownFiles } from './own-files.ts';

export type DurableLog = {
  /** Resolves when all that was committed before is durable. Errors: StoreFailure, now and for ever after. */
  flush(): Promise<void>;
  /**
   * What could not be put on the disk stands in the file for whoever reads it, and may be gone after a loss of power; what stands in a file
   * that was taken away or replaced is gone when we end. Nothing may rest on either.
   * Errors: StoreFailure once a flush has failed, until the store is opened anew.
   */
  refuseIfLost(): void;
  close(): void;
};

/** For a store in memory, which is as durable as it gets. */
export const nothingToFlush: DurableLog = { flush: () => Promise.resolve(), refuseIfLost: () => undefined, close: () => undefined };

const syncToDisk = promisify(fdatasync);

/** `tables` is the file of the tables. */
type Options = { readonly tables?: string; readonly sync?: (file: number) => Promise<void> };

/**
 * SQLite's write-ahead log at `path` while `synchronous` is `normal`: SQLite appends to it and does not wait for the disk; we do, in a thread
 * of Node's. SQLite itself still waits where the order of its own writes depends on it. Source: https://sqlite.org/wal.html, "Performance
 * Considerations". It holds no lock on this file that closing ours would drop; of the file of the tables it does.
 */
export function durableLog(path: string, { tables = path, sync = syncToDisk }: Options = {}): DurableLog {
  const file = openSync(path, 'r+');
  const missing = ownFiles([path, tables]);
  let lost: StoreFailure | undefined;
  const refuseIfLost = (): void => {
    if (lost !== undefined) throw lost;
  };
  return {
    refuseIfLost,
    async flush() {
      await sync(file).catch((cause: unknown) => {
        // Linux tells of each write that failed once: a second try would find nothing wrong.
        lost ??= new StoreFailure('the disk failed to keep what was written; check it, and start Fixlead again', { cause });
      });
      const gone = missing();
      if (gone !== undefined)
        lost ??= new StoreFailure(`${gone} was taken away or replaced while Fixlead works with it; put it back, and start Fixlead again`);
      refuseIfLost();
    },
    close: () => closeSync(file),
  };
}
