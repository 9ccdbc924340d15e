/** One Release Date, and what happens when it comes (S42, S63, S84, S106). */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Command } from '../events.ts';
import { areGreen, publicationGates } from '../gates.ts';
import { dateProposed, gatesPage, releaseDateNews, sayInstant } from '../messages.ts';
import { accept, carriedOut, refuse, withNote } from '../outcome.ts';
import { ruleOf } from '../permissions.ts';
import type { Policy } from '../policy.ts';
import { beginPublication, publish } from './publication.ts';
import { answer, isPrivatePlace, tellMaintainers, tellReporter } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { actOf } from '../intake/triage.ts';

/**
 * Said in a private place a date binds. On the advisory it is a proposal: a comment there can be rewritten by a collaborator, and
 * at the Release Date something happens that cannot be undone.
 */
export function giveDate(thisCase: Case, event: Command<'ReleaseDateGiven'>, policy: Policy, now: Instant): Decision {
  const { releaseAt } = event;
  if (releaseAt <= now)
    return refuse(
      thisCase,
      event,
      'date-passed',
      `${sayInstant(releaseAt)} has passed; it is ${sayInstant(now)}. Please give a later one.`,
      [{ rule: 'S106' }],
    );
  return isPrivatePlace(event.from) ? settleDate(thisCase, event, policy) : proposeDate(thisCase, event, policy);
}

function settleDate(thisCase: Case, event: Command<'ReleaseDateGiven'>, policy: Policy): Decision {
  const { releaseAt } = event;
  const before = thisCase.release?.releaseAt;
  if (before === releaseAt) return refuse(thisCase, event, 'already-done', `The Release Date already is ${sayInstant(releaseAt)}.`);
  const settled = { ...thisCase, release: { ...actOf(event), releaseAt }, proposedRelease: undefined };
  const next = withNote(settled, event.at, `@${event.by.login} set the Release Date ${sayInstant(releaseAt)}`);
  const news = tellReporter(next, `release-date/${releaseAt}/${event.at}`, releaseDateNews(before, releaseAt));
  return carriedOut(
    next,
    event,
    `The Release Date is ${sayInstant(releaseAt)}.`,
    [{ rule: 'S106' }, { rule: ruleOf('ReleaseDateGiven', policy) }],
    news,
  );
}

function proposeDate(thisCase: Case, event: Command<'ReleaseDateGiven'>, policy: Policy): Decision {
  const { releaseAt } = event;
  const proposed = { ...thisCase, proposedRelease: { ...actOf(event), releaseAt } };
  const next = withNote(proposed, event.at, `@${event.by.login} proposed the Release Date ${sayInstant(releaseAt)}`);
  const words = dateProposed(event.by.login, releaseAt, policy);
  return accept(next, [{ rule: 'S106' }], tellMaintainers(next, `proposed-date/${releaseAt}/${event.at}`, words));
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
  const next = beginPublication(thisCase);
  return accept(next, [{ rule: 'S46' }], [publish(thisCase, now), answer(next, event, 'Every gate is green: publishing now.')]);
}
