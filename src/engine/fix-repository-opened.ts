/** Whether somebody who was let into the fix repository has business there. */
import type { CaseEvent } from '../core/events.ts';
import { hasAccess } from '../core/fix-repository/access.ts';
import type { Login, RepositoryName } from '../core/ids.ts';
import type { Engine } from './engine.ts';
import type { FoundCase } from './find-case.ts';
import type { Sighting } from './sighting.ts';
import { actor } from './who-acts.ts';
import { whoIs } from './who-is.ts';

export async function fixRepositoryOpened(
  engine: Engine,
  attempt: number,
  found: FoundCase,
  { repository, login, team, at }: Extract<Sighting, { kind: 'FixRepositoryOpened' }>,
): Promise<readonly CaseEvent[]> {
  if (team !== undefined)
    return isMeant(found, repository, team) ? [] : [{ kind: 'FixRepositoryExposed', repository, to: undefined, team, at }];
  const { role } = login === undefined ? { role: 'outsider' } : await actor(engine, attempt, found, login);
  if (role === 'maintainer' || role === 'reporter') return [];
  if (login !== undefined && (await wasLetIn(engine, attempt, found, login))) return [];
  return [{ kind: 'FixRepositoryExposed', repository, to: login, at }];
}

/** Only teams of the organisation that owns a repository can be let into it. */
function isMeant({ stored }: FoundCase, repository: RepositoryName, team: string): boolean {
  const [owner = ''] = repository.split('/');
  const { maintainers, fixTeam } = stored?.policy ?? {};
  return [maintainers, fixTeam].some((one) => one?.organisation.toLowerCase() === owner && one.slug.toLowerCase() === team);
}

/** Somebody whom we let in ourselves, or who is in the team that the policy names for the fix. */
async function wasLetIn(engine: Engine, attempt: number, { stored }: FoundCase, login: Login): Promise<boolean> {
  if (stored === undefined) return false;
  const { case: thisCase, policy } = stored;
  if (hasAccess(thisCase, (to) => to.kind === 'person' && to.login === login)) return true;
  if (policy.fixTeam === undefined) return false;
  return (await whoIs(engine, attempt, { ...thisCase, policy: { ...policy, maintainers: policy.fixTeam } }, login)) === 'maintainer';
}
