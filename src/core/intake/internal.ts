/** A case that ends without a publication although it was accepted: what it is about is kept entirely internal (S4). */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import { wishState } from '../disclosure/publication.ts';
import type { Command } from '../events.ts';
import { carriedOut, withNote } from '../outcome.ts';
import { quote } from '../quote.ts';
import { tellReporter } from '../say.ts';
import { nextPhase } from '../transitions.ts';
import { actOf } from './triage.ts';

/** The reporter is told before the advisory is closed. The Release Date is kept for the record; nothing is published at it. */
export function closeInternally(thisCase: Case, event: Command<'ClosedInternally'>): Decision {
  const act = actOf(event);
  const rejected = { ...act, reason: event.reason };
  const closed: Case = {
    ...thisCase,
    phase: nextPhase(thisCase.phase, 'ClosedInternally') ?? thisCase.phase,
    rejected,
    keptInternal: true,
  };
  const next = withNote(closed, event.at, `@${event.by.login} closed the case without a publication`);
  const told = tellReporter(next, `kept-internal/${act.at}`, keptInternalWords(rejected.reason));
  return carriedOut(next, event, answerWords(next), [{ rule: 'S4' }], [...told, wishState(next, 'closed')]);
}

/** What the reporter is told. */
export function keptInternalWords(reason: string): string {
  return `Thank you for this report. The maintainers have decided to end this case without a public advisory. In their words:\n\n${quote(reason)}\n\nIf you think that users have to know of it, please answer here.`;
}

function answerWords({ advisoryComments }: Case): string {
  const told =
    advisoryComments === 'absent'
      ? 'I cannot write to the reporter: please **post the reason on the advisory by hand**.'
      : 'The reporter is told the reason.';
  return `Closed without a publication. ${told} \`/reopen REASON\` takes it up again.`;
}
