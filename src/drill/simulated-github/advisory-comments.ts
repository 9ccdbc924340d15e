/** The talk beside an advisory. GitHub sends no webhook for any of it. Source: GitHub changelog of 2026-10-02, public preview. */
import { z } from 'zod';
import { bodyOf, created, numberParam, ok, type Answer } from './api.ts';
import { notFound } from './problems.ts';
import { paged, since } from './pages.ts';
import { showAdvisoryComment, visibleComments } from './show-advisory.ts';
import type { AdvisoryContext } from './advisory-routes.ts';
import type { Advisory, Comment, World } from './world.ts';

/** Leaves the advisory's own `updated_at` as it was; only its count of comments moves. */
export function commentOnAdvisory(world: World, advisory: Advisory, by: string, text: { body: string; confidential?: boolean }): Comment {
  const at = world.now();
  const comment = {
    id: world.nextId(),
    author: by,
    body: text.body,
    confidential: text.confidential ?? false,
    createdAt: at,
    updatedAt: at,
  };
  advisory.comments.push(comment);
  return comment;
}

export function editAdvisoryComment(world: World, comment: Comment, body: string): void {
  comment.body = body;
  comment.updatedAt = world.now();
}

/** By a person on the page; the API cannot. */
export function deleteAdvisoryComment(advisory: Advisory, comment: Comment): void {
  advisory.comments.splice(advisory.comments.indexOf(comment), 1);
}

const commentBody = z.object({ body: z.string().min(1) });

export function listAdvisoryComments(context: AdvisoryContext): Answer {
  refuseOnPrivate(context);
  return paged(context, since(context, visibleComments(context.advisory)), (comment) => show(context, comment));
}

export const getAdvisoryComment = (context: AdvisoryContext): Answer => ok(show(context, commentIn(context)));

export function postAdvisoryComment(context: AdvisoryContext): Answer {
  refuseOnPrivate(context);
  return created(show(context, commentOnAdvisory(context.world, context.advisory, context.by, bodyOf(context, commentBody))));
}

export function patchAdvisoryComment(context: AdvisoryContext): Answer {
  const comment = commentIn(context);
  editAdvisoryComment(context.world, comment, bodyOf(context, commentBody).body);
  return ok(show(context, comment));
}

function commentIn(context: AdvisoryContext): Comment {
  refuseOnPrivate(context);
  const comment = visibleComments(context.advisory).find(({ id }) => id === numberParam(context, 'comment_id'));
  if (!comment) throw notFound();
  return comment;
}

function refuseOnPrivate({ repository }: AdvisoryContext): void {
  if (repository.private) throw notFound();
}

const show = (context: AdvisoryContext, comment: Comment) => showAdvisoryComment(context, context.advisory, comment);
