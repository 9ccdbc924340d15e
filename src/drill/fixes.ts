/** Where things are in a scenario's world: its one advisory, the case issue, and the fix of each line. */
import type { Stage } from './stage.ts';

/** The GHSA id of the scenario's advisory; there is one case in each scenario. Errors: throws before it exists. */
export function ghsaOf({ github, scenario }: Stage): string {
  const [advisory] = github.world.repository(scenario.repository).advisories;
  if (advisory === undefined) throw new Error('This scenario acts on an advisory before anybody reported one');
  return advisory.ghsaId;
}

export function caseIssueNumber({ github, scenario }: Stage): number | undefined {
  const { issues } = github.world.repository(scenario.fixRepository);
  return issues.find((issue) => issue.pull === undefined && issue.title !== projectIssueTitle(scenario))?.number;
}

/** Where maintainers speak of what concerns no single case. */
export function projectIssueNumber({ github, scenario }: Stage): number | undefined {
  return github.world.repository(scenario.fixRepository).issues.find((issue) => issue.title === projectIssueTitle(scenario))?.number;
}

function projectIssueTitle({ repository }: Stage['scenario']): string {
  return `Fixlead for ${repository}`;
}

export type Fix = { readonly repo: string; readonly number: number; readonly branch: string; readonly headSha: string };

/** The newest pull request of a line in the fix repository, else in the temporary private fork. */
export function findFix(stage: Stage, line: string): Fix | undefined {
  const { world } = stage.github;
  for (const repo of [stage.scenario.fixRepository, temporaryForkOf(stage)]) {
    const issue = repo === undefined ? undefined : world.repository(repo).issues.findLast((one) => one.pull?.base === line);
    if (repo === undefined || issue?.pull === undefined) continue;
    return { repo, number: issue.number, branch: issue.pull.head, headSha: issue.pull.headSha };
  }
  return undefined;
}

/** Errors: throws while there is none. */
export function fixOf(stage: Stage, line: string): Fix {
  const fix = findFix(stage, line);
  if (fix === undefined) throw new Error(`No pull request for ${line} has been opened yet`);
  return fix;
}

export function temporaryForkOf(stage: Stage): string | undefined {
  const fork = stage.github.world.repositories.find((one) => one.temporaryForkOf === ghsaOf(stage));
  return fork === undefined ? undefined : `${fork.owner}/${fork.name}`;
}
