/** Finding things in the world by the names people use. Names compare without case, as on GitHub. */
import { notFound } from './problems.ts';
import type { Account, Advisory, Installation, Issue, Pull, Repository, Team, World } from './world.ts';

export const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
export const fullName = (repository: Repository) => `${repository.owner}/${repository.name}`;
export const botLogin = (app: { slug: string }) => `${app.slug}[bot]`;

export const findAccount = (world: World, login: string): Account | undefined => world.accounts.get(login.toLowerCase());

/** The account of somebody who must exist; a login that nobody added to the world is a mistake in the test or the drill. */
export function accountOf(world: World, login: string): Account {
  const account = findAccount(world, login);
  if (!account) throw new Error(`The simulated GitHub has no account ${login}: add it with addUser or addOrganisation.`);
  return account;
}

export function findRepository(world: World, name: string): Repository | undefined {
  return world.repositories.find((repository) => same(fullName(repository), name));
}

export function repositoryOf(world: World, name: string): Repository {
  const repository = findRepository(world, name);
  if (!repository) throw new Error(`The simulated GitHub has no repository ${name}: add it with addRepository.`);
  return repository;
}

export function advisoryOf(world: World, ghsaId: string): { repository: Repository; advisory: Advisory } {
  for (const repository of world.repositories) {
    const advisory = findAdvisory(repository, ghsaId);
    if (advisory) return { repository, advisory };
  }
  throw new Error(`The simulated GitHub has no advisory ${ghsaId}.`);
}

export const findAdvisory = (repository: Repository, ghsaId: string) =>
  repository.advisories.find((advisory) => same(advisory.ghsaId, ghsaId));

export function issueOf(repository: Repository, number: number): Issue {
  const issue = repository.issues.find((candidate) => candidate.number === number);
  if (!issue) throw notFound();
  return issue;
}

export type PullRequest = Issue & { readonly pull: Pull };
export const isPullRequest = (issue: Issue): issue is PullRequest => issue.pull !== undefined;

export function pullRequestOf(repository: Repository, number: number): PullRequest {
  const issue = issueOf(repository, number);
  if (!isPullRequest(issue)) throw notFound();
  return issue;
}

export const findTeam = (world: World, organisation: string, slug: string): Team | undefined =>
  world.teams.find((team) => same(team.organisation, organisation) && same(team.slug, slug));

/** The app's installation that covers a repository. Never one for a temporary private fork: those are for people only. */
export function installationFor(world: World, repository: Repository): Installation | undefined {
  if (repository.temporaryForkOf !== undefined) return undefined;
  return world.installations.find((installation) => same(installation.organisation, repository.owner) && covers(installation, repository));
}

export const covers = (installation: Installation, repository: Repository) =>
  installation.repositories === 'all' ? same(installation.organisation, repository.owner) : installation.repositories.has(repository.id);
