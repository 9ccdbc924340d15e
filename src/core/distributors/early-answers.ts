/** What members answered by mail, written down by a maintainer: that they have it, what they found, their own advisory. What they say of the date is negotiated: `disclosure/distributors-date.ts`. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Command } from '../events.ts';
import { actOf } from '../intake/triage.ts';
import { carriedOut, refuse } from '../outcome.ts';
import type { RuleId } from '../rules.ts';
import type { EarlyAsk } from './early-asks.ts';
import { earlyOf, toldMembers, type EarlyAnswer } from './early.ts';
import { answerInWords, notTold } from './early-words.ts';

type Answered = Exclude<EarlyAsk, { what: 'plan' | 'patches' | 'exception' | 'retry' }>;

const rules: Readonly<Record<EarlyAnswer['what'], RuleId>> = { received: 'S36', feedback: 'S36', agreed: 'S37', advisory: 'S49' };

export function noteAnswer(thisCase: Case, event: Command<'EarlyAsked'>, ask: Answered): Decision {
  const early = earlyOf(thisCase);
  if (!toldMembers(early).includes(ask.name)) return refuse(thisCase, event, 'not-found', notTold(ask.name, toldMembers(early)));
  const answer = answerOf(event, ask);
  return carriedOut(withEarlyAnswer(thisCase, answer), event, answerInWords(answer), [{ rule: rules[answer.what] }]);
}

export function withEarlyAnswer(thisCase: Case, answer: EarlyAnswer): Case {
  const early = earlyOf(thisCase);
  return { ...thisCase, early: { ...early, answers: [...early.answers, answer] } };
}

function answerOf(event: Command<'EarlyAsked'>, ask: Answered): EarlyAnswer {
  const base = { ...actOf(event), member: ask.name };
  switch (ask.what) {
    case 'feedback':
      return { ...base, what: 'feedback', words: ask.words };
    case 'advisory':
      return { ...base, what: 'advisory', link: ask.link };
    case 'received':
      return { ...base, what: 'received' };
  }
}
