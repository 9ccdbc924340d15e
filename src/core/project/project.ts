/** What is known of a project beside its cases: plain data with a history, like a case. One project is one repository. */
import type { Place } from '../act.ts';
import type { MemberName, Register } from '../distributors/register.ts';
import type { Away } from '../people/away.ts';
import type { CaseId, RepositoryName } from '../ids.ts';
import type { Instant } from '../time/time.ts';

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
  /** When each member was last sent a link that somebody asked for. Older projects lack it. */
  readonly linksAsked?: Readonly<Record<MemberName, Instant>>;
  /** Public pull requests that show a fix under embargo, or whose check waits although a maintainer approved them. Older projects lack it. */
  readonly heldPulls?: readonly HeldPull[];
  /** Wake-ups that have rung, as `name@dueAt`: each rings once. */
  readonly rung: readonly string[];
};

/** `fixes` are the cases whose fix it shows; `askAgainAt` where it is to be looked at again. */
export type HeldPull = {
  readonly number: number;
  readonly sha: string;
  readonly isApproved: boolean;
  readonly fixes: readonly CaseId[];
  readonly askAgainAt?: Instant;
};

export type Unsaid = { readonly name: string; readonly body: string };

/** A project begins when something first happens to it. */
export function newProject(repository: RepositoryName, installationId: number): Project {
  return { id: repository, repository, installationId, issue: undefined, unsaid: [], rung: [] };
}
