/** Writes the records of published cases into a folder, from where a project serves them. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EffectOf } from '../../core/effects.ts';
import { ChannelFailure } from '../../engine/ports/failures.ts';
import type { PerformContext, Performer } from '../../engine/ports/github.ts';

export type RecordsShelf = {
  /** Undefined: nobody wants them. */
  readonly folder: string | undefined;
  /** Whether everybody can read the advisory now. */
  readonly isPublished: (context: PerformContext) => Promise<boolean>;
};

/** What came from the store is data; whether it may be public now is asked of GitHub once more. */
export function writeRecords({ folder, isPublished }: RecordsShelf): Performer<'WriteRecords'> {
  return {
    look: async (_context, effect) => {
      if (folder === undefined) return notWanted;
      const standing = await Promise.all(effect.records.map(({ path, text }) => readsSo(join(folder, path), text)));
      return standing.every((one) => one) ? written(effect) : undefined;
    },
    perform: async (context, effect) => {
      if (folder === undefined) return notWanted;
      if (!(await isPublished(context))) throw new ChannelFailure('refused to write: the advisory is not public', { permanent: true });
      for (const { path, text } of effect.records) await replace(join(folder, path), text).catch(passing);
      return written(effect);
    },
  };
}

/** A full disk is tried again for hours, as a channel that does not answer. */
function passing(cause: NodeJS.ErrnoException): never {
  throw new ChannelFailure(`the folder for records cannot be written to (${cause.code})`, { cause });
}

const notWanted = { result: 'no folder for records' };

function written({ records }: EffectOf<'WriteRecords'>) {
  return { result: records.map(({ path }) => path).join(', ') };
}

async function readsSo(path: string, text: string): Promise<boolean> {
  return (await readFile(path, 'utf8').catch(() => undefined)) === text;
}

/** Whoever reads it meanwhile, or after the power was lost, reads the old one or the new one, and never half of it. */
async function replace(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.new`;
  await writeFile(beside, text, { mode: 0o644, flush: true });
  await rename(beside, path);
}
