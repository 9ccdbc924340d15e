/** The words of a public pull request that proposes a fix, and what maintainers are told of it. */
import type { Seen } from '../events.ts';
import { inline } from '../quote.ts';
import { stepInWords } from './release-day-words.ts';
import type { ReleaseStep } from './next-step.ts';

/** Everybody reads it, a moment before the advisory: it names no vulnerability. */
export function proposalTitle(line: string): string {
  return `Security fix for ${line}`;
}

export function proposalWords(sha: string): string {
  return [
    `The commits up to ${sha.slice(0, 10)} are the security fix as the maintainers reviewed it. Its advisory is published when they are on this branch.`,
    'Please merge it as it is. A squash or a rebase keeps the change, and is recognised by it; another commit on top would not have been reviewed.',
  ].join('\n\n');
}

export function fixIsProposed({ line, place }: Seen<'FixProposed'>, step: ReleaseStep | undefined): string {
  const next = step === undefined ? 'The publication is not under way any more.' : `Next: ${stepInWords(step)}.`;
  return `The fix of ${inline(line)} is public as ${place.repository}#${place.number}. **Please merge it now**, as it is. ${next}`;
}
