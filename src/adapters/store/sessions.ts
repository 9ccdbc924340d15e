/** Who is signed in, and what opens something without that. Neither holds what opens it, only digests. */
import type { Selectable } from 'kysely';
import type { CaseId, Login } from '../../core/ids.ts';
import type { AccessKey, Session, Surfaces } from '../../engine/ports/surface.ts';
import type { Context } from './dialect.ts';
import type { AccessKeyRow, SessionRow } from './schema.ts';

type SessionsOnly = Omit<Surfaces, `${string}AccessKey${string}`>;
type KeysOnly = Omit<Surfaces, keyof SessionsOnly>;

export function surfaces(context: Context): Surfaces {
  return { ...sessions(context), ...accessKeys(context) };
}

function sessions({ access }: Context): SessionsOnly {
  return {
    openSession: async (session) => void (await access.transact((trx) => trx.insertInto('sessions').values(rowOf(session)).execute())),
    readSession: (id) =>
      access.look(async (db) => {
        const row = await db.selectFrom('sessions').selectAll().where('session_id', '=', id).executeTakeFirst();
        return row && sessionOf(row);
      }),
    updateSession: async (id, { seenAt, sealedTokens }) => {
      const set = { ...(seenAt !== undefined && { seen_at: seenAt }), ...(sealedTokens !== undefined && { sealed_tokens: sealedTokens }) };
      await access.transact((trx) => trx.updateTable('sessions').set(set).where('session_id', '=', id).execute());
    },
    endSession: async (id) => void (await access.transact((trx) => trx.deleteFrom('sessions').where('session_id', '=', id).execute())),
    endSessionsOf: (githubId) =>
      access.transact(async (trx) => {
        const ended = await trx.deleteFrom('sessions').where('github_id', '=', githubId).returning('session_id').execute();
        return ended.length;
      }),
    forgetSessions: async ({ seenBefore, openedBefore }) => {
      await access.transact((trx) =>
        trx
          .deleteFrom('sessions')
          .where((where) => where.or([where('seen_at', '<', seenBefore), where('opened_at', '<', openedBefore)]))
          .execute(),
      );
    },
  };
}

function accessKeys({ access }: Context): KeysOnly {
  return {
    addAccessKey: async (key) => void (await access.transact((trx) => trx.insertInto('access_keys').values(keyRowOf(key)).execute())),
    readAccessKey: (id) =>
      access.look(async (db) => {
        const row = await db.selectFrom('access_keys').selectAll().where('key_id', '=', id).executeTakeFirst();
        return row && keyOf(row);
      }),
    listAccessKeys: ({ githubId, kind, caseId }) =>
      access.look(async (db) => {
        let query = db.selectFrom('access_keys').selectAll().orderBy('made_at').orderBy('key_id');
        if (githubId !== undefined) query = query.where('github_id', '=', githubId);
        if (kind !== undefined) query = query.where('kind', '=', kind);
        if (caseId !== undefined) query = query.where('case_id', '=', caseId);
        return (await query.execute()).map(keyOf);
      }),
    useAccessKey: (id, at, { once }) =>
      access.transact(async (trx) => {
        const known = trx.updateTable('access_keys').set({ used_at: at }).where('key_id', '=', id);
        const used = once ? known.where('used_at', 'is', null) : known;
        return (await used.returning('key_id').execute()).length > 0;
      }),
    forgetAccessKeys: async ({ kind, expiredBefore }) => {
      await access.transact((trx) =>
        trx.deleteFrom('access_keys').where('kind', '=', kind).where('expires_at', '<', expiredBefore).execute(),
      );
    },
    endAccessKey: (id, githubId) =>
      access.transact(async (trx) => {
        const own = trx.deleteFrom('access_keys').where('key_id', '=', id).where('github_id', '=', githubId);
        return (await own.returning('key_id').execute()).length > 0;
      }),
  };
}

function rowOf({ id, login, githubId, openedAt, seenAt, sealedTokens }: Session): Selectable<SessionRow> {
  return { session_id: id, login, github_id: githubId, opened_at: openedAt, seen_at: seenAt, sealed_tokens: sealedTokens };
}

function sessionOf(row: Selectable<SessionRow>): Session {
  const { session_id: id, github_id: githubId, opened_at: openedAt, seen_at: seenAt, sealed_tokens: sealedTokens } = row;
  return { id, login: row.login as Login, githubId, openedAt, seenAt, sealedTokens };
}

function keyRowOf({ id, kind, login, githubId, caseId, madeAt, expiresAt, usedAt, ...more }: AccessKey): Selectable<AccessKeyRow> {
  const row = { key_id: id, kind, login, github_id: githubId, case_id: caseId ?? null, made_at: madeAt };
  return {
    ...row,
    expires_at: expiresAt ?? null,
    used_at: usedAt ?? null,
    more: Object.keys(more).length === 0 ? null : JSON.stringify(more),
  };
}

/** What was written here is taken for what it was. */
function keyOf(row: Selectable<AccessKeyRow>): AccessKey {
  const { key_id: id, kind, github_id: githubId, made_at: madeAt, expires_at: expiresAt, used_at: usedAt } = row;
  const caseId = (row.case_id ?? undefined) as CaseId | undefined;
  const rest = row.more === null ? {} : (JSON.parse(row.more) as object);
  const times = { madeAt, ...(expiresAt !== null && { expiresAt }), ...(usedAt !== null && { usedAt }) };
  return { id, kind, login: row.login as Login, githubId, caseId, ...times, ...rest } as AccessKey;
}
