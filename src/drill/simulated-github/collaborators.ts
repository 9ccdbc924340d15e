/** Who may work in a repository. */
import { z } from 'zod';
import { announce } from './announce.ts';
import { bodyOf, created, done, ok, param, type Answer, type RepositoryContext } from './api.ts';
import { accountOf, findAccount } from './look-up.ts';
import { paged } from './pages.ts';
import { notFound } from './problems.ts';
import { atLeast, roleOf } from './roles.ts';
import { isoTime, nodeId, showAccount, showUser } from './show-account.ts';
import { repositoryHtmlUrl, repositoryUrl, showSimpleRepository } from './show-repository.ts';
import type { Account, Invitation, Repository, Role, World } from './world.ts';

const wireRoles = { pull: 'read', triage: 'triage', push: 'write', maintain: 'maintain', admin: 'admin' } as const;
const collaboratorBody = z.object({ permission: z.enum(['pull', 'triage', 'push', 'maintain', 'admin']).default('push') });

/** Members of the organisation are in at once; anybody else is invited and has to accept. */
export function addCollaborator(
  world: World,
  repository: Repository,
  by: string,
  invitee: { login: string; role: Role },
): Invitation | undefined {
  const { login, role } = invitee;
  const isMember = findAccount(world, repository.owner)?.members.has(login) === true;
  if (isMember || repository.collaborators.has(login)) {
    grant(world, repository, by, invitee);
    return undefined;
  }
  const invitation = { id: world.nextId(), invitee: login, inviter: by, role, createdAt: world.now() };
  repository.invitations.set(login, invitation);
  return invitation;
}

export function acceptInvitation(world: World, repository: Repository, login: string): void {
  const invitation = repository.invitations.get(login);
  if (!invitation) throw notFound();
  repository.invitations.delete(login);
  grant(world, repository, login, { login, role: invitation.role });
}

function grant(world: World, repository: Repository, by: string, { login, role }: { login: string; role: Role }): void {
  const isNew = !repository.collaborators.has(login);
  repository.collaborators.set(login, role);
  const payload = { member: showUser(world, login), changes: { permission: { to: oldWord(role) } } };
  if (isNew) announce(world, { event: 'member', action: 'added', by, repository, payload });
}

export function removeCollaborator(world: World, repository: Repository, by: string, login: string): void {
  repository.invitations.delete(login);
  if (!repository.collaborators.delete(login)) return;
  announce(world, { event: 'member', action: 'removed', by, repository, payload: { member: showUser(world, login) } });
}

export function putCollaborator(context: RepositoryContext): Answer {
  const { world, repository, by } = context;
  const { login } = asked(context);
  const invitation = addCollaborator(world, repository, by, { login, role: wireRoles[bodyOf(context, collaboratorBody).permission] });
  return invitation ? created(showInvitation(world, repository, invitation)) : done;
}

export function deleteCollaborator(context: RepositoryContext): Answer {
  removeCollaborator(context.world, context.repository, context.by, asked(context).login);
  return done;
}

export function listCollaborators(context: RepositoryContext): Answer {
  const { world, repository } = context;
  const people = [...world.accounts.values()].filter((account) => account.type === 'User' && isCollaborator(world, repository, account));
  return paged(context, people, (account) => showCollaborator(world, repository, account));
}

function isCollaborator(world: World, repository: Repository, account: Account): boolean {
  const isMember = findAccount(world, repository.owner)?.members.has(account.login) === true;
  return repository.collaborators.has(account.login) || (isMember && roleOf(world, repository, account.login) !== 'none');
}

/** The old word in `permission`, which knows no `maintain` and no `triage`; the real one in `role_name`. */
export function getPermission(context: RepositoryContext): Answer {
  const { world, repository } = context;
  const account = asked(context);
  const role = roleOf(world, repository, account.login);
  return ok({ permission: oldWord(role), role_name: role, user: showCollaborator(world, repository, account) });
}

const oldWord = (role: Role | 'none') => (role === 'maintain' ? 'write' : role === 'triage' ? 'read' : role);

function showCollaborator(world: World, repository: Repository, account: Account) {
  const role = roleOf(world, repository, account.login);
  const permissions = Object.fromEntries(Object.entries(wireRoles).map(([name, needed]) => [name, atLeast(role, needed)]));
  return { ...showAccount(world, account), permissions, role_name: role };
}

function showInvitation(world: World, repository: Repository, invitation: Invitation) {
  return {
    id: invitation.id,
    node_id: nodeId('RepositoryInvitation', invitation.id),
    repository: showSimpleRepository(world, repository),
    invitee: showUser(world, invitation.invitee),
    inviter: showUser(world, invitation.inviter),
    permissions: invitation.role,
    created_at: isoTime(invitation.createdAt),
    expired: false,
    url: `${repositoryUrl(world, repository)}/invitations/${invitation.id}`,
    html_url: `${repositoryHtmlUrl(repository)}/invitations`,
  };
}

function asked(context: RepositoryContext): Account {
  const account = findAccount(context.world, param(context, 'username'));
  if (!account) throw notFound();
  return accountOf(context.world, account.login);
}
