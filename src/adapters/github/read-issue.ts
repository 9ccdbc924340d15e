import { z } from 'zod';
import { accountOrGhost, instant, maybe, repositoryFullName, text } from './fields.ts';
import type { DeliveryReader } from './delivery-reader.ts';

const delivery = z.object({
  action: z.string(),
  issue: z.object({
    number: z.int(),
    title: text,
    body: text,
    user: accountOrGhost,
    created_at: maybe(instant),
    pull_request: maybe(z.unknown()),
  }),
  repository: z.object({ full_name: repositoryFullName, private: maybe(z.boolean()) }),
});

/** New public issues of people: what a bot opens is its own business, ours among them. What a payload does not call public counts as private. */
export const readIssue: DeliveryReader = (payload) => {
  const { action, issue, repository } = delivery.parse(payload);
  if (action !== 'opened' || repository.private !== false || issue.user.isBot || issue.pull_request !== undefined) return [];
  const place = { repository: repository.full_name, number: issue.number };
  return [{ at: issue.created_at, sighted: { kind: 'PublicIssueSighted', place, title: issue.title, text: issue.body } }];
};
