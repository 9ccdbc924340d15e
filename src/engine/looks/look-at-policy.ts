/** Looks at a repository's policy file, so that a good one is known when it breaks, and maintainers hear when it does. */
import { createHash } from 'node:crypto';
import { distributorsOf } from '../../core/distributors/distributor-policy.ts';
import type { RepositoryName } from '../../core/ids.ts';
import type { PolicyFound } from '../../core/policy-version/policy-version.ts';
import { toldArrival } from '../arrivals.ts';
import type { Engine } from '../engine.ts';
import { findPolicy } from '../find-policy.ts';
import { lookAtDay } from './look-at-day.ts';

/** Answers whether there was something new to tell. Each set of problems is told once. */
export async function lookAtPolicy(engine: Engine, installationId: number, repository: RepositoryName): Promise<boolean> {
  const found = await findPolicy(engine, installationId, repository);
  if (found.kind === 'good') await lookAtDay(engine, { installationId, repository }, found.policy);
  if (found.kind === 'good') return offerRegister(engine, { installationId, repository }, found);
  if (found.kind !== 'broken' || !(await concerns(engine, repository, found.problems))) return false;
  const version = createHash('sha256').update(found.problems).digest('hex').slice(0, 16);
  const now = engine.clock.now();
  const event = { kind: 'PolicyFileBroken', version, problems: found.problems, at: now } as const;
  const [isNew = false] = await engine.store.receive([
    toldArrival(`policy-broken:${repository}:${version}`, { to: 'project', repository, installationId, event }, now),
  ]);
  return isNew;
}

/** Once for each project, so that its issue is there in which the list is kept (S114). A fix repository has the same file, and no list of its own. */
async function offerRegister(
  { store, clock }: Engine,
  { installationId, repository }: { readonly installationId: number; readonly repository: RepositoryName },
  { policy, files }: Extract<PolicyFound, { kind: 'good' }>,
): Promise<boolean> {
  if (!distributorsOf(policy).enabled || policy.fixRepository === repository) return false;
  const says = files.some(({ path }) => path.startsWith(`${repository}/`));
  if (!says && (await store.listCases({ repository })).length === 0) return false;
  const now = clock.now();
  const tell = { to: 'project', repository, installationId, event: { kind: 'DistributorsEnabled', at: now } } as const;
  const [isNew = false] = await store.receive([toldArrival(`distributors-enabled:${repository}`, tell, now)]);
  return isNew;
}

/** A broken file of the organisation stands above all its repositories; only those that have cases want to hear of it. */
async function concerns(engine: Engine, repository: RepositoryName, problems: string): Promise<boolean> {
  if (problems.includes(`${repository}/.github/`)) return true;
  return (await engine.store.listCases({ repository })).length > 0;
}
