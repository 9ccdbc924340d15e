/** Which case an issue or pull request belongs to, or which project. */
import type { Transaction } from 'kysely';
import type { Place } from '../../core/act.ts';
import type { Case } from '../../core/case.ts';
import type { Project } from '../../core/project/project.ts';
import type { Schema } from './schema.ts';

/** Follows the issue and the pull requests of a case, or the issue of a project; a place that two of them name belongs to the one that named it last. */
export async function savePlaces(trx: Transaction<Schema>, before: Case | Project | undefined, next: Case | Project): Promise<void> {
  const [old, wanted] = [placesOf(before), placesOf(next)];
  for (const [name, { repository, number }] of old) {
    if (wanted.has(name)) continue;
    await trx
      .deleteFrom('places')
      .where('repository', '=', repository)
      .where('number', '=', number)
      .where('case_id', '=', next.id)
      .execute();
  }
  for (const [name, { repository, number }] of wanted) {
    if (old.has(name)) continue;
    await trx
      .insertInto('places')
      .values({ repository, number, case_id: next.id })
      .onConflict((conflict) => conflict.columns(['repository', 'number']).doUpdateSet({ case_id: next.id }))
      .execute();
  }
}

function placesOf(subject: Case | Project | undefined): ReadonlyMap<string, Place> {
  if (subject === undefined) return new Map();
  const issue = 'caseIssue' in subject ? subject.caseIssue : 'issue' in subject ? subject.issue : undefined;
  const pulls = 'pullRequests' in subject ? subject.pullRequests : [];
  const places = issue === undefined ? pulls : [issue, ...pulls];
  return new Map(places.map((place) => [`${place.repository}#${place.number}`, place]));
}
