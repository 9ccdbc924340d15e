/** Teams of an organisation and who is in them. */
import { ok, param, type Answer, type Context } from './api.ts';
import { findTeam } from './look-up.ts';
import { paged } from './pages.ts';
import { notFound } from './problems.ts';
import { showUser } from './show-account.ts';
import type { Team } from './world.ts';

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

function asked(context: Context): Team {
  const team = findTeam(context.world, param(context, 'org'), param(context, 'team_slug'));
  if (!team) throw notFound();
  return team;
}
