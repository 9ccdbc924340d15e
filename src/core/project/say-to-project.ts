/** News for the maintainers that concern no single case: in the project's issue, which is opened for the first of them. */
import type { Place } from '../act.ts';
import type { ProjectDecision } from '../decision.ts';
import { effectKey, type ProjectEffect } from '../effects.ts';
import type { Policy } from '../policy.ts';
import type { Project } from './project.ts';
import type { ProjectEvent } from './project-events.ts';

export type Said = { readonly next: Project; readonly effects: readonly ProjectEffect[] };

/** `name` says which news it is, once and for all: the same name is said once. Without a fix repository there is nowhere to say it. */
export function tellProject(project: Project, policy: Policy, name: string, body: string): Said {
  if (project.issue !== undefined) return { next: project, effects: [sayThere(project, project.issue, { name, body })] };
  if (policy.fixRepository === undefined) return { next: project, effects: [] };
  const opening: ProjectEffect = {
    key: effectKey(project.id, 'project-issue'),
    kind: 'OpenProjectIssue',
    audience: 'maintainers',
    repository: policy.fixRepository,
    title: `Fixlead for ${project.repository}`,
    body: openingWords(project),
  };
  const others = project.unsaid.filter((unsaid) => unsaid.name !== name);
  return { next: { ...project, unsaid: [...others, { name, body }] }, effects: [opening] };
}

export function sayAllUnsaid(project: Project, place: Place): ProjectDecision {
  if (project.issue !== undefined) return { outcome: 'ignored', because: 'the project issue is known' };
  const next: Project = { ...project, issue: place, unsaid: [] };
  const effects = project.unsaid.map((unsaid) => sayThere(project, place, unsaid));
  return { outcome: 'accepted', next, effects, because: [{ fact: 'the project issue was opened' }] };
}

function sayThere(project: Project, place: Place, { name, body }: { readonly name: string; readonly body: string }): ProjectEffect {
  return { key: effectKey(project.id, `tell/${name}`), kind: 'SayInFixRepository', audience: 'maintainers', place, body };
}

type Asked = Extract<ProjectEvent, { readonly from: unknown }>;

/** The answer to one command, where it was asked; none on an advisory, which is no place for what concerns the project. */
export function answerInProject({ id }: Pick<Project, 'id'>, { from, line }: Asked, body: string): readonly ProjectEffect[] {
  const key = effectKey(id, `answer/${from.kind}/${from.commentId}/${line}`);
  switch (from.kind) {
    case 'advisory':
      return [];
    case 'dashboard':
      return [{ key, kind: 'AnswerOnDashboard', audience: 'maintainers', act: from.commentId, body }];
    case 'project-issue':
    case 'case-issue':
    case 'pull-request': {
      const place = { repository: from.repository, number: from.number };
      return [{ key, kind: 'SayInFixRepository', audience: 'maintainers', place, body }];
    }
  }
}

/** What somebody does on the dashboard holds for the list as they saw it. */
export function refuseStaleList(project: Project, event: Asked): ProjectDecision {
  const message =
    'The list has changed since the page was drawn, so nothing was done. Please look at it again, and repeat it if it still holds.';
  return {
    outcome: 'refused',
    refusal: { code: 'state-changed', message, because: [] },
    effects: answerInProject(project, event, message),
  };
}

/** It must not change: a wish with other words would be a new wish, and open a second issue. */
export function openingWords(project: Project): string {
  return `Here Fixlead says what concerns no single case of ${project.repository}, and here maintainers may say it. \`/help\` lists what can be said.`;
}
