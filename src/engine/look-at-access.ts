/** Looks who is in the fix repository: of somebody who was let in on GitHub's own pages a webhook may be missed, and one kind is never sent. */
import type { Login } from '../core/ids.ts';
import { policyOfCase } from '../core/fix-repository/own-repository.ts';
import { sightingArrival } from './arrivals.ts';
import type { Engine } from './engine.ts';
import type { StoredCase } from './ports/store.ts';

/**
 * Answers whether somebody is there who was not at the last look. In a standing repository the first look only remembers who is there;
 * that of one case was empty before us, so whoever is in it was let in.
 */
export async function lookAtAccess(engine: Engine, { case: thisCase, policy }: StoredCase): Promise<boolean> {
  const { fixRepository, fixMode } = policyOfCase(policy, thisCase);
  if (fixRepository === undefined || fixMode === 'temporary-fork') return false;
  const { installationId } = thisCase;
  const people = await engine.github.watch.collaborators(installationId, fixRepository);
  const cursorKey = `collaborators/${fixRepository}`;
  const cursor = (await engine.store.readCursor(cursorKey)) ?? (fixMode === 'per-case' ? '[]' : undefined);
  const known = cursor === undefined ? people : (JSON.parse(cursor) as readonly Login[]);
  const now = engine.clock.now();
  const arrivals = people
    .filter((login) => !known.includes(login))
    .map((login) => {
      const sighting = { kind: 'RepositoryOpened', repository: fixRepository, login, installationId, at: now } as const;
      return sightingArrival(`let-in:${fixRepository}:${login}:${now}`, sighting, now);
    });
  if (arrivals.length > 0) await engine.store.receive(arrivals);
  if (cursor !== JSON.stringify(people)) await engine.store.writeCursor(cursorKey, JSON.stringify(people));
  return arrivals.length > 0;
}
