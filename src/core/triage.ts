/** The first answer, and whether the report is treated as a vulnerability (S8, S9, S23, S24). */
import type { Act, Case } from './case.ts';
import type { Decision } from './decision.ts';
import type { Actor, Command } from './events.ts';
import { rejection, sayInstant, sayWho } from './messages.ts';
import { carriedOut, refuse, withNote } from './outcome.ts';
import { wishState } from './publication.ts';
import { inline } from './quote.ts';
import { tellReporter } from './say.ts';
import type { Instant } from './time.ts';

export function acknowledge(thisCase: Case, event: Command<'ReportAcknowledged'>): Decision {
  if (thisCase.acknowledged !== undefined) return refuse(thisCase, event, 'already-done', alreadyAnswered(thisCase, thisCase.acknowledged));
  const next = withNote({ ...thisCase, acknowledged: actOf(event) }, event.at, `@${event.by.login} acknowledged the report`);
  return carriedOut(next, event, 'Recorded: the reporter has been answered.', [{ rule: 'S9' }, { rule: 'S24' }]);
}

function alreadyAnswered({ report }: Case, { by, at }: Act): string {
  return report.reporter === undefined
    ? 'Maintainers began this advisory, so no reporter waits for an answer.'
    : `${sayWho(by)} already answered the reporter, ${sayInstant(at)}.`;
}

export function acceptReport(thisCase: Case, event: Command<'ReportAccepted'>): Decision {
  const act = actOf(event);
  const next = withNote(
    { ...answered(thisCase, act), phase: 'accepted', accepted: act },
    event.at,
    `@${event.by.login} accepted the report as a vulnerability`,
  );
  return carriedOut(
    next,
    event,
    'Accepted. The advisory becomes a draft; next: a Fix Lead (`/fix-lead`) and a score (`/cvss VECTOR`).',
    [{ rule: 'S27' }, { rule: 'S32' }],
    [wishState(thisCase, 'draft')],
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
  const told = tellReporter(next, 'rejection', rejection(event.reason));
  return carriedOut(next, event, closedWords(next), [{ rule: 'S23' }], [...told, wishState(next, 'closed')]);
}

function closedWords(thisCase: Case): string {
  return thisCase.advisoryComments === 'absent'
    ? 'Closed. I cannot write to the reporter: please **post the reason on the advisory by hand**.'
    : 'Closed; the reporter is told the reason.';
}

/** A decision is an answer too: whoever accepts or rejects has looked, and the reporter hears of it. */
function answered(thisCase: Case, act: Act): Case {
  return thisCase.acknowledged === undefined ? { ...thisCase, acknowledged: act } : thisCase;
}

export function actOf(event: { readonly by: Actor; readonly at: Instant }): Act {
  return { by: event.by.login, at: event.at };
}
