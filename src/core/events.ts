/** What can happen to a case, in the past tense. */
import type { CommandEvent } from './command-events.ts';
import type { PublicSightingEvent, SightingEvent } from './sighting-events.ts';
import type { WorkEvent } from './work-events.ts';
import type { Instant } from './time/time.ts';

export type CaseEvent = { readonly at: Instant } & (CommandEvent | SightingEvent | PublicSightingEvent | WorkEvent);

/** One kind of command with the instant it was typed. */
export type Command<Kind extends CommandEvent['kind']> = Extract<CommandEvent, { kind: Kind }> & { readonly at: Instant };

type Sighted = SightingEvent | PublicSightingEvent | WorkEvent;

/** One kind of sighting or outcome with its instant. */
export type Seen<Kind extends Sighted['kind']> = Extract<Sighted, { kind: Kind }> & {
  readonly at: Instant;
};

export function isCommand(event: CaseEvent): event is CommandEvent & { readonly at: Instant } {
  return 'from' in event;
}
