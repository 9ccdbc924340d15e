/** How a mail to a member fared, and another try of one that failed. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Command, Seen } from '../events.ts';
import { accept, carriedOut, ignore, refuse } from '../outcome.ts';
import { tellInPrivate } from '../say.ts';
import type { ListFound, MemberFound } from './early-asks.ts';
import { mailKey, mailTo } from './early-sending.ts';
import { whyOutdated } from './early-outdated.ts';
import { changeSend, earlyOf, lastRecipient, whyDateLapsed, type EarlySend } from './early.ts';
import type { WhyNot } from './member-standing.ts';
import { leftOutNow, mailFailed, mailOutdated, nothingFailed, outdatedNow, retrying } from './early-words.ts';

export function mailArrived(thisCase: Case, event: Seen<'DistributorMailed'>): Decision {
  const early = earlyOf(thisCase);
  const send = early.sends.find((one) => isSend(one, event));
  if (send === undefined || send.state === 'sent') return ignore('that is known');
  const next = { ...thisCase, early: changeSend(early, event, { state: 'sent', at: event.at, error: undefined }) };
  return accept(next, [{ fact: `${event.member} was sent the ${event.stage} of the embargo` }]);
}

export function mailGivenUp(thisCase: Case, event: Seen<'EffectGivenUp'>): Decision {
  const early = earlyOf(thisCase);
  const send = early.sends.find((one) => mailKey(thisCase, one) === event.key);
  if (send === undefined) return ignore('no mail of this case goes by that key');
  const next = { ...thisCase, early: changeSend(early, send, { state: 'failed', at: event.at, error: event.error }) };
  const words = whyOutdated(thisCase, send) === undefined ? mailFailed(send, event.error) : mailOutdated(send, event.error);
  const said = tellInPrivate(next, `early-failed/${event.key}/${event.at}`, words);
  return accept(next, [{ fact: `a mail to ${send.member} was given up` }], said);
}

/** Early only to where the member is written to now, if it may be told now, and not what is outdated; afterwards what is left to say is that it is over. */
export function retryMember(thisCase: Case, event: Command<'EarlyAsked'>, name: string, list: ListFound): Decision {
  const early = earlyOf(thisCase);
  const isOver = thisCase.phase === 'published';
  const failed = early.sends.filter((send) => send.member === name && send.state === 'failed' && isOver === (send.stage === 'lifted'));
  if (failed.length === 0) return refuse(thisCase, event, 'nothing-to-undo', nothingFailed(name));
  const member = list.members.find((one) => one.name === name);
  const why = isOver ? undefined : whyNotAgain(thisCase, failed, member);
  if (why !== undefined) return refuse(thisCase, event, 'against-policy', leftOutNow(name, why), [{ rule: why.rule }]);
  const holding = failed.filter((send) => whyOutdated(thisCase, send) === undefined);
  if (holding.length === 0) return refuse(thisCase, event, 'against-policy', failed.map(outdatedNow).join('\n\n'), [{ rule: 'S106' }]);
  const to = member ?? lastRecipient(early, name);
  const again = holding.flatMap((send) => {
    const round = early.rounds.find(({ stage, edition }) => stage === send.stage && edition === send.edition);
    if (round === undefined || to === undefined) return [];
    return [mailTo(thisCase, { ...round, agreement: list.agreement }, to, send.retries + 1)];
  });
  const sends = holding.reduce(
    (changed, send) => changeSend(changed, send, { state: 'sending', at: event.at, retries: send.retries + 1, error: undefined }),
    early,
  );
  return carriedOut({ ...thisCase, early: sends }, event, retrying(name), [{ rule: 'S51' }], again);
}

function whyNotAgain(thisCase: Case, failed: readonly EarlySend[], member: MemberFound | undefined): WhyNot | undefined {
  if (member === undefined) return { rule: 'S67', says: 'is no member any more' };
  const hasPatches = failed.some(({ stage }) => stage === 'patches');
  const lapsed = hasPatches ? whyDateLapsed(earlyOf(thisCase), member.name, thisCase.release?.releaseAt) : undefined;
  return member.leftOut ?? lapsed;
}

function isSend(send: EarlySend, id: Pick<EarlySend, 'stage' | 'edition' | 'member'>): boolean {
  return send.stage === id.stage && send.edition === id.edition && send.member === id.member;
}
