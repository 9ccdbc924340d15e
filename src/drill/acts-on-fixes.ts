/** What the people of a scenario do to a fix: with git, with pull requests, with another App's checks. */
import { findFix, fixOf, fixRepositoryOf, ghsaOf, NotThereYet, temporaryForkOf } from './fixes.ts';
import type { ActOnFix } from './scenario.ts';
import type { Person } from './simulated-github/person.ts';
import type { Stage } from './stage.ts';

/** Errors: NotThereYet, and then nothing was done. */
export async function actOnFix(stage: Stage, person: Person, does: ActOnFix): Promise<void> {
  const { repository } = stage.scenario;
  if ('pushes' in does) return pushFix(stage, person, { ...does.pushes, force: false });
  if ('amends' in does) return pushFix(stage, person, { ...does.amends, force: true });
  if ('opens' in does) {
    const { line, title } = does.opens;
    const fields = { title, body: `Fixes ${ghsaOf(stage)}.`, base: line, head: newBranch(stage, line) };
    return void (await person.openPullRequest({ repo: placeOf(stage, does.opens), ...fields }));
  }
  if ('commits' in does) {
    const { line, file, content, message, to } = does.commits;
    const repo = to === 'public' ? repository : fixRepositoryOf(stage);
    return void (await person.push({ repo, branch: line, files: { [file]: content }, message }));
  }
  if ('rebases' in does) {
    const { repo, branch } = fixOf(stage, does.rebases);
    return void (await person.rebase({ repo, branch, onto: does.rebases }));
  }
  if ('exposes' in does) {
    const { repo, branch } = fixOf(stage, does.exposes.line);
    return void (await person.copyBranch({ repo, branch, to: { repo: repository, branch: does.exposes.as } }));
  }
  if ('merges' in does) {
    const { line, how } = does.merges;
    const proposal = stage.github.world.repository(repository).issues.findLast((one) => one.pull?.base === line);
    if (proposal === undefined) throw new NotThereYet(`There is no public pull request for ${line}`);
    return void (await person.mergePullRequest({ repo: repository, number: proposal.number, method: how }));
  }
  if ('closes' in does) return person.closePullRequest(fixOf(stage, does.closes));
  if ('approves' in does) return void (await person.review({ ...fixOf(stage, does.approves), verdict: 'APPROVE' }));
  if ('sets' in does) {
    const { repo, headSha: sha } = fixOf(stage, does.sets.line);
    return person.setStatus({ repo, sha, state: does.sets.as, context: does.sets.status });
  }
  if ('failsToMerge' in does) return failToMerge(person, fixOf(stage, does.failsToMerge));
  return finishCheck(stage, person, does.finishes);
}

type Pushed = Extract<ActOnFix, { pushes: unknown }>['pushes'] & { readonly force: boolean };

async function pushFix(stage: Stage, person: Person, pushed: Pushed): Promise<void> {
  const { line, file, content, message, force } = pushed;
  const branch = branchOf(stage, line);
  await person.push({ repo: placeOf(stage, pushed), branch, from: line, files: { [file]: content }, message, force });
}

/** Of the pull request there is, else of the one that will be opened. */
function branchOf(stage: Stage, line: string): string {
  return findFix(stage, line)?.branch ?? newBranch(stage, line);
}

function newBranch(stage: Stage, line: string): string {
  return `${ghsaOf(stage).toLowerCase()}/${line}`;
}

function placeOf(stage: Stage, { in: place }: { readonly in?: 'fork' | undefined }): string {
  const fork = temporaryForkOf(stage);
  if (place === 'fork' && fork === undefined) throw new NotThereYet('Nobody has made the temporary private fork yet');
  return (place === 'fork' ? fork : undefined) ?? fixRepositoryOf(stage);
}

/** Errors: throws when GitHub lets it through. */
async function failToMerge(person: Person, { repo, number }: { readonly repo: string; readonly number: number }): Promise<void> {
  const isMerged = await person.mergePullRequest({ repo, number }).then(
    () => true,
    () => false,
  );
  if (isMerged) throw new Error(`GitHub merged ${repo}#${number}`);
}

async function finishCheck(stage: Stage, person: Person, finished: Extract<ActOnFix, { finishes: unknown }>['finishes']): Promise<void> {
  const { world } = stage.github;
  const { repo, headSha } = fixOf(stage, finished.line);
  const known = world.repository(repo).checkRuns.find((run) => run.app.slug === finished.by)?.app;
  const app = known ?? world.addApp(finished.by);
  await person.completeCheckRun({ repo, sha: headSha, name: finished.check, conclusion: finished.as, app });
}

export function tellActOnFix(does: ActOnFix): string {
  if ('pushes' in does) return `pushes to the private fix branch of ${does.pushes.line}: ${does.pushes.message}`;
  if ('amends' in does) return `force-pushes to the private fix branch of ${does.amends.line}: ${does.amends.message}`;
  if ('opens' in does) return `opens a private pull request for ${does.opens.line}`;
  if ('commits' in does) return `commits straight to the ${does.commits.to} ${does.commits.line}: ${does.commits.message}`;
  if ('rebases' in does) return `rebases the private fix branch of ${does.rebases}`;
  if ('exposes' in does) return `pushes the fix of ${does.exposes.line} to the public branch ${does.exposes.as}`;
  if ('merges' in does) return `merges the public pull request for ${does.merges.line}${does.merges.how === 'squash' ? ', squashed' : ''}`;
  if ('closes' in does) return `closes the pull request for ${does.closes}`;
  if ('approves' in does) return `approves the pull request for ${does.approves}`;
  if ('sets' in does) return `sets the status ${does.sets.status} on the head of ${does.sets.line}: ${does.sets.as}`;
  if ('failsToMerge' in does) return `tries to merge the fix of ${does.failsToMerge}, and GitHub refuses`;
  const { check, line, as, by } = does.finishes;
  return `lets the App ${by} report ${check} on the head of ${line}: ${as}`;
}
