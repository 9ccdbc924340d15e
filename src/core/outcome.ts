/** The answers that a rule can give, before the standing effects are added. */
import type { Case } from './case.ts';
import type { Decision, RefusalCode, Tell } from './decision.ts';
import type { Effect } from './effects.ts';
import type { CommandEvent } from './command-events.ts';
import type { Reason } from './rules.ts';
import { answer, isPrivatePlace } from './say.ts';
import type { Instant } from './time/time.ts';

const longestRecent = 6;

type Accepted = Extract<Decision, { outcome: 'accepted' }>;

export function accept(next: Case, because: readonly Reason[], effects: readonly Effect[] = [], tells: readonly Tell[] = []): Accepted {
  return { outcome: 'accepted', next, effects, because, ...(tells.length > 0 && { tells }) };
}

/**
 * A command carried out. In a private place it is answered; on the advisory the status comment, edited in place, is the answer,
 * so that a reporter's mailbox is not filled with ours.
 */
export function carriedOut(
  next: Case,
  event: CommandEvent,
  words: string,
  because: readonly Reason[],
  effects: readonly Effect[] = [],
): Accepted {
  const said = isPrivatePlace(event.from) ? [answer(next, event, words)] : [];
  return accept(next, because, [...effects, ...said]);
}

export function refuse(thisCase: Case, event: CommandEvent, code: RefusalCode, message: string, because: readonly Reason[] = []): Decision {
  return { outcome: 'refused', refusal: { code, message, because }, effects: [answer(thisCase, event, message)] };
}

export function ignore(because: string): Decision {
  return { outcome: 'ignored', because };
}

/** Remembers what the reporter may read about what just happened. */
export function withNote(thisCase: Case, at: Instant, words: string): Case {
  return { ...thisCase, recent: [...thisCase.recent, { at, words }].slice(-longestRecent) };
}
