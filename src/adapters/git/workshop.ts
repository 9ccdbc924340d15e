/**
 * Where git works: a bare repository on our disk for each repository on GitHub, with what was fetched of it. It holds what is under embargo,
 * so only its owner may enter; it may be deleted at any time, and is then fetched anew.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RepositoryName } from '../../core/ids.ts';
import type { GitPlace } from '../../engine/ports/git.ts';
import { GitHubFailure } from '../../engine/ports/failures.ts';
import { sweepLeftBehind } from './left-behind.ts';
import { fullRef, isSha, sureSha } from './ref-names.ts';
import { runGit, type GitCall, type GitRun } from './run-git.ts';
import { gitFailure, isBroken, wasLocked, wasNotLetIn, wasNotThere } from './what-git-said.ts';

export type GitOptions = {
  /** A folder of ours; made when it is first needed. */
  readonly folder: string;
  /** Where repositories are cloned from, such as `https://github.com`. */
  readonly baseUrl: string;
  /** A token for one repository and no other. `fresh` after GitHub did not take the last one. Throws GitHubFailure. */
  readonly tokenFor: (at: GitPlace, how: { readonly access: Access; readonly fresh: boolean }) => Promise<string>;
  /** Unit: ms of real time. Default: 45,000, less than what is claimed may be kept. */
  readonly networkTimeoutMs?: number;
};

export type Access = 'read' | 'write';

const defaultNetworkTimeoutMs = 45_000;
const localTimeoutMs = 30_000;

/** One repository's workshop; only one at a time works in it. */
export type Workshop = {
  readonly repository: RepositoryName;
  /** A call that stays on this machine. Throws GitHubFailure unless the exit code is 0 or accepted. */
  local(args: readonly string[], more?: Partial<GitCall>): Promise<GitRun>;
  /** The same, as text without the last line's end. */
  text(args: readonly string[], more?: Partial<GitCall>): Promise<string>;
  /** The commits under these `heads/…` and `tags/…` over there now; those that are not there are left out. */
  tipsOf(at: GitPlace, refs: readonly string[]): Promise<ReadonlyMap<string, string>>;
  tipOf(at: GitPlace, ref: string): Promise<string | undefined>;
  /** Brings branches, tags and commits here, in one go; answers their commits in order, or undefined when one of them is not there. */
  fetch(at: GitPlace, wanted: readonly Wanted[]): Promise<readonly string[] | undefined>;
  /** A call that reaches `at`: what to do, then the names it is done to. An exit code is not a failure here: the caller reads it. */
  reach(at: GitPlace, access: Access, args: readonly string[], names: readonly string[]): Promise<GitRun>;
};

/** A SHA, or `heads/…` or `tags/…`; `as` is what keeps it from being swept away, in place of what it kept before. */
export type Wanted = { readonly what: string; readonly as: string };

export type Workshops = { readonly in: <T>(repository: RepositoryName, work: (workshop: Workshop) => Promise<T>) => Promise<T> };

export function openWorkshops(options: GitOptions): Workshops {
  const turns = new Map<RepositoryName, Promise<unknown>>();
  const tidied = new Map<RepositoryName, number>();
  const tidyToday = async (repository: RepositoryName, folder: string): Promise<void> => {
    const last = tidied.get(repository);
    if (last !== undefined && performance.now() - last < tidyEveryMs) return;
    tidied.set(repository, performance.now());
    await tidy(folder);
  };
  return {
    in: (repository, work) => {
      const turn = (turns.get(repository) ?? Promise.resolve()).then(async () => {
        const folder = await makeFolder(options.folder, repository).catch(passing);
        return { done: await work(createWorkshop(options, repository, folder)), folder };
      });
      // Whoever waits for the work does not wait for the tidying; whoever comes next does.
      turns.set(
        repository,
        turn.then(
          ({ folder }) => tidyToday(repository, folder),
          () => undefined,
        ),
      );
      return turn.then(({ done }) => done);
    },
  };
}

/** A full disk is no fault of the work, which is tried again for as long as when GitHub is away. */
function passing(cause: NodeJS.ErrnoException): never {
  throw cause instanceof GitHubFailure ? cause : new GitHubFailure(`the data folder cannot be written to (${cause.code})`, { cause });
}

const tidyEveryMs = 24 * 3_600_000;
const tidyTimeoutMs = 60_000;

/** Joins what many fetches have brought, where it is much. What is not done in its time is done another day. */
async function tidy(cwd: string): Promise<void> {
  await runGit({ cwd, args: ['gc', '--auto', '--quiet'], timeoutMs: tidyTimeoutMs }).catch(() => undefined);
}

