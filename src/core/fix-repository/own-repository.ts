/** Under the mode `per-case` each case has a private repository of its own, so that only those who need to know are in it. */
import { isOpen, type Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import { effectKey, type Effect } from '../effects.ts';
import type { Seen } from '../events.ts';
import { repositoryName, type RepositoryName } from '../ids.ts';
import { accept, ignore, withNote } from '../outcome.ts';
import type { Policy } from '../policy.ts';

/** The policy as it holds for this case: where each has a repository of its own, that is the fix repository, and before it is made there is none. */
export function policyOfCase(policy: Policy, thisCase: Pick<Case, 'ownRepository'> | undefined): Policy {
  return policy.fixMode === 'per-case' ? { ...policy, fixRepository: thisCase?.ownRepository?.name } : policy;
}

/** Unit: characters; GitHub takes 100, and the rest of the name has 19. */
const longestStem = 80;

/** `acme/widget-fix-2222-3333-4444`: tells the case, and nothing of it. Not named as GitHub names its temporary forks. */
export function nameOfOwnRepository({ repository, id }: Pick<Case, 'repository' | 'id'>): RepositoryName {
  const [owner = '', name = ''] = repository.split('/');
  return repositoryName(`${owner}/${name.slice(0, longestStem)}-fix-${id.slice('GHSA-'.length)}`);
}

export function ownRepositoryEffects(thisCase: Case, policy: Policy): readonly Effect[] {
  if (policy.fixMode !== 'per-case' || thisCase.ownRepository !== undefined || !isOpen(thisCase)) return [];
  return [
    {
      key: effectKey(thisCase.id, 'own-repository'),
      kind: 'MakeFixRepository',
      audience: 'maintainers',
      repository: nameOfOwnRepository(thisCase),
      description: `The fix of ${thisCase.id}, in private.`,
    },
  ];
}

export function fixRepositoryMade(thisCase: Case, { at, repository }: Seen<'FixRepositoryMade'>): Decision {
  if (thisCase.ownRepository !== undefined) return ignore('the case has its repository');
  const next = withNote({ ...thisCase, ownRepository: { name: repository, at } }, at, 'a private repository was made for the fix');
  return accept(next, [{ rule: 'S100' }]);
}
