/** A disk in memory, small enough to be filled in no time. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readThrown } from '../../src/adapters/store/thrown.ts';

export type SmallDisk = { readonly folder: string; unmount(): void };

/** Unit: MB. A run leaves a few copies of its store behind. */
const sizeMb = 96;

/** Where nobody may mount, whoever asked is told why. */
export function mountSmallDisk(): SmallDisk | { readonly missing: string } {
  const folder = mkdtempSync(join(tmpdir(), 'fixlead-small-disk-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'none', folder], { stdio: 'pipe' });
  } catch (error) {
    remove();
    return { missing: `no small disk can be mounted here (${readThrown(error).message.trim().split('\n').at(-1) ?? ''})` };
  }
  const unmount = (): void => {
    execFileSync('umount', ['--lazy', folder], { stdio: 'ignore' });
    remove();
  };
  return { folder, unmount };
}
