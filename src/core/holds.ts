/** A hold: anybody involved may stop the publication with a reason; its setter or the Fix Lead lifts it. */
import type { Case } from './case.ts';
import type { Decision } from './decision.ts';
import { effectKey, type Effect } from './effects.ts';
import type { Command } from './events.ts';
import { carriedOut, refuse, withNote } from './outcome.ts';
import { nextPhase } from './transitions.ts';
import { actOf } from './triage.ts';

export function placeHold(thisCase: Case, event: Command<'HoldPlaced'>): Decision {
  const phase = nextPhase(thisCase.phase, 'HoldPlaced') ?? thisCase.phase;
  const others = thisCase.holds.filter((hold) => hold.by !== event.by.login);
  const next = { ...thisCase, phase, holds: [...others, { ...actOf(event), reason: event.reason }] };
  const noted = withNote(next, event.at, `@${event.by.login} put the publication on hold`);
  return carriedOut(
    noted,
    event,
    'On hold: nothing will be published until this is lifted with `/hold cancel`.',
    [{ fact: 'anybody involved may stop a publication' }],
    pullBack(thisCase),
  );
}

/** The wish to publish, if GitHub has not fulfilled it yet, is replaced by the wish for a draft: both have the same key. */
function pullBack(thisCase: Case): readonly Effect[] {
  if (thisCase.phase !== 'publishing') return [];
  return [{ key: effectKey(thisCase.id, 'advisory-state'), kind: 'SetAdvisoryState', audience: 'reporter', state: 'draft' }];
}

export function liftHold(thisCase: Case, event: Command<'HoldLifted'>): Decision {
  if (thisCase.holds.length === 0) return refuse(thisCase, event, 'nothing-to-undo', 'Nobody holds this case.');
  const isFixLead = thisCase.fixLead?.login === event.by.login && event.by.role === 'maintainer';
  const kept = isFixLead ? [] : thisCase.holds.filter((hold) => hold.by !== event.by.login);
  if (kept.length === thisCase.holds.length) {
    const setters = thisCase.holds.map((hold) => `@${hold.by}`).join(', ');
    return refuse(thisCase, event, 'not-permitted', `A hold is lifted by whoever set it (${setters}) or by the Fix Lead.`);
  }
  const next = withNote({ ...thisCase, holds: kept }, event.at, `@${event.by.login} lifted a hold`);
  return carriedOut(next, event, kept.length === 0 ? 'The hold is lifted.' : 'Your hold is lifted; others remain.', [{ rule: 'S84' }]);
}
