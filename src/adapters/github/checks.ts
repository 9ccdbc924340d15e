/** Check runs as evidence: which check, how it went, on which commit. */
import type { Evidence } from '../../core/fix/test-evidence.ts';
import type { RepositoryName } from '../../core/ids.ts';
import type { Asker } from './ask.ts';
import { ownerAndRepo } from './places.ts';
import { checksAnswer, type CheckOutcome } from './check-answers.ts';
import { perPage } from './read-answers.ts';

/** 1,000 check runs of one commit. */
const maxPages = 10;

/** The newest run of each check of each suite. Errors: GitHubFailure. */
export async function checksOf(asker: Asker, repository: RepositoryName, sha: string): Promise<readonly Evidence[]> {
  const found: Evidence[] = [];
  for (let page = 1; page <= maxPages; page++) {
    const where = { ...ownerAndRepo(repository), ref: sha, filter: 'latest', per_page: perPage, page };
    const { check_runs: runs } = await asker.ask('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', where, checksAnswer);
    found.push(...runs.map(evidenceOf));
    if (runs.length < perPage) break;
  }
  return found;
}

/** What has not begun has no time yet, and anything that has is newer. */
export function evidenceOf({ name, sha, outcome, suite, url, at = 0 }: CheckOutcome): Evidence {
  return { name, outcome, source: 'check-run', series: suite, sha, at, ...(url !== undefined && { url }) };
}
