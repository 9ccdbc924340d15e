/** Issues, and what issues and pull requests share: numbers, labels, being open or closed. */
import { z } from 'zod';
import { announce } from './announce.ts';
import { bodyOf, created, numberParam, ok, parseFields, type Answer, type RepositoryContext } from './api.ts';
import { findAccount, issueOf } from './look-up.ts';
import { paged, since, sorted } from './pages.ts';
import { invalid } from './problems.ts';
import { showIssue, showLabel } from './show-issue.ts';
import type { Issue, Pull, Repository, World } from './world.ts';

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

export function openIssue(world: World, repository: Repository, by: string, given: IssueFields): Issue {
  const fields = parseFields(issueBody, given);
  refuseStrangers(world, fields.assignees);
  const issue = newIssue(world, repository, by, {
    title: String(fields.title),
    body: fields.body ?? undefined,
    labels: readLabels(fields.labels) ?? [],
    assignees: fields.assignees ?? [],
  });
  announce(world, { event: 'issues', action: 'opened', by, repository, payload: { issue: showIssue(world, repository, issue) } });
  return issue;
}

export function newIssue(
  world: World,
  repository: Repository,
  author: string,
  fields: Pick<Issue, 'title' | 'body'> & { labels?: readonly string[]; assignees?: readonly string[]; pull?: Pull },
): Issue {
  const at = world.now();
  const issue: Issue = {
    ...{ id: world.nextId(), number: repository.issues.length + 1, author, state: 'open', stateReason: undefined, comments: [] },
    ...{ labels: [], assignees: [], createdAt: at, updatedAt: at, closedAt: undefined, closedBy: undefined, pull: undefined, ...fields },
  };
  repository.issues.push(issue);
  return issue;
}

export function editIssue(world: World, repository: Repository, issue: Issue, by: string, given: IssuePatch): void {
  const patch = parseFields(issuePatch, given);
  refuseStrangers(world, patch.assignees);
  issue.title = patch.title ?? issue.title;
  if (patch.body !== undefined) issue.body = patch.body ?? undefined;
  issue.labels = readLabels(patch.labels) ?? issue.labels;
  issue.assignees = patch.assignees ?? issue.assignees;
  issue.updatedAt = world.now();
  if (patch.state && patch.state !== issue.state)
    setIssueState(world, repository, issue, by, { state: patch.state, reason: patch.state_reason ?? undefined });
}

function setIssueState(
  world: World,
  repository: Repository,
  issue: Issue,
  by: string,
  to: { state: Issue['state']; reason: Issue['stateReason'] },
): void {
  const isClosed = to.state === 'closed';
  markState(world, issue, by, to.state);
  issue.stateReason = to.reason ?? (isClosed ? 'completed' : 'reopened');
  const payload = { issue: showIssue(world, repository, issue) };
  announce(world, { event: 'issues', action: isClosed ? 'closed' : 'reopened', by, repository, payload });
}

export function markState(world: World, issue: Issue, by: string, state: Issue['state']): void {
  issue.state = state;
  issue.updatedAt = world.now();
  issue.closedAt = state === 'closed' ? world.now() : undefined;
  issue.closedBy = state === 'closed' ? by : undefined;
}

const readLabels = (given: z.infer<typeof labels>) => given?.map((label) => (typeof label === 'string' ? label : label.name));

function refuseStrangers(world: World, logins: readonly string[] | undefined): void {
  for (const login of logins ?? []) if (!findAccount(world, login)) throw invalid('Validation Failed');
}

export function listIssues(context: RepositoryContext): Answer {
  const { query } = context.request;
  const state = query.get('state') ?? 'open';
  const wanted = (query.get('labels') ?? '').split(',').filter(Boolean);
  const creator = query.get('creator');
  const matching = context.repository.issues.filter(
    (issue) =>
      (state === 'all' || issue.state === state) &&
      wanted.every((label) => issue.labels.includes(label)) &&
      (creator === null || issue.author === creator),
  );
  const keys = {
    created: (issue: Issue) => issue.createdAt,
    updated: (issue: Issue) => issue.updatedAt,
    comments: (issue: Issue) => issue.comments.length,
  };
  return paged(context, sorted(context, since(context, matching), keys), (issue) => showIssue(context.world, context.repository, issue));
}

export function postIssue(context: RepositoryContext): Answer {
  const { world, repository, by, request } = context;
  return created(showIssue(world, repository, openIssue(world, repository, by, request.body as IssueFields)));
}

export function getIssue(context: RepositoryContext): Answer {
  return ok(showIssue(context.world, context.repository, issueOf(context.repository, numberParam(context, 'issue_number'))));
}

export function patchIssue(context: RepositoryContext): Answer {
  const { world, repository, by, request } = context;
  const issue = issueOf(repository, numberParam(context, 'issue_number'));
  editIssue(world, repository, issue, by, request.body ?? {});
  return ok(showIssue(world, repository, issue));
}

export function postLabels(context: RepositoryContext): Answer {
  const { world, repository } = context;
  const issue = issueOf(repository, numberParam(context, 'issue_number'));
  const added = readLabels(bodyOf(context, z.object({ labels })).labels) ?? [];
  issue.labels = [...new Set([...issue.labels, ...added])];
  issue.updatedAt = world.now();
  return ok(issue.labels.map((name) => showLabel(world, repository, name)));
}
