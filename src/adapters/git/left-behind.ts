/** What a git that was killed leaves in a copy: locks, for which every later one would wait, and halves of packs, which fill the disk. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Longer than any git of ours may run; only one at a time works in a copy. Unit: ms. */
const longestRunMs = 60_000;

/** Where git puts them, from the copy's folder. Source: gitrepository-layout(5), git 2.39, `index-pack.c`. */
const places = ['.', 'refs', 'refs/fixlead', 'objects/pack'];

/** Edges: a file from the future was written before the clock was set back, and is old too. Errors: none; what cannot be taken away stays. */
export async function sweepLeftBehind(folder: string): Promise<void> {
  for (const place of places) {
    const names = await readdir(join(folder, place)).catch(() => []);
    for (const name of names.filter((one) => one.endsWith('.lock') || one.startsWith('tmp_') || one.startsWith('.tmp-')))
      await sweep(join(folder, place, name));
  }
}

async function sweep(path: string): Promise<void> {
  const file = await stat(path).catch(() => undefined);
  if (file !== undefined && Math.abs(Date.now() - file.mtimeMs) > longestRunMs) await rm(path, { force: true }).catch(() => undefined);
}
