/** The first answer, and whether the report is treated as a vulnerability (S8, S9, S23, S24). */
import type { Act, Case } from './case.ts';
import type { Decision } from './decision.ts';
import { effectKey } from './effects.ts';
import type { Actor, Command } from './events.ts';
import { rejection, sayInstant } from './messages.ts';
import { accept, carriedOut, refuse, withNote } from './outcome.ts';
import { inline } from './quote.ts';
import { isPrivatePlace, answer, tellReporter } from './say.ts';
import type { Instant } from './time.ts';

export function acknowledge(thisCase: Case, event: Command<'ReportAcknowledged'>): Decision {
  if (thisCase.acknowledged !== undefined) {
    return refuse(
      thisCase,
      event,
      'already-done',
      `@${thisCase.acknowledged.by} already answered the reporter on ${sayInstant(thisCase.acknowledged.at)}.`,
    );
  }
  const next = withNote({ ...thisCase, acknowledged: actOf(event) }, event.at, `@${event.by.login} acknowledged the report`);
  return carriedOut(next, event, 'Recorded: the reporter has been answered.', [{ rule: 'S9' }, { rule: 'S24' }]);
}

export function acceptReport(thisCase: Case, event: Command<'ReportAccepted'>): Decision {
  const act = actOf(event);
  const next = withNote(
    { ...answered(thisCase, act), phase: 'accepted', accepted: act },
    event.at,
    `@${event.by.login} accepted the report as a vulnerability`,
  );
  const draft = { key: effectKey(thisCase.id, 'advisory-state'), kind: 'SetAdvisoryState', audience: 'reporter', state: 'draft' } as const;
  return carriedOut(
    next,
    event,
    'Accepted. The advisory becomes a draft; next: a Fix Lead (`/fix-lead`) and a score (`/cvss VECTOR`).',
    [{ rule: 'S27' }, { rule: 'S32' }],
    [draft],
  );
}

/** S23: the reason reaches the reporter before the advisory is closed. */
export function reject(thisCase: Case, event: Command<'ReportRejected'>): Decision {
  const act = actOf(event);
  const next = withNote(
    { ...answered(thisCase, act), phase: 'rejected', rejected: { ...act, reason: event.reason } },
    event.at,
    `@${event.by.login} closed the report: ${inline(event.reason)}`,
  );
  const closed = {
    key: effectKey(thisCase.id, 'advisory-state'),
    kind: 'SetAdvisoryState',
    audience: 'reporter',
    state: 'closed',
  } as const;
  const said = isPrivatePlace(event.from) ? [answer(next, event, 'Closed; the reporter is told the reason.')] : [];
  return accept(next, [{ rule: 'S23' }], [...tellReporter(next, 'rejection', rejection(event.reason)), closed, ...said]);
}

/** A decision is an answer too: whoever accepts or rejects has looked, and the reporter hears of it. */
function answered(thisCase: Case, act: Act): Case {
  return thisCase.acknowledged === undefined ? { ...thisCase, acknowledged: act } : thisCase;
}

export function actOf(event: { readonly by: Actor; readonly at: Instant }): Act {
  return { by: event.by.login, at: event.at };
}
