/** A case that was closed by mistake goes on. GitHub leads a closed advisory back to a draft only, so the report counts as accepted from then on. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import { wishState } from '../disclosure/publication.ts';
import type { Command } from '../events.ts';
import { carriedOut, withNote } from '../outcome.ts';
import { quote } from '../quote.ts';
import { tellReporter } from '../say.ts';
import { nextPhase } from '../transitions.ts';
import { publicIssueKey } from './public-issue.ts';
import { actOf } from './triage.ts';

/** The Release Date is let go: it may have passed, and nothing is to be published by a reopening. The clocks run from the report, as before. */
export function reopen(thisCase: Case, event: Command<'CaseReopened'>): Decision {
  const act = actOf(event);
  const reopened: Case = {
    ...thisCase,
    phase: nextPhase(thisCase.phase, 'CaseReopened') ?? thisCase.phase,
    accepted: thisCase.accepted ?? act,
    rejected: undefined,
    duplicateOf: undefined,
    keptInternal: undefined,
    reopened: act,
    release: undefined,
    proposedRelease: undefined,
    dateAgreements: [],
    dateObjections: [],
  };
  const next = withNote(reopened, event.at, `@${event.by.login} reopened the case`);
  const told = tellReporter(next, `reopened/${event.at}`, reopenedWords(event.reason));
  const decision = carriedOut(next, event, answerWords(thisCase), [{ rule: 'S19' }], [wishState(next, 'draft'), ...told]);
  return { ...decision, withdraws: wishesInPublic(thisCase) };
}

/** From now on it is embargoed: an issue that GitHub could not open yet must not be opened hours later. */
function wishesInPublic({ id, publicIssue }: Case): readonly string[] {
  return publicIssue?.confirmed === undefined || publicIssue.place !== undefined ? [] : [publicIssueKey(id, publicIssue)];
}

function reopenedWords(reason: string): string {
  return `The maintainers have looked into this report again and go on with it as a vulnerability:\n\n${quote(reason)}\n\nPlease keep it confidential.`;
}

function answerWords({ publicIssue, duplicateOf }: Case): string {
  const isThere =
    publicIssue?.place === undefined
      ? 'The public issue for it is not opened any more, unless it is there by now'
      : 'A public issue was opened for it';
  const inPublic =
    publicIssue?.confirmed === undefined ? '' : ` ${isThere}: please look whether it says too much, and \`/public WHERE\` if it does.`;
  const credited =
    duplicateOf === undefined ? '' : ` Its reporter stays credited on ${duplicateOf}: please take that back by hand if it is wrong.`;
  return `Reopened: the advisory becomes a draft again, and the reporter is told why. A Release Date has to be set anew.${inPublic}${credited}`;
}
