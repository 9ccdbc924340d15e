/** Looking at cases, which changes nothing. */
import type { Kysely, Selectable } from 'kysely';
import type { CaseId, RepositoryName, SubjectId } from '../../core/ids.ts';
import type { OpenCase, Store, StoredCase } from '../../engine/ports/store.ts';
import { compiledOnce } from './compiled-once.ts';
import type { Context } from './dialect.ts';
import type { PolicyShelf } from './policy-shelf.ts';
import { caseOf, historyLineOf, projectOf } from './rows.ts';
import type { CaseRow, Schema } from './schema.ts';

type Reading = Pick<Store, 'readCase' | 'readCases' | 'readProject' | 'findSubjectAt' | 'listCases' | 'listOpen' | 'readHistory'>;

/** `listCases` answers in the order of their reports. */
export function reading({ access }: Context, policies: PolicyShelf): Reading {
  return {
    readCase: (caseId) =>
      access.look(async (db) => {
        const [row] = await caseRow(db, { caseId });
        return row && storedCaseOf(db, policies, row);
      }),
    readCases: () =>
      access.look(async (db) => {
        const rows = await db.selectFrom('cases').selectAll().orderBy('reported_at').orderBy('case_id').execute();
        const stored: StoredCase[] = [];
        for (const row of rows) stored.push(await storedCaseOf(db, policies, row));
        return stored;
      }),
    readProject: (repository) =>
      access.look(async (db) => {
        const [row] = await projectRow(db, { repository });
        return row === undefined ? undefined : { project: projectOf(row), version: row.version, policyDigest: row.policy_digest };
      }),
    findSubjectAt: ({ repository, number }) =>
      access.look(async (db) => {
        const atPlace = db.selectFrom('places').select('case_id').where('repository', '=', repository).where('number', '=', number);
        return (await atPlace.executeTakeFirst())?.case_id as SubjectId | undefined;
      }),
    listCases: ({ open, repository } = {}) =>
      access.look(async (db) => {
        let query = db.selectFrom('cases').select('snapshot').orderBy('reported_at').orderBy('case_id');
        if (open !== undefined) query = query.where('is_open', '=', open ? 1 : 0);
        if (repository !== undefined) query = query.where('repository', '=', repository);
        return (await query.execute()).map(caseOf);
      }),
    listOpen: () =>
      access.look(async (db) => {
        const rows = await db
          .selectFrom('cases')
          .leftJoin('places', 'places.case_id', 'cases.case_id')
          .select(['cases.case_id', 'cases.repository', 'reported_at', 'installation_id', 'places.repository as stands_in'])
          .distinct()
          .where('is_open', '=', 1)
          .orderBy('reported_at')
          .orderBy('cases.case_id')
          .orderBy('stands_in')
          .execute();
        return openCasesOf(rows);
      }),
    readHistory: (about, newest) =>
      access.look(async (db) => {
        const lines = db.selectFrom('history').selectAll().where('case_id', '=', about).orderBy('version', 'desc');
        const rows = await (newest === undefined ? lines : lines.limit(newest)).execute();
        return rows.toReversed().map(historyLineOf);
      }),
  };
}

const caseRow = compiledOnce((db, { caseId }: { readonly caseId: CaseId }) =>
  db.selectFrom('cases').selectAll().where('case_id', '=', caseId),
);
const projectRow = compiledOnce((db, { repository }: { readonly repository: RepositoryName }) =>
  db.selectFrom('projects').selectAll().where('project_id', '=', repository),
);

async function storedCaseOf(db: Kysely<Schema>, policies: PolicyShelf, row: Selectable<CaseRow>): Promise<StoredCase> {
  const policy = await policies.read(db, row.policy_digest);
  return { case: caseOf(row), version: row.version, policy, policyDigest: row.policy_digest };
}

type OpenRow = Pick<Selectable<CaseRow>, 'case_id' | 'repository' | 'installation_id'> & { readonly stands_in: string | null };

/** The rows of one case stand together. */
function openCasesOf(rows: readonly OpenRow[]): readonly OpenCase[] {
  return [...Map.groupBy(rows, ({ case_id }) => case_id)].map(([id, [first, ...more]]) => ({
    id: id as CaseId,
    repository: first?.repository as RepositoryName,
    installationId: first?.installation_id ?? undefined,
    standsIn: [first, ...more].flatMap((row) => (typeof row?.stands_in === 'string' ? [row.stands_in as RepositoryName] : [])),
  }));
}
