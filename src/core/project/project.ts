/** What is known of a project beside its cases: plain data with a history, like a case. One project is one repository. */
import type { Place } from '../act.ts';
import type { Register } from '../distributors/register.ts';
import type { Away } from '../people/away.ts';
import type { RepositoryName } from '../ids.ts';

export type Project = {
  /** The repository's name; it is also the project's id. */
  readonly id: RepositoryName;
  readonly repository: RepositoryName;
  readonly installationId: number;
  /** The private issue in the fix repository where maintainers speak with the app of what concerns no single case. */
  readonly issue: Place | undefined;
  /** What could not be said yet, because the issue is still to be opened. */
  readonly unsaid: readonly Unsaid[];
  /** Who is away. Projects stored before it could be lack it. */
  readonly away?: readonly Away[];
  /** Who is told early. Projects stored before it could be kept lack it. */
  readonly register?: Register;
  /** Wake-ups that have rung, as `name@dueAt`: each rings once. */
  readonly rung: readonly string[];
};

export type Unsaid = { readonly name: string; readonly body: string };

/** A project begins when something first happens to it. */
export function newProject(repository: RepositoryName, installationId: number): Project {
  return { id: repository, repository, installationId, issue: undefined, unsaid: [], rung: [] };
}
