import { z } from 'zod';
import { account, accountOrGhost, maybe, repositoryFullName, text } from './fields.ts';
import { commentAnswer } from './read-answers.ts';
import type { DeliveryReader } from './delivery-reader.ts';
import { hasMark } from './marker.ts';

const delivery = z.object({
  action: z.string(),
  issue: z.object({ number: z.int(), user: accountOrGhost, body: text, pull_request: maybe(z.unknown()) }),
  comment: z.unknown(),
  repository: z.object({ full_name: repositoryFullName }),
  sender: maybe(account),
});

/** Only what was just said counts: an edit may be somebody else's, and a bot's words are never commands, our own least of all. */
export const readIssueComment: DeliveryReader = (payload) => {
  const { action, issue, comment: posted, repository, sender } = delivery.parse(payload);
  if (action !== 'created' || sender?.isBot === true) return [];
  const comment = commentAnswer.parse(posted);
  if (comment.authorIsBot) return [];
  return [
    {
      at: comment.createdAt,
      sighted: {
        kind: 'IssueCommentSighted',
        place: { repository: repository.full_name, number: issue.number },
        onPullRequest: issue.pull_request !== undefined,
        ...(issue.user.isBot && hasMark(issue.body) && { isMarked: true }),
        commentId: comment.commentId,
        author: comment.author,
        text: comment.text,
      },
    },
  ];
};
