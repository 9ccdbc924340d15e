/** Looks whether the world speaks of one case before its time: public lists, or databases asked by its ids (S5, S78, S85). */
import { cveOf } from '../../core/disclosure/cve-id.ts';
import { isEarly } from '../../core/release-day/leaks.ts';
import { sightingArrival } from '../arrivals.ts';
import type { Engine } from '../engine.ts';
import type { StoredCase } from '../ports/store.ts';

/** Answers whether anything new was found. Asks nothing while there is nothing to find, or where the policy does not want it. */
export async function lookElsewhere(engine: Engine, { case: thisCase, policy }: StoredCase): Promise<boolean> {
  const how = policy.watchElsewhere ?? 'lists';
  const now = engine.clock.now();
  if (engine.publicSources === undefined || how === 'off' || !isEarly(thisCase, now)) return false;
  const { id: caseId, installationId } = thisCase;
  const cve = cveOf(thisCase);
  const ids = [caseId, ...(cve === undefined ? [] : [cve])];
  const found = [...(await engine.publicSources.listed(ids)), ...(how === 'ids' ? await engine.publicSources.answered(ids) : [])];
  const arrivals = found.map(({ id, where }) => {
    const what = id === caseId ? `The number of this advisory, ${id},` : `The CVE id ${id}`;
    return sightingArrival(`trace:${caseId}:${what}:${where}`, { kind: 'TraceSighted', caseId, what, where, installationId, at: now }, now);
  });
  const fresh = arrivals.length === 0 ? [] : await engine.store.receive(arrivals);
  return fresh.some((isNew) => isNew);
}
