/** Rulesets, kept as plain data. */
import { z } from 'zod';
import { bodyOf, created, numberParam, ok, param, type Answer, type RepositoryContext } from './api.ts';
import { accountOf, fullName } from './look-up.ts';
import { paged } from './pages.ts';
import { invalid, notAllowed, notFound } from './problems.ts';
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

const rulesetBody = z.object({
  name: z.string().min(1),
  target: z.literal('branch').default('branch'),
  enforcement: z.enum(['active', 'evaluate', 'disabled']),
  conditions: z.object({ ref_name: z.object({ include: z.array(z.string()), exclude: z.array(z.string()) }) }),
  rules: z.array(z.object({ type: z.string(), parameters: z.record(z.string(), z.unknown()).optional() })).default([]),
});

/** On a free plan private repositories have no rules. Source: GitHub Docs, "About rulesets". */
export function postRuleset(context: RepositoryContext): Answer {
  const { world, repository } = context;
  if (repository.private && accountOf(world, repository.owner).plan === 'free')
    throw notAllowed('Upgrade to GitHub Pro or make this repository public to enable this feature.');
  const given = rulesetOf(context);
  if (repository.rulesets.some((one) => one.name === given.name)) throw invalid('Name must be unique');
  const ruleset: Ruleset = { id: world.nextId(), ...given };
  repository.rulesets.push(ruleset);
  return created(show(context, ruleset));
}

export function putRuleset(context: RepositoryContext): Answer {
  const { rulesets } = context.repository;
  const position = rulesets.findIndex(({ id }) => id === numberParam(context, 'ruleset_id'));
  const before = rulesets[position];
  if (before === undefined) throw notFound();
  const ruleset: Ruleset = { ...before, ...rulesetOf(context) };
  rulesets[position] = ruleset;
  return ok(show(context, ruleset));
}

function rulesetOf(context: RepositoryContext): Omit<Ruleset, 'id'> {
  const { name, enforcement, conditions, rules } = bodyOf(context, rulesetBody);
  return { name, enforcement, branches: conditions.ref_name.include.map((ref) => ref.replace(/^refs\/heads\//, '')), rules };
}

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
