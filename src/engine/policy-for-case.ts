/** The policy a new case is opened under, which it keeps. */
import type { RepositoryName } from '../core/ids.ts';
import type { Policy } from '../core/policy.ts';
import { formatProblem } from '../policy/policy-problem.ts';
import { defaultPolicy, readPolicy } from '../policy/read-policy.ts';
import type { Engine } from './engine.ts';
import { GitHubFailure } from './ports.ts';

export type PolicyForCase = { readonly policy: Policy; readonly problem: string | undefined };

/**
 * A broken file, and one that can never be had as it is, gives the cautious default and says what is wrong: no report is lost over it.
 * Errors: throws when GitHub cannot be asked for the file now.
 */
export async function policyForNewCase(engine: Engine, installationId: number, repository: RepositoryName): Promise<PolicyForCase> {
  const file = await policyFile(engine, installationId, repository);
  if ('problem' in file) return { policy: defaultPolicy, problem: file.problem };
  const read = readPolicy(file.text, { path: file.path });
  if (read.ok) return { policy: read.policy, problem: undefined };
  return { policy: defaultPolicy, problem: read.problems.map(formatProblem).join('\n') };
}

type PolicyFile = { readonly text: string; readonly path: string } | { readonly problem: string };

async function policyFile(engine: Engine, installationId: number, repository: RepositoryName): Promise<PolicyFile> {
  try {
    const file = await engine.github.facts.policyFile(installationId, repository);
    return file ?? { problem: 'There is no .github/fixlead.yml, neither here nor in the organisation.' };
  } catch (cause) {
    if (!(cause instanceof GitHubFailure) || !cause.permanent) throw cause;
    engine.log.warn({ repository, error: cause.message }, 'the policy file cannot be read');
    return { problem: cause.message };
  }
}
