/** While the reporter owes an answer the clocks stand still, and people are told so. */
import type { Case } from '../case.ts';
import type { Wait } from './report.ts';
import type { Decision } from '../decision.ts';
import type { Effect } from '../effects.ts';
import type { Command, Seen } from '../events.ts';
import { accept, carriedOut, ignore, refuse, withNote } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { quote } from '../quote.ts';
import { tellMaintainers, tellReporter, isPrivatePlace } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { saidOf } from './triage.ts';

export function isWaiting(thisCase: Pick<Case, 'waits'>): boolean {
  return thisCase.waits.some((wait) => wait.until === undefined);
}

/**
 * A question is a first contact (S24); where no plan is asked for, it is also the first answer (S9). Where GitHub does not show us
 * the advisory's comments the clocks go on, because nothing would ever start them again.
 */
export function askForInformation(thisCase: Case, event: Command<'InformationAsked'>, policy: Policy): Decision {
  if (thisCase.report.reporter === undefined)
    return refuse(thisCase, event, 'no-reporter', 'Maintainers began this advisory, so there is no reporter to ask.');
  const said = saidOf(event);
  const stops = thisCase.advisoryComments !== 'absent';
  const waits = !stops || isWaiting(thisCase) ? thisCase.waits : [...thisCase.waits, { from: event.at, until: undefined, by: said.by }];
  const acknowledged = policy.answerNeedsPlan ? thisCase.acknowledged : (thisCase.acknowledged ?? said);
  const next = withNote(
    { ...thisCase, waits, acknowledged, contacted: thisCase.contacted ?? said },
    event.at,
    `@${event.by.login} asked the reporter for more${stops ? '; the clocks stand still until they answer' : ''}`,
  );
  const words = stops
    ? 'The reporter is asked. The clocks stand still until they answer on the advisory.'
    : 'Please ask by hand. I cannot see the answer, so the clocks go on.';
  return carriedOut(next, event, words, [{ rule: 'S24' }], questionToReporter(next, event));
}

/** On the advisory the reporter has read the question already. */
function questionToReporter(next: Case, event: Command<'InformationAsked'>): readonly Effect[] {
  if (!isPrivatePlace(event.from)) return [];
  return tellReporter(next, `question/${event.from.commentId}/${event.line}`, question(event.question));
}

function question(words: string): string {
  return `The maintainers need to know more before they can go on:\n\n${quote(words)}\n\nPlease answer here.`;
}

/** What was written before the question, and read after it, does not answer it. */
export function reporterSpoke(thisCase: Case, event: Seen<'ReporterSpoke'>): Decision {
  const asked = thisCase.waits.find((wait) => wait.until === undefined);
  if (asked === undefined) return ignore('nobody waits for the reporter');
  if (event.at < asked.from) return ignore('that was written before the question');
  const next = withNote(withWaitsEnded(thisCase, event.at), event.at, 'the reporter answered; the clocks run again');
  return accept(
    next,
    [{ fact: 'the reporter answered' }],
    tellMaintainers(
      next,
      `reporter-answered/${event.at}`,
      'The reporter has answered on the advisory; the clocks run again. `/status` shows what is due.',
    ),
  );
}

/** However a wait ends, it does not end before it began. */
export function withWaitsEnded(thisCase: Case, at: Instant): Case {
  return {
    ...thisCase,
    waits: thisCase.waits.map((wait): Wait => (wait.until === undefined ? { ...wait, until: Math.max(wait.from, at) } : wait)),
  };
}

export function maintainerSpoke(thisCase: Case, event: Seen<'MaintainerSpoke'>): Decision {
  if (thisCase.contacted !== undefined) return ignore('the reporter has been contacted before');
  const { commentId: comment } = event;
  const contacted = { by: event.by, at: event.at, ...(comment !== undefined && { comment }) };
  return accept(withNote({ ...thisCase, contacted }, event.at, `@${event.by} wrote to the reporter`), [{ rule: 'S24' }]);
}
