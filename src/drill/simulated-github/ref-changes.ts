/** After a push: which branches and tags moved, and what GitHub tells of it. */
import { announce } from './announce.ts';
import { requestSuite } from './check-suites.ts';
import { changesIn, commitAt, isAncestor, readCommits } from './commits.ts';
import { accountOf } from './look-up.ts';
import { noteMergedByPush, noteNewHead } from './pull-requests.ts';
import { showPushedCommit } from './show-commit.ts';
import { repositoryHtmlUrl } from './show-repository.ts';
import { readRefs } from './trees.ts';
import type { Repository, World } from './world.ts';

const none = '0'.repeat(40);
const shownCommits = 20;

/** `known` are the commits that some branch or tag had before the push. */
type RefChange = { readonly ref: string; readonly before: string; readonly after: string; readonly known: readonly string[] };

export async function announceRefChanges(
  world: World,
  repository: Repository,
  by: string,
  before: ReadonlyMap<string, string>,
): Promise<void> {
  const after = await readRefs(repository.folder);
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((ref) => before.get(ref) !== after.get(ref));
  for (const ref of names)
    await announceRefChange(world, repository, by, {
      ref,
      before: before.get(ref) ?? none,
      after: after.get(ref) ?? none,
      known: [...before.values()],
    });
}

async function announceRefChange(world: World, repository: Repository, by: string, change: RefChange): Promise<void> {
  const isBranch = change.ref.startsWith('refs/heads/');
  const name = change.ref.replace(/^refs\/(heads|tags)\//, '');
  repository.pushedAt = world.now();
  if (change.before === none || change.after === none) {
    const event = change.before === none ? 'create' : 'delete';
    const ref = { ref: name, ref_type: isBranch ? 'branch' : 'tag', pusher_type: 'user' };
    const payload =
      event === 'create' ? { ...ref, master_branch: repository.defaultBranch, description: repository.description ?? null } : ref;
    announce(world, { event, by, repository, payload });
  }
  announce(world, { event: 'push', by, repository, payload: await showPush(world, repository, by, change) });
  if (!isBranch || change.after === none) return;
  await requestSuite(world, repository, by, { branch: name, ...change });
  await noteNewHead(world, repository, by, { branch: name, ...change });
  await noteMergedByPush(world, repository, by, { branch: name, ...change });
}

async function showPush(world: World, repository: Repository, by: string, { ref, before, after, known }: RefChange) {
  const { folder } = repository;
  const isNew = before === none;
  const isGone = after === none;
  const range = isNew ? [after, '--not', ...known] : [`${before}..${after}`];
  const commits = isGone ? [] : await readCommits(folder, range, shownCommits);
  const show = async (sha: string) => {
    const commit = await commitAt(folder, sha);
    return showPushedCommit(world, repository, commit, await changesIn(folder, commit));
  };
  const account = accountOf(world, by);
  return {
    ref,
    before,
    after,
    created: isNew,
    deleted: isGone,
    forced: !isNew && !isGone && !(await isAncestor(folder, before, after)),
    base_ref: null,
    compare: `${repositoryHtmlUrl(repository)}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: await Promise.all(commits.map(({ sha }) => show(sha))),
    head_commit: isGone ? null : await show(`${after}^{commit}`),
    pusher: { name: account.login, email: account.email ?? null },
  };
}
