/** Teams of an organisation and who is in them. */
import { z } from 'zod';
import { refuseForeignOrganisation, repositoryFor } from './access.ts';
import { bodyOf, done, ok, param, type Answer, type Context } from './api.ts';
import { findTeam } from './look-up.ts';
import { paged } from './pages.ts';
import { notFound } from './problems.ts';
import { showUser } from './show-account.ts';
import { atLeast } from './roles.ts';
import { showRepository } from './show-repository.ts';
import type { Repository, Team } from './world.ts';

export function listTeamMembers(context: Context): Answer {
  const role = context.request.query.get('role') ?? 'all';
  const members = [...asked(context).members].filter(([, has]) => role === 'all' || role === has);
  return paged(context, members, ([login, has]) => ({ ...showUser(context.world, login), role: has, inherited: false }));
}

/** 404, and by GitHub's description nothing else, for whoever is not in the team. */
export function getMembership(context: Context): Answer {
  const team = asked(context);
  const login = param(context, 'username');
  const member = [...team.members].find(([name]) => name.toLowerCase() === login.toLowerCase());
  if (!member) return { status: 404 };
  const url = `${context.world.apiUrl}/organizations/${team.organisation}/team/${team.id}/memberships/${member[0]}`;
  return ok({ state: 'active', role: member[1], url });
}

/** 204 with nothing to read, unless the repository is asked for by the media type. */
export function getTeamRepository(context: Context): Answer {
  const role = repositoryAsked(context).teams.get(asked(context).slug);
  if (role === undefined) return { status: 404 };
  if (!context.request.headers.accept?.includes('repository+json')) return done;
  const permissions = Object.fromEntries(Object.entries(wireRoles).map(([name, needed]) => [name, atLeast(role, needed)]));
  return ok({ ...showRepository(context.world, repositoryAsked(context)), permissions, role_name: role });
}

const wireRoles = { pull: 'read', triage: 'triage', push: 'write', maintain: 'maintain', admin: 'admin' } as const;
const teamBody = z.object({ permission: z.enum(['pull', 'triage', 'push', 'maintain', 'admin']).default('push') });

export function putTeamRepository(context: Context): Answer {
  repositoryAsked(context).teams.set(asked(context).slug, wireRoles[bodyOf(context, teamBody).permission]);
  return done;
}

export function deleteTeamRepository(context: Context): Answer {
  repositoryAsked(context).teams.delete(asked(context).slug);
  return done;
}

function repositoryAsked(context: Context): Repository {
  refuseForeignOrganisation(context.actor, param(context, 'org'));
  return repositoryFor(context.world, context.actor, `${param(context, 'owner')}/${param(context, 'repo')}`);
}

function asked(context: Context): Team {
  const team = findTeam(context.world, param(context, 'org'), param(context, 'team_slug'));
  if (!team) throw notFound();
  return team;
}
