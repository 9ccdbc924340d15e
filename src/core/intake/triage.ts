/** The first answer, and whether the report is treated as a vulnerability (S8, S9, S23, S24). */
import type { Act } from '../act.ts';
import type { Case } from '../case.ts';
import type { Said } from './report.ts';
import type { Decision } from '../decision.ts';
import type { Effect } from '../effects.ts';
import type { Actor, Surface } from '../command-events.ts';
import type { Command } from '../events.ts';
import { planForReporter, sayInstant, sayWho } from '../messages.ts';
import { carriedOut, refuse, withNote } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { rejection, rejectReasons } from './reject-reasons.ts';
import { wishState } from '../disclosure/publication.ts';
import { inline } from '../quote.ts';
import { actIn } from '../release-day/release-day.ts';
import { isPrivatePlace, tellReporter } from '../say.ts';
import type { Instant } from '../time/time.ts';

/** Where the policy asks for it, an answer without a plan and a workaround does not count (S10, S11). */
export function acknowledge(thisCase: Case, event: Command<'ReportAcknowledged'>, policy: Policy): Decision {
  if (thisCase.acknowledged !== undefined) return refuse(thisCase, event, 'already-done', alreadyAnswered(thisCase, thisCase.acknowledged));
  const { plan, workaround } = event;
  if (policy.answerNeedsPlan && (plan === undefined || workaround === undefined)) {
    return refuse(thisCase, event, 'no-plan', planWanted, [{ rule: 'S10' }, { rule: 'S11' }]);
  }
  const said = saidOf(event);
  const acknowledged = { ...said, ...(plan !== undefined && { plan }), ...(workaround !== undefined && { workaround }) };
  const next = withNote(
    { ...thisCase, acknowledged, contacted: thisCase.contacted ?? said },
    event.at,
    `@${event.by.login} acknowledged the report`,
  );
  const because = [
    { rule: 'S9' },
    { rule: 'S24' },
    ...(plan === undefined ? [] : [{ rule: 'S10' } as const, { rule: 'S11' } as const]),
  ] as const;
  return carriedOut(next, event, 'Recorded: the reporter has been answered.', because, answerToReporter(next, event));
}

function alreadyAnswered({ report }: Case, { by, at }: Act): string {
  return report.reporter === undefined
    ? 'Maintainers began this advisory, so no reporter waits for an answer.'
    : `${sayWho(by)} already answered the reporter, ${sayInstant(at)}.`;
}

const planWanted =
  'This project promises its reporters a plan and a workaround with the first answer. Say `/ack plan="What we look into, and until when." workaround="What users can do now, or none."`.';

/** In private places the reporter has not read what was typed, so the plan is sent to them. */
function answerToReporter(next: Case, event: Command<'ReportAcknowledged'>): readonly Effect[] {
  if (event.plan === undefined || !isPrivatePlace(event.from)) return [];
  return tellReporter(next, 'plan', planForReporter(event.plan, event.workaround ?? 'none'));
}

export function acceptReport(thisCase: Case, event: Command<'ReportAccepted'>, policy: Policy): Decision {
  const act = actOf(event);
  const next = withNote(
    { ...answeredByDeciding(thisCase, saidOf(event), policy), phase: 'accepted', accepted: act },
    event.at,
    `@${event.by.login} accepted the report as a vulnerability`,
  );
  return carriedOut(
    next,
    event,
    `Accepted. The advisory becomes a draft; next: ${wantedNext(next)}.${next.acknowledged === undefined ? planStillWanted : ''}`,
    [{ rule: 'S27' }, { rule: 'S32' }, { rule: 'S22' }],
    [wishState(thisCase, 'draft', actIn(event))],
  );
}

/** S22: its effects and how grave it is are found out; accepting does not wait for it. */
function wantedNext({ fixLead, affected, score }: Case): string {
  const wanted = [
    fixLead === undefined && 'a Fix Lead (`/fix-lead`)',
    affected === undefined && 'which lines are affected (`/affects LINE…`)',
    score === undefined && 'a score (`/cvss VECTOR`)',
  ].filter((one) => one !== false);
  return wanted.length === 0 ? 'the fix' : wanted.join(', ').replace(/, ([^,]*)$/, ' and $1');
}

/** S23: the reason reaches the reporter before the advisory is closed. */
export function reject(thisCase: Case, event: Command<'ReportRejected'>, policy: Policy): Decision {
  const { name, reason } = event;
  const { rule } = rejectReasons[name];
  if (name === 'unsafe-default' && policy.unsafeDefaults === 'accepted')
    return refuse(thisCase, event, 'against-policy', unsafeDefaultsCount, [{ rule: 'S73' }]);
  const act = actOf(event);
  const rejected = { ...act, name, reason };
  const next = withNote(
    { ...thisCase, ...answered(thisCase, saidOf(event)), phase: 'rejected', rejected },
    event.at,
    `@${event.by.login} closed the report (${name.replaceAll('-', ' ')}): ${inline(reason)}`,
  );
  const told = tellReporter(next, `rejection/${act.at}`, rejection(rejected));
  const because = rule === 'S23' ? ([{ rule }] as const) : ([{ rule: 'S23' }, { rule }] as const);
  return carriedOut(next, event, closedWords(next), because, [...told, wishState(next, 'closed', actIn(event))]);
}

const hardeningOffered =
  'The policy promises to work towards safer defaults (S73): `/harden TITLE -- WORDS` in the case issue shows you a public issue for it before it is opened.';

const unsafeDefaultsCount =
  'This project treats unsafe defaults as vulnerabilities (`unsafe_defaults: accepted`), so that is no reason to reject it.';

function closedWords(thisCase: Case): string {
  const words =
    thisCase.advisoryComments === 'absent'
      ? 'Closed. I cannot write to the reporter: please **post the reason on the advisory by hand**.'
      : 'Closed; the reporter is told the reason.';
  return thisCase.rejected?.name === 'unsafe-default' ? `${words} ${hardeningOffered}` : words;
}

/** Whoever accepts has looked, and the reporter sees it; only where they are promised a plan does it not take the place of one (S10). */
export function answeredByDeciding(thisCase: Case, said: Said, policy: Policy): Case {
  const { acknowledged, contacted } = answered(thisCase, said);
  return { ...thisCase, contacted, acknowledged: policy.answerNeedsPlan ? thisCase.acknowledged : acknowledged };
}

/** The reason of a rejection is an answer. */
export function answered(thisCase: Case, said: Said): Pick<Case, 'acknowledged' | 'contacted'> {
  return { acknowledged: thisCase.acknowledged ?? said, contacted: thisCase.contacted ?? said };
}

const planStillWanted = ' The reporter still waits for a plan: `/ack plan="…" workaround="…"`.';

/** With the comment that proves it, where the reporter can read it (S9, S24). */
export function saidOf(event: { readonly by: Actor; readonly at: Instant; readonly from: Surface }): Said {
  return { ...actOf(event), ...(event.from.kind === 'advisory' && { comment: event.from.commentId }) };
}

export function actOf(event: { readonly by: Actor; readonly at: Instant }): Act {
  return { by: event.by.login, at: event.at };
}
