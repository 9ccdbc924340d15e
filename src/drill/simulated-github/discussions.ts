/** Discussions: their categories, and those that were started. Source: GitHub Docs, "Using the GraphQL API for Discussions". */
import { z } from 'zod';
import type { Context } from './api.ts';
import { fullName } from './look-up.ts';
import { htmlRoot, nodeId } from './show-account.ts';
import type { Discussion, Repository } from './world.ts';

/** What GitHub makes when discussions are switched on, but for polls. */
export const firstCategories = ['Announcements', 'General', 'Ideas', 'Q&A', 'Show and tell'] as const;

export function discussionRoot({ by }: Context, repository: Repository) {
  const nodes = repository.discussionCategories.map((name) => ({ id: categoryId(repository, name), name, slug: slugOf(name) }));
  // By creation, newest first.
  const discussions = repository.discussions.toReversed().map((one) => show(repository, one, by));
  return { id: nodeId('Repository', repository.id), discussionCategories: { nodes }, discussions: { nodes: discussions } };
}

const input = z.object({ repositoryId: z.string(), categoryId: z.string(), title: z.string().min(1), body: z.string() });

/** Undefined where an id names nothing. */
export function startDiscussion({ world, by }: Context, given: unknown, mayIn: (repository: Repository) => void) {
  const fields = input.parse(given);
  const repository = world.repositories.find(({ id }) => nodeId('Repository', id) === fields.repositoryId);
  const category = repository?.discussionCategories.find((name) => categoryId(repository, name) === fields.categoryId);
  if (repository === undefined || category === undefined) return undefined;
  mayIn(repository);
  const { title, body } = fields;
  const number = repository.issues.length + repository.discussions.length + 1;
  const discussion = { number, category, title, body, author: by, createdAt: world.now() };
  repository.discussions.push(discussion);
  return show(repository, discussion, by);
}

function show(repository: Repository, { number, title, body, author }: Discussion, viewer: string) {
  const url = `${htmlRoot}/${fullName(repository)}/discussions/${number}`;
  return { id: nodeId('Discussion', number), number, title, body, url, viewerDidAuthor: author === viewer };
}

const categoryId = (repository: Repository, name: string) => nodeId('DiscussionCategory', `${repository.id}/${name}`);

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('&', '-')
    .replace(/[^a-z0-9]+/g, '-');
}
