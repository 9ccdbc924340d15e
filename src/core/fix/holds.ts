/** A hold: anybody involved may stop the publication with a reason; its setter or the Fix Lead lifts it. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Effect } from '../effects.ts';
import type { Command } from '../events.ts';
import { dateHasPassed, holdLiftedNews, holdNews } from '../messages.ts';
import { carriedOut, refuse, withNote } from '../outcome.ts';
import { wishState } from '../disclosure/publication.ts';
import { tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { nextPhase } from '../transitions.ts';
import { actOf } from '../intake/triage.ts';

export function placeHold(thisCase: Case, event: Command<'HoldPlaced'>): Decision {
  const phase = nextPhase(thisCase.phase, 'HoldPlaced') ?? thisCase.phase;
  const others = thisCase.holds.filter((hold) => hold.by !== event.by.login);
  const next = { ...thisCase, phase, holds: [...others, { ...actOf(event), reason: event.reason }] };
  const noted = withNote(next, event.at, `@${event.by.login} put the publication on hold`);
  const calledOff = thisCase.phase === 'publishing';
  const words = calledOff
    ? 'On hold. The publication had begun and is called off, unless GitHub was quicker. `/hold cancel` lifts the hold.'
    : 'On hold: nothing will be published until this is lifted with `/hold cancel`.';
  const effects = [...(calledOff ? [wishState(noted, 'draft')] : []), ...news(noted, event)];
  return carriedOut(noted, event, words, [{ fact: 'anybody involved may stop a publication' }], effects);
}

/** A hold must be noticed: the maintainers hear of one that was not typed before their eyes, and of its end. */
function news(thisCase: Case, event: Command<'HoldPlaced'>): readonly Effect[] {
  if (event.from.kind === 'case-issue') return [];
  return tellMaintainers(thisCase, `hold/${event.from.commentId}/${event.line}`, holdNews(thisCase, event));
}

export function liftHold(thisCase: Case, event: Command<'HoldLifted'>, now: Instant): Decision {
  if (thisCase.holds.length === 0) return refuse(thisCase, event, 'nothing-to-undo', 'Nobody holds this case.');
  const isFixLead = thisCase.fixLead?.login === event.by.login && event.by.role === 'maintainer';
  const kept = isFixLead ? [] : thisCase.holds.filter((hold) => hold.by !== event.by.login);
  if (kept.length === thisCase.holds.length) {
    const setters = thisCase.holds.map((hold) => `@${hold.by}`).join(', ');
    return refuse(
      thisCase,
      event,
      'not-permitted',
      `A hold is lifted by whoever set it (${setters}) or by the Fix Lead${thisCase.fixLead === undefined ? '; nobody is Fix Lead yet, \`/fix-lead\` makes a maintainer one' : ''}.`,
    );
  }
  const lifted = thisCase.holds.filter((hold) => !kept.includes(hold)).map((hold) => ({ ...hold, lifted: actOf(event) }));
  const formerHolds = [...(thisCase.formerHolds ?? []), ...lifted];
  const next = withNote({ ...thisCase, holds: kept, formerHolds }, event.at, `@${event.by.login} lifted a hold`);
  const words = kept.length > 0 ? 'Your hold is lifted; others remain.' : `The hold is lifted.${dateHasPassed(next, now)}`;
  return carriedOut(next, event, words, [{ rule: 'S84' }], liftedNews(next, event, now));
}

function liftedNews(thisCase: Case, event: Command<'HoldLifted'>, now: Instant): readonly Effect[] {
  if (event.from.kind === 'case-issue') return [];
  const words = holdLiftedNews(thisCase, event.by.login, now);
  return tellMaintainers(thisCase, `hold-lifted/${event.from.commentId}/${event.line}`, words);
}
