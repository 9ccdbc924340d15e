/** Who may work in a repository. */
import { z } from 'zod';
import { announce } from './announce.ts';
import { bodyOf, created, done, numberParam, ok, param, type Answer, type RepositoryContext } from './api.ts';
import { accountOf, findAccount, findTeam } from './look-up.ts';
import { paged } from './pages.ts';
import { notFound } from './problems.ts';
import { atLeast, roleOf } from './roles.ts';
import { isoTime, nodeId, showAccount, showTeam, showUser } from './show-account.ts';
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

/** An invitation to them stays: it has to be taken back by itself. */
export function removeCollaborator(scene: Scene, login: string): void {
  if (!scene.repository.collaborators.delete(login)) return;
  announce(scene, { event: 'member', action: 'removed', payload: { member: showUser(scene.world, login) } });
}

export function putCollaborator(context: RepositoryContext): Answer {
  const { login } = asked(context);
  const invitation = addCollaborator(context, { login, role: wireRoles[bodyOf(context, collaboratorBody).permission] });
  return invitation ? created(showInvitation(context, invitation)) : done;
}

export const listInvitations = (context: RepositoryContext): Answer =>
  paged(context, [...context.repository.invitations.values()], (invitation) => showInvitation(context, invitation));

export function deleteInvitation(context: RepositoryContext): Answer {
  const { invitations } = context.repository;
  const found = [...invitations.values()].find(({ id }) => id === numberParam(context, 'invitation_id'));
  if (!found) throw notFound();
  invitations.delete(found.invitee);
  return done;
}

/** Teams with access of their own, or through a role that they have in all repositories. */
export function listTeams(context: RepositoryContext): Answer {
  const { world, repository } = context;
  const teams = [...repository.teams].flatMap(([slug, role]) => {
    const team = findTeam(world, repository.owner, slug);
    return team === undefined ? [] : [{ team, role }];
  });
  return paged(context, teams, ({ team, role }) => {
    const permissions = Object.fromEntries(Object.entries(wireRoles).map(([name, needed]) => [name, atLeast(role, needed)]));
    return { ...showTeam(world, team), permission: wireNames[role], permissions };
  });
}

const wireNames = { read: 'pull', triage: 'triage', write: 'push', maintain: 'maintain', admin: 'admin' } as const;

export function deleteCollaborator(context: RepositoryContext): Answer {
  removeCollaborator(context, asked(context).login);
  return done;
}

/** With `affiliation=direct` those who were let in by name, with `outside` those of them who are not members, else whoever can get in. */
export function listCollaborators(context: RepositoryContext): Answer {
  const { world, repository } = context;
  const affiliation = context.request.query.get('affiliation') ?? 'all';
  const { members } = accountOf(world, repository.owner);
  const named = [...repository.collaborators.keys()].filter((login) => affiliation !== 'outside' || !members.has(login));
  const ofTeams = [...repository.teams.keys()].flatMap((slug) => [...(findTeam(world, repository.owner, slug)?.members.keys() ?? [])]);
  const people = affiliation === 'all' ? [...new Set([...named, ...ofTeams, ...members.keys()])] : named;
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
