import type { Instant } from '../../core/time/time.ts';
import type { SightingBody } from '../../engine/sighting.ts';

/** What was found, and when it happened if the payload says so. */
export type Seen = { readonly at: Instant | undefined; readonly sighted: SightingBody };

/** Reads one kind of event. Errors: throws a ZodError when the payload is not what GitHub documents. */
export type DeliveryReader = (payload: unknown, receivedAt: Instant, event: string) => readonly Seen[];
