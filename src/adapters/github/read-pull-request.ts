import { z } from 'zod';
import { accountOrGhost, instant, maybe, repositoryFullName, text } from './fields.ts';
import type { DeliveryReader, Seen } from './delivery-reader.ts';

const repository = z.object({ full_name: repositoryFullName, private: maybe(z.boolean()) });

const pullRequestDelivery = z.object({
  action: z.string(),
  pull_request: z.object({
    number: z.int(),
    state: z.enum(['open', 'closed']),
    merged: maybe(z.boolean()),
    title: text,
    body: text,
    user: accountOrGhost,
    head: z.object({ ref: z.string(), sha: z.string() }),
    base: z.object({ ref: z.string() }),
    updated_at: maybe(instant),
  }),
  repository: repository.extend({ default_branch: maybe(z.string()) }),
});

const reviewDelivery = z.object({
  action: z.string(),
  review: z.object({ state: z.string(), user: accountOrGhost, commit_id: maybe(z.string()), submitted_at: maybe(instant) }),
  pull_request: z.object({ number: z.int() }),
  repository,
});

/** What moves a head, a target branch or a state, or may name another case. */
const tellingActions = new Set(['opened', 'reopened', 'synchronize', 'closed', 'edited']);

/** What brings a new head. */
const headActions = new Set(['opened', 'reopened', 'synchronize']);

export const readPullRequest: DeliveryReader = (payload) => {
  const delivery = pullRequestDelivery.parse(payload);
  const { action, pull_request: pull } = delivery;
  if (!tellingActions.has(action)) return [];
  const bringsHead = headActions.has(action) && pull.base.ref === delivery.repository.default_branch;
  return [pullRequestSeen(delivery), ...(bringsHead ? [changeSeen(delivery)] : []), ...seenInPublic(delivery, pull.updated_at)];
};

/** What a payload does not call public counts as private. */
function seenInPublic({ pull_request: { number }, repository: where }: AboutPull, at: number | undefined): readonly Seen[] {
  if (where.private !== false) return [];
  return [{ at, sighted: { kind: 'PublicPullSighted', place: { repository: where.full_name, number } } }];
}

type AboutPull = { readonly pull_request: { readonly number: number }; readonly repository: z.output<typeof repository> };

type PullRequestDelivery = z.output<typeof pullRequestDelivery>;

function pullRequestSeen({ pull_request: pull, repository }: PullRequestDelivery): Seen {
  return {
    at: pull.updated_at,
    sighted: {
      kind: 'PullRequestSighted',
      place: { repository: repository.full_name, number: pull.number },
      line: pull.base.ref,
      headSha: pull.head.sha,
      state: pull.merged === true ? 'merged' : pull.state,
      author: pull.user.login,
      names: [pull.head.ref, pull.title, pull.body].join('\n'),
    },
  };
}

/** Apart from the sighting for a case: the two are found out, fail and are tried again by themselves. */
function changeSeen({ pull_request: pull, repository }: PullRequestDelivery): Seen {
  const place = { repository: repository.full_name, number: pull.number };
  return { at: pull.updated_at, sighted: { kind: 'ChangeProposed', place, headSha: pull.head.sha } };
}

/**
 * `edited` is left out on purpose: it changes a review's words, which we do not read, never its verdict; taken again, it would bring back an
 * approval that its giver has since withdrawn by a command.
 */
export const readReview: DeliveryReader = (payload, receivedAt) => {
  const delivery = reviewDelivery.parse(payload);
  const { action, review, pull_request: pull, repository } = delivery;
  if ((action !== 'submitted' && action !== 'dismissed') || review.user.isBot || review.commit_id === undefined) return [];
  // A dismissal happens later than the review it takes back.
  const at = action === 'dismissed' ? receivedAt : review.submitted_at;
  return [
    {
      at,
      sighted: {
        kind: 'ReviewSighted',
        place: { repository: repository.full_name, number: pull.number },
        reviewer: review.user.login,
        verdict: action === 'dismissed' ? 'dismissed' : verdictOf(review.state),
        sha: review.commit_id,
      },
    },
    ...seenInPublic(delivery, at),
  ];
};

/** In webhooks in lower case, in the API in capitals. */
function verdictOf(state: string): 'approved' | 'changes-requested' | 'other' {
  const lower = state.toLowerCase();
  if (lower === 'changes_requested') return 'changes-requested';
  return lower === 'approved' ? 'approved' : 'other';
}
