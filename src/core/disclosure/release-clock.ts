/** One Release Date, and what happens when it comes (S42, S63, S84, S106). */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Command } from '../events.ts';
import { areGreen, publicationGates } from '../gates.ts';
import { gatesPage } from '../messages.ts';
import { accept, carriedOut, refuse } from '../outcome.ts';
import { ruleOf } from '../permissions.ts';
import type { Policy } from '../policy.ts';
import { beginPublication } from '../release-day/carry-on.ts';
import { actIn } from '../release-day/release-day.ts';
import { publicationBegun } from '../release-day/release-day-words.ts';
import { answer, isPrivatePlace } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { actOf } from '../intake/triage.ts';
import { sayDate } from '../time/say-date.ts';
import { whyNotDelayed } from './date-checks.ts';
import { standingObjectionsTo } from './date-parties.ts';
import { datePassed, objectedTo } from './date-words.ts';
import { proposeDate } from './negotiate-date.ts';
import { settleDate } from './settle-date.ts';

/**
 * Said in a private place a date binds. On the advisory it is a proposal: a comment there can be rewritten by a collaborator, and
 * at the Release Date something happens that cannot be undone.
 */
export function giveDate(thisCase: Case, event: Command<'ReleaseDateGiven'>, policy: Policy, now: Instant): Decision {
  if (!isPrivatePlace(event.from)) return proposeDate(thisCase, event, policy, now);
  const objections = standingObjectionsTo(thisCase, event.releaseAt);
  if (objections.length === 0) return setDate(thisCase, event, policy, now);
  return refuse(thisCase, event, 'objected-to', objectedTo(objections, event.releaseAt), [{ rule: 'S37' }, { rule: 'S42' }]);
}

/** The final say, over whatever objection stands; each stays on record (S42). On the advisory it is a proposal like any other. */
export function imposeDate(thisCase: Case, event: Command<'ReleaseDateImposed'>, policy: Policy, now: Instant): Decision {
  return isPrivatePlace(event.from) ? setDate(thisCase, event, policy, now) : proposeDate(thisCase, event, policy, now);
}

function setDate(thisCase: Case, event: Command<'ReleaseDateGiven' | 'ReleaseDateImposed'>, policy: Policy, now: Instant): Decision {
  const { releaseAt, delay } = event;
  if (releaseAt <= now) return refuse(thisCase, event, 'date-passed', datePassed(releaseAt, now), [{ rule: 'S106' }]);
  if (thisCase.release?.releaseAt === releaseAt && standingObjectionsTo(thisCase, releaseAt).length === 0)
    return refuse(thisCase, event, 'already-done', `The Release Date already is ${sayDate(releaseAt)}.`);
  const undelayed = whyNotDelayed(thisCase, event, policy, now);
  if (undelayed !== undefined) return refuse(thisCase, event, 'no-delay-reason', undelayed, [{ rule: 'S39' }]);
  const date = { ...actOf(event), releaseAt, ...(delay !== undefined && { delay }) };
  const { next, words, news } = settleDate(thisCase, event, date, policy);
  return carriedOut(next, event, words, [{ rule: 'S106' }, { rule: ruleOf('ReleaseDateGiven', policy) }], news);
}

export function askPublication(thisCase: Case, event: Command<'PublicationAsked'>, policy: Policy, now: Instant): Decision {
  if (!areGreen(publicationGates(thisCase, policy, now))) {
    return refuse(
      thisCase,
      event,
      'gates-not-green',
      `Not published, because not every gate is green:\n\n${gatesPage(thisCase, policy, now)}`,
      [{ rule: 'S46' }],
    );
  }
  const next = beginPublication(thisCase, policy, now, actIn(event));
  return accept(next.case, [{ rule: 'S46' }], [...next.effects, answer(next.case, event, publicationBegun(next.step))]);
}
