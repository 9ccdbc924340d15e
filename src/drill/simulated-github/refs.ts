/** What the names in a repository stand for. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit } from './git.ts';

/** The commit a name stands for: a branch, a tag, a SHA, or `heads/…` and `tags/…`. Undefined when there is none. */
export async function resolveCommit(folder: string, name: string): Promise<string | undefined> {
  const refs = await readRefs(folder);
  const sha = refs.get(`refs/heads/${name}`) ?? refs.get(`refs/tags/${name}`) ?? refs.get(`refs/${name}`) ?? name;
  if (!/^[0-9a-f]{7,40}$/.test(sha)) return undefined;
  const { code, stdout } = await runGit(folder, ['rev-parse', '--verify', '--quiet', `${sha}^{commit}`], { accept: [1, 128] });
  return code === 0 ? stdout.toString('utf8').trim() : undefined;
}

export const tipOf = async (folder: string, branch: string) => (await readRefs(folder)).get(`refs/heads/${branch}`);

/**
 * All branches and tags: `refs/heads/main` → SHA. Read from the files, since it is asked for all the time and starting git takes long.
 * Source: gitrepository-layout(5), `refs` and `packed-refs`; what stands in a file of its own is newer.
 */
export async function readRefs(folder: string): Promise<ReadonlyMap<string, string>> {
  const packed = await readFile(join(folder, 'packed-refs'), 'utf8').catch(() => '');
  const refs = new Map<string, string>();
  for (const [, sha = '', name = ''] of packed.matchAll(/^([0-9a-f]{40}) (refs\/(?:heads|tags)\/.+)$/gm)) refs.set(name, sha);
  for (const kind of ['refs/heads', 'refs/tags']) {
    const names = await readdir(join(folder, kind), { recursive: true }).catch(() => []);
    for (const name of names) {
      const path = join(kind, name);
      // A folder on the way to one, or the lock of one that is just being written.
      const text = await readFile(join(folder, path), 'utf8').catch(() => '');
      if (/^[0-9a-f]{40}$/.test(text.trim()) && !path.endsWith('.lock')) refs.set(path, text.trim());
    }
  }
  return new Map([...refs].sort(([left], [right]) => (left < right ? -1 : 1)));
}
