/** Which case an issue or pull request belongs to, or which project. */
import type { Transaction } from 'kysely';
import type { Place } from '../../core/act.ts';
import type { Case } from '../../core/case.ts';
import type { Project } from '../../core/project/project.ts';
import { compiledOnce } from './compiled-once.ts';
import type { PlaceRow, Schema } from './schema.ts';

/** Follows the issue and the pull requests of a case, or the issue of a project; a place that two of them name belongs to the one that named it last. */
export async function savePlaces(trx: Transaction<Schema>, before: Case | Project | undefined, next: Case | Project): Promise<void> {
  const [old, wanted] = [placesOf(before), placesOf(next)];
  for (const [name, { repository, number }] of old) {
    if (wanted.has(name)) continue;
    await leave(trx, { repository, number, case_id: next.id });
  }
  for (const [name, { repository, number }] of wanted) {
    if (old.has(name)) continue;
    await take(trx, { repository, number, case_id: next.id });
  }
}

const leave = compiledOnce((db, { repository, number, case_id }: PlaceRow) =>
  db.deleteFrom('places').where('repository', '=', repository).where('number', '=', number).where('case_id', '=', case_id),
);
const take = compiledOnce((db, row: PlaceRow) =>
  db
    .insertInto('places')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['repository', 'number']).doUpdateSet((held) => ({ case_id: held.ref('excluded.case_id') })),
    ),
);

function placesOf(subject: Case | Project | undefined): ReadonlyMap<string, Place> {
  if (subject === undefined) return new Map();
  const issue = 'caseIssue' in subject ? subject.caseIssue : 'issue' in subject ? subject.issue : undefined;
  const pulls = 'pullRequests' in subject ? subject.pullRequests : [];
  const places = issue === undefined ? pulls : [issue, ...pulls];
  return new Map(places.map((place) => [`${place.repository}#${place.number}`, place]));
}
