/** The required check on lines of the fix repository, pinned to this very App: whoever else makes a check of that name satisfies nothing. */
import { z } from 'zod';
import type { EffectOf } from '../../../core/effects.ts';
import { GitHubFailure } from '../../../engine/ports/failures.ts';
import type { Found, Performer } from '../../../engine/ports/github.ts';
import type { RepositoryName } from '../../../core/ids.ts';
import type { Asker } from '../ask.ts';
import type { GitHubConnection } from '../connect.ts';
import { lacksPermission, wasRefusedWith } from '../failures.ts';
import { ownerAndRepo } from '../places.ts';
import { anyAnswer, perPage } from '../read-answers.ts';
import { checkName } from './checks.ts';
import type { Tools } from './performer.ts';

type Wish = EffectOf<'RequireCheck'>;

/** Looks afresh each time: somebody may have taken a rule away. A plan that has no rules for private repositories is news, and no failure. */
export function requireCheck({ connection, now }: Tools): Performer<'RequireCheck'> {
  const found = (holds: 'by-github' | 'recorded-only'): Found => ({
    result: `enforced ${holds}`,
    event: { kind: 'EnforcementFound', holds, at: now() },
  });
  return {
    look: () => Promise.resolve(undefined),
    perform: async ({ installationId }, wish) => {
      const asker = connection.asInstallation(installationId);
      try {
        for (const line of wish.lines) {
          if (await isRequired(asker, connection, wish.repository, line)) continue;
          await writeRuleset(asker, rulesetFor(wish, line, connection.appId));
          if (!(await isRequired(asker, connection, wish.repository, line)))
            throw new GitHubFailure(`GitHub took the ruleset for ${wish.repository} and does not show it`, {});
        }
        return found('by-github');
      } catch (error) {
        if (!lacksPermission(error) && !wasRefusedWith(error, 404, 422)) throw error;
        return found('recorded-only');
      }
    },
  };
}

const rulesetsAnswer = z.array(z.object({ id: z.int(), name: z.string() }));

/** One of that name may be there, and have been switched off or changed by somebody: then it is written over. */
async function writeRuleset(asker: Asker, ruleset: ReturnType<typeof rulesetFor>): Promise<void> {
  const where = { owner: ruleset.owner, repo: ruleset.repo };
  const found = await asker.ask('GET /repos/{owner}/{repo}/rulesets', { ...where, per_page: perPage }, rulesetsAnswer);
  const there = found.find(({ name }) => name === ruleset.name);
  if (there === undefined) await asker.ask('POST /repos/{owner}/{repo}/rulesets', ruleset, anyAnswer);
  else await asker.ask('PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}', { ...ruleset, ruleset_id: there.id }, anyAnswer);
}

/** Of these lines those on which no rule demands our check; all where the plan has no rules. Errors: GitHubFailure. */
export async function unguardedLines(
  asker: Asker,
  us: Pick<GitHubConnection, 'appId'>,
  repository: RepositoryName,
  lines: readonly string[],
): Promise<readonly string[]> {
  try {
    const required = await Promise.all(lines.map((line) => isRequired(asker, us, repository, line)));
    return lines.filter((_, index) => required[index] !== true);
  } catch (error) {
    if (!lacksPermission(error) && !wasRefusedWith(error, 404)) throw error;
    return lines;
  }
}

const branchRules = z.array(z.looseObject({ type: z.string(), parameters: z.unknown().optional() }));
const statusChecks = z.object({
  required_status_checks: z.array(z.object({ context: z.string(), integration_id: z.int().nullish() })),
});

/** Whether a rule in force on the line demands our check, or another of ours, of us. Without the App's id anybody's check would do. Errors: GitHubFailure. */
export async function isRequired(
  asker: Asker,
  { appId }: Pick<GitHubConnection, 'appId'>,
  repository: RepositoryName,
  line: string,
  name: string = checkName,
): Promise<boolean> {
  const where = { ...ownerAndRepo(repository), branch: line, per_page: perPage };
  const rules = await asker.ask('GET /repos/{owner}/{repo}/rules/branches/{branch}', where, branchRules);
  return rules.some(({ type, parameters }) => {
    const read = type === 'required_status_checks' ? statusChecks.safeParse(parameters) : undefined;
    return read?.data?.required_status_checks.some((one) => one.context === name && one.integration_id === appId) === true;
  });
}

/** One ruleset for each line. The App itself may pass it, because it mirrors the public line, where nobody reviews for us. */
function rulesetFor({ repository }: Wish, line: string, appId: number) {
  const pinned = { context: checkName, integration_id: appId };
  return {
    ...ownerAndRepo(repository),
    ...{ name: `${checkName} on ${line}`, target: 'branch', enforcement: 'active' },
    bypass_actors: [{ actor_id: appId, actor_type: 'Integration', bypass_mode: 'always' }],
    conditions: { ref_name: { include: [`refs/heads/${line}`], exclude: [] } },
    rules: [
      {
        type: 'required_status_checks',
        parameters: { strict_required_status_checks_policy: false, required_status_checks: [pinned] },
      },
    ],
  };
}
