/** What the people of a scenario do, and in which words the timeline tells it. */
import { actOnFix, tellActOnFix } from './acts-on-fixes.ts';
import { caseIssueNumber, fixOf, fixRepositoryOf, ghsaOf, NotThereYet, projectIssueNumber } from './fixes.ts';
import { keyPattern } from './outside/keyring.ts';
import type { Act, ScenarioStep } from './scenario.ts';
import type { Person } from './simulated-github/person.ts';
import type { Stage } from './stage.ts';

/** Errors: NotThereYet when what somebody acts on is not there; then nothing was done. */
export async function perform(stage: Stage, step: ScenarioStep): Promise<void> {
  if (step.github !== undefined) stage.github.misbehave(step.github as Parameters<typeof stage.github.misbehave>[0]);
  if (step.outside !== undefined) happenOutside(stage, step.outside);
  if (step.crash === true) await stage.kill();
  else if (step.crash !== undefined) stage.killAtPush(step.crash.pushing);
  if (step.does !== undefined) await act(stage, stage.github.actAs(step.who ?? 'nobody'), step.does);
}

function happenOutside(stage: Stage, { slack, mail, names }: NonNullable<ScenarioStep['outside']>): void {
  if (slack !== undefined) stage.outside.refuseInSlack(slack === 'refuses');
  if (mail !== undefined) stage.outside.setMailDown(mail === 'down');
  if (names !== undefined) stage.outside.name(ghsaOf(stage));
}

async function act(stage: Stage, person: Person, does: Act): Promise<void> {
  const { scenario } = stage;
  if ('report' in does) return void (await person.reportVulnerability(scenario.repository, withVulnerability(does.report)));
  if ('draft' in does) return void (await person.createDraft(scenario.repository, withVulnerability(does.draft)));
  if ('says' in does) return say(stage, person, does.on, does.says);
  if ('edits' in does) return edit(stage, person, does.edits, does.to);
  if ('publishes' in does) return person.publishAdvisory(ghsaOf(stage));
  if ('leaves' in does) return person.removeFromTeam(scenario.organisation, scenario.team, person.login);
  if ('forks' in does) return void (await person.createTemporaryFork(ghsaOf(stage)));
  if ('releases' in does) return person.createRelease({ repo: scenario.repository, tag: does.releases.tag, target: does.releases.line });
  return actOnFix(stage, person, does);
}

/** GitHub wants at least one affected package. */
function withVulnerability(fields: { summary: string; description: string }) {
  return {
    ...fields,
    vulnerabilities: [{ package: { ecosystem: 'go' as const, name: 'vitess.io/vitess' }, vulnerable_version_range: '< 0.19.4' }],
  };
}

async function say(stage: Stage, person: Person, on: string, words: string): Promise<void> {
  const text = words
    .replaceAll(/\{head ([^}]+)\}/g, (_, line: string) => fixOf(stage, line).headSha.slice(0, 10))
    .replaceAll(keyPattern, (_, name: string) => stage.keyring.publicKeyOf(name));
  if (on === 'advisory') return void (await person.commentOnAdvisory(ghsaOf(stage), text));
  const number = issueNumber(stage, on) ?? fixOf(stage, on).number;
  await person.commentOnIssue(fixRepositoryOf(stage), number, text);
}

/** Undefined for what is no issue. Errors: NotThereYet. */
function issueNumber(stage: Stage, on: string): number | undefined {
  if (on !== 'case-issue' && on !== 'project-issue') return undefined;
  const number = on === 'case-issue' ? caseIssueNumber(stage) : projectIssueNumber(stage);
  if (number === undefined) throw new NotThereYet(`There is no ${on.replace('-', ' ')} to speak in yet`);
  return number;
}

/** Any collaborator may rewrite anybody's comment on an advisory. */
async function edit(stage: Stage, person: Person, before: string, after: string): Promise<void> {
  const comment = stage.github.world.advisory(ghsaOf(stage)).comments.find((one) => one.body.includes(before));
  if (comment === undefined) throw new NotThereYet(`No comment on the advisory reads "${before}"`);
  await person.editAdvisoryComment(comment.id, after);
}

/** One line for the timeline. */
export function tell(step: ScenarioStep): string {
  if (step.github !== undefined)
    return `GitHub begins to misbehave: ${[step.github.kind, step.github.method, step.github.path ?? step.github.event].filter((word) => word !== undefined).join(' ')}`;
  if (step.outside?.slack !== undefined) return `Slack ${step.outside.slack} again`.replace('refuses again', 'begins to refuse');
  if (step.outside?.mail !== undefined) return `The mail server ${step.outside.mail === 'down' ? 'goes down' : 'works again'}`;
  if (step.outside !== undefined) return 'Somebody else publishes a record of the advisory';
  if (step.crash === true) return 'The app is killed and started again';
  if (step.crash !== undefined) return `The app is killed the moment GitHub has taken its push to ${step.crash.pushing}, and started again`;
  if (step.does === undefined) return 'Time has passed';
  return `@${step.who ?? 'nobody'} ${tellAct(step.does)}`;
}

function tellAct(does: Act): string {
  if ('report' in does) return `reports privately: ${does.report.summary}`;
  if ('draft' in does) return `begins a draft advisory: ${does.draft.summary}`;
  if ('says' in does) return `on ${tellSpot(does.on)}: ${does.says.split('\n')[0] ?? ''}`;
  if ('edits' in does) return `edits a comment on the advisory to: ${does.to}`;
  if ('releases' in does) return `releases ${does.releases.tag}`;
  if ('publishes' in does) return 'publishes the advisory by hand';
  if ('leaves' in does) return 'leaves the team';
  if ('forks' in does) return 'makes the temporary private fork of the advisory';
  return tellActOnFix(does);
}

function tellSpot(on: string): string {
  if (on === 'advisory') return 'the advisory';
  if (on === 'project-issue') return 'the project’s issue';
  return on === 'case-issue' ? 'the case issue' : `the pull request for ${on}`;
}
