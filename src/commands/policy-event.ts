import type { CommandEvent } from '../core/command-events.ts';
import type { Policy } from '../core/policy.ts';
import { policyChanges, type PolicyFound } from '../core/policy-version/policy-version.ts';
import type { WithoutTyped } from './command-row.ts';

/** `/policy` keeps only what would change, `/policy adopt` the whole policy, which from then on rules the case. */
export function policyEvent(
  kind: 'PolicyAsked' | 'PolicyAdoptionAsked',
  ruling: Policy,
  found: PolicyFound,
): Extract<WithoutTyped<CommandEvent>, { kind: typeof kind }> {
  if (kind === 'PolicyAdoptionAsked') return { kind, found };
  if (found.kind !== 'good') return { kind, found };
  return { kind, found: { kind: 'good', files: found.files, changes: policyChanges(ruling, found.policy) } };
}
