/** A notice as a discussion of the project, in the category that the channel names. */
import { z } from 'zod';
import type { RepositoryName } from '../../../core/ids.ts';
import { discussionCategoryOf } from '../../../core/notices/channels.ts';
import { GitHubFailure } from '../../../engine/ports/failures.ts';
import type { NoticeSender, PerformContext, SentNotice } from '../../../engine/ports/github.ts';
import { askGraphql } from '../graphql.ts';
import { markerFor } from '../marker.ts';
import { ownerAndRepo } from '../places.ts';
import { bodyOf, callsNobody, mayBe } from './notice-text.ts';
import type { Tools } from './performer.ts';

/** How far back we look for one that an earlier try may have started; a repository has at most 25 categories. */
const newest = 100;

// Source: GitHub Docs, "Using the GraphQL API for Discussions".
const newestDiscussions = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {
  discussions(first: ${newest}, orderBy: {field: CREATED_AT, direction: DESC}) { nodes { number url body viewerDidAuthor } }
} }`;
const categories = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {
  id discussionCategories(first: 25) { nodes { id name slug } }
} }`;
const createDiscussion = `mutation ($input: CreateDiscussionInput!) { createDiscussion(input: $input) { discussion { number url } } }`;

const discussion = z.object({ number: z.int(), url: z.string() });
const discussionsAnswer = z.object({
  repository: z.object({
    discussions: z.object({ nodes: z.array(discussion.extend({ body: z.string(), viewerDidAuthor: z.boolean() })) }),
  }),
});
const categoriesAnswer = z.object({
  repository: z.object({
    id: z.string(),
    discussionCategories: z.object({ nodes: z.array(z.object({ id: z.string(), name: z.string(), slug: z.string() })) }),
  }),
});
const createdAnswer = z.object({ createDiscussion: z.object({ discussion }) });

export function noticeDiscussion({ connection }: Tools): NoticeSender {
  return {
    look: async ({ installationId, repository }, notice) => {
      const variables = ownerAndRepo(repository);
      const question = { query: newestDiscussions, variables };
      const answer = await askGraphql(
        connection.asInstallation(installationId),
        `the discussions of ${repository}`,
        question,
        discussionsAnswer,
      );
      // Only what we wrote ourselves: a mark can be copied.
      const found = answer.repository.discussions.nodes.find(
        (one) => one.viewerDidAuthor && one.body.trimEnd().endsWith(markerFor(notice.key)) && mayBe(notice, one.body),
      );
      return found && sent(repository, found);
    },
    send: async (context, notice, name) => {
      const { repositoryId, categoryId } = await findCategory(context, discussionCategoryOf(name));
      const input = { repositoryId, categoryId, title: callsNobody(notice.subject), body: bodyOf(notice) };
      const question = { query: createDiscussion, variables: { input } };
      const asker = connection.asInstallation(context.installationId);
      const answer = await askGraphql(asker, `a discussion in ${context.repository}`, question, createdAnswer);
      return sent(context.repository, answer.createDiscussion.discussion);
    },
  };

  async function findCategory({ installationId, repository }: PerformContext, slug: string) {
    const question = { query: categories, variables: ownerAndRepo(repository) };
    const asker = connection.asInstallation(installationId);
    const { id, discussionCategories } = (await askGraphql(asker, `the discussions of ${repository}`, question, categoriesAnswer))
      .repository;
    const category = discussionCategories.nodes.find((one) => one.slug === slug);
    if (category !== undefined) return { repositoryId: id, categoryId: category.id };
    const there = discussionCategories.nodes.map((one) => one.slug).join(', ');
    const why = there === '' ? 'discussions are not switched on there' : `there are: ${there}`;
    throw new GitHubFailure(`${repository} has no category "${slug}" of discussions; ${why}`, { permanent: true });
  }
}

function sent(repository: RepositoryName, { number, url }: z.output<typeof discussion>): SentNotice {
  return { result: `discussion ${repository}#${number}`, link: url };
}
