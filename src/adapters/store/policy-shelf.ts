/** Every policy a case was decided under, kept once by its digest; cases of one project share theirs. */
import type { Kysely, Transaction } from 'kysely';
import type { Policy } from '../../core/policy.ts';
import { digestOf } from './canonical-json.ts';
import { policyOf } from './rows.ts';
import type { Schema } from './schema.ts';

export type PolicyShelf = {
  read(db: Kysely<Schema>, digest: string): Promise<Policy>;
  /** Saves a policy unless it is the one of `currentDigest`, and answers its digest. */
  keep(trx: Transaction<Schema>, policy: Policy, currentDigest: string | undefined): Promise<string>;
};

/** Unit: policies held in memory; one a project, and those of its older cases. */
const mostRemembered = 200;

export function policyShelf(): PolicyShelf {
  const read = new Map<string, Policy>();
  const digests = new WeakMap<Policy, string>();
  return {
    async read(db, digest) {
      const known = read.get(digest);
      if (known !== undefined) return known;
      const row = await db.selectFrom('policies').select('body').where('digest', '=', digest).executeTakeFirst();
      if (row === undefined) throw new Error(`The store has lost the policy ${digest}.`);
      const policy = policyOf(row.body);
      if (read.size >= mostRemembered) read.clear();
      read.set(digest, policy);
      digests.set(policy, digest);
      return policy;
    },
    async keep(trx, policy, currentDigest) {
      const digest = digests.get(policy) ?? digestOf(policy);
      digests.set(policy, digest);
      if (digest === currentDigest) return digest;
      const body = JSON.stringify(policy);
      await trx
        .insertInto('policies')
        .values({ digest, body })
        .onConflict((conflict) => conflict.column('digest').doNothing())
        .execute();
      return digest;
    },
  };
}
