/** Where things are in a scenario's world: its one advisory, the case issue, and the fix of each line. */
import type { Stage } from './stage.ts';

/** What somebody acts on has not been made, by the app or by anybody else. */
export class NotThereYet extends Error {
  override readonly name = 'NotThereYet';
}

/** The GHSA id of the scenario's advisory; there is one case in each scenario. Errors: NotThereYet. */
export function ghsaOf({ github, scenario }: Stage): string {
  const [advisory] = github.world.repository(scenario.repository).advisories;
  if (advisory === undefined) throw new NotThereYet('This scenario acts on an advisory before anybody reported one');
  return advisory.ghsaId;
}

/** The one of the scenario, or the one that the app has made for the case. Errors: NotThereYet. */
export function fixRepositoryOf(stage: Stage): string {
  const repo = findFixRepository(stage);
  if (repo === undefined) throw new NotThereYet('The case has no fix repository yet');
  return repo;
}

export function findFixRepository({ github, scenario }: Stage): string | undefined {
  if (scenario.fixRepository !== undefined) return scenario.fixRepository;
  const made = github.world.repositories.find(
    (one) => one.private && one.temporaryForkOf === undefined && one.owner === scenario.organisation,
  );
  return made === undefined ? undefined : `${made.owner}/${made.name}`;
}

export function caseIssueNumber(stage: Stage): number | undefined {
  const { github, scenario } = stage;
  const repo = findFixRepository(stage);
  const issues = repo === undefined ? [] : github.world.repository(repo).issues;
  return issues.find((issue) => issue.pull === undefined && issue.title !== projectIssueTitle(scenario))?.number;
}

/** Where maintainers speak of what concerns no single case. */
export function projectIssueNumber(stage: Stage): number | undefined {
  const { github, scenario } = stage;
  return github.world.repository(fixRepositoryOf(stage)).issues.find((issue) => issue.title === projectIssueTitle(scenario))?.number;
}

function projectIssueTitle({ repository }: Stage['scenario']): string {
  return `Fixlead for ${repository}`;
}

export type Fix = { readonly repo: string; readonly number: number; readonly branch: string; readonly headSha: string };

/** The newest pull request of a line in the fix repository, else in the temporary private fork. */
export function findFix(stage: Stage, line: string): Fix | undefined {
  const { world } = stage.github;
  for (const repo of [findFixRepository(stage), temporaryForkOf(stage)]) {
    const issue = repo === undefined ? undefined : world.repository(repo).issues.findLast((one) => one.pull?.base === line);
    if (repo === undefined || issue?.pull === undefined) continue;
    return { repo, number: issue.number, branch: issue.pull.head, headSha: issue.pull.headSha };
  }
  return undefined;
}

/** Errors: NotThereYet. */
export function fixOf(stage: Stage, line: string): Fix {
  const fix = findFix(stage, line);
  if (fix === undefined) throw new NotThereYet(`No pull request for ${line} has been opened yet`);
  return fix;
}

export function temporaryForkOf(stage: Stage): string | undefined {
  const fork = stage.github.world.repositories.find((one) => one.temporaryForkOf === ghsaOf(stage));
  return fork === undefined ? undefined : `${fork.owner}/${fork.name}`;
}
