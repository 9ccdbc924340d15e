/** Who may do what in a repository and on its advisories. */
import { advisoryOf, botLogin, findAccount, findTeam, same } from './look-up.ts';
import type { Actor, Advisory, Repository, Role, World } from './world.ts';

const order: readonly (Role | 'none')[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];

export const atLeast = (role: Role | 'none', wanted: Role) => order.indexOf(role) >= order.indexOf(wanted);

export function roleOf(world: World, repository: Repository, login: string): Role | 'none' {
  if (repository.temporaryForkOf !== undefined) return roleInTemporaryFork(world, repository.temporaryForkOf, login);
  const membership = findAccount(world, repository.owner)?.members.get(login);
  if (membership === 'admin' || same(repository.owner, login)) return 'admin';
  const granted = [...repository.teams]
    .filter(([slug]) => findTeam(world, repository.owner, slug)?.members.has(login))
    .map(([, role]) => role);
  const everybody: Role | 'none' = !repository.private || membership ? 'read' : 'none';
  return highest([everybody, repository.collaborators.get(login) ?? 'none', ...granted]);
}

function roleInTemporaryFork(world: World, ghsaId: string, login: string): Role | 'none' {
  const { repository, advisory } = advisoryOf(world, ghsaId);
  if (managesAdvisories(world, repository, login)) return 'admin';
  return collaborates(world, repository, advisory, login) ? 'write' : 'none';
}

const highest = (roles: readonly (Role | 'none')[]) =>
  roles.reduce((best, role) => (order.indexOf(role) > order.indexOf(best) ? role : best), 'none');

/** Publishing, closing, and saying who collaborates are for administrators (and security managers, a role that is going away). */
export const managesAdvisories = (world: World, repository: Repository, login: string) =>
  atLeast(roleOf(world, repository, login), 'admin');

export function collaborates(world: World, repository: Repository, advisory: Advisory, login: string): boolean {
  if (advisory.collaboratingUsers.some((user) => same(user, login))) return true;
  return advisory.collaboratingTeams.some((slug) => findTeam(world, repository.owner, slug)?.members.has(login));
}

/** Whether an actor is shown an advisory at all; whoever is not gets 404. An app sees all that its installation covers. */
export function seesAdvisory(world: World, repository: Repository, advisory: Advisory, actor: Actor): boolean {
  if (advisory.state === 'published' || actor.kind === 'installation') return true;
  if (actor.kind !== 'person') return false;
  return (
    same(advisory.author, actor.login) ||
    managesAdvisories(world, repository, actor.login) ||
    collaborates(world, repository, advisory, actor.login)
  );
}

export function actorName(world: World, actor: Actor): string {
  if (actor.kind === 'person') return actor.login;
  return actor.kind === 'installation' ? botLogin(world.app) : actor.kind;
}
