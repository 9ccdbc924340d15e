/** Looks who is in the fix repository: of somebody who was let in on GitHub's own pages a webhook may be missed, and one kind is never sent. */
import { policyOfCase } from '../../core/fix-repository/own-repository.ts';
import { sightingArrival } from '../arrivals.ts';
import { noteSeen } from './first-seen.ts';
import type { Engine } from '../engine.ts';
import type { StoredCase } from '../ports/store.ts';

/**
 * Answers whether somebody is there who was not at the last look. In a standing repository the first look only remembers who is there;
 * that of one case was empty before us, so whoever is in it was let in.
 */
export async function lookAtAccess(engine: Engine, { case: thisCase, policy }: StoredCase): Promise<boolean> {
  const { fixRepository, fixMode } = policyOfCase(policy, thisCase);
  if (fixRepository === undefined || fixMode === 'temporary-fork') return false;
  const { installationId } = thisCase;
  const wasEmpty = fixMode === 'per-case';
  const people = await engine.github.watch.collaborators(installationId, fixRepository);
  const letIn = await newIn(engine, `collaborators/${fixRepository}`, people, { wasEmpty });
  const teams = (await engine.github.watch.teams(installationId, fixRepository)) ?? [];
  const teamsIn = await newIn(engine, `teams/${fixRepository}`, teams, { wasEmpty });
  const at = engine.clock.now();
  const opened = { kind: 'RepositoryOpened', repository: fixRepository, installationId, at } as const;
  const arrivals = [
    ...letIn.map((login) => sightingArrival(`let-in:${fixRepository}:${login}:${at}`, { ...opened, login }, at)),
    ...teamsIn.map((team) => sightingArrival(`let-in:${fixRepository}:team/${team}:${at}`, { ...opened, login: undefined, team }, at)),
  ];
  if (arrivals.length > 0) await engine.store.receive(arrivals);
  await remember(engine, `collaborators/${fixRepository}`, people);
  await remember(engine, `teams/${fixRepository}`, teams);
  const [owner = ''] = fixRepository.split('/');
  await noteSeen(engine.store, fixRepository, [...people, ...teams.map((slug) => `${owner}/${slug}`)], at);
  return arrivals.length > 0;
}

async function newIn<Name extends string>(
  { store }: Engine,
  cursorKey: string,
  there: readonly Name[],
  { wasEmpty }: { readonly wasEmpty: boolean },
): Promise<readonly Name[]> {
  const cursor = (await store.readCursor(cursorKey)) ?? (wasEmpty ? '[]' : undefined);
  const known = cursor === undefined ? there : (JSON.parse(cursor) as readonly Name[]);
  return there.filter((name) => !known.includes(name));
}

/** After the arrivals are durable. */
async function remember({ store }: Engine, cursorKey: string, there: readonly string[]): Promise<void> {
  if ((await store.readCursor(cursorKey)) !== JSON.stringify(there)) await store.writeCursor(cursorKey, JSON.stringify(there));
}
