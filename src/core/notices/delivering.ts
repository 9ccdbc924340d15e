/**
 * Which notices go out now. Asked after every event: what is approved and due goes to each channel of the policy that has not had it,
 * what was told with another date is corrected, and an approval whose text reads differently is taken back.
 */
import type { Case } from '../case.ts';
import { effectKey, type Effect } from '../effects.ts';
import type { Policy } from '../policy.ts';
import { releaseDayOf } from '../release-day/release-day.ts';
import { tellMaintainers } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { parseChannel } from './channels.ts';
import { approvedKinds, kinds, type ApprovedKind, type SentKind } from './kinds.ts';
import { lastSend, noticeOf, withNotice, type NoticeSend, type SendId } from './notice.ts';
import { noticesOf } from './notice-policy.ts';
import { approvalLapsed, postByHand } from './notices-words.ts';
import { check, isDue, withoutDates } from './writing.ts';

export type Delivered = { readonly next: Case; readonly effects: readonly Effect[] };

export function deliverNotices(thisCase: Case, policy: Policy, now: Instant): Delivered {
  let next = thisCase;
  const effects: Effect[] = [];
  const take = (delivered: Delivered): void => {
    next = delivered.next;
    effects.push(...delivered.effects);
  };
  for (const kind of approvedKinds) take(deliver(next, kind, policy, now));
  for (const channel of noticesOf(policy).channels.forthcoming) take(correct(next, channel, policy, now));
  return { next, effects };
}

function deliver(thisCase: Case, kind: ApprovedKind, policy: Policy, now: Instant): Delivered {
  const notice = noticeOf(thisCase, kind);
  const open = noticesOf(policy).channels[kind].filter((channel) => isOpen(lastSend(notice, channel)));
  if (notice.approved === undefined || open.length === 0) return { next: thisCase, effects: [] };
  if (withoutDates(kind, thisCase, policy) !== notice.approved.text) return takeBack(thisCase, kind, now);
  if (!isDue(kind, thisCase, policy, now)) return { next: thisCase, effects: [] };
  return sendTo(thisCase, kind, open, { policy, now });
}

/** A channel that has not had the text yet, or where somebody asked for another try. */
function isOpen(send: NoticeSend | undefined): boolean {
  return send === undefined || send.state === 'waiting';
}

/** Fail closed: what nobody has approved in these words is not sent. */
function takeBack(thisCase: Case, kind: SentKind, now: Instant): Delivered {
  const notice = noticeOf(thisCase, kind);
  const next = withNotice(thisCase, { ...notice, approved: undefined });
  return { next, effects: tellMaintainers(next, `notice-lapsed/${kind}/${now}`, approvalLapsed(kind, notice.approved?.by ?? '')) };
}

/** S106: one date. What told another one is corrected once; what has not gone out yet is written anew. */
function correct(thisCase: Case, channel: string, policy: Policy, now: Instant): Delivered {
  const nothing: Delivered = { next: thisCase, effects: [] };
  const { release, phase } = thisCase;
  const told = noticeOf(thisCase, 'forthcoming');
  const correction = lastSend(noticeOf(thisCase, 'correction'), channel);
  const last = correction ?? lastSend(told, channel);
  if (last === undefined || release === undefined || phase !== 'accepted' || release.releaseAt <= now) return nothing;
  if (last.releaseAt === release.releaseAt && last.state !== 'waiting') return nothing;
  if (last.state === 'sent') return sendTo(thisCase, 'correction', [channel], { policy, now, edition: (correction?.edition ?? 0) + 1 });
  // What is on its way may have been read already: it is corrected when that is known, or written anew when it did not go (`noticeGivenUp`).
  if (last.state === 'sending') return nothing;
  // A notice of a forthcoming fix that waits or failed goes its own way: nothing wrong has been told.
  if (correction === undefined && (last.state === 'waiting' || last.state === 'failed')) return nothing;
  return sendTo(thisCase, correction === undefined ? 'forthcoming' : 'correction', [channel], { policy, now, edition: last.edition });
}

type Sending = { readonly policy: Policy; readonly now: Instant; readonly edition?: number };

function sendTo(thisCase: Case, kind: SentKind, channels: readonly string[], { policy, now, edition = 1 }: Sending): Delivered {
  const { text, findings } = check(kind, thisCase, policy);
  if (text === undefined || findings.length > 0) return takeBack(thisCase, kind, now);
  const { time } = kinds[kind];
  const notice = noticeOf(thisCase, kind);
  const sends = channels.map((channel): NoticeSend => {
    const known = notice.sends.find((send) => send.channel === channel && send.edition === edition);
    const state = parseChannel(channel)?.kind === 'by-hand' ? 'by-hand' : 'sending';
    const releaseAt = time === 'embargo' ? thisCase.release?.releaseAt : undefined;
    return { channel, edition, retries: known?.retries ?? 0, state, at: now, releaseAt, link: undefined, error: undefined };
  });
  const others = notice.sends.filter((send) => !sends.some((one) => one.channel === send.channel && one.edition === send.edition));
  const next = withNotice(thisCase, { ...notice, sends: [...others, ...sends] });
  const effects = sends.flatMap((send): readonly Effect[] => {
    const { channel, retries, state, releaseAt = '' } = send;
    if (state === 'by-hand') {
      const id = { kind, channel, edition };
      return tellMaintainers(next, `notice/${kind}/${channel}/${edition}/${retries}/${releaseAt}/${now}`, postByHand(id, text));
    }
    const key = sendKey(thisCase, { kind, channel, edition });
    return [
      { key, kind: 'SendNotice', audience: 'public', notice: kind, channel, edition, retries, ...releasesFor(channel, next), ...text },
    ];
  });
  return { next, effects };
}

function releasesFor(channel: string, thisCase: Case): { readonly releases?: readonly string[] } {
  if (channel !== 'github:release') return {};
  return { releases: [...new Set(releaseDayOf(thisCase).releases.map(({ tag }) => tag))] };
}

/** The end that a send describes. */
export function sendKey({ id }: Pick<Case, 'id'>, { kind, channel, edition }: SendId): string {
  return effectKey(id, `notice/${kind}/${channel}/${edition}`);
}
