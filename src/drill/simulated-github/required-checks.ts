/** What active rulesets demand of the head of a pull request before it is merged, and who may say it. */
import { z } from 'zod';
import { rulesFor } from './rulesets.ts';
import type { Pull, Repository } from './world.ts';

const statusChecks = z.object({ required_status_checks: z.array(z.object({ context: z.string(), integration_id: z.number().nullish() })) });

/** The names of those that are not green on the head. */
export function failingRequiredChecks(repository: Repository, { base, headSha }: Pick<Pull, 'base' | 'headSha'>): readonly string[] {
  const demanded = rulesFor(repository, base).filter(({ rule }) => rule.type === 'required_status_checks');
  return demanded
    .flatMap(({ rule }) => statusChecks.parse(rule.parameters).required_status_checks)
    .filter(({ context, integration_id: appId }) => !isGreen(repository, headSha, { context, appId: appId ?? undefined }))
    .map(({ context }) => context);
}

type Demanded = { readonly context: string; readonly appId: number | undefined };

/**
 * Pinned to an app only what that app said counts. Otherwise anybody's word does, and where both a check and a status have the name, both must be
 * green. Source: GitHub Docs, "Available rules for rulesets" and "Troubleshooting required status checks".
 */
function isGreen(repository: Repository, sha: string, { context, appId }: Demanded): boolean {
  const counts = (by: number | undefined) => appId === undefined || by === appId;
  const run = repository.checkRuns.findLast((one) => one.headSha === sha && one.name === context && counts(one.app.id));
  const status = repository.statuses.findLast((one) => one.sha === sha && isSame(one.context, context) && counts(one.appId));
  const said = [
    ...(run === undefined ? [] : [passing.has(run.conclusion ?? '')]),
    ...(status === undefined ? [] : [status.state === 'success']),
  ];
  return said.length > 0 && said.every(Boolean);
}

const passing = new Set(['success', 'neutral', 'skipped']);

/** Of a status the name has no case. Source: the REST description of "Create a commit status". */
const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
