/** While the reporter owes an answer the clocks stand still, and people are told so. */
import type { Case, Wait } from './case.ts';
import type { Decision } from './decision.ts';
import type { Command, Seen } from './events.ts';
import { accept, carriedOut, ignore, withNote } from './outcome.ts';
import type { Policy } from './policy.ts';
import { quote } from './quote.ts';
import { tellMaintainers, tellReporter, isPrivatePlace } from './say.ts';
import { actOf } from './triage.ts';

export function isWaiting(thisCase: Pick<Case, 'waits'>): boolean {
  return thisCase.waits.some((wait) => wait.until === undefined);
}

/** A question is a first contact (S24); where no plan is asked for, it is also the first answer (S9). */
export function askForInformation(thisCase: Case, event: Command<'InformationAsked'>, policy: Policy): Decision {
  const act = actOf(event);
  const waits = isWaiting(thisCase) ? thisCase.waits : [...thisCase.waits, { from: event.at, until: undefined, by: event.by.login }];
  const acknowledged = policy.answerNeedsPlan ? thisCase.acknowledged : (thisCase.acknowledged ?? act);
  const next = withNote(
    { ...thisCase, waits, acknowledged, contacted: thisCase.contacted ?? act },
    event.at,
    `@${event.by.login} asked the reporter for more; the clocks stand still until they answer`,
  );
  // On the advisory the reporter has read the question already.
  const asked = isPrivatePlace(event.from)
    ? tellReporter(next, `question/${event.from.commentId}/${event.line}`, question(event.question))
    : [];
  return carriedOut(
    next,
    event,
    'The reporter is asked. The clocks stand still until they answer on the advisory.',
    [{ rule: 'S24' }],
    asked,
  );
}

function question(words: string): string {
  return `The maintainers need to know more before they can go on:\n\n${quote(words)}\n\nPlease answer here.`;
}

export function reporterSpoke(thisCase: Case, event: Seen<'ReporterSpoke'>): Decision {
  if (!isWaiting(thisCase)) return ignore('nobody waits for the reporter');
  const waits = thisCase.waits.map((wait): Wait => (wait.until === undefined ? { ...wait, until: event.at } : wait));
  const next = withNote({ ...thisCase, waits }, event.at, 'the reporter answered; the clocks run again');
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

export function maintainerSpoke(thisCase: Case, event: Seen<'MaintainerSpoke'>): Decision {
  if (thisCase.contacted !== undefined) return ignore('the reporter has been contacted before');
  const contacted = { by: event.by, at: event.at };
  return accept(withNote({ ...thisCase, contacted }, event.at, `@${event.by} wrote to the reporter`), [{ rule: 'S24' }]);
}
