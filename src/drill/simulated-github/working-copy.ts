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

export async function pushOverHttp(world: World, by: string, token: string, push: Push): Promise<string> {
  const repository = repositoryOf(world, push.repo);
  const url = `${world.apiUrl}/${fullName(repository)}.git`;
  const folder = await mkdtemp(join(tmpdir(), 'push-'));
  const env = { ...identity(accountOf(world, by), world.now()), ...withToken(world.apiUrl, token) };
  try {
    const isNew = !(await readRefs(repository.folder)).has(`refs/heads/${push.branch}`);
    const start = isNew ? (push.from ?? repository.defaultBranch) : push.branch;
    await git(tmpdir(), ['clone', '--quiet', '--depth=2', '--branch', start, url, folder], { env });
    if (push.force) await git(folder, ['reset', '--quiet', '--hard', 'HEAD~1'], { env });
    for (const [path, text] of Object.entries(push.files)) await writeOrDelete(join(folder, path), text);
    await git(folder, ['add', '--all'], { env });
    await git(folder, ['commit', '--quiet', '--allow-empty', '-F', '-'], { env, input: messageOf(world, push) });
    await git(folder, ['push', '--quiet', ...(push.force ? ['--force'] : []), 'origin', `HEAD:refs/heads/${push.branch}`], { env });
    return await git(folder, ['rev-parse', 'HEAD']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
