/** Git trees made and read without a working copy. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { git, runGit } from './git.ts';

/** The tree of `parent` with `files` written over it; an undefined text takes the file away. */
export async function writeTree(
  folder: string,
  parent: string | undefined,
  files: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const index = join(folder, `index-${process.hrtime.bigint()}`);
  const env = { GIT_INDEX_FILE: index };
  try {
    await git(folder, ['read-tree', parent ?? '--empty'], { env });
    let lines = '';
    for (const [path, text] of Object.entries(files)) {
      const sha = text === undefined ? '0'.repeat(40) : await git(folder, ['hash-object', '-w', '--stdin'], { input: text });
      lines += `${text === undefined ? '0' : '100644'} ${sha}\t${path}\n`;
    }
    await git(folder, ['update-index', '--index-info'], { env, input: lines });
    return await git(folder, ['write-tree'], { env });
  } finally {
    await rm(index, { force: true });
  }
}

/** The commit a name stands for: a branch, a tag, a SHA, or `heads/…` and `tags/…`. Undefined when there is none. */
export async function resolveCommit(folder: string, ref: string): Promise<string | undefined> {
  if (ref.startsWith('-')) return undefined;
  for (const name of [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/${ref}`, ref]) {
    const { code, stdout } = await runGit(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], {
      accept: [1, 128],
    });
    if (code === 0) return stdout.toString('utf8').trim();
  }
  return undefined;
}

export async function tipOf(folder: string, branch: string): Promise<string | undefined> {
  const { code, stdout } = await runGit(folder, ['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`], { accept: [1, 128] });
  return code === 0 ? stdout.toString('utf8').trim() : undefined;
}

/** All branches and tags: `refs/heads/main` → SHA. */
export async function readRefs(folder: string): Promise<ReadonlyMap<string, string>> {
  const listed = await git(folder, ['for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads', 'refs/tags']);
  return new Map(
    listed
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(' ') as [string, string]),
  );
}
