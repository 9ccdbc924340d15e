/** The policy a new case is opened under, which it keeps. */
import type { RepositoryName } from '../core/ids.ts';
import type { Policy } from '../core/policy.ts';
import type { PolicyVersion } from '../core/policy-version/policy-version.ts';
import { defaultPolicy } from '../policy/read-policy.ts';
import type { Engine } from './engine.ts';
import { findPolicy, lastGoodPolicy } from './find-policy.ts';

export type PolicyForCase = { readonly policy: Policy; readonly version: PolicyVersion; readonly problem: string | undefined };

/**
 * Under a broken file the last good version of it rules, and the cautious default only when there never was one: no report is lost over it.
 * Without a file it is the default, whatever there was before: whoever takes the file away takes its promises back.
 * Errors: throws when GitHub cannot be asked for the file now.
 */
export async function policyForNewCase(engine: Engine, installationId: number, repository: RepositoryName): Promise<PolicyForCase> {
  const readAt = engine.clock.now();
  const found = await findPolicy(engine, installationId, repository);
  if (found.kind === 'good') return { policy: found.policy, version: { kind: 'as-read', files: found.files, readAt }, problem: undefined };
  const cautious = { policy: defaultPolicy, version: { kind: 'default', files: [], readAt } } as const;
  if (found.kind !== 'broken') return { ...cautious, problem: 'There is no .github/fixlead.yml, neither here nor in the organisation.' };
  const kept = await lastGoodPolicy(engine.store, repository);
  if (kept === undefined) return { ...cautious, problem: found.problems };
  return { policy: kept.policy, version: { kind: 'last-good', files: kept.files, readAt: kept.readAt }, problem: found.problems };
}
