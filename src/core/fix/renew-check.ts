/** Whoever has GitHub run our check again takes its answer away until it is given anew. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Seen } from '../events.ts';
import { accept, ignore } from '../outcome.ts';

/** What it rests on was asked afresh before. The same words are shown again, whether or not they have changed. */
export function renewCheck(thisCase: Case, { repository, sha, at }: Seen<'CheckAskedAgain'>): Decision {
  const isIt = (pull: Case['pullRequests'][number]): boolean =>
    pull.repository === repository && pull.headSha === sha && pull.state !== 'closed';
  if (!thisCase.pullRequests.some(isIt)) return ignore(`${sha.slice(0, 10)} is the head of no pull request of this case`);
  const pullRequests = thisCase.pullRequests.map((pull) => (isIt(pull) ? { ...pull, checkAskedAt: at } : pull));
  return accept({ ...thisCase, pullRequests }, [{ rule: 'S100' }]);
}
