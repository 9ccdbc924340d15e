/** Which case an issue or pull request belongs to. */
import type { Transaction } from 'kysely';
import type { Case, Place } from '../../core/case.ts';
import type { Schema } from './schema.ts';

/** Follows the case's issue and pull requests; a place that two cases name belongs to the one that named it last. */
export async function savePlaces(trx: Transaction<Schema>, before: Case | undefined, next: Case): Promise<void> {
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

function placesOf(thisCase: Case | undefined): ReadonlyMap<string, Place> {
  if (thisCase === undefined) return new Map();
  const places = thisCase.caseIssue === undefined ? thisCase.pullRequests : [thisCase.caseIssue, ...thisCase.pullRequests];
  return new Map(places.map((place) => [`${place.repository}#${place.number}`, place]));
}