async function makeFolder(root: string, repository: RepositoryName): Promise<string> {
  // A hash: whatever a repository is called, it cannot name a folder elsewhere.
  const folder = join(root, 'git', createHash('sha256').update(repository).digest('hex').slice(0, 32));
  const isThere = await stat(join(folder, 'HEAD')).then(
    () => true,
    () => false,
  );
  if (isThere) return folder;
  await mkdir(join(root, 'git'), { recursive: true, mode: 0o700 });
  // Whole or not at all: whoever dies over it leaves nothing that looks like a copy.
  const made = await mkdtemp(`${folder}.new-`);
  try {
    const run = await runGit({ cwd: made, args: ['init', '--quiet', '--bare', '--template=', '.'], timeoutMs: localTimeoutMs });
    if (run.code !== 0) throw gitFailure(`a workshop for ${repository}`, run);
    await rm(folder, { recursive: true, force: true });
    await rename(made, folder);
    return folder;
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

/** What keeps every later git from working there is taken away, so that the next try finds it well. */
async function mend(repository: RepositoryName, folder: string, { stderr }: GitRun): Promise<void> {
  if (wasLocked(stderr)) await sweepLeftBehind(folder);
  if (!isBroken(stderr)) return;
  await rm(folder, { recursive: true, force: true });
  throw new GitHubFailure(`the copy of ${repository} on this machine was broken; it is fetched anew`, {});
}

function createWorkshop(options: GitOptions, repository: RepositoryName, cwd: string): Workshop {
  const { networkTimeoutMs: timeoutMs = defaultNetworkTimeoutMs } = options;
  const local: Workshop['local'] = async (args, more = {}) => {
    const run = await runGit({ cwd, args, timeoutMs: localTimeoutMs, ...more });
    if (run.code !== 0) await mend(repository, cwd, run);
    if (run.code !== 0 && more.accept?.includes(run.code) !== true) throw gitFailure(`git ${args[0] ?? ''} for ${repository}`, run);
    return run;
  };
  const reach: Workshop['reach'] = async (at, access, args, names) => {
    const url = `${options.baseUrl}/${at.repository}.git`;
    const once = async (fresh: boolean) => {
      const token = await options.tokenFor(at, { access, fresh });
      return runGit({ cwd, args: [...args, '--end-of-options', url, ...names], remote: { url, token }, timeoutMs });
    };
    const first = await once(false);
    const run = first.code !== 0 && wasNotLetIn(first.stderr) ? await once(true) : first;
    if (run.code !== 0) await mend(repository, cwd, run);
    return run;
  };
  const tipsOf: Workshop['tipsOf'] = async (at, refs) => {
    const wanted = refs.map(fullRef);
    const run = await reach(
      at,
      'read',
      ['ls-remote', '--quiet'],
      wanted.flatMap((ref) => [ref, `${ref}^{}`]),
    );
    if (run.code !== 0) throw gitFailure(`reading the branches of ${at.repository}`, run);
    const listed = new Map(linesOf(run.stdout).map((line) => [line.slice(41), line.slice(0, 40)]));
    // An annotated tag is an object of its own; with ^{} comes the commit it stands for.
    const found = wanted.map((ref) => listed.get(`${ref}^{}`) ?? listed.get(ref));
    return new Map(refs.flatMap((ref, index) => (isSha(found[index] ?? '') ? [[ref, found[index] ?? '']] : [])));
  };
  return {
    ...{ repository, local, reach },
    text: async (args, more) => (await local(args, more)).stdout.toString('utf8').replace(/\n$/, ''),
    tipsOf,
    tipOf: async (at, ref) => (await tipsOf(at, [ref])).get(ref),
    fetch: async (at, wanted) => {
      const kept = wanted.map(({ as }) => `refs/fixlead/${createHash('sha256').update(as).digest('hex').slice(0, 32)}`);
      const refspecs = wanted.map(({ what }, index) => `+${isSha(what) ? what : fullRef(what)}:${kept[index] ?? ''}`);
      const quietly = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--refmap='];
      const run = await reach(at, 'read', ['fetch', ...quietly], refspecs);
      if (run.code !== 0 && wasNotThere(run.stderr)) return undefined;
      if (run.code !== 0) throw gitFailure(`fetching from ${at.repository}`, run);
      const commits = kept.map((ref) => `${ref}^{commit}`);
      return linesOf((await local(['rev-parse', '--end-of-options', ...commits])).stdout).slice(1);
    },
  };
}

export function linesOf(stdout: Buffer): readonly string[] {
  return stdout
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** Whether history leads from `older` to `newer`; false also when we do not have one of them. */
export async function isAncestor(workshop: Workshop, older: string, newer: string): Promise<boolean> {
  const { code } = await workshop.local(['merge-base', '--is-ancestor', sureSha(older), sureSha(newer)], { accept: [1, 128] });
  return code === 0;
}

/** A branch or tag, to be kept as what it was last. */
export function refAt({ repository }: GitPlace, ref: string): Wanted {
  return { what: ref, as: `${repository} ${ref}` };
}
