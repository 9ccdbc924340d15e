/** A wake-up that was rung by a clock which was ahead, and has been set right since, or by that of another replica. */
import type { Instant } from '../core/time/time.ts';
import type { OwnArrival } from './arrivals.ts';
import type { Arrival } from './ports/store.ts';

/** The same ring for when its time has come; undefined when it has. Decided on now it would have rung for good, and at its time nothing would ring. */
export function ringAtItsTime({ key, source, name, about }: Arrival, own: OwnArrival, now: Instant): Arrival | undefined {
  const event = 'event' in own ? own.event : undefined;
  if (source !== 'wake-up' || event?.kind !== 'WakeUpRang' || event.dueAt <= now) return undefined;
  const { dueAt } = event;
  return { key: `${key}#${now}`, source, name, body: JSON.stringify({ ...event, at: dueAt }), about, receivedAt: dueAt };
}
