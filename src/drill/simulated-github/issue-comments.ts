/** Comments on issues and on pull requests. */
import { z } from 'zod';
import { announce } from './announce.ts';
import { bodyOf, created, numberParam, ok, type Answer, type RepositoryContext } from './api.ts';
import { issueOf } from './look-up.ts';
import { paged, since, sorted } from './pages.ts';
import { notFound } from './problems.ts';
import { showIssue, showIssueComment } from './show-issue.ts';
import type { Comment, Issue, Place, Repository, Scene } from './world.ts';

export function commentOnIssue(scene: Scene, issue: Issue, body: string): Comment {
  const at = scene.world.now();
  const comment: Comment = { id: scene.world.nextId(), author: scene.by, body, createdAt: at, updatedAt: at };
  issue.comments.push(comment);
  issue.updatedAt = at;
  tell(scene, { issue, comment }, 'created');
  return comment;
}

export function editIssueComment(scene: Scene, found: Found, body: string): void {
  const from = found.comment.body;
  found.comment.body = body;
  found.comment.updatedAt = scene.world.now();
  tell(scene, found, 'edited', { changes: { body: { from } } });
}

/** By a person on the page. */
export function deleteIssueComment(scene: Scene, found: Found): void {
  found.issue.comments.splice(found.issue.comments.indexOf(found.comment), 1);
  tell(scene, found, 'deleted');
}

export type Found = { readonly issue: Issue; readonly comment: Comment };

export function issueCommentOf(repository: Repository, id: number): Found {
  for (const issue of repository.issues) {
    const comment = issue.comments.find((candidate) => candidate.id === id);
    if (comment) return { issue, comment };
  }
  throw notFound();
}

function tell(scene: Scene, { issue, comment }: Found, action: string, more: object = {}): void {
  const payload = { issue: showIssue(scene, issue), comment: showIssueComment(scene, issue, comment), ...more };
  announce(scene, { event: 'issue_comment', action, payload });
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
  const issue = issueOf(context.repository, numberParam(context, 'issue_number'));
  return created(show(context, { issue, comment: commentOnIssue(context, issue, bodyOf(context, commentBody).body) }));
}

export const getIssueComment = (context: RepositoryContext): Answer => ok(show(context, found(context)));

export function patchIssueComment(context: RepositoryContext): Answer {
  editIssueComment(context, found(context), bodyOf(context, commentBody).body);
  return getIssueComment(context);
}

const found = (context: RepositoryContext) => issueCommentOf(context.repository, numberParam(context, 'comment_id'));

const show = (place: Place, { issue, comment }: Found) => showIssueComment(place, issue, comment);
