/** What the people of a scenario do, and in which words the timeline tells it. */
import type { Stage } from './stage.ts';
import type { Act, ScenarioStep } from './scenario.ts';
import type { Person } from './simulated-github/person.ts';

/** The GHSA id of the scenario's advisory; there is one case in each scenario. Errors: throws before it exists. */
export function ghsaOf({ github, scenario }: Stage): string {
  const [advisory] = github.world.repository(scenario.repository).advisories;
  if (advisory === undefined) throw new Error('This scenario acts on an advisory before anybody reported one');
  return advisory.ghsaId;
}

export function caseIssueNumber({ github, scenario }: Stage): number | undefined {
  return github.world.repository(scenario.fixRepository).issues.find((issue) => issue.pull === undefined)?.number;
}

/** The newest pull request of a line in the fix repository. */
export function pullNumber({ github, scenario }: Stage, line: string): number {
  const pull = github.world.repository(scenario.fixRepository).issues.findLast((issue) => issue.pull?.base === line);
  if (pull === undefined) throw new Error(`No pull request for ${line} has been opened yet`);
  return pull.number;
}

export async function perform(stage: Stage, step: ScenarioStep): Promise<void> {
  if (step.github !== undefined) stage.github.misbehave(step.github as Parameters<typeof stage.github.misbehave>[0]);
  if (step.crash === true) await stage.kill();
  if (step.does !== undefined) await act(stage, stage.github.actAs(step.who ?? 'nobody'), step.does);
}

async function act(stage: Stage, person: Person, does: Act): Promise<void> {
  const { scenario } = stage;
  const repo = scenario.fixRepository;
  if ('report' in does) return void (await person.reportVulnerability(scenario.repository, withVulnerability(does.report)));
  if ('draft' in does) return void (await person.createDraft(scenario.repository, withVulnerability(does.draft)));
  if ('says' in does) return say(stage, person, does.on, does.says);
  if ('edits' in does) return edit(stage, person, does.edits, does.to);
  if ('pushes' in does) {
    const { line, file, content, message } = does.pushes;
    return void (await person.push({ repo, branch: fixBranch(stage, line), from: line, files: { [file]: content }, message }));
  }
  if ('opens' in does) {
    const { line, title } = does.opens;
    return void (await person.openPullRequest({ repo, head: fixBranch(stage, line), base: line, title, body: `Fixes ${ghsaOf(stage)}.` }));
  }
  if ('approves' in does) return void (await person.review({ repo, number: pullNumber(stage, does.approves), verdict: 'APPROVE' }));
  if ('releases' in does) return person.createRelease({ repo: scenario.repository, tag: does.releases.tag, target: does.releases.line });
  if ('publishes' in does) return person.publishAdvisory(ghsaOf(stage));
  return person.removeFromTeam(scenario.organisation, scenario.team, person.login);
}

/** GitHub wants at least one affected package. */
function withVulnerability(fields: { summary: string; description: string }) {
  return {
    ...fields,
    vulnerabilities: [{ package: { ecosystem: 'go' as const, name: 'vitess.io/vitess' }, vulnerable_version_range: '< 0.19.4' }],
  };
}

function fixBranch(stage: Stage, line: string): string {
  return `${ghsaOf(stage).toLowerCase()}/${line}`;
}

async function say(stage: Stage, person: Person, on: string, words: string): Promise<void> {
  if (on === 'advisory') return void (await person.commentOnAdvisory(ghsaOf(stage), words));
  const number = on === 'case-issue' ? caseIssueNumber(stage) : pullNumber(stage, on);
  if (number === undefined) throw new Error('There is no case issue to speak in yet');
  await person.commentOnIssue(stage.scenario.fixRepository, number, words);
}

/** Any collaborator may rewrite anybody's comment on an advisory. */
async function edit(stage: Stage, person: Person, before: string, after: string): Promise<void> {
  const comment = stage.github.world.advisory(ghsaOf(stage)).comments.find((one) => one.body.includes(before));
  if (comment === undefined) throw new Error(`No comment on the advisory reads "${before}"`);
  await person.editAdvisoryComment(comment.id, after);
}

/** One line for the timeline. */
export function tell(step: ScenarioStep): string {
  if (step.github !== undefined)
    return `GitHub begins to misbehave: ${[step.github.kind, step.github.method, step.github.path ?? step.github.event].filter((word) => word !== undefined).join(' ')}`;
  if (step.crash === true) return 'The app is killed and started again';
  if (step.does === undefined) return 'Time has passed';
  return `@${step.who ?? 'nobody'} ${tellAct(step.does)}`;
}

function tellAct(does: Act): string {
  if ('report' in does) return `reports privately: ${does.report.summary}`;
  if ('draft' in does) return `begins a draft advisory: ${does.draft.summary}`;
  if ('says' in does) return `on ${tellSpot(does.on)}: ${does.says.replaceAll('\n', ' ')}`;
  if ('edits' in does) return `edits a comment on the advisory to: ${does.to}`;
  if ('pushes' in does) return `pushes to the private fix branch of ${does.pushes.line}: ${does.pushes.message}`;
  if ('opens' in does) return `opens a private pull request for ${does.opens.line}`;
  if ('approves' in does) return `approves the pull request for ${does.approves}`;
  if ('releases' in does) return `releases ${does.releases.tag}`;
  if ('publishes' in does) return 'publishes the advisory by hand';
  return 'leaves the team';
}

function tellSpot(on: string): string {
  if (on === 'advisory') return 'the advisory';
  return on === 'case-issue' ? 'the case issue' : `the pull request for ${on}`;
}
