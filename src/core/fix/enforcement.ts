/** What keeps an unreviewed head from being merged in the fix repository: GitHub, where its plan can, else only that it is seen and not published. */
import { isOpen, type Case } from '../case.ts';
import { effectKey, type Effect } from '../effects.ts';
import type { Policy } from '../policy.ts';
import { requiredChecks, requiredLgtms } from './required.ts';

/** For the lines of which somebody makes a fix now, and which must be reviewed or tested. */
export function enforcementEffects(thisCase: Case, policy: Policy): readonly Effect[] {
  const { fixRepository, fixMode } = policy;
  if (fixRepository === undefined || fixMode === 'temporary-fork' || !isOpen(thisCase)) return [];
  const pulls = thisCase.pullRequests.filter((pull) => pull.state === 'open' && pull.repository === fixRepository);
  const asked = pulls.filter(({ line }) => requiredLgtms(thisCase, policy, line) > 0 || requiredChecks(policy, line).length > 0);
  const lines = [...new Set(asked.map((pull) => pull.line))].toSorted();
  if (lines.length === 0) return [];
  const key = effectKey(thisCase.id, 'required-check');
  return [{ key, kind: 'RequireCheck', audience: 'maintainers', repository: fixRepository, lines }];
}
