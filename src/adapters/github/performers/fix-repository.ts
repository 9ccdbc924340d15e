/** The private repository of one case. A repository that is not private never counts as made, whoever made it. */
import type { EffectOf } from '../../../core/effects.ts';
import { GitHubFailure } from '../../../engine/ports/failures.ts';
import type { Found, PerformContext, Performer } from '../../../engine/ports/github.ts';
import { lacksPermission, wasRefusedWith } from '../failures.ts';
import { ownerAndRepo } from '../places.ts';
import { repositoryAnswer } from '../read-answers.ts';
import type { Tools } from './performer.ts';

type Wish = EffectOf<'MakeFixRepository'>;

/** A repository that somebody made by hand under that name is taken, if it is private and no fork. Errors: GitHubFailure, with what a person can do. */
export function makeFixRepository({ connection, now }: Tools): Performer<'MakeFixRepository'> {
  const made = ({ repository }: Wish): Found => ({
    result: `repository ${repository}`,
    event: { kind: 'FixRepositoryMade', repository, at: now() },
  });
  const look = async ({ installationId }: PerformContext, wish: Wish): Promise<Found | undefined> => {
    const asker = connection.asInstallation(installationId);
    const found = await asker.askIfThere('GET /repos/{owner}/{repo}', ownerAndRepo(wish.repository), repositoryAnswer);
    if (found === undefined) return undefined;
    refuseUnlessGood(found, wish);
    return made(wish);
  };
  return {
    look,
    perform: async (context, wish) => {
      const there = await look(context, wish);
      if (there !== undefined) return there;
      const { owner: org, repo: name } = ownerAndRepo(wish.repository);
      const settings = { private: true, has_issues: true, has_wiki: false, has_projects: false, auto_init: false };
      try {
        const asker = connection.asInstallation(context.installationId);
        const repository = { org, name, description: wish.description, ...settings };
        refuseUnlessGood(await asker.ask('POST /orgs/{org}/repos', repository, repositoryAnswer), wish);
      } catch (error) {
        if (!lacksPermission(error) && !wasRefusedWith(error, 404, 422)) throw error;
        throw new GitHubFailure(whatToDo(wish, error.message), { cause: error, permanent: true });
      }
      return made(wish);
    },
  };
}

function refuseUnlessGood(
  found: { readonly name: string; readonly visibility: string; readonly isFork: boolean },
  { repository }: Wish,
): void {
  const wrong = found.visibility !== 'private' ? `it is ${found.visibility}` : found.isFork ? 'it is a fork' : undefined;
  const problem = found.name === repository ? wrong : `it is now ${found.name}`;
  if (problem === undefined) return;
  throw new GitHubFailure(`${repository} is there and cannot be the fix repository of a case: ${problem}`, { permanent: true });
}

function whatToDo({ repository }: Wish, why: string): string {
  return `${repository} could not be made (${why}). Either grant the App administration: write, on an organisation, and accept it; or make that repository by hand, private and empty, and install the App on it`;
}
