import { closeSync, openSync } from 'node:fs';
import { readThrown } from './thrown.ts';

/**
 * Makes an empty file that only its owner may read, for it will hold what is under embargo; SQLite gives its journal the same rights.
 * A file that exists is not even opened: closing it would end every lock this process holds on it.
 * Source: fcntl(2), "record locks … are automatically released when … any file descriptor referring to the file is closed".
 */
export function createPrivately(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (readThrown(error).code !== 'EEXIST') throw error;
  }
}
