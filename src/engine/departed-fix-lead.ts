/** Whether the Fix Lead is still a maintainer, asked when the case is woken because something needs somebody. */
import type { CaseEvent } from '../core/events.ts';
import { isOpen } from '../core/case.ts';
import type { CaseId } from '../core/ids.ts';
import type { Engine } from './engine.ts';
import { GitHubFailure } from './ports/failures.ts';

/**
 * The event that they have left, or none. Not asked at the Release Date, which has its minute.
 * Errors: none of GitHub's; what cannot be found out now is asked at the next wake-up, and the one that rings is not held up.
 */
export async function departedFixLead(engine: Engine, caseId: CaseId, event: CaseEvent): Promise<readonly CaseEvent[]> {
  if (event.kind !== 'WakeUpRang' || event.name === 'release') return [];
  const stored = await engine.store.readCase(caseId);
  const lead = stored?.case.fixLead?.login;
  if (stored === undefined || lead === undefined || !isOpen(stored.case)) return [];
  const { installationId, repository } = stored.case;
  try {
    if (await engine.github.facts.isMaintainer(installationId, repository, stored.policy, lead)) return [];
  } catch (cause) {
    if (!(cause instanceof GitHubFailure)) throw cause;
    engine.log.warn({ caseId, error: cause.message }, 'could not find out whether the Fix Lead is still a maintainer');
    return [];
  }
  return [{ kind: 'FixLeadLeft', login: lead, at: engine.clock.now() }];
}
