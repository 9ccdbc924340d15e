/** A pull request of a public repository, and who approved its very head. */
import { z } from 'zod';
import type { Place } from '../../core/act.ts';
import type { Login } from '../../core/ids.ts';
import type { PublicPull } from '../../engine/ports/github.ts';
import type { Asker } from './ask.ts';
import { accountOrGhost, maybe } from './fields.ts';
import { ownerAndRepo } from './places.ts';
import { perPage } from './read-answers.ts';

const pullAnswer = z.object({
  state: z.enum(['open', 'closed']),
  head: z.object({ sha: z.string().min(1) }),
  base: z.object({ ref: z.string().min(1), repo: z.object({ private: z.boolean() }) }),
});

const reviewAnswer = z.object({ user: accountOrGhost, state: z.string(), commit_id: maybe(z.string()) });
type Review = z.output<typeof reviewAnswer>;

/** 1,000 reviews: the word of whoever came later is not known, and does not count. */
const maxPages = 10;

/** Errors: GitHubFailure. */
export async function publicPull(asker: Asker, { repository, number }: Place): Promise<PublicPull | undefined> {
  const where = { ...ownerAndRepo(repository), pull_number: number };
  const pull = await asker.askIfThere('GET /repos/{owner}/{repo}/pulls/{pull_number}', where, pullAnswer);
  if (pull === undefined || pull.base.repo.private) return undefined;
  const reviews: Review[] = [];
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews';
  for await (const { items } of asker.pages(route, { ...where, per_page: perPage }, z.array(reviewAnswer), maxPages))
    reviews.push(...items);
  const { head, base, state } = pull;
  return { headSha: head.sha, line: base.ref, isOpen: state === 'open', approvedBy: approversOf(reviews, head.sha) };
}

/** GitHub lists them in the order of time. A review that only comments leaves what the same person said before. */
function approversOf(reviews: readonly Review[], headSha: string): readonly Login[] {
  const last = new Map<Login, Review>();
  for (const review of reviews) if (!review.user.isBot && review.state !== 'COMMENTED') last.set(review.user.login, review);
  return [...last].flatMap(([login, { state, commit_id: sha }]) => (state === 'APPROVED' && sha === headSha ? [login] : []));
}
