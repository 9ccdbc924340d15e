/** The policy a new case is opened under, which it keeps. */
import type { RepositoryName } from '../core/ids.ts';
import type { Policy } from '../core/policy.ts';
import { formatProblem } from '../policy/policy-problem.ts';
import { defaultPolicy, readPolicy } from '../policy/read-policy.ts';
import type { Engine } from './engine.ts';

/** Errors: throws when GitHub cannot be asked for the file. A broken file gives the cautious default and says what is wrong. */
export async function policyForNewCase(
  engine: Engine,
  installationId: number,
  repository: RepositoryName,
): Promise<{ readonly policy: Policy; readonly problem: string | undefined }> {
  const file = await engine.github.facts.policyFile(installationId, repository);
  if (file === undefined)
    return { policy: defaultPolicy, problem: 'There is no .github/fixlead.yml, neither here nor in the organisation.' };
  const read = readPolicy(file.text, { path: file.path });
  if (read.ok) return { policy: read.policy, problem: undefined };
  return {
    policy: defaultPolicy,
    problem: read.problems.map(formatProblem).join('\n'),
  };
}
