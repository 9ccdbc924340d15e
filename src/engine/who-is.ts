/** Who somebody is to a project, asked of GitHub at this moment. */
import type { Actor } from '../core/command-events.ts';
import type { Login, RepositoryName } from '../core/ids.ts';
import type { Policy } from '../core/policy.ts';
import type { Engine } from './engine.ts';
import { GitHubFailure } from './ports/failures.ts';

type Where = { readonly repository: RepositoryName; readonly installationId: number; readonly policy: Policy };

/**
 * A maintainer, or an outsider as far as the project goes: whether somebody reported a case is for the case to know.
 * Errors: throws while it is worth asking again; then the answer is `unknown`.
 */
export async function whoIs(
  engine: Engine,
  attempt: number,
  { repository, installationId, policy }: Where,
  login: Login,
): Promise<Exclude<Actor['role'], 'reporter'>> {
  try {
    return (await engine.github.facts.isMaintainer(installationId, repository, policy, login)) ? 'maintainer' : 'outsider';
  } catch (cause) {
    if (!(cause instanceof GitHubFailure)) throw cause;
    if (!cause.permanent && attempt < mostFactTries(engine, cause)) throw cause;
    engine.log.warn({ repository, error: cause.message }, 'could not find out who somebody is');
    return 'unknown';
  }
}

/** While GitHub only asks us to wait there is no telling anybody that we could not find out: that would have to wait as well. */
export function mostFactTries({ bounds }: Engine, failure: GitHubFailure): number {
  return failure.retryAfterMs === undefined ? bounds.mostRoleTries : bounds.mostTriesInOutage;
}
