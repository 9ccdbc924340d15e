/** The same vulnerability, reported more than once: one report is closed as a duplicate, and its reporter is kept as a finder on the other. */
import { isOpen, type Case } from '../case.ts';
import type { Decision, Tell } from '../decision.ts';
import { wishState } from '../disclosure/publication.ts';
import { effectKey, type Effect } from '../effects.ts';
import type { Command, Seen } from '../events.ts';
import { accept, ignore, refuse, withNote } from '../outcome.ts';
import { answer, tellMaintainers, tellReporter } from '../say.ts';
import { nextPhase } from '../transitions.ts';
import * as words from './duplicate-words.ts';
import { actOf, answered } from './triage.ts';

/** The reporter reads nothing of the other report, and is told before the advisory is closed (S23). */
export function closeAsDuplicate(thisCase: Case, event: Command<'DuplicateNamed'>): Decision {
  const wrong = whyNoDuplicate(thisCase, event);
  if (wrong !== undefined) return refuse(thisCase, event, 'not-found', wrong);
  const act = actOf(event);
  const next = withNote(
    {
      ...thisCase,
      ...answered(thisCase, act),
      phase: nextPhase(thisCase.phase, 'DuplicateNamed') ?? thisCase.phase,
      rejected: { ...act, reason: words.duplicateReason },
      duplicateOf: event.of,
    },
    event.at,
    `@${event.by.login} closed the report as a duplicate`,
  );
  const told = tellReporter(next, `duplicate/${event.at}`, words.knownAlready);
  const effects = [...told, wishState(next, 'closed'), answer(next, event, words.closedAs(next, event.of))];
  return accept(next, [{ rule: 'S23' }], effects, [tellOther(next, event)]);
}

/** Another report that is closed as well cannot be gone on with, and two that are duplicates of each other are nobody's any more. */
function whyNoDuplicate(thisCase: Case, { of, other }: Command<'DuplicateNamed'>): string | undefined {
  if (of === thisCase.id) return words.duplicateOfItself;
  if (other?.repository !== thisCase.repository) return words.noSuchReport(thisCase, of);
  if (other.duplicateOf === thisCase.id) return words.duplicateOfThis(of);
  if (other.duplicateOf !== undefined) return words.duplicateOfAnother(of, other.duplicateOf);
  return other.phase === 'rejected' ? words.otherIsClosed(of) : undefined;
}

function tellOther({ id, report }: Case, { of, at }: Command<'DuplicateNamed'>): Tell {
  return { to: 'case', caseId: of, event: { kind: 'DuplicateClosed', duplicate: id, reporter: report.reporter, at } };
}

/** Its maintainers hear of it in private only: the reporter of this one learns nothing of the other's report but the credit. */
export function duplicateClosed(thisCase: Case, event: Seen<'DuplicateClosed'>): Decision {
  const { duplicate, reporter } = event;
  const known = thisCase.finders ?? [];
  if (known.some((one) => one.duplicate === duplicate)) return ignore('the duplicate is known');
  const next: Case = { ...thisCase, finders: [...known, { login: reporter, duplicate, at: event.at }] };
  const news = words.duplicateNews(next, event);
  const told = next.caseIssue === undefined ? [] : tellMaintainers(next, `duplicate/${duplicate}`, news);
  return accept(next, [{ fact: 'another report was closed as a duplicate of it' }], [...creditFinder(next, reporter), ...told]);
}

/** Whoever finds what is public already has found nothing new; a person may credit them all the same. */
function creditFinder(thisCase: Case, login: Seen<'DuplicateClosed'>['reporter']): readonly Effect[] {
  if (login === undefined || login === thisCase.report.reporter || !isOpen(thisCase)) return [];
  return [{ key: effectKey(thisCase.id, `credit-finder/${login}`), kind: 'CreditFinder', audience: 'reporter', login }];
}
