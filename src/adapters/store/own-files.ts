/** Whether the files that a store has open are still those of that name: whoever starts next opens them by their names. */
import { statSync } from 'node:fs';

/** Answers which of them was taken away or replaced since it was first asked about. Costs some microseconds. */
export function ownFiles(paths: readonly string[]): () => string | undefined {
  const known = paths.map((path) => ({ path, is: identityOf(path) }));
  return () => known.find(({ path, is }) => identityOf(path) !== is)?.path;
}

/** Device and inode name a file, by which SQLite tells as well (`fileHasMoved` in os_unix.c). It is not opened: closing it would drop SQLite's locks. */
function identityOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}
