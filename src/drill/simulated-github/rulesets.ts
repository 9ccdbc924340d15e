/** Rulesets, kept as plain data. */
import { param, type Answer, type RepositoryContext } from './api.ts';
import { fullName } from './look-up.ts';
import { paged } from './pages.ts';
import { isoTime, nodeId } from './show-account.ts';
import { repositoryUrl } from './show-repository.ts';
import type { Repository, Rule, Ruleset } from './world.ts';

/** The rules in force on a branch. */
export function rulesFor(repository: Repository, branch: string): readonly { ruleset: Ruleset; rule: Rule }[] {
  const applies = (name: string) =>
    name === '~ALL' || name === branch || (name === '~DEFAULT_BRANCH' && branch === repository.defaultBranch);
  return repository.rulesets
    .filter((ruleset) => ruleset.enforcement === 'active' && ruleset.branches.some(applies))
    .flatMap((ruleset) => ruleset.rules.map((rule) => ({ ruleset, rule })));
}

/** Without their rules, which GitHub shows elsewhere. */
export const listRulesets = (context: RepositoryContext): Answer =>
  paged(context, context.repository.rulesets, (ruleset) => show(context, ruleset));

export function listBranchRules(context: RepositoryContext): Answer {
  const source = { ruleset_source_type: 'Repository', ruleset_source: fullName(context.repository) };
  return paged(context, rulesFor(context.repository, param(context, 'branch')), ({ ruleset, rule }) => ({
    ...rule,
    ...source,
    ruleset_id: ruleset.id,
  }));
}

const show = ({ world, repository }: RepositoryContext, ruleset: Ruleset) => ({
  id: ruleset.id,
  node_id: nodeId('RepositoryRuleset', ruleset.id),
  name: ruleset.name,
  target: 'branch',
  source_type: 'Repository',
  source: fullName(repository),
  enforcement: ruleset.enforcement,
  _links: { self: { href: `${repositoryUrl(world, repository)}/rulesets/${ruleset.id}` } },
  created_at: isoTime(repository.createdAt),
  updated_at: isoTime(repository.createdAt),
});
