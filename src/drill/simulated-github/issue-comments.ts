/** Comments on issues and on pull requests. */
import { z } from 'zod';
import { announce } from './announce.ts';
import { bodyOf, created, done, numberParam, ok, type Answer, type RepositoryContext } from './api.ts';
import { issueOf } from './look-up.ts';
import { paged, since, sorted } from './pages.ts';
import { notFound } from './problems.ts';
import { showIssue, showIssueComment } from './show-issue.ts';
import type { Comment, Issue, Repository, World } from './world.ts';

export function commentOnIssue(world: World, repository: Repository, issue: Issue, by: string, body: string): Comment {
  const at = world.now();
  const comment: Comment = { id: world.nextId(), author: by, body, confidential: false, createdAt: at, updatedAt: at };
  issue.comments.push(comment);
  issue.updatedAt = at;
  tell(world, repository, { issue, comment }, { action: 'created', by });
  return comment;
}

export function editIssueComment(world: World, repository: Repository, found: Found, by: string, body: string): void {
  const from = found.comment.body;
  found.comment.body = body;
  found.comment.updatedAt = world.now();
  tell(world, repository, found, { action: 'edited', by, changes: { body: { from } } });
}

export function deleteIssueComment(world: World, repository: Repository, found: Found, by: string): void {
  found.issue.comments.splice(found.issue.comments.indexOf(found.comment), 1);
  tell(world, repository, found, { action: 'deleted', by });
}

export type Found = { readonly issue: Issue; readonly comment: Comment };

export function issueCommentOf(repository: Repository, id: number): Found {
  for (const issue of repository.issues) {
    const comment = issue.comments.find((candidate) => candidate.id === id);
    if (comment) return { issue, comment };
  }
  throw notFound();
}

function tell(
  world: World,
  repository: Repository,
  { issue, comment }: Found,
  how: { action: string; by: string; changes?: unknown },
): void {
  const shown = { issue: showIssue(world, repository, issue), comment: showIssueComment(world, repository, issue, comment) };
  const payload = { ...shown, ...(how.changes !== undefined && { changes: how.changes }) };
  announce(world, { event: 'issue_comment', action: how.action, by: how.by, repository, payload });
}

const commentBody = z.object({ body: z.string().min(1).max(65536) });

export function listIssueComments(context: RepositoryContext): Answer {
  const issue = issueOf(context.repository, numberParam(context, 'issue_number'));
  return paged(context, since(context, issue.comments), (comment) => show(context, { issue, comment }));
}

export function listRepositoryComments(context: RepositoryContext): Answer {
  const all = context.repository.issues.flatMap((issue) =>
    issue.comments.map((comment) => ({ issue, comment, updatedAt: comment.updatedAt })),
  );
  const keys = { created: (found: Found) => found.comment.createdAt, updated: (found: Found) => found.comment.updatedAt };
  return paged(context, sorted(context, since(context, all), keys, 'asc'), (found) => show(context, found));
}

export function postIssueComment(context: RepositoryContext): Answer {
  const { world, repository, by } = context;
  const issue = issueOf(repository, numberParam(context, 'issue_number'));
  const comment = commentOnIssue(world, repository, issue, by, bodyOf(context, commentBody).body);
  return created(show(context, { issue, comment }));
}

export const getIssueComment = (context: RepositoryContext): Answer => ok(show(context, found(context)));

export function patchIssueComment(context: RepositoryContext): Answer {
  const comment = found(context);
  editIssueComment(context.world, context.repository, comment, context.by, bodyOf(context, commentBody).body);
  return ok(show(context, comment));
}

export function removeIssueComment(context: RepositoryContext): Answer {
  deleteIssueComment(context.world, context.repository, found(context), context.by);
  return done;
}

const found = (context: RepositoryContext) => issueCommentOf(context.repository, numberParam(context, 'comment_id'));

const show = ({ world, repository }: RepositoryContext, { issue, comment }: Found) => showIssueComment(world, repository, issue, comment);
