/** The last guard before anything confidential is written: the repository it goes to must be private at this moment. */
import type { RepositoryName } from '../../core/ids.ts';
import { GitHubFailure } from '../../engine/ports/failures.ts';
import type { Asker } from './ask.ts';
import { ownerAndRepo } from './places.ts';
import { repositoryAnswer } from './read-answers.ts';

/**
 * Asks GitHub each time: what was private a minute ago may have been made public. The answer is remembered by its ETag, so asking is free.
 * Errors: GitHubFailure; permanent when the repository is public, internal (a whole enterprise reads it), moved, or not to be seen.
 */
export async function refuseUnlessPrivate(asker: Asker, repository: RepositoryName): Promise<void> {
  const found = await asker.askIfThere('GET /repos/{owner}/{repo}', ownerAndRepo(repository), repositoryAnswer);
  if (found === undefined) {
    throw refusal(`could not find out whether ${repository} is private: is the App installed on it?`);
  }
  if (found.name !== repository) throw refusal(`${repository} is now ${found.name}: name that one in the policy`);
  if (found.visibility !== 'private') throw refusal(`${repository} is not private (it is ${found.visibility})`);
}

function refusal(why: string): GitHubFailure {
  return new GitHubFailure(`refused to write: ${why}`, { permanent: true });
}
