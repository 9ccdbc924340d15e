/** The gate of a project that lets the app push: it must be clear what. */
import type { Case } from '../case.ts';
import type { Gate } from '../gate.ts';
import type { Policy } from '../policy.ts';
import { inline } from '../quote.ts';
import { fixHeads, releaseRules } from './release-day.ts';

/** Two pull requests of one line cannot both become its tip, and of none there is nothing to push. */
export function oneFixGates(thisCase: Case, policy: Policy): readonly Gate[] {
  if (releaseRules(policy).via === 'by-hand') return [];
  const lines = Map.groupBy(fixHeads(thisCase, policy), (pull) => pull.line);
  const doubled = [...lines].filter(([, pulls]) => pulls.length > 1);
  const numbers = (pulls: readonly { number: number }[]) => pulls.map((pull) => `#${pull.number}`).join(' and ');
  const green = lines.size > 0 && doubled.length === 0;
  const all = [...lines].map(([line, pulls]) => `${inline(line)} ${numbers(pulls)}`).join(', ');
  const says =
    lines.size === 0
      ? 'there is no pull request to push'
      : green
        ? `to push: ${all}`
        : doubled.map(([line, pulls]) => `${inline(line)} has ${numbers(pulls)}`).join(', ');
  const who = lines.size === 0 ? 'a pull request in the fix repository that names the case' : 'whoever closes all but one of them';
  return [{ name: 'one fix for each line', green, says, who, rule: 'S43' }];
}
