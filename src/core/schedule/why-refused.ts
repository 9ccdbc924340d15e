/** What was asked for and refused, from the history: who asked, what was answered, and by which sentence. */
import { isPrivatePlace } from '../say.ts';
import { quoteRule } from '../rules.ts';
import { formatUtcMinute } from '../time/time.ts';
import type { Refused, Surface } from '../command-events.ts';

/** How many are shown, and asked of the history. */
export const mostRefusals = 5;

/** Newest first. What was refused in private is not told on the advisory. */
export function refusedPage(refusals: readonly Refused[], from: Surface): string {
  const shown = refusals
    .filter(({ place }) => isPrivatePlace(from) || place === 'advisory')
    .slice(-mostRefusals)
    .reverse();
  if (shown.length === 0) return 'Nothing was refused here so far.';
  return shown.map(refusedInWords).join('\n\n');
}

export function refusedInWords({ at, by, code, message, because }: Refused): string {
  const rules = because.flatMap((reason) => ('rule' in reason ? [`- ${quoteRule(reason.rule)}`] : []));
  return [`**${formatUtcMinute(at)}, @${by}**: ${message ?? code.replaceAll('-', ' ')}`, ...rules].join('\n');
}
