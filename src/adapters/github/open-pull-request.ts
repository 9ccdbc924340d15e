import { z } from 'zod';
import type { NewPullRequest } from '../../engine/ports/github.ts';
import type { Asker } from './ask.ts';
import { wasRefusedWith } from './failures.ts';
import { ownerAndRepo } from './places.ts';
import { numberedAnswer } from './read-answers.ts';

/** One branch has at most one open pull request into another: GitHub holds that, so the look needs no marker. */
export async function findOpenPullRequest(
  asker: Asker,
  { repository, branch, line }: Pick<NewPullRequest, 'repository' | 'branch' | 'line'>,
): Promise<number | undefined> {
  const where = ownerAndRepo(repository);
  const wanted = { ...where, state: 'open', head: `${where.owner}:${branch}`, base: line };
  const [found] = await asker.ask('GET /repos/{owner}/{repo}/pulls', wanted, z.array(numberedAnswer));
  return found?.number;
}

/** Answers the number; of the one that is open already, where GitHub refuses another. */
export async function openPullRequest(asker: Asker, pull: NewPullRequest): Promise<number> {
  const { repository, branch: head, line: base, title, body } = pull;
  try {
    return (await asker.ask('POST /repos/{owner}/{repo}/pulls', { ...ownerAndRepo(repository), head, base, title, body }, numberedAnswer))
      .number;
  } catch (error) {
    const found = wasRefusedWith(error, 422) ? await findOpenPullRequest(asker, pull) : undefined;
    if (found === undefined) throw error;
    return found;
  }
}
