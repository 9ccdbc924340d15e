/** Commits as JSON: in full, and in the short form that pushes and check suites carry. */
import { repositoryHtmlUrl, repositoryUrl } from './show-repository.ts';
import { isoTime, nodeId, showAccount } from './show-account.ts';
import type { Commit, FileChange, Signature } from './commits.ts';
import type { Account, Place, World } from './world.ts';

export function showCommit({ world, repository }: Place, commit: Commit) {
  const url = repositoryUrl(world, repository);
  const people = { author: showAuthor(world, commit.author), committer: showAuthor(world, commit.committer) };
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: `${url}/commits/${commit.sha}`,
    html_url: `${repositoryHtmlUrl(repository)}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    commit: {
      url: `${url}/git/commits/${commit.sha}`,
      message: commit.message,
      author: showSignature(commit.author),
      committer: showSignature(commit.committer),
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      comment_count: 0,
      verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
    },
    ...people,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/commits/${sha}`,
      html_url: `${repositoryHtmlUrl(repository)}/commit/${sha}`,
    })),
  };
}

export function showFile({ world, repository }: Place, ref: string, file: FileChange) {
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${repositoryHtmlUrl(repository)}/blob/${ref}/${encodeURI(file.path)}`,
    raw_url: `${repositoryHtmlUrl(repository)}/raw/${ref}/${encodeURI(file.path)}`,
    contents_url: `${repositoryUrl(world, repository)}/contents/${encodeURI(file.path)}?ref=${ref}`,
  };
}

export function showStats(files: readonly FileChange[]) {
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return { additions, deletions, total: additions + deletions };
}

export function showPushedCommit({ world, repository }: Place, commit: Commit, files: readonly FileChange[]) {
  const paths = (status: FileChange['status']) => files.filter((file) => file.status === status).map((file) => file.path);
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: isoTime(commit.committer.at),
    url: `${repositoryHtmlUrl(repository)}/commit/${commit.sha}`,
    author: showPerson(world, commit.author),
    committer: showPerson(world, commit.committer),
    added: paths('added'),
    removed: paths('removed'),
    modified: paths('modified'),
  };
}

export const showHeadCommit = (commit: Commit) => ({
  id: commit.sha,
  tree_id: commit.tree,
  message: commit.message,
  timestamp: isoTime(commit.committer.at),
  author: { name: commit.author.name, email: commit.author.email },
  committer: { name: commit.committer.name, email: commit.committer.email },
});

const showSignature = ({ name, email, at }: Signature) => ({ name, email, date: isoTime(at) });

function showPerson(world: World, signature: Signature) {
  const account = accountBehind(world, signature);
  return { name: signature.name, email: signature.email, date: isoTime(signature.at), ...(account && { username: account.login }) };
}

function showAuthor(world: World, signature: Signature) {
  const account = accountBehind(world, signature);
  return account ? showAccount(world, account) : null;
}

/** GitHub knows a commit's author by the e-mail address alone. */
function accountBehind(world: World, { email }: Signature): Account | undefined {
  return [...world.accounts.values()].find((account) => account.email === email || email === `${account.login}@users.noreply.github.com`);
}
