/** Issues, and what issues and pull requests share: numbers, labels, being open or closed. */
import { z } from 'zod';
import { announce } from './announce.ts';
import { bodyOf, created, numberParam, ok, parseFields, type Answer, type RepositoryContext } from './api.ts';
import { findAccount, issueOf } from './look-up.ts';
import { paged, since, sorted } from './pages.ts';
import { invalid } from './problems.ts';
import { showIssue, showLabel } from './show-issue.ts';
import type { Issue, Scene, World } from './world.ts';

const labels = z.array(z.union([z.string(), z.object({ name: z.string() })])).optional();
const assignees = z.array(z.string()).optional();
const issueBody = z.object({ title: z.union([z.string().min(1), z.number()]), body: z.string().nullish(), labels, assignees });
const issuePatch = z.object({
  title: z.string().min(1).optional(),
  body: z.string().nullish(),
  labels,
  assignees,
  state: z.enum(['open', 'closed']).optional(),
  state_reason: z.enum(['completed', 'not_planned', 'duplicate', 'reopened']).nullish(),
});
export type IssueFields = z.input<typeof issueBody>;
export type IssuePatch = z.input<typeof issuePatch>;

export function openIssue(scene: Scene, given: IssueFields): Issue {
  const fields = parseFields(issueBody, given);
  refuseStrangers(scene.world, fields.assignees);
  const text = { title: String(fields.title), body: fields.body ?? undefined };
  const issue = newIssue(scene, { ...text, labels: readLabels(fields.labels) ?? [], assignees: fields.assignees ?? [] });
  tell(scene, issue, 'opened');
  return issue;
}

type New = 'title' | 'body' | 'labels' | 'assignees' | 'pull';

export function newIssue({ world, repository, by }: Scene, fields: Pick<Issue, New>): Issue {
  const at = world.now();
  const number = repository.issues.length + repository.discussions.length + 1;
  const issue: Issue = { id: world.nextId(), number, author: by, state: 'open', comments: [], createdAt: at, updatedAt: at, ...fields };
  repository.issues.push(issue);
  return issue;
}

export function editIssue(scene: Scene, issue: Issue, given: IssuePatch): void {
  const patch = parseFields(issuePatch, given);
  refuseStrangers(scene.world, patch.assignees);
  issue.title = patch.title ?? issue.title;
  if (patch.body !== undefined) issue.body = patch.body ?? undefined;
  issue.labels = readLabels(patch.labels) ?? issue.labels;
  issue.assignees = patch.assignees ?? issue.assignees;
  issue.updatedAt = scene.world.now();
  if (!patch.state || patch.state === issue.state) return;
  markState(scene, issue, patch.state);
  issue.stateReason = patch.state_reason ?? (patch.state === 'closed' ? 'completed' : 'reopened');
  tell(scene, issue, patch.state === 'closed' ? 'closed' : 'reopened');
}

export function markState({ world, by }: Scene, issue: Issue, state: Issue['state']): void {
  issue.state = state;
  issue.updatedAt = world.now();
  issue.closedAt = state === 'closed' ? world.now() : undefined;
  issue.closedBy = state === 'closed' ? by : undefined;
}

const tell = (scene: Scene, issue: Issue, action: string) =>
  announce(scene, { event: 'issues', action, payload: { issue: showIssue(scene, issue) } });

const readLabels = (given: z.infer<typeof labels>) => given?.map((label) => (typeof label === 'string' ? label : label.name));

function refuseStrangers(world: World, logins: readonly string[] | undefined): void {
  for (const login of logins ?? []) if (!findAccount(world, login)) throw invalid('Validation Failed');
}

export function listIssues(context: RepositoryContext): Answer {
  const { query } = context.request;
  const state = query.get('state') ?? 'open';
  const wanted = (query.get('labels') ?? '').split(',').filter(Boolean);
  const matching = context.repository.issues.filter(
    (issue) => (state === 'all' || issue.state === state) && wanted.every((label) => issue.labels.includes(label)),
  );
  const keys = { created: (issue: Issue) => issue.createdAt, updated: (issue: Issue) => issue.updatedAt };
  return paged(context, sorted(context, since(context, matching), keys), (issue) => showIssue(context, issue));
}

export const postIssue = (context: RepositoryContext): Answer =>
  created(showIssue(context, openIssue(context, context.request.body as IssueFields)));

export const getIssue = (context: RepositoryContext): Answer => ok(showIssue(context, asked(context)));

export function patchIssue(context: RepositoryContext): Answer {
  const issue = asked(context);
  editIssue(context, issue, context.request.body ?? {});
  return ok(showIssue(context, issue));
}

export function postLabels(context: RepositoryContext): Answer {
  const issue = asked(context);
  const added = readLabels(bodyOf(context, z.object({ labels })).labels) ?? [];
  issue.labels = [...new Set([...issue.labels, ...added])];
  issue.updatedAt = context.world.now();
  return ok(issue.labels.map((name) => showLabel(context, name)));
}

const asked = (context: RepositoryContext) => issueOf(context.repository, numberParam(context, 'issue_number'));
