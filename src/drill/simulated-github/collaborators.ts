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
import type { Account, Invitation, Place, Role, Scene } from './world.ts';

const wireRoles = { pull: 'read', triage: 'triage', push: 'write', maintain: 'maintain', admin: 'admin' } as const;
const collaboratorBody = z.object({ permission: z.enum(['pull', 'triage', 'push', 'maintain', 'admin']).default('push') });

type Invitee = { readonly login: string; readonly role: Role };

/** Members of the organisation are in at once; anybody else is invited and has to accept. */
export function addCollaborator(scene: Scene, invitee: Invitee): Invitation | undefined {
  const { world, repository, by } = scene;
  const isMember = accountOf(world, repository.owner).members.has(invitee.login);
  if (isMember || repository.collaborators.has(invitee.login)) {
    grant(scene, invitee);
    return undefined;
  }
  const invitation = { id: world.nextId(), invitee: invitee.login, inviter: by, role: invitee.role, createdAt: world.now() };
  repository.invitations.set(invitee.login, invitation);
  return invitation;
}

export function acceptInvitation(scene: Scene): void {
  const invitation = scene.repository.invitations.get(scene.by);
  if (!invitation) throw notFound();
  scene.repository.invitations.delete(scene.by);
  grant(scene, { login: scene.by, role: invitation.role });
}

function grant(scene: Scene, { login, role }: Invitee): void {
  const isNew = !scene.repository.collaborators.has(login);
  scene.repository.collaborators.set(login, role);
  const payload = { member: showUser(scene.world, login), changes: { permission: { to: oldWord(role) } } };
  if (isNew) announce(scene, { event: 'member', action: 'added', payload });
}

export function removeCollaborator(scene: Scene, login: string): void {
  scene.repository.invitations.delete(login);
  if (!scene.repository.collaborators.delete(login)) return;
  announce(scene, { event: 'member', action: 'removed', payload: { member: showUser(scene.world, login) } });
}

export function putCollaborator(context: RepositoryContext): Answer {
  const { login } = asked(context);
  const invitation = addCollaborator(context, { login, role: wireRoles[bodyOf(context, collaboratorBody).permission] });
  return invitation ? created(showInvitation(context, invitation)) : done;
}

export function deleteCollaborator(context: RepositoryContext): Answer {
  removeCollaborator(context, asked(context).login);
  return done;
}

/** Those who were let in by name, and with `affiliation=outside` those of them who are not members. Owners are not named. */
export function listCollaborators(context: RepositoryContext): Answer {
  const { world, repository } = context;
  const affiliation = context.request.query.get('affiliation') ?? 'all';
  const { members } = accountOf(world, repository.owner);
  const people = [...repository.collaborators.keys()].filter((login) => affiliation !== 'outside' || !members.has(login));
  return paged(context, people, (login) => showCollaborator(context, accountOf(world, login)));
}

/** The old word in `permission`, which knows no `maintain` and no `triage`; the real one in `role_name`. */
export function getPermission(context: RepositoryContext): Answer {
  const { world, repository } = context;
  const account = asked(context);
  const role = roleOf(world, repository, account.login);
  return ok({ permission: oldWord(role), role_name: role, user: showCollaborator(context, account) });
}

const oldWord = (role: Role | 'none') => (role === 'maintain' ? 'write' : role === 'triage' ? 'read' : role);

function showCollaborator({ world, repository }: Place, account: Account) {
  const role = roleOf(world, repository, account.login);
  const permissions = Object.fromEntries(Object.entries(wireRoles).map(([name, needed]) => [name, atLeast(role, needed)]));
  return { ...showAccount(world, account), permissions, role_name: role };
}

function showInvitation({ world, repository }: Place, invitation: Invitation) {
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
  return account;
}
