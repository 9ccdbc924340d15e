/** The projects whose list of distributors somebody may see and change: those that they maintain, where distributors are told early. */
import { distributorsOf } from '../core/distributors/distributor-policy.ts';
import { registerOf, type Register } from '../core/distributors/register.ts';
import type { RepositoryName } from '../core/ids.ts';
import type { Policy } from '../core/policy.ts';
import type { StoredCase } from '../engine/ports/store.ts';
import type { Dashboard } from './dashboard.ts';
import type { Visibility } from './visibility.ts';
import type { Visitor } from './visitor.ts';

export type ListedProject = {
  readonly repository: RepositoryName;
  readonly installationId: number;
  readonly register: Register;
  readonly policy: Policy;
};

type Asking = { readonly dashboard: Dashboard; readonly visibility: Visibility; readonly visitor: Visitor };

/** Only of projects with a case: a project has no policy of its own here, so that of its newest case says what is asked of members. */
export async function listedProjects({ dashboard, visibility, visitor }: Asking): Promise<readonly ListedProject[]> {
  const newest = new Map<RepositoryName, StoredCase>();
  for (const stored of await dashboard.store.readCases()) newest.set(stored.case.repository, stored);
  const kept: ListedProject[] = [];
  for (const [repository, stored] of newest) {
    const { policy } = stored;
    if (!distributorsOf(policy).enabled || !(await visibility.maintains(visitor.login, stored))) continue;
    const register = registerOf((await dashboard.store.readProject(repository))?.project ?? {});
    kept.push({ repository, policy, installationId: stored.case.installationId, register });
  }
  return kept;
}
