/** Names of ours as GitHub's path parameters. */
import type { Place } from '../../core/act.ts';
import type { RepositoryName } from '../../core/ids.ts';

/** Where a repository has its policy file. */
export const policyPath = '.github/fixlead.yml';

export function ownerAndRepo(repository: RepositoryName): { readonly owner: string; readonly repo: string } {
  const [owner = '', repo = ''] = repository.split('/');
  return { owner, repo };
}

export function issueAt({ repository, number }: Place) {
  return { ...ownerAndRepo(repository), issue_number: number };
}

/** For messages: `owner/name#7`. */
export function nameOf({ repository, number }: Place): string {
  return `${repository}#${number}`;
}
