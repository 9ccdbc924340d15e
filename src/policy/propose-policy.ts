/** What a changed policy file would mean for its project, before it is merged. */
import type { PolicyProposal, ProposedValue } from '../core/project/policy-proposal.ts';
import type { CivilDate } from '../core/time/time.ts';
import type { PolicyText } from './policy-layer.ts';
import { formatMessage, type PolicyProblem } from './policy-problem.ts';
import { readPolicies, type PolicyTexts, type ReadPolicy, type Setting } from './read-policy.ts';

/**
 * `now` is what stands on the default branch and in the organisation, `proposed` the repository's file as it would be; undefined: it would be gone.
 * Edges: of a problem in the organisation's file nothing is carried but that there is one; a problem that lies between both is the file's own
 * where the setting to blame stands in it.
 * Errors: none; whatever the texts are, the answer is a value.
 */
export function readProposal(now: PolicyTexts, proposed: PolicyText | undefined, { today }: { readonly today: CivilDate }): PolicyProposal {
  if (proposed === undefined) return { kind: 'removed', organisationRules: now.organisation !== undefined };
  const placed = (problems: readonly PolicyProblem[]) =>
    problems
      .filter(({ path }) => path === proposed.path)
      .map((problem) => ({ line: problem.line, column: problem.column, message: formatMessage(problem) }));
  const after = readPolicies({ ...now, repository: proposed }, { today });
  if (after.ok) return { kind: 'good', changes: changesBetween(readPolicies(now), after), warnings: placed(after.warnings) };
  const problems = placed(after.problems);
  return problems.length === 0 ? { kind: 'organisation-broken' } : { kind: 'broken', problems };
}

type Good = Extract<ReadPolicy, { ok: true }>;

function changesBetween(before: ReadPolicy, { settings }: Good): Extract<PolicyProposal, { kind: 'good' }>['changes'] {
  if (!before.ok) return 'unknown';
  const was = new Map(before.settings.map((setting) => [setting.key, setting]));
  return settings.flatMap((setting) => {
    const old = was.get(setting.key);
    const isSame = old === undefined || JSON.stringify(old.value) === JSON.stringify(setting.value);
    return isSame ? [] : [{ setting: setting.key, before: valueOf(old), after: valueOf(setting) }];
  });
}

function valueOf({ value, from }: Setting): ProposedValue {
  if (from.kind === 'preset') return { from: 'preset', value };
  return from.layer === 'organisation' ? { from: 'organisation' } : { from: 'repository', value };
}
