/** How often a new link may be asked for: whoever asks is told the same, and beyond these bounds nothing goes into the inbox. */
import type { Instant } from '../../core/time/time.ts';
import { digestOf } from '../sealing.ts';

/** Unit: ms. */
const withinMs = 3_600_000;
/** Of all who ask together. */
const mostInAll = 60;

/** One for an address within the hour, also after a clock that was ahead has been set back, in this process; what is sent has a bound of its own in the project. */
export function boundedLinkAsks(now: () => Instant): (address: string) => boolean {
  const asked = new Map<string, Instant>();
  return (address) => {
    for (const [known, at] of asked) if (Math.abs(now() - at) >= withinMs) asked.delete(known);
    const id = digestOf(address.toLowerCase());
    if (asked.has(id) || asked.size >= mostInAll) return false;
    asked.set(id, now());
    return true;
  };
}
