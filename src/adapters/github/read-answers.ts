/** What we read of GitHub's answers. Strict where a decision depends on a field, lenient where reality has nulls, silent about the rest. */
import { z } from 'zod';
import type { PolledComment } from '../../engine/ports/github.ts';
import { accountOrGhost, id, instant, maybe, repositoryFullName, text } from './fields.ts';

export const appAnswer = z.object({ slug: z.string().min(1) });

/** An issue or a pull request, of which only the number matters. */
export const numberedAnswer = z.object({ number: z.int() });

/** The page size of every list, GitHub's largest. */
export const perPage = 100;

/** A comment on an advisory or an issue: both have the same form. */
export const commentAnswer = z
  .object({ id, body: text, user: accountOrGhost, created_at: instant, updated_at: instant })
  .transform((comment): PolledComment => ({
    commentId: comment.id,
    author: comment.user.login,
    authorIsBot: comment.user.isBot,
    text: comment.body,
    createdAt: comment.created_at,
    updatedAt: comment.updated_at,
  }));

export const issueAnswer = z
  .object({ number: z.int(), title: text, body: text, user: accountOrGhost, pull_request: maybe(z.unknown()) })
  .transform((issue) => ({
    number: issue.number,
    title: issue.title,
    body: issue.body,
    author: issue.user.login,
    isPullRequest: issue.pull_request !== undefined,
  }));

/** `visibility` is `internal` where a whole enterprise can read a repository whose `private` is true. */
export const repositoryAnswer = z
  .object({ full_name: repositoryFullName, private: z.boolean(), visibility: maybe(z.string()), fork: maybe(z.boolean()) })
  .transform((repository) => ({
    name: repository.full_name,
    isFork: repository.fork === true,
    visibility: repository.private ? (repository.visibility ?? 'private') : 'public',
  }));

export const fileAnswer = z.object({ type: z.literal('file'), size: z.int(), encoding: z.string(), content: z.string(), sha: z.string() });

/** Its names now and before, where it was renamed. */
export const changedFileAnswer = z
  .object({ filename: z.string(), previous_filename: maybe(z.string()) })
  .transform(({ filename, previous_filename: before }) => [filename, ...(before === undefined ? [] : [before])]);

export const membershipAnswer = z.object({ state: z.string() });

export const permissionAnswer = z
  .object({
    permission: z.string(),
    role_name: maybe(z.string()),
    user: maybe(z.object({ permissions: maybe(z.object({ admin: maybe(z.boolean()), maintain: maybe(z.boolean()) })) })),
  })
  .transform(({ permission, role_name, user }) => ({
    permission,
    roleName: role_name,
    /** What a custom role amounts to; undefined where GitHub does not say. */
    maintains: user?.permissions === undefined ? undefined : user.permissions.admin === true || user.permissions.maintain === true,
  }));

export const installationAnswer = z
  .object({ id: z.int(), suspended_at: maybe(instant) })
  .transform(({ id, suspended_at }) => ({ installationId: id, suspended: suspended_at !== undefined }));

export const installationRepositoriesAnswer = z.object({ repositories: z.array(z.object({ full_name: repositoryFullName })) });

export const hookDeliveryAnswer = z
  .object({ id, guid: z.string(), delivered_at: instant, status: z.string() })
  .transform(({ id, guid, delivered_at, status }) => ({ id, guid, deliveredAt: delivered_at, succeeded: status === 'OK', status }));

/** For requests whose answer we do not read. */
export const anyAnswer = z.unknown();
