/** Cases that are ready for their release, as many as a measure needs. */
import { caseId, type CaseId } from '../../src/core/ids.ts';
import type { Instant } from '../../src/core/time/time.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import { aCase, aDecidedEvent, aMaintainer, anArrival, aPolicy, reportedAt } from '../fixtures/a-case.ts';
import { aReadyCase, dayMs } from '../fixtures/happenings.ts';

const digits = '23456789cfghjmpqrvwx';

/** At most 400. */
export function manyCaseIds(count: number): readonly CaseId[] {
  return Array.from({ length: count }, (_, index) => {
    const letters = [index % digits.length, Math.floor(index / digits.length)].map((digit) => digits[digit]).join('');
    return caseId(`GHSA-2222-3333-44${letters}`);
  });
}

/** Reported at this instant; until its release, five days later, little is due. */
export async function beginReadyCase(store: Store, id: CaseId, at: Instant = reportedAt): Promise<void> {
  const arrival = anArrival({ key: `begin:${id}`, about: id });
  await store.receive([arrival]);
  const saved = { policy: aPolicy(), history: [aDecidedEvent()], effects: [], wakeUps: [], arrivals: [] };
  const release = { by: aMaintainer, at, releaseAt: at + 5 * dayMs };
  const next = aReadyCase({ id, report: { ...aCase().report, reportedAt: at }, release });
  await store.saveStep(arrival.key, id, at, () => ({ ...saved, next }));
}
