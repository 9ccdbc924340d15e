/** What the names in a repository stand for. */
import { git, runGit } from './git.ts';

/** The commit a name stands for: a branch, a tag, a SHA, or `heads/…` and `tags/…`. Undefined when there is none. */
export async function resolveCommit(folder: string, name: string): Promise<string | undefined> {
  const refs = await readRefs(folder);
  const sha = refs.get(`refs/heads/${name}`) ?? refs.get(`refs/tags/${name}`) ?? refs.get(`refs/${name}`) ?? name;
  if (!/^[0-9a-f]{7,40}$/.test(sha)) return undefined;
  const { code, stdout } = await runGit(folder, ['rev-parse', '--verify', '--quiet', `${sha}^{commit}`], { accept: [1, 128] });
  return code === 0 ? stdout.toString('utf8').trim() : undefined;
}

export const tipOf = async (folder: string, branch: string) => (await readRefs(folder)).get(`refs/heads/${branch}`);

/** All branches and tags: `refs/heads/main` → SHA. */
export async function readRefs(folder: string): Promise<ReadonlyMap<string, string>> {
  const listed = await git(folder, ['for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads', 'refs/tags']);
  const lines = listed.split('\n').filter(Boolean);
  return new Map(lines.map((line) => line.split(' ') as [string, string]));
}
