/** How a notice fared on a channel. A failure is put before people, and never passed over. */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Seen } from '../events.ts';
import { accept, ignore } from '../outcome.ts';
import { tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { sendKey } from './delivering.ts';
import { kinds } from './kinds.ts';
import { changeSend, findSend, type NoticeSend, type SendId } from './notice.ts';
import { sendFailed, sentNoMore } from './notices-words.ts';

export function noticeSent(thisCase: Case, event: Seen<'NoticeSent'>): Decision {
  const id = { kind: event.notice, channel: event.channel, edition: event.edition };
  const send = findSend(thisCase, id);
  if (send === undefined || send.state === 'sent') return ignore('that is known');
  const next = changeSend(thisCase, id, { state: 'sent', at: event.at, link: event.link, error: undefined });
  return accept(next, [{ fact: `the notice ${id.kind} went out on ${id.channel}` }]);
}

export function noticeGivenUp(thisCase: Case, event: Seen<'EffectGivenUp'>): Decision {
  const id = sendWithKey(thisCase, event.key);
  if (id === undefined) return ignore('no notice of this case goes by that key');
  if (namesAnotherDate(thisCase, id, event.at)) {
    const anew = changeSend(thisCase, id, { state: 'waiting', at: event.at, error: event.error });
    return accept(anew, [{ fact: `the notice ${id.kind} did not go out on ${id.channel} before its date moved, and is written anew` }]);
  }
  const next = changeSend(thisCase, id, { state: 'failed', at: event.at, error: event.error });
  const isOver = kinds[id.kind].time === 'embargo' && thisCase.phase !== 'accepted';
  const words = isOver ? sentNoMore(id, event.error) : sendFailed(id, event.error);
  return accept(
    next,
    [{ fact: `the notice ${id.kind} could not be sent` }],
    tellMaintainers(next, `notice-failed/${event.key}/${event.at}`, words),
  );
}

/** A try that ends so before the new date is nobody's to decide about: another text goes in its place (S106). */
function namesAnotherDate({ phase, release }: Case, { kind, releaseAt }: SendId & NoticeSend, now: Instant): boolean {
  const isToCome = phase === 'accepted' && release !== undefined && release.releaseAt > now;
  return isToCome && kinds[kind].time === 'embargo' && release.releaseAt !== releaseAt;
}

function sendWithKey(thisCase: Case, key: string): (SendId & NoticeSend) | undefined {
  const all = (thisCase.notices ?? []).flatMap(({ kind, sends }) => sends.map((send) => ({ kind, ...send })));
  return all.find((id) => sendKey(thisCase, id) === key);
}
