import { dirname } from 'node:path';
import { StoreProblem } from './store-problem.ts';
import { oneLine, readThrown } from './thrown.ts';

/** One clear line for what SQLite or the file system says when a store is opened. Source: https://sqlite.org/rescode.html */
export function sqliteProblem(error: unknown, path: string): StoreProblem {
  if (error instanceof StoreProblem) return error;
  const { message, code, errcode } = readThrown(error);
  const kind = errcode === undefined ? fileSystemKinds[code ?? ''] : sqliteKinds[errcode & 0xff];
  const options = { cause: error };
  if (kind === 'cannot-write') {
    return new StoreProblem(
      'read-only',
      `${path} or its folder ${dirname(path)} may not be written to; let this user write both.`,
      options,
    );
  }
  if (kind === 'damaged') {
    return new StoreProblem(
      'unreadable',
      `${path} is not a Fixlead store, or is damaged; restore it from a backup or name another.`,
      options,
    );
  }
  return new StoreProblem('unreadable', `${path} cannot be opened (${oneLine(message)}); check the path and who may read it.`, options);
}

type Kind = 'cannot-write' | 'damaged';

const fileSystemKinds: Readonly<Record<string, Kind>> = { EACCES: 'cannot-write', EPERM: 'cannot-write', EROFS: 'cannot-write' };
/** READONLY, CORRUPT and NOTADB; ERROR is what asking for our tables gives where they are not. */
const sqliteKinds: Readonly<Record<number, Kind>> = { 8: 'cannot-write', 11: 'damaged', 26: 'damaged', 1: 'damaged' };
