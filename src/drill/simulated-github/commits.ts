/** Commits and differences, read from the bare repositories. */
import { git } from './git.ts';

export type Commit = {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
};
export type Signature = { readonly name: string; readonly email: string; readonly at: number };
export type FileChange = {
  readonly path: string;
  readonly status: 'added' | 'removed' | 'modified';
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
};

const format = '%H%x00%T%x00%P%x00%an%x00%ae%x00%at%x00%cn%x00%ce%x00%ct%x00%B%x1e';

/** The commits git names for `revisions`, oldest first, at most `limit` of the newest. */
export async function readCommits(folder: string, revisions: readonly string[], limit = 250): Promise<readonly Commit[]> {
  const printed = await git(folder, ['log', `--max-count=${limit}`, `--format=${format}`, ...revisions, '--']);
  return printed
    .split('\x1e')
    .map((entry) => entry.replace(/^\n/, ''))
    .filter(Boolean)
    .map(readCommit)
    .reverse();
}

export async function commitAt(folder: string, sha: string): Promise<Commit> {
  const [commit] = await readCommits(folder, [sha], 1);
  if (!commit) throw new Error(`There is no commit ${sha} in ${folder}.`);
  return commit;
}

function readCommit(entry: string): Commit {
  const [
    sha = '',
    tree = '',
    parents = '',
    authorName = '',
    authorEmail = '',
    authoredAt = '',
    name = '',
    email = '',
    at = '',
    ...message
  ] = entry.split('\0');
  return {
    sha,
    tree,
    parents: parents.split(' ').filter(Boolean),
    author: { name: authorName, email: authorEmail, at: Number(authoredAt) * 1000 },
    committer: { name, email, at: Number(at) * 1000 },
    message: message.join('\0').trimEnd(),
  };
}

export async function readChanges(folder: string, from: string, to: string): Promise<readonly FileChange[]> {
  const printed = await git(folder, ['diff-tree', '-r', '--raw', '--numstat', '--no-renames', '--no-abbrev', from, to]);
  const lines = printed.split('\n').filter(Boolean);
  const counts = new Map(lines.filter((line) => !line.startsWith(':')).map((line) => [line.split('\t')[2], line.split('\t')]));
  return lines
    .filter((line) => line.startsWith(':'))
    .map((line) => {
      const [meta = '', path = ''] = line.split('\t');
      const [, , from = '', to = '', letter = ''] = meta.split(' ');
      const [added, deleted] = counts.get(path) ?? [];
      const status = letter === 'A' ? 'added' : letter === 'D' ? 'removed' : 'modified';
      return { path, status, sha: status === 'removed' ? from : to, additions: Number(added) || 0, deletions: Number(deleted) || 0 };
    });
}

/** The empty tree, against which a first commit is compared. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

export const changesIn = (folder: string, commit: Commit) => readChanges(folder, commit.parents[0] ?? emptyTree, commit.sha);

export async function mergeBase(folder: string, one: string, other: string): Promise<string | undefined> {
  return (await git(folder, ['merge-base', one, other], { accept: [1] })) || undefined;
}

export async function isAncestor(folder: string, older: string, newer: string): Promise<boolean> {
  return (await mergeBase(folder, older, newer)) === older;
}

/** The tree of both sides merged, or undefined when they conflict. */
export async function mergedTree(folder: string, base: string, head: string): Promise<string | undefined> {
  const printed = await git(folder, ['merge-tree', '--write-tree', '--no-messages', '--name-only', base, head], { accept: [1] });
  const [tree, conflict] = printed.split('\n');
  return conflict === undefined ? tree : undefined;
}
