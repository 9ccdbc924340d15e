export type StoreProblemCode =
  /** Another process works on this SQLite file. */
  | 'locked'
  /** Not there, not a store, or damaged. */
  | 'unreadable'
  /** The file or its folder may not be written to. */
  | 'read-only'
  /** A newer Fixlead has changed the tables. */
  | 'newer-schema'
  /** It has been moved into a database, which is the store now. */
  | 'moved'
  /** It was being moved into a database, and it is not known here whether everything has arrived. */
  | 'moving'
  /** It was to be moved into, and holds something. */
  | 'not-empty'
  | 'bad-url'
  /** The PostgreSQL server does not answer or does not let us in. */
  | 'unreachable';

/** Why a store cannot be opened: one line for whoever started the program, which names the store and says what to do. */
export class StoreProblem extends Error {
  override readonly name = 'StoreProblem';
  readonly code: StoreProblemCode;
  constructor(code: StoreProblemCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}
