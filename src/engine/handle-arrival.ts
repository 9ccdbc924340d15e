/** One arrival's road: what it is, which case it is about, what must be known first, then one step. */
import type { CaseEvent } from '../core/events.ts';
import type { CaseId } from '../core/ids.ts';
import { readOwnArrival, sightingArrival } from './arrivals.ts';
import type { Engine } from './engine.ts';
import { gatherEvents } from './gather-events.ts';
import { findCase } from './find-case.ts';
import { GitHubFailure, type ClaimedArrival } from './ports.ts';
import { policyForNewCase } from './policy-for-case.ts';
import type { Sighting } from './sighting.ts';
import { step } from './step.ts';

/** Errors: throws when the world cannot be asked; the caller tries again. */
export async function handleArrival(engine: Engine, arrival: ClaimedArrival): Promise<void> {
  if (arrival.source === 'webhook') return handleDelivery(engine, arrival);
  const own = readOwnArrival(arrival);
  if ('sighting' in own) return handleSighting(engine, arrival, own.sighting);
  if (arrival.caseId === undefined) throw new Error(`Arrival ${arrival.key} carries an event of no case`);
  return stepEvents(engine, arrival, arrival.caseId, [own.event]);
}

async function handleDelivery(engine: Engine, arrival: ClaimedArrival): Promise<void> {
  const sightings = engine.github.readDelivery(arrival.name, arrival.body, arrival.receivedAt);
  if ('unreadable' in sightings)
    throw new GitHubFailure(`Delivery ${arrival.key} is not what GitHub documents: ${sightings.unreadable}`, { permanent: true });
  const [only, ...others] = sightings;
  if (only === undefined) return finish(engine, arrival, 'concerns no case');
  if (others.length === 0) return handleSighting(engine, arrival, only);
  const now = engine.clock.now();
  const arrivals = sightings.map((sighting, index) => sightingArrival(`${arrival.key}#${index}`, sighting, now));
  await engine.store.finishArrival(arrival.key, { note: `became ${arrivals.length} arrivals`, arrivals, now });
}

async function handleSighting(engine: Engine, arrival: ClaimedArrival, sighting: Sighting): Promise<void> {
  const found = await findCase(engine, sighting);
  if ('none' in found) return finish(engine, arrival, found.none);
  const events = await gatherEvents(engine, arrival.attempt, sighting, found);
  return stepEvents(engine, arrival, found.caseId, events);
}

async function stepEvents(engine: Engine, arrival: ClaimedArrival, caseId: CaseId, events: readonly CaseEvent[]): Promise<void> {
  const opening = events.find((event) => event.kind === 'ReportReceived');
  const fresh = opening === undefined ? undefined : await policyForNewCase(engine, opening.installationId, opening.repository);
  const stamped = events.map((event) => (event.kind === 'ReportReceived' ? { ...event, policyProblem: fresh?.problem } : event));
  await step(engine, arrival, caseId, stamped, fresh?.policy);
}

async function finish(engine: Engine, arrival: ClaimedArrival, note: string): Promise<void> {
  await engine.store.finishArrival(arrival.key, { note, arrivals: [], now: engine.clock.now() });
}
