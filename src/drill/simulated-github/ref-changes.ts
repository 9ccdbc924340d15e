/** After a push: which branches and tags moved, and what GitHub tells of it. */
import { announce } from './announce.ts';
import { requestSuite } from './check-suites.ts';
import { changesIn, commitAt, isAncestor, readCommits, type Commit } from './commits.ts';
import { accountOf } from './look-up.ts';
import { noteNewTip } from './pull-requests.ts';
import { showPushedCommit } from './show-commit.ts';
import { repositoryHtmlUrl } from './show-repository.ts';
import { readRefs } from './refs.ts';
import type { Scene } from './world.ts';

const none = '0'.repeat(40);
const shownCommits = 20;

/** `known` are the commits that some branch or tag had before the push. */
type RefChange = { readonly ref: string; readonly before: string; readonly after: string; readonly known: readonly string[] };

export async function announceRefChanges(scene: Scene, before: ReadonlyMap<string, string>): Promise<void> {
  const after = await readRefs(scene.repository.folder);
  const moved = [...new Set([...before.keys(), ...after.keys()])].filter((ref) => before.get(ref) !== after.get(ref));
  const known = [...before.values()];
  for (const ref of moved) await announceRefChange(scene, { ref, before: before.get(ref) ?? none, after: after.get(ref) ?? none, known });
}

async function announceRefChange(scene: Scene, change: RefChange): Promise<void> {
  const { world, repository } = scene;
  const isBranch = change.ref.startsWith('refs/heads/');
  const branch = change.ref.replace(/^refs\/(heads|tags)\//, '');
  const ref = { ref: branch, ref_type: isBranch ? 'branch' : 'tag', pusher_type: 'user' };
  const about = { master_branch: repository.defaultBranch, description: repository.description ?? null };
  repository.pushedAt = world.now();
  if (change.before === none) announce(scene, { event: 'create', payload: { ...ref, ...about } });
  if (change.after === none) announce(scene, { event: 'delete', payload: ref });
  announce(scene, { event: 'push', payload: await showPush(scene, change) });
  if (!isBranch || change.after === none) return;
  await requestSuite(scene, { branch, ...change });
  await noteNewTip(scene, { branch, ...change });
}

async function showPush(scene: Scene, { ref, before, after, known }: RefChange) {
  const { world, repository, by } = scene;
  const { folder } = repository;
  const isNew = before === none;
  const isGone = after === none;
  const range = isNew ? [after, '--not', ...known] : [`${before}..${after}`];
  const commits = isGone ? [] : await readCommits(folder, range, shownCommits);
  const show = async (commit: Commit) => showPushedCommit(scene, commit, await changesIn(folder, commit));
  const head = isGone ? undefined : (commits.at(-1) ?? (await commitAt(folder, `${after}^{commit}`)));
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
    commits: await Promise.all(commits.map(show)),
    head_commit: head ? await show(head) : null,
    pusher: { name: account.login, email: account.email ?? null },
  };
}
