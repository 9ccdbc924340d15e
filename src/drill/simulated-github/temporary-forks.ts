/** The private fork that GitHub gives an advisory: for people only, gone with the publication. */
import { git } from './git.ts';
import { invalid } from './problems.ts';
import { newRepository } from './repositories.ts';
import type { Advisory, Place, Repository, World } from './world.ts';

export async function createTemporaryFork({ world, repository }: Place, advisory: Advisory): Promise<Repository> {
  if (advisory.privateFork !== undefined) throw invalid('Advisory already has a temporary private fork.');
  if (advisory.state === 'published') throw invalid('A published advisory cannot have a temporary private fork.');
  const name = `${repository.name.slice(0, 80)}-${advisory.ghsaId.toLowerCase()}`;
  const fork = newRepository(world, `${repository.owner}/${name}`, {
    private: true,
    defaultBranch: repository.defaultBranch,
    forkOf: repository.id,
    temporaryForkOf: advisory.ghsaId,
  });
  advisory.privateFork = fork.id;
  advisory.updatedAt = world.now();
  await git(world.gitRoot, ['clone', '--quiet', '--bare', '--no-local', repository.folder, fork.folder]);
  return fork;
}

export function hasOpenPullRequests(world: World, advisory: Advisory): boolean {
  return forkOf(world, advisory)?.issues.some((issue) => issue.pull && issue.state === 'open') === true;
}

/** Takes pull requests, reviews and commits with it. */
export function deleteTemporaryFork(world: World, advisory: Advisory): void {
  const fork = forkOf(world, advisory);
  if (!fork) return;
  world.repositories.splice(world.repositories.indexOf(fork), 1);
  advisory.privateFork = undefined;
}

const forkOf = (world: World, advisory: Advisory) => world.repositories.find((repository) => repository.id === advisory.privateFork);
