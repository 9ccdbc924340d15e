/** Who is asking, and may they? */
import { verifyAppJwt } from './apps.ts';
import { covers, findRepository, same } from './look-up.ts';
import { badCredentials, GitHubProblem, notAllowed, notForThisApp, notFound } from './problems.ts';
import { atLeast, roleOf } from './roles.ts';
import { repositoryUrl } from './show-repository.ts';
import type { Actor, Level, Repository, Role, World } from './world.ts';

/** What an endpoint demands. Several permissions mean: any of them. */
export type Access =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'app' }
  | { readonly kind: 'installation' }
  | { readonly kind: 'permission'; readonly names: readonly string[]; readonly level: Level; readonly personNeeds: Role };

export const anyone: Access = { kind: 'anyone' };
export const theApp: Access = { kind: 'app' };
export const anInstallation: Access = { kind: 'installation' };
export const reads = (...names: string[]): Access => ({ kind: 'permission', names, level: 'read', personNeeds: 'read' });
export const writes = (...names: string[]): Access => ({ kind: 'permission', names, level: 'write', personNeeds: 'write' });
/** Writing that anybody who can read may do, such as a comment. */
export const says = (...names: string[]): Access => ({ kind: 'permission', names, level: 'write', personNeeds: 'read' });
export const administers = (...names: string[]): Access => ({ kind: 'permission', names, level: 'write', personNeeds: 'admin' });

/** Reads `Authorization`: `Bearer` or `token`, or Basic with the token as password, as git sends it. */
export function authenticate(world: World, publicKeyPem: string, authorization: string | undefined): Actor {
  const credential = credentialIn(authorization);
  if (credential === undefined) return { kind: 'anonymous' };
  const token = world.tokens.get(credential);
  if (token) return actorOf(world, token);
  if (!credential.startsWith('gh') && credential.split('.').length === 3) {
    verifyAppJwt(world, publicKeyPem, credential);
    return { kind: 'app' };
  }
  throw badCredentials();
}

function credentialIn(authorization: string | undefined): string | undefined {
  const [scheme, value] = authorization?.split(' ') ?? [];
  if (!scheme || !value) return undefined;
  if (scheme.toLowerCase() !== 'basic') return value;
  return Buffer.from(value, 'base64')
    .toString('utf8')
    .replace(/^[^:]*:/, '');
}

function actorOf(world: World, { actor, expiresAt }: { actor: Actor; expiresAt: number }): Actor {
  const isUninstalled = actor.kind === 'installation' && !world.installations.includes(actor.installation);
  if (expiresAt <= world.now() || isUninstalled) throw badCredentials();
  return actor;
}

/** Refuses whoever does not fulfil what the endpoint demands, in the words GitHub uses. */
export function authorise(world: World, access: Access, actor: Actor, repository: Repository | undefined): void {
  if (access.kind === 'anyone') return;
  if (access.kind === 'app') {
    if (actor.kind !== 'app') throw new GitHubProblem(401, 'A JSON web token could not be decoded');
    return;
  }
  if (actor.kind === 'app') throw notForThisApp('');
  if (actor.kind === 'anonymous') {
    if (access.kind === 'permission' && access.level === 'read' && repository?.private === false) return;
    throw new GitHubProblem(401, 'Requires authentication');
  }
  if (access.kind === 'installation') {
    if (actor.kind !== 'installation')
      throw notAllowed('You must authenticate with an installation access token in order to list repositories for an installation.');
    return;
  }
  if (actor.kind === 'installation') {
    const accepted = access.names.map((name) => `${name}=${access.level}`).join('; ');
    if (!access.names.some((name) => grants(name === 'metadata' ? 'read' : actor.permissions[name], access.level)))
      throw notForThisApp(accepted);
    return;
  }
  if (repository && !atLeast(roleOf(world, repository, actor.login), access.personNeeds))
    throw notAllowed('Must have admin rights to Repository.');
}

const grants = (has: Level | undefined, wanted: Level) => has === 'write' || (has === 'read' && wanted === 'read');

/** The repository a path names. 404 when the actor may not know of it, 301 when it has moved. */
export function repositoryFor(world: World, actor: Actor, name: string): Repository {
  const repository = findRepository(world, name);
  if (!repository) throw movedOrMissing(world, actor, name);
  if (!mayKnow(world, actor, repository)) throw notFound();
  return repository;
}

function mayKnow(world: World, actor: Actor, repository: Repository): boolean {
  if (actor.kind === 'person') return roleOf(world, repository, actor.login) !== 'none';
  if (actor.kind === 'anonymous') return !repository.private;
  if (repository.temporaryForkOf !== undefined) return false;
  if (actor.kind === 'app') return true;
  return covers(actor.installation, repository) && actor.repositoryIds?.has(repository.id) !== false;
}

function movedOrMissing(world: World, actor: Actor, name: string): GitHubProblem {
  const moved = world.repositories.find((repository) => repository.formerNames.some((former) => same(former, name)));
  if (!moved || !mayKnow(world, actor, moved)) return notFound();
  return new GitHubProblem(301, 'Moved Permanently', { headers: { location: repositoryUrl(world, moved) } });
}

/** 404 for an organisation the installation is not on. */
export function refuseForeignOrganisation(actor: Actor, organisation: string): void {
  if (actor.kind === 'installation' && !same(actor.installation.organisation, organisation)) throw notFound();
}
