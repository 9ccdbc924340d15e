/** What a case remembers of its notices: who approved which text, and how it fared on each channel. */
import type { Login } from '../ids.ts';
import type { Instant } from '../time/time.ts';
import type { SentKind } from './kinds.ts';

export type Notice = {
  readonly kind: SentKind;
  /** `text` is what was approved, with a blank where the Release Date and the CVE stand: these may still change. */
  readonly approved: { readonly by: Login; readonly at: Instant; readonly text: string } | undefined;
  readonly sends: readonly NoticeSend[];
};

/** One text on one channel. */
export type NoticeSend = {
  /** As the policy writes it, such as `slack:announce`. */
  readonly channel: string;
  /** Counts the texts on this channel from 1: a date that moves twice is corrected twice. */
  readonly edition: number;
  /** How often somebody asked for another try. */
  readonly retries: number;
  /** `waiting`: somebody asked for another try. `by-hand`: the text lies in the case issue, and somebody has to post it. */
  readonly state: 'waiting' | 'sending' | 'by-hand' | 'sent' | 'failed';
  /** When the state was last known to change. */
  readonly at: Instant;
  /** The Release Date that the text names. */
  readonly releaseAt: Instant | undefined;
  readonly link: string | undefined;
  readonly error: string | undefined;
};

/** Which send, out of all those of a case. */
export type SendId = { readonly kind: SentKind; readonly channel: string; readonly edition: number };

type WithNotices = { readonly notices?: readonly Notice[] };

export function noticeOf({ notices = [] }: WithNotices, kind: SentKind): Notice {
  return notices.find((one) => one.kind === kind) ?? { kind, approved: undefined, sends: [] };
}

export function withNotice<Whole extends WithNotices>(whole: Whole, notice: Notice): Whole {
  return { ...whole, notices: [...(whole.notices ?? []).filter((one) => one.kind !== notice.kind), notice] };
}

/** The last text that went to a channel, or is on its way there. */
export function lastSend(notice: Notice, channel: string): NoticeSend | undefined {
  return notice.sends.findLast((send) => send.channel === channel);
}

/** The same case with one send changed; a send that is not there changes nothing. */
export function changeSend<Whole extends WithNotices>(whole: Whole, id: SendId, change: Partial<NoticeSend>): Whole {
  const notice = noticeOf(whole, id.kind);
  const sends = notice.sends.map((send) => (isSend(send, id) ? { ...send, ...change } : send));
  return withNotice(whole, { ...notice, sends });
}

export function findSend(whole: WithNotices, id: SendId): NoticeSend | undefined {
  return noticeOf(whole, id.kind).sends.find((send) => isSend(send, id));
}

function isSend(send: NoticeSend, { channel, edition }: SendId): boolean {
  return send.channel === channel && send.edition === edition;
}
