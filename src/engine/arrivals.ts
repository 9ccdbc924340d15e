/** How our own finds and outcomes are written as arrivals, and read back. The keys make each of them happen once. */
import type { CaseEvent } from '../core/events.ts';
import type { CaseId } from '../core/ids.ts';
import type { Instant } from '../core/time/time.ts';
import type { Arrival } from './ports.ts';
import type { Sighting } from './sighting.ts';

export function sightingArrival(key: string, sighting: Sighting, receivedAt: Instant): Arrival {
  const caseId = 'caseId' in sighting ? sighting.caseId : undefined;
  return { key, source: 'poll', name: 'sighting', body: JSON.stringify(sighting), caseId, receivedAt };
}

export function outcomeArrival(key: string, caseId: CaseId, event: CaseEvent, now: Instant): Arrival {
  return { key: `outcome:${key}`, source: 'outcome', name: 'event', body: JSON.stringify(event), caseId, receivedAt: now };
}

/** What an arrival of ours says. We wrote it ourselves, into our own store, so it is not checked again. */
export function readOwnArrival(arrival: Arrival): { readonly sighting: Sighting } | { readonly event: CaseEvent } {
  const value: unknown = JSON.parse(arrival.body);
  return arrival.name === 'sighting' ? { sighting: value as Sighting } : { event: value as CaseEvent };
}
