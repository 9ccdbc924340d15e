/** What people do with git: each time in a fresh clone, over HTTP, with their own token. */
import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { git, identity, withToken } from './git.ts';
import { accountOf, fullName, repositoryOf } from './look-up.ts';
import { readRefs } from './refs.ts';
import type { World } from './world.ts';

export type Push = {
  readonly repo: string;
  readonly branch: string;
  /** Where a new branch starts; the default branch unless given. */
  readonly from?: string;
  /** Path → text; undefined deletes the file. */
  readonly files: Readonly<Record<string, string | undefined>>;
  readonly message: string;
  /** Logins, named as `Co-authored-by`. */
  readonly coAuthors?: readonly string[];
  /** Replaces the branch's last commit instead of adding one. */
  readonly force?: boolean;
};

/** Commits and pushes; answers the new SHA. */
export async function pushOverHttp(who: Who, push: Push): Promise<string> {
  const repository = repositoryOf(who.world, push.repo);
  const isNew = !(await readRefs(repository.folder)).has(`refs/heads/${push.branch}`);
  const start = isNew ? (push.from ?? repository.defaultBranch) : push.branch;
  return inClone(who, { repo: push.repo, branch: start, depth: 2 }, async ({ folder, run }) => {
    if (push.force) await run(['reset', '--quiet', '--hard', 'HEAD~1']);
    for (const [path, text] of Object.entries(push.files)) await writeOrDelete(join(folder, path), text);
    await run(['add', '--all']);
    await run(['commit', '--quiet', '--allow-empty', '-F', '-'], messageOf(who.world, push));
    await run(['push', '--quiet', ...(push.force ? ['--force'] : []), 'origin', `HEAD:refs/heads/${push.branch}`]);
  });
}

/** Puts the commits of a branch on top of another one, and replaces the branch by force; answers its new SHA. */
export function rebaseOverHttp(who: Who, { repo, branch, onto }: { repo: string; branch: string; onto: string }): Promise<string> {
  return inClone(who, { repo, branch }, async ({ run }) => {
    await run(['rebase', '--quiet', `origin/${onto}`]);
    await run(['push', '--quiet', '--force', 'origin', `HEAD:refs/heads/${branch}`]);
  });
}

type Copy = { readonly repo: string; readonly branch: string; readonly to: { readonly repo: string; readonly branch: string } };

/** Pushes the very commits of a branch to another repository; answers their SHA. */
export function copyOverHttp(who: Who, { repo, branch, to }: Copy): Promise<string> {
  return inClone(who, { repo, branch }, async ({ run }) => {
    await run(['push', '--quiet', urlOf(who.world, to.repo), `HEAD:refs/heads/${to.branch}`]);
  });
}

export type Who = { readonly world: World; readonly by: string; readonly token: string };
type Clone = { readonly folder: string; readonly run: (args: readonly string[], input?: string) => Promise<string> };

/** Works in a fresh clone of one branch; `depth` cuts its history, and the other branches, off. Answers the SHA that is checked out at the end. */
async function inClone(
  { world, by, token }: Who,
  { repo, branch, depth }: { repo: string; branch: string; depth?: number },
  work: (clone: Clone) => Promise<void>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'push-'));
  const env = { ...identity(accountOf(world, by), world.now()), ...withToken(world.apiUrl, token) };
  const run: Clone['run'] = (args, input) => git(folder, args, { env, ...(input !== undefined && { input }) });
  try {
    const cut = depth === undefined ? [] : [`--depth=${depth}`];
    await git(tmpdir(), ['clone', '--quiet', ...cut, '--branch', branch, urlOf(world, repo), folder], { env });
    await work({ folder, run });
    return await run(['rev-parse', 'HEAD']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function urlOf(world: World, repo: string): string {
  return `${world.apiUrl}/${fullName(repositoryOf(world, repo))}.git`;
}

async function writeOrDelete(path: string, text: string | undefined): Promise<void> {
  if (text === undefined) return rm(path, { force: true });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

function messageOf(world: World, { message, coAuthors = [] }: Push): string {
  const trailers = coAuthors.map((login) => {
    const account = accountOf(world, login);
    return `Co-authored-by: ${account.name ?? login} <${account.email ?? `${login}@users.noreply.github.com`}>`;
  });
  return trailers.length === 0 ? message : `${message}\n\n${trailers.join('\n')}`;
}
