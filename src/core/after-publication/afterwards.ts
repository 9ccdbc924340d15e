/** What remains to be done after the publication: look who was not told, and write down how it went (S47, S74). */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { WakeUp } from '../effects.ts';
import type { Seen } from '../events.ts';
import { accept } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { retrospective } from '../records/retrospective.ts';
import { tellInPrivate, tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { channelsLack, retrospectivePosted } from './after-publication-words.ts';
import { untold } from './untold.ts';

const channelsCheck = 'channels-check';
const retrospectiveDue = 'retrospective';
const hourMs = 3_600_000;

/** The retrospective waits a day for what has not arrived yet, and an hour where nothing is open. It needs a place that only maintainers read. */
export function afterwardsWakeUps(thisCase: Case, policy: Policy): readonly WakeUp[] {
  const { published, retrospectiveAt, caseIssue, readBack } = thisCase;
  if (published === undefined || retrospectiveAt !== undefined) return [];
  const lacks = untold(thisCase, policy).length > 0;
  const wait = lacks || readBack === undefined ? 24 : 1;
  return [
    ...(lacks ? [{ name: channelsCheck, dueAt: published.at + hourMs }] : []),
    ...(caseIssue === undefined ? [] : [{ name: retrospectiveDue, dueAt: published.at + wait * hourMs }]),
  ];
}

export function isAfterwards(name: string): boolean {
  return name === channelsCheck || name === retrospectiveDue;
}

export function afterwardsRang(thisCase: Case, event: Seen<'WakeUpRang'>, policy: Policy, now: Instant): Decision {
  if (event.name === channelsCheck) {
    const words = channelsLack(untold(thisCase, policy));
    return accept(thisCase, [{ rule: 'S47' }], tellMaintainers(thisCase, `${event.name}@${event.dueAt}`, words));
  }
  const next = { ...thisCase, retrospectiveAt: now };
  return accept(next, [{ rule: 'S74' }], tellInPrivate(next, retrospectiveDue, retrospectivePosted(retrospective(next, policy, now))));
}
